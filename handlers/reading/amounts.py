"""How many of what: each number with the nouns around it. Knows noun phrases, and not which number is the one reported."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from handlers.reading.counting import NOUNS, counts
from handlers.reading.line import Line
from handlers.reading.pieces import Piece


@dataclass
class Amount:
    """A number, what it counts, and the places of the pieces it rests on."""

    value: int
    place: int
    total: int | None = None
    facets: list[str] = field(default_factory=list)
    joined: list[tuple[str, ...]] = field(default_factory=list)  # alternatives of a union, facet by facet
    counters: set[str] = field(default_factory=set)
    things: set[str] = field(default_factory=set)
    trades: set[str] = field(default_factory=set)  # what they work as, where that is no facet
    sex: bool = False  # men, who are no facet
    part: bool = False  # "trong đó" stands before it
    rest: bool = False  # "còn lại": what the other parts leave
    present: bool = False  # they were at a meeting: "30 đồng chí dự"
    every: bool = False  # "cả 3", "all 3"
    out_of: bool = False  # "… trên tổng số 61"
    sentence: int = 0

    @property
    def bare(self) -> bool:
        """Nothing is said of what it counts."""
        return not (self.facets or self.counters or self.things or self.sex or self.trades)


@dataclass
class Amounts:
    """All numbers that count something, and facets said without a number."""

    counted: list[Amount]
    alone: list[tuple[int, str]]  # facets without a number: place, facet
    every: list[str]  # "đều là …"
    none: list[str]  # "không có …"
    percent: float | None = None
    joint: Amount | None = None  # alternatives said without a number: "học sinh, sinh viên và người lao động"


def find_amounts(line: Line) -> Amounts:
    """The amounts of a clause, in order."""
    found = Amounts([], [], _after_marker(line, "all"), _after_marker(line, "none"))
    taken = _marked_places(line)
    sentences = _sentences(line)
    part = False
    for place, piece in enumerate(line.pieces):
        part = part or ("parts" in piece.tags and piece.has("parts", "of_which") and not piece.has("loose"))
        if piece.percent and piece.number is not None and not piece.used:
            found.percent = piece.number if found.percent is None else found.percent
            piece.used = True
        elif amount := _amount(line, place, taken):
            amount.part, amount.sentence = part or line.at(place + 1).has("among"), sentences[place]
            amount.every = line.at(place - 1).has("parts", "all")
            amount.out_of = line.at(place - 1).has("ratio") or line.at(place - 1).has("introducer_in")
            found.counted.append(amount)
    for place, piece in enumerate(line.pieces):
        if "facet" in piece.tags and place not in taken and not piece.used and not _turned(line, piece):
            found.alone.append((place, piece.value("facet")))
    _join(line, found)
    return found


def _join(line: Line, found: Amounts) -> None:
    """Facets without a number that are alternatives stand together, as they would behind one."""
    for first, _ in found.alone:
        joint, places = Amount(0, first), []
        for here in _phrase(line, first - 1):
            if line.at(here).has("facet"):
                _add(joint, line.at(here), line, here)
                places.append(here)
        if joint.joined and not line.at(first).has("counter"):
            found.joint = joint
            found.alone = [(place, facet) for place, facet in found.alone if place not in places]
            return


def _turned(line: Line, piece: Piece) -> bool:
    """ "cong nhan … chinh thuc" without marks is "công nhận", not workers."""
    return piece.has("subject", "turn") and line.has("subject", "official")


def _sentences(line: Line) -> list[int]:
    """For each place, which sentence it is in."""
    numbers, number = [], 0
    for piece in line.pieces:
        numbers.append(number)
        number += piece.mark and piece.text in (".", ";", "!", "?", "\n", "./.")
    return numbers


def _amount(line: Line, place: int, taken: set[int]) -> Amount | None:
    piece = line.pieces[place]
    if not _may_count(piece) and "parts" not in piece.tags:
        return None
    if piece.has("parts", "rest") and _rest(line, place):
        amount = Amount(0, place, rest=True)
    elif not _may_count(piece) or piece.has("parts", "all") or not counts(line, place):
        return None
    elif piece.pair:
        amount = Amount(piece.pair[0], place, total=piece.pair[1])
    elif isinstance(piece.number, int):
        amount = Amount(piece.number, place)
    else:
        return None
    piece.used = True
    _describe(line, amount, place, taken)
    return amount


def _may_count(piece: Piece) -> bool:
    return (piece.pair is not None or isinstance(piece.number, int)) and not (piece.used or piece.percent)


def _rest(line: Line, place: int) -> bool:
    """ "đồng chí còn lại là công nhân", not "còn lại mấy"."""
    return line.at(place - 1).has("counter") and line.follows(place, "facet", within=3)


def _describe(line: Line, amount: Amount, place: int, taken: set[int]) -> None:
    """Reads the noun phrase behind the number, or else the facets before it ("nữ: 04")."""
    amount.present = _attends(line, place)
    for here in _phrase(line, place):
        piece = line.pieces[here]
        if any(piece.has(kind) for kind in NOUNS) and not _calls(line, here, place):
            _add(amount, piece, line, here)
            taken.add(here)
    if (amount.bare or _only_people(amount)) and not amount.rest:
        before = _phrase_before(line, place, taken)
        named = any(line.at(here).has("facet") for here in before)
        if not amount.bare and not (named and _begins(line, before[-1])):
            return
        for here in before:
            _add(amount, line.pieces[here], line, here)
            taken.add(here)


def _calls(line: Line, here: int, place: int) -> bool:
    """ "2 nữ giúp cháu": whom one speaks to, at the end behind a word of courtesy, is not counted."""
    piece, before = line.at(here), line.at(here - 1)
    return here > place + 1 and piece.has("filler") and piece.has("counter") and before.has("filler") and line.ends(here) and (
        not before.has("parts")
    )


def _only_people(amount: Amount) -> bool:
    return not (amount.facets or amount.things or amount.sex or amount.trades)


def _begins(line: Line, place: int) -> bool:
    """Whether a part begins here: "…, nữ 03 đồng chí, đồng bào Khmer 02 đồng chí"."""
    before = line.at(place - 1)
    return (before.mark and before.text in ",;(:\n-") or (before.has("parts", "of_which") and not before.has("loose"))


def _attends(line: Line, place: int) -> bool:
    here = place + 1
    while any(line.at(here).has(kind) for kind in NOUNS) or (line.at(here).has("filler") and not line.at(here).mark):
        here += 1
    return line.at(here).has("presence")


def _add(amount: Amount, piece: Piece, line: Line, here: int) -> None:
    if piece.has("counter") and not (piece.has("facet") and not amount.bare):
        amount.counters.update(piece.tags["counter"])
    if piece.has("facet") and not (piece.has("counter") and amount.bare):
        facet = piece.value("facet")
        if amount.facets and _either(line, here):
            amount.joined.append((facet,))
        elif amount.joined:
            amount.joined[-1] = (*amount.joined[-1], facet)
        elif facet not in amount.facets:
            amount.facets.append(facet)
    if piece.has("trade") and not piece.has("facet"):
        amount.trades.add(piece.word)
    if piece.has("thing"):
        amount.things.update(piece.tags["thing"])
    amount.sex = amount.sex or (piece.has("sex") and not piece.has("facet"))


def _either(line: Line, here: int) -> bool:
    return (line.at(here - 1).has("either") or line.at(here - 1).text == ",") and line.at(here - 2).has("facet")


def _phrase(line: Line, place: int) -> Iterator[int]:
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


def _phrase_before(line: Line, place: int, taken: set[int]) -> list[int]:
    """The places before a number that say what it counts: "nữ: 04", "chủ doanh nghiệp 1"."""
    here = place - 1
    while here >= 0 and _leads(line.at(here)):
        here -= 1
    found = []
    while here >= 0 and any(line.at(here).has(kind) for kind in ("facet", "counter", "thing")) and not line.at(here).used:
        found.append(here)
        here -= 1
        joint = line.at(here).has("either") or line.at(here).has("introducer_in") or line.at(here).text == ","
        if joint and line.at(here - 1).has("facet") and here - 1 not in taken:
            here -= 1
    return found[::-1]


def _leads(piece: Piece) -> bool:
    """What may stand between those counted and their number: "nữ: 04", "công nhân chiếm tám", "nữ cả 5"."""
    return (piece.text == ":" or piece.has("parts", "be", "all")) and not piece.has("facet")


def _marked_places(line: Line) -> set[int]:
    return {here for value in ("all", "none") for place in line.places("parts", value) for here in _facets_after(line, place)}


def _after_marker(line: Line, value: str) -> list[str]:
    """The facets behind "đều là" or "không có"."""
    return [line.at(here).value("facet") for place in line.places("parts", value) for here in _facets_after(line, place)]


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
