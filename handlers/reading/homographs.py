"""Words that without marks are two words ("năm", "nam", "nằm"): settled by what stands beside them. Knows nothing else of them."""

import re
from collections.abc import Callable

from handlers.reading.pieces import Piece

_A_YEAR = re.compile(r"[12]\d{3}([-–/][12]\d{3})?")


def settle(pieces: list[Piece]) -> None:
    """Takes from such words what they cannot mean here."""
    for place, piece in enumerate(pieces):
        if piece.mark or piece.used or not piece.tags:
            continue
        for kind, cannot in _NOT.items():
            if piece.has(kind) and cannot(pieces, place):
                _forget(piece, kind)
        if piece.has("joinable") and _counts_things(pieces, place + 1):
            piece.tags = {"subject": ("merged",)}


def _forget(piece: Piece, kind: str) -> None:
    piece.tags = {other: values for other, values in piece.tags.items() if other != kind}


def _at(pieces: list[Piece], place: int) -> Piece:
    return pieces[place] if 0 <= place < len(pieces) else _NOTHING


def _is_no_man(pieces: list[Piece], place: int) -> bool:
    """ "3 nam 2023-2025", "2 sinh vien nam cuoi", "136 nam ngay sinh", "3 nam trong DN": a year, or "nằm"."""
    piece, after = pieces[place], _at(pieces, place + 1)
    if not piece.has("grain", "year"):
        return False    # typed with its mark
    if _A_YEAR.fullmatch(after.text) or after.has("part") or after.has("introducer_in") or after.has("of_year"):
        return True
    return any(_at(pieces, before).has("subject", "anniversary") for before in range(place - 3, place))


def _is_no_number(pieces: list[Piece], place: int) -> bool:
    """ "nam ngoai" is no 5; behind "may ae" no number is told any more."""
    piece, after = pieces[place], _at(pieces, place + 1)
    if piece.has("grain", "year") and after.has("of_year"):
        return True
    return piece.has("digit", "2") and after.text == "ca" and any(_is_some(pieces, before) for before in range(place))


def _is_some(pieces: list[Piece], place: int) -> bool:
    return pieces[place].has("ask", "how_many") and _at(pieces, place + 1).has("counter")


def _is_no_worker(pieces: list[Piece], place: int) -> bool:
    """ "chinh thuc duoc cong nhan", "cong nhan … chinh thuc": "công nhận"."""
    piece, before = pieces[place], _at(pieces, place - 1)
    if not piece.has("subject", "turn") or not any(each.has("subject", "official", "full") for each in pieces):
        return False
    return before.has("none", "get") and not _at(pieces, place - 2).has("subject", "full")


def _is_no_day(pieces: list[Piece], place: int) -> bool:
    """ "nay la …": "này là"."""
    return place == 0 and pieces[place].has("of_year") and _at(pieces, 1).has("copula")


_NOT: dict[str, Callable[[list[Piece], int], bool]] = {
    "sex": _is_no_man,
    "digit": _is_no_number,
    "facet": _is_no_worker,
    "of_year": _is_no_day,
}


def _counts_things(pieces: list[Piece], place: int) -> bool:
    """ "nhập 2 chi bộ": a number, and organisations."""
    number = _at(pieces, place)
    counted = number.text.isdigit() or number.has("digit")
    return counted and _at(pieces, place + 1).has("thing", "organisation")


_NOTHING = Piece(())
