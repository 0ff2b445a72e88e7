"""Numbers said in words, with or without a figure before them: "hai mốt", "2 chục", "trăm rưỡi". Knows not what they count."""

import re

from handlers.reading.pieces import Piece

MOST = 99_999_999
WORDS = frozenset(("digit", "ten", "tens", "dozen", "round", "scale"))  # kinds of words that numbers begin with
_GROUPS = ("tens", "dozen")     # what is counted itself: "hai chục", "two dozen"
_FIGURE = re.compile(r"\d{1,8}(?:[.,]\d{1,2})?|\d{1,3}(?:\.\d{3})+")
_UNDER = {100: 2, 1000: 3}      # how many digits a figure behind the scale has: "2 trăm 30"
_COUNTED = 1000                 # a figure before what it counts is less: nobody says "1200 trăm"
_FIVE = 5
Said = tuple[int | None, int]   # None where words speak of a number and do not tell it
_NOTHING = Piece(())
_Part = tuple[float | None, int]    # and where it ends


def said_at(pieces: list[Piece], place: int) -> Said:
    """The number that words give, and how many pieces it has: none where there is none, or a single word can be something else.

    None as the number where how many is not told: "vài chục", "mười mấy", "trăm năm".
    """
    if not _may_begin(pieces, place):
        return 0, 0
    first, before = pieces[place], piece_at(pieces, place - 1)
    if _is_group(first) and before.has("ask", "how_many"):
        return 0, 0     # "mấy chục"
    value, end = _whole(pieces, place)
    if end == place:
        return 0, 0
    guessed = before.has("about") or (_is_written_oddly(before) and not piece_at(pieces, place - 2).has("grain"))
    if (_is_group(first) and guessed) or piece_at(pieces, end).has("about"):
        return None, end - place
    if end - place > 1 or first.has("round") or _stands_alone(pieces, place):
        return value, end - place
    return 0, 0


def piece_at(pieces: list[Piece], place: int) -> Piece:
    """The piece there, or one that is nothing."""
    return pieces[place] if 0 <= place < len(pieces) else _NOTHING


def countable(piece: Piece) -> bool:
    """Whether it is something that is counted."""
    counted = ("counter", "facet", "thing", "sex", "trade", "percent")
    return any(piece.has(kind) for kind in counted) or piece.has("grain", "day", "week") or piece.has("among")


def _may_begin(pieces: list[Piece], place: int) -> bool:
    """Words of numbers; and a figure, an article or a half before what is counted by it: "2 chục", "a hundred", "nửa tá"."""
    first = pieces[place]
    if not WORDS.isdisjoint(first.tags):
        return True
    counting = first.tokens[0].kind == "number" or "article" in first.tags or "half_of" in first.tags
    after = piece_at(pieces, place + 1)
    if not counting or (first.has("half_of") and after.has("article")):
        return counting and _is_group(piece_at(pieces, place + 2))
    before = piece_at(pieces, place - 1)
    dated = before.has("grain") and not before.has("which")     # "tháng 9 chục đồng chí", and not "tháng này 2 chục"
    return _is_group(after) and (first.has("article") or first.has("half_of") or (_figure(first) is not None and not dated))


def _is_group(piece: Piece) -> bool:
    return piece.has("scale") or any(piece.has(kind) for kind in _GROUPS)


def _figure(piece: Piece) -> float | None:
    text = piece.tokens[0].text if piece.tokens else ""
    if not _FIGURE.fullmatch(text):
        return None
    if not re.search(r"[.,]\d{1,2}$", text):
        return float(text.replace(".", ""))
    tenths = float(text.replace(",", "."))
    return tenths if tenths % 1 else None       # "8.0 trăm" is none


def _is_written_oddly(piece: Piece) -> bool:
    """ "8.0", before "trăm"."""
    return bool(piece.tokens) and piece.tokens[0].kind == "number" and piece.pair is None and _figure(piece) is None


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
    if piece.has("digit", "1") and after is not None and after.word == "la" and countable(piece_at(pieces, place + 2)):
        return True     # "hai quần chúng, mot la công nhân"
    if after is not None and (countable(after) or piece.has("tens")):
        return True
    if place and pieces[place - 1].has("parts", "of_which") and after is not None and after.has("parts", "be"):
        return True     # "trong đó tám ở doanh nghiệp FDI"
    if piece.has("digit", "0"):
        return False        # "không" alone is a no
    ends = (after is not None and after.mark) or all(_light(behind) for behind in pieces[place + 1 :])
    return ends and (all(_light(before) for before in pieces[:place]) or _told_of(pieces, place))


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


def _whole(pieces: list[Piece], place: int) -> Said:
    """Scale words and what stands around them, and where it ends: "một trăm linh năm", "ba nghìn", "1,2 nghìn", "nửa trăm"."""
    if pieces[place].has("half_of") and WORDS.isdisjoint(pieces[place].tags):
        group = place + (2 if piece_at(pieces, place + 1).has("article") else 1)
        return _size(piece_at(pieces, group)) // 2, group + 1
    total, last, part, end = 0.0, 0, *_first(pieces, place)
    units = True        # whether something stands before the scale word: "nghìn trăm" is no number
    while part is not None and end < len(pieces) and pieces[end].has("scale"):
        scale = int(pieces[end].value("scale"))
        if end == place:
            part = 1
        if scale == last or total > MOST or not units or not (part or total) or piece_at(pieces, end - 1).has("dozen"):
            total = MOST + 1  # "trăm mười trăm mười", "a dozen hundred" is no number, whatever follows
        else:
            total = total + part * scale if scale < 1000 else (total + part) * scale
        last, behind = scale, end + 1
        if total % 1 or part % 1:       # "1,2 nghìn"
            return (int(total) if total == int(total) else None), behind
        part, end = _behind_scale(pieces, behind, scale)
        units = end > behind
    if part is None or total + part != int(total + part):
        return None, end
    if end == place + 1 and pieces[place].has("scale", "1000"):
        return None, end    # "nghìn đảng viên": how many thousands is not told
    return int(total + part), end


def _first(pieces: list[Piece], place: int) -> _Part:
    """What a number begins with; a figure or an article only before what is counted by it."""
    piece, after = pieces[place], piece_at(pieces, place + 1)
    if piece.has("article") and _is_group(after):
        return (1, place + 1) if after.has("scale") else _grouped(pieces, place + 1, 1)
    figure = _figure(piece)
    if figure is None:
        return _tens(pieces, place)
    if figure >= _COUNTED:
        return None, place + 2
    return (figure, place + 1) if after.has("scale") else _grouped(pieces, place + 1, figure)


def _behind_scale(pieces: list[Piece], place: int, scale: int) -> _Part:
    """What stands behind "trăm" or "nghìn": "linh năm", "rưỡi", "hai" for twenty or two hundred."""
    piece, after = piece_at(pieces, place), piece_at(pieces, place + 1)
    if piece.has("and_half"):
        return scale // 2, place + 1
    if piece.has("zero"):
        value, end = _tens(pieces, place + 1)
        figure = _figure(after)
        if end > place + 1:
            return value, end
        return (figure, place + 2) if figure is not None and figure < 10 else (0, place)
    if (figure := _figure(piece)) is not None and figure % 1 == 0:
        told = len(piece.text) == _UNDER[scale] and (after.has("counter") or not after.tokens)
        if any(after.has(kind) for kind in _GROUPS):
            return _grouped(pieces, place + 1, figure)      # "1 trăm 2 chục"
        return (figure, place + 1) if told or after.has("scale") else (0, place)
    if piece.has("dozen") or after.has("dozen"):
        return None, place + 1
    digit = _digit(piece)
    if digit and pieces[place - 1].has("elided") and not _goes_on(after):
        return _elided(pieces, place, scale, digit)
    return _tens(pieces, place)


def _elided(pieces: list[Piece], place: int, scale: int, digit: int) -> _Part:
    """A digit that leaves its scale unsaid: "trăm hai" is 120; "trăm năm" and "trăm một" may be 105 and 101."""
    piece, after = pieces[place], piece_at(pieces, place + 1)
    dated = piece.has("grain") and after.tokens and not after.mark and not countable(after)     # "một trăm năm 2025"
    if dated or after.has("facet") or after.has("sex"):     # "một trăm, hai nữ"
        return 0, place
    rising = piece.has("behind_ten") and not piece.text.isascii()   # "mốt"
    return (digit * scale // 10 if rising or digit not in (1, _FIVE) else None), place + 1


def _goes_on(piece: Piece) -> bool:
    """Whether it makes more of the digit before it: "hai mươi", "hai mốt", "hai trăm"."""
    return _is_group(piece) or piece.has("ten", "10") or piece.has("behind_ten")


def _tens(pieces: list[Piece], place: int) -> _Part:
    """Up to ninety-nine, and dozens: "hai mươi mốt", "hai mốt", "mười lăm", "hăm mốt", "một chục", "twenty one"."""
    piece, after = piece_at(pieces, place), piece_at(pieces, place + 1)
    if piece.has("round"):
        units = _digit(after)
        return (int(piece.value("round")) + (units or 0), place + (2 if units else 1))
    if any(piece.has(kind) for kind in _GROUPS):
        return _grouped(pieces, place, 1)
    if piece.has("ten"):
        return _after_ten(pieces, place, int(piece.value("ten")))
    first = _digit(piece)
    if first is None or (first > 1 and piece.has("behind_ten")):
        return 0, place
    if first and any(after.has(kind) for kind in _GROUPS):
        return _grouped(pieces, place + 1, first)
    if after.has("ten", "10") and after.word != "ten":     # "hai mười" is 20, "two ten" are two numbers
        return _after_ten(pieces, place + 1, first * 10)
    if after.has("behind_ten") and after.has("digit") and first > 1:
        return first * 10 + int(after.value("digit")), place + 2
    return first, place + 1


def _grouped(pieces: list[Piece], place: int, count: float) -> _Part:
    """So many tens or dozens: "hai chục", "một chục rưỡi"; "chục ba" may be thirteen, or ten to thirteen."""
    size, after, behind = _size(pieces[place]), piece_at(pieces, place + 1), piece_at(pieces, place + 2)
    if after.has("and_half"):
        return count * size + size // 2, place + 2
    parts_of_it = behind.has("facet") or behind.has("sex")
    if pieces[place].has("tens") and _digit(after) and not (after.has("grain") or _goes_on(behind) or parts_of_it):
        return None, place + 2
    return count * size, place + 1


def _size(group: Piece) -> int:
    return int(next(group.value(kind) for kind in (*_GROUPS, "scale") if group.has(kind)))


def _after_ten(pieces: list[Piece], place: int, tens: int) -> _Part:
    """The units behind a ten, unless they count something of their own."""
    after = piece_at(pieces, place + 1)
    units = _digit(after)
    if units is None or (after.has("grain") and place + 2 < len(pieces) and not countable(pieces[place + 2])):
        return tens, place + 1
    return tens + units, place + 2


def _digit(piece: Piece) -> int | None:
    return int(piece.value("digit")) if piece.has("digit") else None
