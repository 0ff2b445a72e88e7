"""Which target answers a question: whose, of which years, for whom; with its of-which targets. Knows no result."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import reduce

from sqlmodel import Session

from storage.conditions import EVERYBODY, NOBODY, PLACES, Condition, both, given, names_in, parse
from storage.progress import Bounds
from storage.spans import Span, whole_years, year_of, year_span
from storage.target_rows import Goal, goals
from storage.terms import Each, Event, Indicator, Setting
from storage.units import Tree, Unit


class Source(StrEnum):
    """How a unit comes by its target; in this order they answer."""

    GIVEN = "given"                                 # an officer gave it to the unit
    OWN = "own"                                     # the unit's own plan
    SHARE = "share"                                 # a plan above says what each unit of its kind has


@dataclass(frozen=True, slots=True)
class Applicable:
    """A target that answers. `unit`: whose it is; `issuer`: where the plan stands in the tree.

    `span`, `bounds`: of one year, or several together, or the target's own span. `fits`: these are the days asked for; else the
    question is about a part of them (or about no days at all), and the target has none of its own for that part.
    `whom`: condition and setting, for the figure to be counted with. `parts`: its of-which targets, with theirs.
    """

    goal: Goal
    unit: str
    issuer: str
    source: Source
    span: Span
    bounds: Bounds
    fits: bool
    parts: tuple["Applicable", ...] = ()

    @property
    def is_yearly(self) -> bool:
        return self.goal.each is Each.YEAR


def targets_for(
    session: Session, tree: Tree, unit: str, indicator: Indicator, condition: str = "", setting: Setting | None = None,
    events: Sequence[str] = (), span: Span | None = None, *, today: date,
) -> list[Applicable]:
    """The targets of the unit, else of the nearest unit above that has one; `unit` of each says whose. Empty: there is none.

    In order: yearly ones before those of longer spans; given before own before shared, nearest issuer first.
    No span: this calendar year, then longer spans. For ratings, pass the year last rated. Without a condition, targets for
    certain people answer only as parts of others, unless they are only for certain places (non-state enterprises).
    """
    line = [tree[unit], *tree.ancestors(unit)]
    asked = both(parse(condition), parse(setting or ""))
    about = [goal for goal in goals(session, [each.id for each in line], indicator) if _same_events(goal, indicator, events)]
    for place, each in enumerate(line):
        found = _of_unit(each, line[place:], about, asked, span, today)
        if found:
            return sorted(found, key=lambda one: _precedence(one, span))
    return []


def all_targets(
    session: Session, tree: Tree, unit: str, indicator: Indicator, span: Span | None = None, *, today: date
) -> list[Applicable]:
    """Every target of the unit, else of the nearest unit above that has one, whoever they are for; of-which ones as parts."""
    line = [tree[unit], *tree.ancestors(unit)]
    about = goals(session, [each.id for each in line], indicator)
    for place, each in enumerate(line):
        found = _of_unit(each, line[place:], about, None, span, today)
        if found:
            return sorted(found, key=lambda one: _precedence(one, span))
    return []


def _precedence(one: Applicable, span: Span | None) -> tuple[int, int]:
    """Yearly ones first; but asked for several years, what a clause states for just these stands before a sum of years."""
    years = whole_years(span) if span else None
    stated = years is not None and len(years) > 1 and one.fits and not one.is_yearly
    return 0 if stated else 1 if one.is_yearly else 2, list(Source).index(one.source)


def nearest_target(session: Session, tree: Tree, unit: str, indicator: Indicator, on: date) -> int | None:
    """The minimum for the calendar year of a day, for all people: the unit's own, else that of the nearest unit above."""
    found = targets_for(session, tree, unit, indicator, span=year_of(on), today=on)
    return next((one.bounds.minimum for one in found if one.fits), None)


def _of_unit(
    unit: Unit, line: Sequence[Unit], about: Sequence[Goal], asked: Condition | None, span: Span | None, today: date
) -> list[Applicable]:
    """What the unit has itself. `line`: the unit, then all above it."""
    held = _latest_given([one for goal in about for one in _held(unit, line, goal, span, today)])
    held = _over_years(held, span)
    nearest = {above.id: place for place, above in enumerate(line)}
    answering = [one for group in _by_group(held) for one in _answering(group, asked)]
    return sorted((_with_parts(one, held) for one in answering), key=lambda one: nearest[one.issuer])


def _held(unit: Unit, line: Sequence[Unit], goal: Goal, span: Span | None, today: date) -> list[Applicable]:
    """The goal, for each stretch of days in which it is the unit's and answers the span."""
    if goal.shared_by:
        source = Source.SHARE if goal.is_shared_by(unit) and goal.organization in {above.id for above in line} else None
    else:
        source = (Source.OWN if goal.plan else Source.GIVEN) if goal.organization == unit.id else None
    if source is None:
        return []
    return [
        Applicable(goal, unit.id, goal.organization, source, days, goal.bounds, fits) for days, fits in _days(goal, span, today)
    ]


def _days(goal: Goal, span: Span | None, today: date) -> list[tuple[Span, bool]]:
    """For which days the goal answers, one year at a time, and whether it is these that were asked for."""
    if span is None:
        own = year_of(today) if goal.each is Each.YEAR else goal.span
        return [(own, True)] if goal.span.holds(today) else []
    if goal.each is Each.SPAN:
        return _days_of_whole(goal.span, span)
    years = whole_years(span)
    if years is not None:
        return [(year, True) for year in map(year_span, years) if goal.span.overlaps(year)]
    year = year_of(span.last)
    return [(year, False)] if year.contains(span) and goal.span.overlaps(year) else []


def _days_of_whole(own: Span, span: Span) -> list[tuple[Span, bool]]:
    """A target for a whole span answers for just that span ("by 2030" has no beginning), and for any part of it."""
    if own == span or (span.first is None and own.last == span.last):
        return [(own, True)]
    return [(own, False)] if own.contains(span) else []


def _latest_given(held: Sequence[Applicable]) -> list[Applicable]:
    """Without what an officer gave earlier for the same people and days, and without the share that it stands for.

    The latest given stand first.
    """
    latest: dict[tuple[object, ...], Applicable] = {}
    for one in held:
        if one.source is Source.GIVEN and one.goal.part_of is None:
            latest.setdefault((one.goal.whom, one.span), one)
    kept = {(one.goal.key, one.span) for one in latest.values()}
    return [
        one for one in held
        if one.source is Source.OWN
        or (one.source is Source.SHARE and (one.goal.whom, one.span) not in latest)
        or (one.source is Source.GIVEN and (one.goal.part_of or one.goal.key, one.span) in kept)
    ]


def _over_years(held: Sequence[Applicable], span: Span | None) -> list[Applicable]:
    """Yearly targets summed over the several years asked for, where every one of them has its own."""
    years = whole_years(span) if span else None
    if span is None or years is None or len(years) == 1:
        return list(held)
    rows: dict[tuple[object, ...], list[Applicable]] = {}
    for one in held:
        if one.is_yearly:
            clause = None if one.source is Source.GIVEN else one.goal.key
            rows.setdefault((*one.goal.group, one.source, one.goal.whom, clause), []).append(one)
    summed = [_summed(row, span) for row in rows.values() if len(row) == len(years)]
    return summed + [one for one in held if not one.is_yearly]


def _summed(row: Sequence[Applicable], span: Span) -> Applicable:
    last = max(row, key=lambda one: one.span.last)
    return replace(last, span=span, bounds=reduce(Bounds.plus, (one.bounds for one in row)))


def _by_group(held: Iterable[Applicable]) -> list[list[Applicable]]:
    groups: dict[tuple[object, ...], list[Applicable]] = {}
    for one in held:
        groups.setdefault((*one.goal.group, one.source), []).append(one)
    return list(groups.values())


def _answering(group: Sequence[Applicable], asked: Condition | None) -> list[Applicable]:
    """Of one plan, or of one officer's numbers: those for just the people asked for, be they parts of others or not.

    Nobody in particular asked for (None): all that are no parts of others.
    """
    tops = [one for one in group if not _is_part(one, group)]
    if asked is None:
        return tops
    if asked == EVERYBODY:
        everybody = {one.span for one in tops if one.goal.whom == EVERYBODY}
        return [
            one for one in tops
            if one.goal.whom == EVERYBODY or (one.span not in everybody and names_in(one.goal.whom) <= PLACES)
        ]
    exact = [one for one in group if one.goal.whom == asked]
    return exact or [one for one in group if _apart_from_places(one.goal.whom) == asked]


def _is_part(one: Applicable, group: Sequence[Applicable]) -> bool:
    return one.goal.part_of is not None and any(one.goal.part_of == other.goal.key for other in group)


def _apart_from_places(whom: Condition) -> Condition:
    """A plan for non-state enterprises asks for owners there; people just say "owners"."""
    left = given(whom, dict.fromkeys(PLACES, True))
    return NOBODY if left == EVERYBODY else left


def _with_parts(one: Applicable, held: Sequence[Applicable]) -> Applicable:
    parts = (
        other for other in held
        if other.goal.part_of == one.goal.key and other.goal.group == one.goal.group and other.source is one.source
    )
    return replace(one, parts=tuple(_with_parts(part, held) for part in parts))


def _same_events(goal: Goal, indicator: Indicator, events: Sequence[str]) -> bool:
    usual = {Event.FOUNDED.value} if indicator is Indicator.ORGANISATIONS else set[str]()
    return set(goal.events or usual) == set(events or usual)
