"""Figures counted a second time, simply, day by day. Shares with the product's arithmetic what a report is, and no more.

Where the product lays spans, this takes days away from a set. It knows whole figures only, of nobody in particular. Totals of
some people only ("kết nạp 7 nữ") raise a sum to no less than they say: of these it gives bounds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from storage.conditions import EVERYBODY, NOBODY, given
from storage.evidence import view
from storage.said import Said
from storage.units import Tree


@dataclass(frozen=True)
class Reported:
    """A report on its days (as numbers). `is_total`: it states all of them; `is_some`: it states some people only."""

    unit: str
    first: int
    last: int
    count: int
    since: int
    order: int
    said_none: bool
    is_total: bool
    is_some: bool

    @property
    def days(self) -> range:
        return range(self.first, self.last + 1)


def of_year(tree: Tree, unit: str, said: Iterable[Said], year: int) -> tuple[int, int]:
    """What was reported of a year at a unit and below it: no less, and no more."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    there = {each.id for each in tree.subtree(unit) if _existed(tree, each.id, year)}
    reports = _overlapping(_reported(tree, said, there), first.toordinal(), last.toordinal())
    whole_year = set(range(first.toordinal(), last.toordinal() + 1))
    sure = sum(each.count for each in _counted(tree, _current(tree, reports), whole_year))
    return sure, sure + sum(each.count for each in reports if each.is_some)


def on_day(tree: Tree, unit: str, said: Iterable[Said], day: date) -> tuple[int, int]:
    """How many there were on a day: each unit's last number, but for those below a unit that has one."""
    there = {each.id for each in tree.subtree(unit) if (each.first_day or day) <= day <= (each.last_day or day)}
    reports = [each for each in _reported(tree, said, there) if not each.said_none and each.last <= day.toordinal()]
    latest: dict[str, Reported] = {}
    for each in sorted(reports, key=lambda each: (each.last, each.order)):
        if not each.is_some:
            latest[each.unit] = each
    sure = sum(each.count for each in _not_below(tree, latest))
    return sure, sure + sum(each.count for each in reports if each.is_some)


def rated(tree: Tree, unit: str, said: Sequence[Said], year: int) -> tuple[int, int | None]:
    """x of y of a year: what the unit has stated last, else the sum of what stands below it."""
    own = [each for each in said if each.organization == unit and _rates(each, year) and _is_of_all(tree, each)]
    last = max(own, key=lambda each: each.order, default=None)
    if last is not None and last.count is not None and last.total is not None:
        return last.count, last.total
    below = [rated(tree, child.id, said, year) for child in tree.children(unit) if _existed(tree, child.id, year)]
    known = [(count, total) for count, total in below if total is not None]
    return sum(count for count, _ in known), sum(total for _, total in known) if known else None


def _reported(tree: Tree, said: Iterable[Said], there: set[str]) -> list[Reported]:
    found = []
    for each in said:
        if each.organization not in there or each.count is None or view(tree, each).limit == NOBODY:
            continue
        first = each.span.first or tree[each.organization].first_day
        if first is None or first > each.span.last:
            first = date.min
        of_all = _is_of_all(tree, each)
        found.append(Reported(
            each.organization, first.toordinal(), each.span.last.toordinal(), each.count, each.since, each.order,
            said_none=each.said_none, is_total=each.is_statement and of_all, is_some=each.is_statement and not of_all,
        ))
    return found


def _is_of_all(tree: Tree, said: Said) -> bool:
    seen = view(tree, said)
    return given(seen.limit, seen.facts) == EVERYBODY


def _overlapping(reports: Iterable[Reported], first: int, last: int) -> list[Reported]:
    return [each for each in reports if each.first <= last and each.last >= first]


def _current(tree: Tree, reports: Sequence[Reported]) -> list[Reported]:
    """Without each "nothing to report" that a later report of the same days, of the unit or below it, has overtaken."""
    def overtaken(none: Reported) -> bool:
        below = {each.id for each in tree.subtree(none.unit)}
        return any(each.unit in below and each.count and each.since > none.since
                   and none.first <= each.first and each.last <= none.last for each in reports)

    return [each for each in reports if not (each.said_none and overtaken(each))]


def _counted(tree: Tree, reports: Sequence[Reported], whole_year: set[int]) -> list[Reported]:
    """Totals first, from the highest unit down, then additions on the days that no total has taken."""
    totals: dict[str, list[Reported]] = {}
    counted: list[Reported] = []
    for unit in _downwards(tree, {each.unit for each in reports}):
        free = set(whole_year)
        for total in (total for above in tree.ever_above(unit) for total in totals.get(above, ())):
            if tree.was_within(unit, total.unit, date.fromordinal(total.last)):
                free -= set(total.days)
        own = [each for each in reports if each.unit == unit]
        totals[unit] = _totals([each for each in own if each.is_total], free)
        free -= {day for total in totals[unit] for day in total.days}
        counted += totals[unit]
        counted += [each for each in own if not (each.is_total or each.is_some) and _lies_in(each, free)]
    return counted


def _totals(candidates: Sequence[Reported], free: set[int]) -> list[Reported]:
    chosen: list[Reported] = []
    for each in sorted(candidates, key=lambda each: (each.first, -each.last, -each.order)):
        if _lies_in(each, free) and (not chosen or each.first > chosen[-1].last):
            chosen.append(each)
    return chosen


def _lies_in(each: Reported, free: set[int]) -> bool:
    return len(each.days) <= len(free) and free.issuperset(each.days)


def _not_below(tree: Tree, latest: dict[str, Reported]) -> list[Reported]:
    """From the highest unit down, those that no other's number includes."""
    counted: list[Reported] = []
    for unit in _downwards(tree, latest):
        if not any(tree.was_within(unit, each.unit, date.fromordinal(each.last)) for each in counted):
            counted.append(latest[unit])
    return counted


def _downwards(tree: Tree, units: Iterable[str]) -> list[str]:
    return sorted(units, key=lambda id: (len(tree.ever_above(id)), id))


def _rates(said: Said, year: int) -> bool:
    """A year's rating; one of its first quarter alone is another thing."""
    return (
        said.span.first == date(year, 1, 1) and date(year, 3, 31) < said.span.last <= date(year, 12, 31)
        and (said.total is not None or said.basis_points is not None)
    )


def _existed(tree: Tree, unit: str, year: int) -> bool:
    first, last = tree[unit].first_day, tree[unit].last_day
    return (first is None or first <= date(year, 12, 31)) and (last is None or last >= date(year, 1, 1))
