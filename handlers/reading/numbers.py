"""Numbers in a text: digits, number words, x of y, percentages. Knows how numbers are written, not what they count."""

import re
from dataclasses import replace

from handlers.reading.pieces import Piece

_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DECIMAL = re.compile(r"\d{1,8}[.,]\d{1,2}")
_MOST = 99_999_999
_LONGEST = 8  # digits of anything that is counted; what is longer is a telephone or an account
_WORDS = frozenset(("digit", "ten", "tens", "round", "scale"))  # kinds of words that numbers begin with
_PLAIN = re.compile(r"-?\d+")
_PAIR = re.compile(r"(\d{1,8}|\d{1,3}(?:\.\d{3})+)/(\d{1,8}|\d{1,3}(?:\.\d{3})+)")


def find_numbers(pieces: list[Piece]) -> list[Piece]:
    """The pieces with the numbers in them read; number words that make one number become one piece."""
    found: list[Piece] = []
    place = 0
    while place < len(pieces):
        value, length = _words(pieces, place)
        if length and value <= _MOST:
            run = pieces[place : place + length]
            tags = run[0].tags if length == 1 else {}
            found.append(Piece(tuple(token for piece in run for token in piece.tokens), tags, number=value))
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


def _is_one(pieces: list[Piece], place: int) -> bool:
    """ "swore in a new member", "a new cell was established": an article before what is counted."""
    if not _WORDS.isdisjoint(_behind(pieces, place + 1).tags):
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
        elif piece.number is not None and len(found) > 1 and _is_out_of(found, piece, _behind(pieces, place + 1)):
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


def _words(pieces: list[Piece], place: int) -> tuple[int, int]:
    """The number that number words give, and how many pieces they are; single words only where they can be nothing else."""
    if place and pieces[place].has("tens") and pieces[place - 1].has("ask", "how_many"):
        return 0, 0     # "mấy chục"
    if _WORDS.isdisjoint(pieces[place].tags):
        return 0, 0
    value, end = _hundreds(pieces, place)
    if end - place > 1 or (end > place and pieces[place].has("round")):
        return value, end - place
    if end > place and _stands_alone(pieces, place):
        return value, 1
    return 0, 0


def _stands_alone(pieces: list[Piece], place: int) -> bool:
    """A single word is a number where something countable follows; "mười" always."""
    piece = pieces[place]
    after = pieces[place + 1] if place + 1 < len(pieces) else None
    if place and pieces[place - 1].has("grain") and not pieces[place - 1].has("digit"):
        return False
    if piece.has("behind_ten") and not piece.has("digit", "1"):
        return False
    if (piece.has("ten") or set(piece.tags) == {"digit"}) and not piece.has("not_alone"):
        return True
    if piece.has("digit", "1") and after is not None and after.word == "la" and _countable(_behind(pieces, place + 2)):
        return True     # "hai quần chúng, mot la công nhân"
    if after is not None and (_countable(after) or piece.has("tens")):
        return True
    if place and pieces[place - 1].has("parts", "of_which") and after is not None and after.has("parts", "be"):
        return True     # "trong đó tám ở doanh nghiệp FDI"
    if piece.has("digit", "0"):
        return False        # "không" alone is a no
    ends = (after is not None and after.mark) or all(_light(behind) for behind in pieces[place + 1 :])
    return ends and (all(_light(before) for before in pieces[:place]) or _told_of(pieces, place))


def _behind(pieces: list[Piece], place: int) -> Piece:
    return pieces[place] if place < len(pieces) else Piece(())


def _light(piece: Piece) -> bool:
    return piece.mark or piece.has("filler")


def _told_of(pieces: list[Piece], place: int) -> bool:
    """ "nữ ba", "công nhân chiếm tám", "xuống còn ba": what is counted stands before its number."""
    place -= 1
    if pieces[place].has("correct", "into"):
        return not pieces[place].has("filler") or pieces[place - 1].has("correct", "into")
    while place > 0 and pieces[place].has("parts", "be") and not pieces[place].has("facet"):
        place -= 1
    return any(pieces[place].has(kind) for kind in ("facet", "sex", "subject"))


def _countable(piece: Piece) -> bool:
    counted = ("counter", "facet", "thing", "sex", "trade", "percent")
    return any(piece.has(kind) for kind in counted) or piece.has("grain", "day", "week") or piece.has("among")


def _hundreds(pieces: list[Piece], place: int) -> tuple[int, int]:
    """Scale words and what stands around them: "một trăm linh năm", "ba nghìn"."""
    total, last, part, end = 0, 0, *_tens(pieces, place)
    units = True        # whether something stands before the scale word: "nghìn trăm" is no number
    while end < len(pieces) and pieces[end].has("scale"):
        scale = int(pieces[end].value("scale"))
        if end == place:
            part = 1
        if scale == last or total > _MOST or not units:
            total = _MOST + 1  # "trăm mười trăm mười" is no number, whatever follows
        else:
            total = total + part * scale if scale < 1000 else (total + part) * scale
        last, part, end = scale, 0, end + 1
        link = end
        if end < len(pieces) and pieces[end].has("zero"):
            link = end + 1
        more, after = _tens(pieces, link)
        units = after > link
        if units:
            part, end = more, after
    return total + part, end


def _tens(pieces: list[Piece], place: int) -> tuple[int, int]:
    """Up to ninety-nine: "hai mươi mốt", "hai mốt", "mười lăm", "hăm mốt", "một chục", "twenty one"."""
    if place >= len(pieces):
        return 0, place
    piece, after = pieces[place], pieces[place + 1] if place + 1 < len(pieces) else None
    if piece.has("round"):
        units = _digit(after) if after else None
        return (int(piece.value("round")) + (units or 0), place + (2 if units else 1))
    if piece.has("tens"):
        return 10, place + 1
    if piece.has("ten"):
        return _after_ten(pieces, place, int(piece.value("ten")))
    first = _digit(piece)
    if first is None or (first > 1 and piece.has("behind_ten")):
        return 0, place
    if after and after.has("tens"):
        return first * 10, place + 2
    if after and after.has("ten", "10") and after.word != "ten":     # "hai mười" is 20, "two ten" are two numbers
        return _after_ten(pieces, place + 1, first * 10)
    if after and after.has("behind_ten") and first > 1:
        return first * 10 + int(after.value("digit")), place + 2
    return first, place + 1


def _after_ten(pieces: list[Piece], place: int, tens: int) -> tuple[int, int]:
    """The units behind a ten, unless they count something of their own."""
    after = pieces[place + 1] if place + 1 < len(pieces) else None
    units = _digit(after) if after else None
    if units is None or (after and after.has("grain") and place + 2 < len(pieces) and not _countable(pieces[place + 2])):
        return tens, place + 1
    return tens + units, place + 2


def _digit(piece: Piece | None) -> int | None:
    return int(piece.value("digit")) if piece and piece.has("digit") else None
