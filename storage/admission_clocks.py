"""What follows from a decision and an admission by the calendar: a ceremony, a proposal. Pure, and free of names."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from storage.rules import CEREMONY, PROPOSAL, rule_on
from storage.said import Said
from storage.working_days import WorkingDays

REMEMBERED = timedelta(days=460)    # decisions and admissions from before that have nothing more to be waited for
_A_MONTH = timedelta(days=31)       # a report of a longer stretch does not tell when the ceremony was


@dataclass(frozen=True)
class Proposal:
    """So many probationary members of a unit whose full membership is to be proposed from `opens` to `due`.

    `ceremony`: its day where it was told, else that of the report, the last one where it speaks of several. `chain`: of that
    report. `left`: how many of them have not become full members yet; `done_on`: when the last of them did.
    """

    unit: str
    chain: str
    count: int
    ceremony: date
    opens: date
    due: date
    source: str
    left: int
    done_on: date | None


@dataclass(frozen=True)
class Ceremony:
    """So many of a unit whom the decision is there to admit, received on that day: their ceremony is due on `due`.

    `chain`: of the report. `left`: how many of them have had no ceremony yet; `done_on`: when the last of them had.
    """

    unit: str
    chain: str
    count: int
    received: date
    due: date
    source: str
    left: int
    done_on: date | None


@dataclass
class _Made:
    """So many became full members, or members, by the day; `left`: those of whom it is not settled yet who they are.

    `received`: when the decision on them was, where that was told. `since`: of the report.
    """

    day: date
    left: int
    received: date | None
    since: int


def proposals(admitted: Iterable[Said], confirmed: Iterable[Said], days: WorkingDays) -> list[Proposal]:
    """What each unit has, or had, to propose; the oldest first. Both are reports as they hold, `confirmed` of full membership.

    Those become full members first who were admitted first, and nobody does before the probation is over.
    """
    made = _made(confirmed)
    began = [each for reports in _by_unit(admitted).values() for each in _counted(filter(_tells_a_day, reports))]
    began.sort(key=lambda each: (_day(each), each.since))
    return [_proposal(each, made.get(each.organization, []), days) for each in began if each.count]


def ceremonies(decided: Iterable[Said], admitted: Iterable[Said], days: WorkingDays) -> list[Ceremony]:
    """The ceremonies that each unit has, or had, to hold; the oldest receipt first. Both are reports as they hold.

    `decided`: of decisions received, `admitted`: of what happened. Whoever is admitted after a receipt was reported are those
    whose decision came first, unless the report names the receipt that it belongs to.
    """
    made = _made(filter(_tells_a_day, admitted))
    waiting = sorted((each for each in decided if each.count), key=lambda each: (each.span.last, each.since))
    return [_ceremony(each, made.get(each.organization, []), days) for each in waiting]


def ceremony_due(received: date, days: WorkingDays) -> date:
    """The last day for the ceremony of those on whom the decision was received that day."""
    return days.add_working_days(received, rule_on(CEREMONY, received).working_days)


def after_months(day: date, months: int) -> date:
    """The same day so many months on; the last of the month where that has no such day."""
    month = day.year * 12 + day.month - 1 + months
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _proposal(said: Said, made: Sequence[_Made], days: WorkingDays) -> Proposal:
    ceremony = _day(said)
    rule = rule_on(PROPOSAL, ceremony)
    opens = after_months(ceremony, rule.months)
    left, done_on = _settled(said.count or 0, made, lambda each: each.day >= opens)
    due = days.add_working_days(opens, rule.working_days)
    return Proposal(said.organization, said.chain, said.count or 0, ceremony, opens, due, rule.source, left, done_on)


def _ceremony(said: Said, made: Sequence[_Made], days: WorkingDays) -> Ceremony:
    received = said.received_on or said.span.last
    left, done_on = _settled(
        said.count or 0, made,
        lambda each: each.day >= received and each.received in (None, received) and each.since > said.since,
    )
    return Ceremony(said.organization, said.chain, said.count or 0, received, ceremony_due(received, days),
                    rule_on(CEREMONY, received).source, left, done_on)


def _settled(count: int, made: Sequence[_Made], fits: Callable[[_Made], bool]) -> tuple[int, date | None]:
    """How many of them are left when those that fit have been taken; where nobody is, the day of the last one."""
    left, done_on = count, None
    for each in made:
        if left and each.left and fits(each):
            taken = min(left, each.left)
            left, each.left = left - taken, each.left - taken
            done_on = each.day
    return left, None if left else done_on


def _made(reports: Iterable[Said]) -> dict[str, list[_Made]]:
    """By unit, in the order of their days."""
    return {unit: sorted((_Made(_day(each), each.count or 0, each.received_on, each.since) for each in _counted(own)),
                         key=lambda each: each.day)
            for unit, own in _by_unit(reports).items()}


def _day(said: Said) -> date:
    return said.ceremony_on or said.span.last


def _tells_a_day(said: Said) -> bool:
    return said.ceremony_on is not None or (said.span.first is not None and said.span.last - said.span.first < _A_MONTH)


def _by_unit(reports: Iterable[Said]) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = {}
    for each in reports:
        found.setdefault(each.organization, []).append(each)
    return found


def _counted(reports: Iterable[Said]) -> list[Said]:
    """Without what a statement of more days, or a later one of the same, has counted already; by their last day."""
    own = list(reports)
    statements = [each for each in own if each.is_statement]
    return sorted((each for each in own if not any(_covers(other, each) for other in statements)),
                  key=lambda each: (each.span.last, each.since))


def _covers(statement: Said, other: Said) -> bool:
    if not statement.span.contains(other.span) or statement is other:
        return False
    return not other.is_statement or statement.span != other.span or statement.since > other.since
