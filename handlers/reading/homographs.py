"""Words that without marks are several ("năm", "nam", "nằm"), settled by what stands beside them. Knows no sentence."""

import itertools
import re
from collections.abc import Callable

from rapidfuzz.distance import OSA

from handlers.reading.lexicon import lexicon
from handlers.reading.pieces import Piece
from handlers.reading.tokens import fold, spelled

_ABOVE = ("tren", "cap", "o")       # "trên tỉnh", "cấp tỉnh"
_PARTING = (",", ";", ".", "\n", "-", "+")
_FAR = 2    # slips, marks among them
_A_YEAR = re.compile(r"[12]\d{3}([-–/][12]\d{3})?")


def settle(pieces: list[Piece]) -> None:
    """Takes from such words what they cannot mean here."""
    for place, piece in enumerate(pieces):
        if piece.mark or piece.used or not piece.tags:
            continue
        if piece.text in ("k", "K") and _touches_a_number(pieces, place):
            piece.tags = {"measure": ("any",)}
        if _is_year_among_marks(pieces, place):
            piece.tags = {"grain": ("year",), "filler": ("polite",)}
        for kind, cannot in _NOT.items() if not _NOT.keys().isdisjoint(piece.tags) else ():
            if piece.has(kind) and cannot(pieces, place):
                _forget(piece, kind)
        if not piece.has("sex") and piece.has("grain", "year") and _lies(pieces, place):
            piece.tags = {"parts": ("be",)}
        if _is_made_full(pieces, place):
            piece.tags = {"subject": ("full",)}
        if piece.has("joinable") and _counts_things(pieces, place + 1):
            piece.tags = {"subject": ("merged",)}


def _forget(piece: Piece, kind: str) -> None:
    piece.tags = {other: values for other, values in piece.tags.items() if other != kind}


def _at(pieces: list[Piece], place: int) -> Piece:
    return pieces[place] if 0 <= place < len(pieces) else _NOTHING


def _touches_a_number(pieces: list[Piece], place: int) -> bool:
    """ "6k": a thousand, and no "không"."""
    before = _at(pieces, place - 1)
    return bool(before.tokens) and before.tokens[-1].kind == "number" and before.tokens[-1].end == pieces[place].start


def _is_year_among_marks(pieces: list[Piece], place: int) -> bool:
    """ "Sơn Thượng nam nay": one word of the sentence lacks its mark."""
    piece, after = pieces[place], _at(pieces, place + 1)
    dated = after.has("of_year") or _A_YEAR.fullmatch(after.text) is not None
    return piece.text == "nam" and not piece.has("grain") and dated


def _is_no_man(pieces: list[Piece], place: int) -> bool:
    """ "3 nam 2023-2025", "2 sinh vien nam cuoi", "136 nam ngay sinh", "3 nam trong DN": a year, or "nằm"."""
    piece, after = pieces[place], _at(pieces, place + 1)
    if not piece.has("grain", "year"):
        return False    # typed with its mark
    if _A_YEAR.fullmatch(after.text) or _at(pieces, place - 1).has("part"):
        return True
    if _is_counted(_at(pieces, place - 1)) and _at(pieces, place - 2).text.lower() == "sau":
        return True     # "sau hai nam moi co nguoi"
    if any(after.has(kind) for kind in ("part", "introducer_in", "of_year")):
        return True
    return any(_at(pieces, before).has("subject", "anniversary") for before in range(place - 3, place))


def _is_made_full(pieces: list[Piece], place: int) -> bool:
    """ "kết nạp 3, chính thức 2", "KN 3; CT: 2": one of a list of results; "chính thức 25, dự bị 3" tells who there is."""
    piece, before = pieces[place], _at(pieces, place - 1)
    if before.text not in _PARTING or not (piece.has("subject", "official") or piece.word == "ct"):
        return False
    behind = _at(pieces, place + 2 if _at(pieces, place + 1).text in (":", "=") else place + 1)
    listed = any(each.has("subject", "admit") for each in pieces[:place]) and not any("du bi" in each.word for each in pieces)
    return listed and _is_counted(behind)


def _lies(pieces: list[Piece], place: int) -> bool:
    """ "3 nam trong doanh nghiệp": "nằm"."""
    return _is_counted(_at(pieces, place - 1)) and _at(pieces, place + 1).has("introducer_in")


def _is_no_number(pieces: list[Piece], place: int) -> bool:
    """ "nam ngoai" is no 5, "thang sau" hardly June; behind "may ae" no number is told any more."""
    piece, after = pieces[place], _at(pieces, place + 1)
    if _is_spelled_otherwise(piece):
        return True
    if piece.has("grain", "year") and after.has("of_year"):
        return True
    if piece.text == "sau" and _at(pieces, place - 1).has("grain", "month", "week", "year"):
        dated = after.has("grain") or after.has("which") or after.text.isdigit() or after.has("correct", "rather")
        return not dated        # "thang sau": "sau", where nothing says that it is June
    if piece.text.lower() == "bon" and (after.has("own") or after.word == "chau") and _at(pieces, place + 2).has("subject"):
        return True     # "bon chau ket nap 1": "bọn cháu"
    if piece.has("agree", "no") and after.has("done", "finished"):
        return True     # "bay roi nghen": "bậy rồi"
    return piece.has("digit", "2") and after.text == "ca" and any(_is_some(pieces, before) for before in range(place))


def _is_spelled_otherwise(piece: Piece) -> bool:
    """ "ạnhầm" is no "nhăm": a slip, and other marks besides."""
    token = piece.tokens[0]
    if token.word == token.folded or token.text.isascii() or len(piece.tokens) > 1:
        return False
    meant = [entry.spelled for entry in lexicon("vi").by_words.get((token.word,), ()) if entry.kind == "digit"]
    once = "".join(next(run) for _, run in itertools.groupby(token.text, key=fold))     # "tááám"
    return bool(meant) and min(OSA.distance(spelled(once), each) for each in meant) > _FAR


def _is_some(pieces: list[Piece], place: int) -> bool:
    return pieces[place].has("ask", "how_many") and _at(pieces, place + 1).has("counter")


def _is_no_worker(pieces: list[Piece], place: int) -> bool:
    """ "chinh thuc duoc cong nhan", "cong nhan … chinh thuc": "công nhận"."""
    piece, before = pieces[place], _at(pieces, place - 1)
    if not piece.has("subject", "turn") or not any(each.has("subject", "official", "full") for each in pieces):
        return False
    begins = (not before.tokens or before.mark or before.used) and _is_counted(_at(pieces, place + 1))
    return begins or (before.has("none", "get") and not _at(pieces, place - 2).has("subject", "full"))


def _is_no_plan(pieces: list[Piece], place: int) -> bool:
    """ "tu tong cong ty tren tinh chuyen ve": "tỉnh", not "tính"; "tu phuong ban ve": "bạn", who has come."""
    piece, before = pieces[place], _at(pieces, place - 1)
    above = before.word in _ABOVE or any(before.has(kind) for kind in ("whole", "level", "other_body"))
    province = piece.tokens[0].text.lower() == "tỉnh" or (piece.tokens[0].text == "tinh" and above)
    friend = piece.text == "ban ve" and any(before.has(kind) for kind in ("level", "thing", "kind_word"))
    return piece.has("unsettled", "plan") and (province or friend)


def _is_no_day(pieces: list[Piece], place: int) -> bool:
    """ "nay la …": "này là"; "nay em nhap 2, thuc ra la 5": "nãy"."""
    mended = any(each.has("correct", "mistake", "rather") for each in pieces)
    return place == 0 and (_at(pieces, 1).has("copula") or (mended and _at(pieces, 1).has("own")))


def _is_no_founding(pieces: list[Piece], place: int) -> bool:
    """ "nhân kỷ niệm 95 năm thành lập Đoàn"."""
    before = (_at(pieces, at) for at in range(place - 3, place))
    return pieces[place].has("subject", "found") and any(piece.has("subject", "anniversary") for piece in before)


def _is_no_which(pieces: list[Piece], place: int) -> bool:
    """ "chi bo mo lop cam tinh": "mở"."""
    behind = place + 2 if _is_counted(_at(pieces, place + 1)) else place + 1
    after = _at(pieces, behind)
    return pieces[place].tokens[-1].text == "mo" and (after.word == "lop" or after.has("subject", "awareness"))


_NOT: dict[str, Callable[[list[Piece], int], bool]] = {
    "sex": _is_no_man,
    "digit": _is_no_number,
    "facet": _is_no_worker,
    "of_year": _is_no_day,
    "unsettled": _is_no_plan,
    "subject": _is_no_founding,
    "ask": _is_no_which,
}


def _is_counted(number: Piece) -> bool:
    return number.text.isdigit() or number.has("digit")


def _counts_things(pieces: list[Piece], place: int) -> bool:
    """ "nhập 2 chi bộ": a number, and organisations."""
    return _is_counted(_at(pieces, place)) and _at(pieces, place + 1).has("thing", "organisation")


_NOTHING = Piece(())
