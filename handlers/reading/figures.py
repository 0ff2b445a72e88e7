"""Which of the numbers is the one reported, and which are parts of it. Knows the indicators' nouns, and no wording."""

from dataclasses import dataclass, field

from handlers.reading.amounts import Amount, Amounts, union_of
from handlers.reading.grades import ratings
from handlers.reading.line import Line
from handlers.reading.listed_people import lists_another

_ORGANISED = {
    "organisations": "organisation",
    "youth_unions": "youth_union",
    "trade_unions": "trade_union",
    "org_ratings": "organisation",
}
_OWNERSHIP = {"non_state", "fdi"}
_SEX = {"female", "male"}
_WORK = {"worker", "teacher", "student", "manager", "owner"}
_RATINGS = {"org_ratings", "member_ratings"}


@dataclass
class Figures:
    """What is counted: the count with its parts, and the facets that hold for all of it."""

    count: int | None = None
    total: int | None = None
    percent: float | None = None
    breakdown: dict[str, int] = field(default_factory=dict)
    facets: set[str] = field(default_factory=set)
    union: str | None = None
    partial: bool = False  # the count was said of its facets only: "2 nữ"
    by_name: bool = False  # the count is how many names there are
    others: bool = False  # somebody is listed whose name was not found: then it is asked how many there are
    by_sum: bool = False  # … or what the parts listed make together
    every: bool = False  # "cả 4 đều là": the count is said again, not anew


def figures(line: Line, indicator: str | None, found: Amounts) -> Figures:
    """The figures of a clause that speaks of this indicator."""
    result = Figures(percent=found.percent)
    amounts = _fitting(line, indicator, found.counted)
    if indicator not in _RATINGS:
        amounts = _without_whole(amounts)
        for amount in amounts:
            if amount.total is not None and amount.facets:      # "1 trong 2 là đoàn viên"; "4/4 là công nhân" are all
                amount.every = amount.value == amount.total
                amount.total, amount.part = None, True
    main = next((amount for amount in amounts if not amount.part and not amount.rest), None) or _only_counted(amounts)
    if main is None and line.asked.awaiting == "count" and len(amounts) == 1:
        main = amounts[0]       # "four of them"
    if indicator in _RATINGS:
        amounts, by_grade = _by_grade(line, amounts)
        main = by_grade or _rated(amounts, result) or main
        if main and main.every and main.total is None and result.total is None:
            main.total = main.value     # "all 3 of our cells"
    if main and not _sum(main, amounts, result):
        _whole(main, amounts, result, indicator in _RATINGS or indicator is None)
    elif not main:
        _parts(amounts, result)
    _unnumbered(line, indicator, found, result)
    _named(line, found, result)
    return result


def as_parts(found: Figures, short: bool = False) -> None:
    """Where a draft is amended or parts are asked for, "2 nữ" is a part and not the count; names are names.

    `short`: the words say that something was left out, which whoever is counted is then a part of.
    """
    if found.every and found.facets:
        found.count = None
        return
    if found.by_name or (found.by_sum and short):
        found.count, found.by_name = None, False
    if (found.partial or short) and found.count is not None and found.facets:
        found.breakdown = {"+".join(sorted(found.facets)): found.count, **found.breakdown}
        found.count, found.facets, found.partial = None, set(), False


def _without_whole(amounts: list[Amount]) -> list[Amount]:
    """ "trong 24 giáo viên thì có 2 giáo viên được kết nạp": out of whom they are is not counted."""
    first = amounts[0] if len(amounts) > 1 and amounts[0].out_of else None
    fewer = first and any(
        other.value <= first.value and not other.part and (set(other.facets) == set(first.facets) != set()
                                                          or (not first.facets and other.counters & first.counters))
        for other in amounts[1:]
    )
    return amounts[1:] if fewer else amounts


def _only_counted(amounts: list[Amount]) -> Amount | None:
    """ "danh sách nguồn gồm 11 quần chúng": the whole, though a word of parts stands before it."""
    return next((amount for amount in amounts if amount.counters and not (amount.facets or amount.rest or amount.sex)), None)


def _fitting(line: Line, indicator: str | None, amounts: list[Amount]) -> list[Amount]:
    """The amounts that can be of the indicator; numbers of who was present at a meeting are not."""
    if line.asked.awaiting == "count":
        return amounts      # "29/30 cb", "45 người tham gia"
    noisy = {
        sentence
        for sentence in {amount.sentence for amount in amounts}
        if line.has("presence") and _only_presence(line, sentence)
    }
    courses = (indicator or "").startswith("training")
    kept = [amount for amount in amounts if amount.sentence not in noisy and (courses or not amount.present)]
    noun = _ORGANISED.get(indicator or "")
    if noun:
        return [amount for amount in kept if _of_thing(amount, noun)]
    return [amount for amount in kept if amount.counters or amount.facets or amount.sex or not amount.things]


def _of_thing(amount: Amount, noun: str) -> bool:
    if noun in amount.things or (noun == "organisation" and amount.total is not None and "unit" in amount.things):
        return True
    return not amount.things and not amount.counters - {"probationer"} and set(amount.facets) <= _OWNERSHIP and not amount.sex


def _only_presence(line: Line, sentence: int) -> bool:
    number, subject, presence = 0, False, False
    for piece in line.pieces:
        if number == sentence:
            subject, presence = subject or piece.has("subject"), presence or piece.has("presence")
        number += piece.mark and piece.text in (".", ";", "!", "?", "\n", "./.")
    return presence and not subject


def _by_grade(line: Line, amounts: list[Amount]) -> tuple[list[Amount], Amount | None]:
    """What is told grade by grade is one amount: how many were rated good or better."""
    whole = [amount for amount in amounts if not amount.facets and amount.total is None]
    found = ratings(line, [(amount.place, amount.value) for amount in whole])
    if found is None or len(whole) < len(amounts):
        return amounts, None
    return [], Amount(found.good, min(found.places), total=found.total)


def _rated(amounts: list[Amount], result: Figures) -> Amount | None:
    """x of y: written as one, or as two numbers of which the larger is the whole."""
    pair = next((amount for amount in amounts if amount.total is not None), None)
    if pair:
        return pair
    plain = [amount for amount in amounts if not amount.facets and not amount.part]
    if len(plain) > 1 and (plain[0].value >= plain[1].value or plain[1].out_of):
        few, many = sorted(plain[:2], key=lambda amount: amount.value)
        result.total = many.value
        return few
    of_them = [amount for amount in amounts if amount.part and not amount.facets]
    if plain and of_them and of_them[0].value <= plain[0].value:
        result.total = plain[0].value       # "được đánh giá 58, trong đó hoàn thành tốt 54"
        return of_them[0]
    return None


def _sum(main: Amount, amounts: list[Amount], result: Figures) -> bool:
    """Only parts are listed ("2 nữ 1 nam", "Giáo viên: 01 đồng chí"): the count is their sum."""
    kind = _dimension(main)
    if (main.counters - {"elite", "mass"} and not main.headed) or kind is None:
        return False
    listed = [amount for amount in amounts if not amount.part and _dimension(amount) == kind]
    kinds: dict[tuple[str, ...], int] = {}      # of each kind the first: what comes again belongs to another list
    for amount in listed:
        kinds.setdefault((*sorted(amount.facets), *sorted(amount.trades)), amount.value)
    if len(kinds) < 2 or min(kinds.values()) < 0:
        return False
    result.count, result.by_sum = sum(kinds.values()), True
    _parts(amounts, result)
    return True


def _dimension(amount: Amount) -> str | None:
    facets = set(amount.facets) | ({"male"} if amount.sex else set())
    if facets & _SEX:
        return "sex"
    return "work" if facets & _WORK or amount.trades else None


def _whole(main: Amount, amounts: list[Amount], result: Figures, rated: bool) -> None:
    result.count, result.total = main.value, main.total if rated and main.total is not None else result.total
    if main.joined and "|" in union_of(main):
        result.union = union_of(main)
    else:
        result.facets.update(main.facets)
        result.every = main.every
        result.partial = bool(main.facets) and (not main.counters - {"elite", "mass"} or main.predicate)
    _parts([amount for amount in amounts if amount is not main and amount.total is None], result)


def _parts(amounts: list[Amount], result: Figures) -> None:
    for amount in amounts:
        if not amount.facets:
            continue
        key = union_of(amount) if amount.joined else "+".join(sorted(amount.facets))
        if amount.rest:
            others = {"+".join(sorted(other.facets)) for other in amounts if not other.rest}
            listed = sum(result.breakdown.get(other, 0) for other in others)
            if result.count is not None and result.count > listed:
                result.breakdown[key] = result.count - listed
        elif amount.every and result.count in (None, amount.value):
            result.facets.update(amount.facets)     # "cả 3 là công nhân"
        elif key not in result.facets:
            result.breakdown[key] = amount.value


def _unnumbered(line: Line, indicator: str | None, found: Amounts, result: Figures) -> None:
    """Facets without a number hold for the whole; "không có nữ" is a part of none."""
    for facet in found.none:
        if facet not in result.breakdown:
            result.breakdown[facet] = 0
    if indicator in _ORGANISED:
        result.facets.update(facet for _, facet in found.alone if facet in _OWNERSHIP)
        result.facets.update(set(found.every) & _OWNERSHIP)
        return
    result.facets.update(found.every)
    if found.joint and result.union is None:
        _joint(found.joint, result)
    people = [place for place, person in line.people.items() if person.reported]
    others = len(people) > 1 and lists_another(line)
    for place, facet in found.alone:
        if others and place > people[0]:
            continue        # whose it is cannot be told where not all are known
        if len(people) > 1 and place > people[0]:
            result.breakdown[facet] = min(result.breakdown.get(facet, 0) + 1, len(people))
        elif facet not in result.breakdown:
            result.facets.add(facet)


def _joint(joint: Amount, result: Figures) -> None:
    """Alternatives without a number hold for the whole; "học sinh, sinh viên" are one."""
    union = union_of(joint)
    if "|" in union:
        result.union = union
    else:
        result.facets.update(union.split("+"))


def _named(line: Line, found: Amounts, result: Figures) -> None:
    """Where only names are listed, the count is how many there are."""
    people = [person for person in line.people.values() if person.reported]
    if people and result.count is None and not found.counted:
        result.others = lists_another(line)
        if not result.others:
            result.count, result.by_name = len(people), True
