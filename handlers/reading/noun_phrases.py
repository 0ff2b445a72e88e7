"""Which pieces around a number belong to what it counts. Knows noun phrases, and sums nothing up."""

from collections.abc import Iterator

from handlers.reading.counting import NOUNS, counts
from handlers.reading.line import Line
from handlers.reading.pieces import Piece

_DESCRIBED = 5  # pieces, with those that tell what they do


def begins_part(line: Line, place: int) -> bool:
    """Whether a part begins here: "…, nữ 03 đồng chí, đồng bào Khmer 02 đồng chí"."""
    before = line.at(place - 1)
    return (before.mark and before.text in ",;(:\n-") or (before.has("parts", "of_which") and not before.has("loose"))


def attends(line: Line, place: int) -> bool:
    """ "30 đồng chí dự", "có mặt 18 đảng viên"."""
    before = line.at(place - 1)
    if before.has("presence") and (line.at(place).pair is not None or not before.has("cue", "enough")):
        return True
    here = place + 1
    while any(line.at(here).has(kind) for kind in NOUNS) or (line.at(here).has("filler") and not line.at(here).mark):
        here += 1
    return line.at(here).has("presence")


def phrase_behind(line: Line, place: int) -> Iterator[int]:
    """The places behind a number that belong to what it counts."""
    for here in range(place + 1, min(len(line.pieces), place + 14)):
        piece = line.pieces[here]
        if piece.mark and not (piece.text == "," and line.at(here - 1).has("facet") and _listed(line, here)):
            return
        if piece.has("parts", "of_which") and not piece.has("loose") and not piece.has("among"):
            return
        if _starts_amount(line, here) or (piece.has("parts", "all", "none") and line.follows(here, "facet")):
            return
        yield here


def _listed(line: Line, here: int) -> bool:
    """ "học sinh, sinh viên và người lao động là 436": alternatives under one number."""
    return line.at(here + 1).has("facet") and line.at(here + 2).has("either")


def _starts_amount(line: Line, here: int) -> bool:
    piece = line.pieces[here]
    return (piece.number is not None or piece.pair is not None) and not piece.used and counts(line, here)


def phrase_before(line: Line, place: int, taken: set[int]) -> list[int]:
    """The places before a number that say what it counts: "nữ: 04", "chủ doanh nghiệp 1"."""
    here = place - 1
    while here >= 0 and _leads(line.at(here)):
        here -= 1
    here = _behind_described(line, here)
    found = []
    while here >= 0 and any(line.at(here).has(kind) for kind in ("facet", "counter", "thing")) and not line.at(here).used:
        found.append(here)
        here -= 1
        joint = line.at(here).has("either") or line.at(here).has("introducer_in") or line.at(here).text == ","
        if joint and line.at(here - 1).has("facet") and here - 1 not in taken:
            here -= 1
    return found[::-1]


def _behind_described(line: Line, here: int) -> int:
    """The "công nhân" of "; công nhân trực tiếp sản xuất 05", where a part begins with it; else where it began."""
    for place in range(here, max(here - _DESCRIBED, -1), -1):
        piece = line.at(place)
        if piece.has("facet") and place < here and not piece.used and begins_part(line, place):
            return place
        if piece.used or piece.mark or not (set(piece.tags) <= {"filler"}):
            return here
    return here


def _leads(piece: Piece) -> bool:
    """What may stand between those counted and their number: "nữ: 04", "công nhân chiếm tám", "nữ cả 5", "nữ từ … lên 4"."""
    return (piece.text == ":" or piece.has("parts", "be", "all") or piece.has("correct", "into")) and not piece.has("facet")


def marked_places(line: Line) -> set[int]:
    return {here for value in ("all", "none") for place in line.places("parts", value) for here in _facets_after(line, place)}


def after_marker(line: Line, value: str) -> list[str]:
    """The facets behind "đều là" or "không có"."""
    return [line.at(here).value("facet") for place in line.places("parts", value) for here in _facets_after(line, place)]


def is_in_headed_list(line: Line, place: int) -> bool:
    """ "kn 4 nữ 2 dtts 1", "kn 4 nữ 2": numbers and facets by turns, and a number the last that counts nothing behind it."""
    first, last = place, place
    while _takes_turns(line, first - 1, first):
        first -= 1
    while _takes_turns(line, last + 1, last):
        last += 1
    facets = sum(line.at(here).has("facet") for here in range(first, last))
    if not _is_plain_number(line, last) or facets < 1 + line.at(first).has("facet"):
        return False    # "2 nữ 1 dtts"; a lone "nữ 2" is plain
    after = line.at(last + 1)
    ends = not after.tokens or after.mark or last + 1 in line.timed or after.has("subject")
    return ends or (after.has("filler") and not any(after.has(kind) for kind in ("counter", "measure", "sex", "grain")))


def _takes_turns(line: Line, place: int, beside: int) -> bool:
    return line.at(place).has("facet") if _is_plain_number(line, beside) else _is_plain_number(line, place)


def _is_plain_number(line: Line, place: int) -> bool:
    return isinstance(line.at(place).number, int) and not line.at(place).percent and place not in line.timed


def all_men(line: Line) -> bool:
    """ "toàn nam", "cả 3 đều là nam": none is a woman; "ca nam ket nap 3" is of a year."""
    for marker in line.places("parts", "all"):
        place = marker + 1 + line.at(marker + 1).has("counter")
        piece = line.at(place)
        both = line.follows(place, "facet", "female", within=2)      # "cả nam lẫn nữ"
        a_year = piece.has("grain") and not both and (line.at(marker).has("whole_time") or not line.ends(place))
        slipped = any(token.word != token.folded for token in piece.tokens)
        if piece.has("sex") and not (piece.has("facet") or piece.used or a_year or slipped):
            return True
    return False


def _facets_after(line: Line, place: int) -> list[int]:
    before = place - 2 if line.at(place - 1).word == "thi" else place - 1
    after = line.at(place + 1)
    empty = after.has("none", "any") or (line.at(place).has("none", "lacking") and (after.mark or not after.tokens))
    if line.at(place).has("parts", "none") and empty and line.at(before).has("facet"):
        return [before]     # "nữ thì không có ai"
    found = []
    for here in range(place + 1, min(len(line.pieces), place + 7)):
        piece = line.pieces[here]
        if piece.mark or piece.number is not None or piece.pair is not None:
            break
        if piece.has("facet"):
            found.append(here)
        elif piece.has("none", "any"):
            continue    # "không có ai nữ"
        elif piece.has("subject") or not (piece.has("parts", "be") or piece.has("counter") or piece.has("filler") or found):
            break
    return found
