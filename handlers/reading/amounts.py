"""How many of what: each number with the nouns around it. Knows noun phrases, and not which number is the one reported."""

from dataclasses import dataclass, field

from handlers.reading.counting import NOUNS, counts
from handlers.reading.line import Line
from handlers.reading.noun_phrases import (
    after_marker,
    all_men,
    attends,
    begins_part,
    is_in_headed_list,
    marked_places,
    phrase_before,
    phrase_behind,
)
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
    predicate: bool = False  # "1 đ/c là người Nùng"
    headed: bool = False  # "Giáo viên: 01 đồng chí": who they are stands before the number
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
    every, nobody = after_marker(line, "all"), after_marker(line, "none")
    men = all_men(line)
    mixed = men and line.has("facet", "female")     # "cả nam và nữ"
    if men:
        every, nobody = [facet for facet in every if facet != "female"], [*nobody, *([] if mixed else ["female"])]
    found = Amounts([], [], every, nobody)
    taken = marked_places(line)
    sentences = _sentences(line)
    part = False
    for place, piece in enumerate(line.pieces):
        part = part or ("parts" in piece.tags and piece.has("parts", "of_which") and not piece.has("loose"))
        if piece.percent and piece.number is not None and not piece.used:
            if _is_a_share(line, place):
                continue
            found.percent = piece.number if found.percent is None else found.percent
            piece.used = True
        elif amount := _amount(line, place, taken):
            amount.part, amount.sentence = part or line.at(place + 1).has("among"), sentences[place]
            amount.every = line.at(place - 1).has("parts", "all")
            amount.out_of = line.at(place - 1).has("ratio") or line.at(place - 1).has("introducer_in")
            found.counted.append(amount)
    for place, piece in enumerate(line.pieces):
        if "facet" not in piece.tags or place in taken or piece.used:
            continue
        known = not (mixed and piece.has("facet", "female"))
        if known and not (_turned(line, piece) or _of_some(line, place) or _is_told_wrong(line, place)):
            found.alone.append((place, piece.value("facet")))
    _join(line, found)
    return found


def _join(line: Line, found: Amounts) -> None:
    """Facets without a number that are alternatives stand together, as they would behind one."""
    for first, _ in found.alone:
        joint, places = Amount(0, first), []
        for here in phrase_behind(line, first - 1):
            if line.at(here).has("facet"):
                _add(joint, line.at(here), line, here)
                places.append(here)
        if joint.joined and not line.at(first).has("counter"):
            found.joint = joint
            found.alone = [(place, facet) for place, facet in found.alone if place not in places]
            return


def _is_a_share(line: Line, place: int) -> bool:
    """ "kết nạp 6, 50% là nữ": of those reported, and not of the plan."""
    place += 2 if line.at(place + 1).has("copula") else 1
    return line.at(place).has("facet") and not line.has("subject", "rating")


def _of_some(line: Line, place: int) -> bool:
    """ "một nửa là nữ", "50% nữ", "đa số công nhân": how many is not told, and not all are."""
    before = place - 1
    while before >= 0 and any(line.at(before).has(kind) for kind in ("copula", "among", "parts", "counter")):
        before -= 1
    return line.at(before).has("share") or line.at(before).percent


def _is_told_wrong(line: Line, place: int) -> bool:
    """ "sai số nữ", "phần công nhân chưa đúng": that it is wrong, and not what is right."""
    wrong = line.has("correct", "mistake") or (line.asked.awaiting == "confirm" and line.has("agree", "no"))
    return wrong and line.at(place - 1).has("spot")


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
    listed = line.at(place - 1).has("counter") or (line.at(place - 1).mark and line.at(place + 1).has("copula"))
    return listed and line.follows(place, "facet", within=3)


def _describe(line: Line, amount: Amount, place: int, taken: set[int]) -> None:
    """Reads the noun phrase behind the number, or else the facets before it ("nữ: 04")."""
    amount.present = attends(line, place)
    if is_in_headed_list(line, place):
        if line.at(place - 1).has("facet"):
            _add(amount, line.at(place - 1), line, place - 1)
            taken.add(place - 1)
            amount.headed = True
        return
    for here in phrase_behind(line, place):
        piece = line.pieces[here]
        if piece.has("facet") and any(line.at(before).has("copula") for before in range(place + 1, here)):
            amount.predicate = True
        if any(piece.has(kind) for kind in NOUNS) and not _calls(line, here, place):
            _add(amount, piece, line, here)
            taken.add(here)
    if (amount.bare or _only_people(amount)) and not amount.rest:
        before = phrase_before(line, place, taken)
        named = any(line.at(here).has("facet") for here in before)
        if not amount.bare and not (named and begins_part(line, before[-1])):
            return
        amount.headed = named
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


def union_of(amount: Amount) -> str:
    """ "student|non_state+worker": the alternatives in one order, fewest facets first."""
    alternatives = sorted({tuple(sorted(facets)) for facets in _alternatives(amount)}, key=lambda facets: (len(facets), facets))
    return "|".join("+".join(facets) for facets in alternatives)


def _alternatives(amount: Amount) -> list[tuple[str, ...]]:
    return [(facet,) for facet in amount.facets] + [facets for facets in amount.joined if facets[0] not in amount.facets]
