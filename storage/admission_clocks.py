"""What follows from an admission by the calendar: full membership is to be proposed. Pure, and free of names."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from storage.rules import PROPOSAL, rule_on
from storage.said import Said
from storage.working_days import WorkingDays

_A_MONTH = timedelta(days=31)       # a report of a longer stretch does not tell when the ceremony was


@dataclass(frozen=True)
class Proposal:
    """So many probationary members of a unit whose full membership is to be proposed from `opens` to `due`.

    `ceremony`: the day of the report, the last one where it speaks of several. `chain`: of that report. `left`: how many of
    them have not become full members yet; `done_on`: when the last of them did.
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


@dataclass
class _Confirmed:
    """So many became full members by the day; `left`: those of whom it is not settled yet when they had been admitted."""

    day: date
    left: int


def proposals(admitted: Iterable[Said], confirmed: Iterable[Said], days: WorkingDays) -> list[Proposal]:
    """What each unit has, or had, to propose; the oldest first. Both are reports as they hold, `confirmed` of full membership.

    Those become full members first who were admitted first, and nobody does before the probation is over.
    """
    made = {unit: [_Confirmed(each.span.last, each.count or 0) for each in _counted(reports)]
            for unit, reports in _by_unit(confirmed).items()}
    began = [each for reports in _by_unit(admitted).values() for each in _counted(filter(_tells_a_day, reports))]
    began.sort(key=lambda each: (each.span.last, each.since))
    return [_proposal(each, made.get(each.organization, []), days) for each in began if each.count]


def after_months(day: date, months: int) -> date:
    """The same day so many months on; the last of the month where that has no such day."""
    month = day.year * 12 + day.month - 1 + months
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _proposal(said: Said, made: Sequence[_Confirmed], days: WorkingDays) -> Proposal:
    ceremony = said.span.last
    rule = rule_on(PROPOSAL, ceremony)
    opens = after_months(ceremony, rule.months)
    left, done_on = said.count or 0, None
    for each in made:
        if each.day >= opens and left:
            taken = min(left, each.left)
            left, each.left = left - taken, each.left - taken
            done_on = each.day
    due = days.add_working_days(opens, rule.working_days)
    return Proposal(said.organization, said.chain, said.count or 0, ceremony, opens, due, rule.source, left,
                    None if left else done_on)


def _tells_a_day(said: Said) -> bool:
    return said.span.first is not None and said.span.last - said.span.first < _A_MONTH


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
