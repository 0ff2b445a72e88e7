"""Numbers in a text: digits, number words, x of y, percentages. Knows how numbers are written, not what they count."""

import re
from dataclasses import replace

from handlers.reading.number_words import MOST, WORDS, piece_at, said_at
from handlers.reading.pieces import Piece

_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DECIMAL = re.compile(r"\d{1,8}[.,]\d{1,2}")
_LONGEST = 8  # digits of anything that is counted; what is longer is a telephone or an account
_TEN, _NEAR = 10, 5
_PLAIN = re.compile(r"-?\d+")
_PAIR = re.compile(r"(\d{1,8}|\d{1,3}(?:\.\d{3})+)/(\d{1,8}|\d{1,3}(?:\.\d{3})+)")


def find_numbers(pieces: list[Piece]) -> list[Piece]:
    """The pieces with the numbers in them read; number words that make one number become one piece."""
    found: list[Piece] = []
    place, words = 0, None      # where the last number in words ended
    while place < len(pieces):
        value, length = said_at(pieces, place)
        if length and value is not None and value <= MOST:
            run = pieces[place : place + length]
            tags = run[0].tags if length == 1 else {}
            found.append(Piece(tuple(token for piece in run for token in piece.tokens), tags, number=value))
            if words == place and _is_a_guess(found):
                found[-2:] = [replace(piece, number=None) for piece in found[-2:]]
            words = place + length
        elif length:
            found += pieces[place : place + length]
        else:
            length, piece = 1, pieces[place]
            if "article" in piece.tags and _is_one(pieces, place):
                piece = replace(piece, number=1)
            elif piece.tokens[0].kind == "number":
                piece = _digits(piece)
            found.append(piece)
        place += length
    return _joined(found)


def _is_a_guess(found: list[Piece]) -> bool:
    """ "mười bốn mười lăm đồng chí": about so many; "tháng mười mười hai đồng chí" is none."""
    low, high, before = found[-2].number or 0, found[-1].number or 0, found[-3] if len(found) > 2 else None
    return _TEN <= low < high <= low + _NEAR and not (before and before.has("grain"))


def _is_one(pieces: list[Piece], place: int) -> bool:
    """ "swore in a new member", "a new cell was established": an article before what is counted."""
    if not WORDS.isdisjoint(piece_at(pieces, place + 1).tags):
        return False
    counted = next((piece for piece in pieces[place + 1 : place + 3] if piece.has("counter") or piece.has("thing")), None)
    if counted is None or counted.word.endswith("s") or counted.has("thing", "class", "report", "unit"):
        return False
    near = pieces[max(0, place - 1) : place] + pieces[place + 2 : place + 5]
    return any(piece.has("subject") and not piece.has("cue") for piece in near)


def _digits(piece: Piece) -> Piece:
    text = piece.tokens[0].text
    if _PLAIN.fullmatch(text):
        return replace(piece, number=int(text)) if len(text) <= _LONGEST else piece
    if _THOUSANDS.fullmatch(text) and len(text) <= _LONGEST + 2:
        return replace(piece, number=int(text.replace(".", "")))
    if found := _PAIR.fullmatch(text):
        return replace(piece, pair=(_plain(found[1]), _plain(found[2])))
    if _DECIMAL.fullmatch(text):
        return replace(piece, number=float(text.replace(",", ".")))
    return piece


def _plain(digits: str) -> int:
    return int(digits.replace(".", ""))


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Percent signs and "x of y" joined to their numbers."""
    found: list[Piece] = []
    for place, piece in enumerate(pieces):
        before = found[-1] if found else None
        if piece.number is not None and len(found) > 1 and found[-1].has("alternatively") and found[-2].number is not None:
            found[-2] = replace(found[-2], number=None)
            found.append(replace(piece, number=None))
        elif before and before.number is not None and (piece.text == "%" or piece.has("percent")):
            found[-1] = replace(before, tokens=(*before.tokens, *piece.tokens), percent=True, tags={})
        elif piece.number is not None and len(found) > 1 and _is_out_of(found, piece, piece_at(pieces, place + 1)):
            over = found[-2]
            tokens = (*over.tokens, *found[-1].tokens, *piece.tokens)
            found[-2:] = [Piece(tokens, pair=(int(over.number or 0), int(piece.number)))]
        else:
            found.append(piece)
    return found


def _is_out_of(found: list[Piece], whole: Piece, after: Piece) -> bool:
    """ "12 trên 13", "12 trong 13 chi bộ"; "3 trong 6 tháng" is none."""
    part, link = found[-2], found[-1]
    if not _whole(part) or not _whole(whole):
        return False
    if link.has("ratio"):
        return True
    fits = (part.number or 0) <= (whole.number or 0)
    counted = after.mark or after.has("thing") or after.has("counter") or after.has("copula")
    return link.has("introducer_in") and fits and (not after.tokens or counted)


def forget_plans(pieces: list[Piece]) -> None:
    """ "đạt 131% kế hoạch" speaks of no plan to come and of no target."""
    for place, percent in enumerate(pieces):
        for piece in pieces[place + 1 : place + 3] if percent.percent else ():
            if piece.has("cue", "plan_share", "target"):
                piece.tags, piece.used = {}, True


def forget_comparisons(pieces: list[Piece]) -> None:
    """ "tăng 12 đảng viên so với năm 2024" and "100% tán thành" tell of no result."""
    for place, piece in enumerate(pieces):
        near = (*pieces[max(0, place - 1) : place], *pieces[place + 1 : place + 3])
        if piece.percent and any(other.has("vote") for other in near):
            piece.used = True
        if "versus" in piece.tags and piece.has("versus", "more"):
            than = next((at for at in range(place, len(pieces)) if pieces[at].has("versus", "than")), place)
            end = next((at for at in range(than, len(pieces)) if pieces[at].mark and pieces[at].text in ",.;\n"), len(pieces))
            if any(after.has("versus", "than") for after in pieces[place:end]):
                for compared in pieces[place:end]:
                    compared.tags, compared.used = {}, True


def _whole(piece: Piece) -> bool:
    return isinstance(piece.number, int) and not piece.percent
