"""Which duties there are: milestones in force and periodic reports, for each unit that has them. Writes nothing."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo
from functools import lru_cache

import sqlalchemy as sa
from sqlmodel import Session, select

from storage.admission_clocks import REMEMBERED, ceremonies, proposals
from storage.asked_once import kept
from storage.changed_days import working_days
from storage.due import EVERY, last_day, next_day
from storage.duties import CEREMONY, PROPOSAL, REPORT, Duty, after, closes, key_of
from storage.duty_events import Word, duty_events
from storage.figures import figure
from storage.ledger_queries import decided_only, said
from storage.milestones import holders, holds, milestones_in_force
from storage.remembered import recall
from storage.rhythm import Rhythm
from storage.said import Said
from storage.spans import Span, day_span
from storage.targets import Milestone, Plan
from storage.terms import Indicator
from storage.tree import Tree, Unit

SINCE = "reminders since"                           # the day from which reports are waited for
_BACK = timedelta(days=400)                         # further back no period is waited for
_ONE_MONTH = timedelta(days=31)
_FEW = 20                                           # units that are looked at one by one


@dataclass(frozen=True)
class Asked:
    """What to look for: what recurs until a day, and reports of one period where one is named. `zone`: in which days begin.

    `open_only`: nothing that is done or excused.
    """

    today: date
    until: date
    rhythm: Rhythm
    zone: tzinfo | None = None
    period: Span | None = None
    open_only: bool = False


def duties(session: Session, tree: Tree, asked: Asked, units: Collection[str] | None = None) -> list[Duty]:
    """All that is due once, and what recurs until that day; of the units named, or of everybody. The earliest first.

    What recurs counts from the day on which the plan was loaded, or from which reports are waited for.
    """
    wanted, events = None if units is None else set(units), duty_events(session)
    found = [*_of_milestones(session, tree, asked, wanted), *_reports(session, tree, asked, wanted, events),
             *_of_admissions(session, tree, asked, wanted)]
    now = (after(each, events[each.key]) if each.key in events else each for each in found)
    shown = (each for each in now if each.is_open or not asked.open_only)
    return sorted(shown, key=lambda each: (each.due, each.code, each.unit))


def waiting_since(session: Session) -> date | None:
    """The day from which reports are waited for; None where nothing has ever been reminded of."""
    text = kept(session, SINCE, lambda: recall(session, SINCE))
    return date.fromisoformat(text) if text else None


def code_of(milestone: Milestone, plan: str | None) -> str:
    """What the milestone is called in events: the same when its plan is loaded again."""
    return f"{milestone.organization_id}/{plan or ''}/{milestone.key}"


def plan_keys(session: Session) -> dict[int, str]:
    """By row of a plan: its key."""
    return {number: key for number, key in session.exec(select(Plan.id, Plan.key)) if number is not None}


def _of_milestones(session: Session, tree: Tree, asked: Asked, units: set[str] | None) -> Iterator[Duty]:
    keys, known, since = plan_keys(session), _known(session, asked.zone), waiting_since(session)
    for milestone in milestones_in_force(session, tree):
        plan = keys.get(milestone.plan_id) if milestone.plan_id is not None else None
        begun = known.get((milestone.organization_id, plan), since or asked.today)
        made = list(_occurrences(milestone, begun, asked))
        if not made:
            continue
        code = code_of(milestone, plan)
        for unit in _holders(milestone, tree, units):
            if unit.exists_in(day_span(asked.today)):
                for day, period in made:
                    yield _waiting(code, unit.id, milestone.name, day, milestone.every, milestone.clause, period, begun)


@lru_cache(maxsize=16384)                           # much the same ones at every look
def _waiting(code: str, unit: str, name: str, day: date, every: str, clause: str, period: Span | None, known: date) -> Duty:
    """A duty of which nothing was said yet."""
    return Duty(code=code, unit=unit, name=name, regular=day, due=day, every=every, clause=clause, period=period,
                known_on=known)


def _holders(milestone: Milestone, tree: Tree, units: set[str] | None) -> Iterable[Unit]:
    if units is None or len(units) > _FEW:
        return (unit for unit in holders(milestone, tree) if units is None or unit.id in units)
    return (tree[unit] for unit in sorted(units) if holds(milestone, unit, tree))


def _known(session: Session, zone: tzinfo | None) -> dict[tuple[str, str | None], date]:
    """By organization and plan: the day on which it was loaded first."""
    first = select(Plan.organization_id, Plan.key, sa.func.min(Plan.loaded_at)).group_by(Plan.organization_id, Plan.key)
    return {(unit, key): at.astimezone(zone).date() for unit, key, at in session.exec(first)}


def _occurrences(milestone: Milestone, known: date, asked: Asked) -> Iterator[tuple[date, Span | None]]:
    """The days on which it is due, each with its period."""
    if not milestone.every:
        day = last_day(milestone.due) if milestone.due else None
        if day is not None:
            yield day, None
        return
    earliest = max(known, asked.today - _BACK)
    day = next_day(milestone.every, milestone.due, earliest)
    while day is not None and day <= asked.until:
        yield day, Span(_beginning(day, milestone.every), day)
        day = next_day(milestone.every, milestone.due, day + timedelta(days=1))


def _beginning(day: date, every: str) -> date:
    """The first day of the stretch that ends with the day: a year before 15 December is 16 December."""
    months = day.year * 12 + day.month - 1 - EVERY[every]
    begin = day + timedelta(days=1)
    if begin.day == 1:
        months += 1
    return date(months // 12, months % 12 + 1, min(begin.day, 28))


def _reports(
    session: Session, tree: Tree, asked: Asked, units: set[str] | None, events: Mapping[str, Sequence[Word]]
) -> Iterator[Duty]:
    if not asked.rhythm.every:
        return
    noted = waiting_since(session)
    since = noted or asked.today - _ONE_MONTH
    periods = [asked.period] if asked.period else list(_periods(asked, since))
    if not periods:
        return
    recorded = _by_unit(said(session, None, Indicator.ADMISSIONS, asked.period or _lately(asked)))
    code, today = f"{REPORT}/{asked.rhythm.every}", day_span(asked.today)
    for unit in tree.units.values():
        day = asked.rhythm.days.get(unit.kind)
        if day is None or (units is not None and unit.id not in units) or not unit.exists_in(today):
            continue
        below = [each for lower in tree.subtree(unit.id) for each in recorded.get(lower.id, ())]
        for period in periods:
            waited = asked.period is not None or period.last + timedelta(days=day) >= since
            if not waited or not unit.exists_in(period) or (asked.open_only and closes(events, key_of(code, unit.id, period))):
                continue
            due = period.last + timedelta(days=day)
            duty = _waiting(code, unit.id, "", due, asked.rhythm.every, "", period, noted or period.last)
            yield _as_reported(duty, tree, asked.zone, recorded.get(unit.id, ()), below)


def _periods(asked: Asked, since: date) -> Iterator[Span]:
    """Whole periods whose reports are due from `since` on, until the day asked for."""
    months = EVERY[asked.rhythm.every]
    first = max(since, asked.today - _BACK)
    at = first.year * 12 + first.month - 1 - months
    at -= at % months
    while True:
        span = Span(date(at // 12, at % 12 + 1, 1), date((at + months) // 12, (at + months) % 12 + 1, 1) - timedelta(days=1))
        if span.last >= asked.until:
            return
        if span.last + _ONE_MONTH > first:
            yield span
        at += months


def _as_reported(duty: Duty, tree: Tree, zone: tzinfo | None, own: Sequence[Said], below: Sequence[Said]) -> Duty:
    """The report as the ledger leaves it; `below`: all that stands at the unit and below."""
    period = duty.period
    around = [each for each in below if period is not None and each.span.overlaps(period)] if below else []
    if period is None or not around:
        return duty
    heard = [each for each in own if each.span.overlaps(period)]
    days = sorted(_day(each, zone) for each in heard)
    closed = sorted(_day(each, zone) for each in heard if each.is_statement and each.span.contains(period))
    counted = figure(tree, duty.unit, around, period) if not closed else None
    return replace(
        duty, heard=bool(heard), came_on=days[0] if days else None, added_late=bool(days) and days[-1] > duty.due,
        done_on=closed[0] if closed else None, told_on=closed[0] if closed else None,
        count=counted.low if counted is not None and counted.reported and counted.low else None,
    )


def _day(each: Said, zone: tzinfo | None) -> date:
    """On which it was recorded."""
    return each.recorded_at.astimezone(zone).date() if each.recorded_at is not None else each.span.last


def _of_admissions(session: Session, tree: Tree, asked: Asked, units: set[str] | None) -> Iterator[Duty]:
    """Ceremonies to be held, and full memberships to be proposed of what was admitted since the bot reminds."""
    since, around, days = waiting_since(session) or asked.today, _lately(asked), working_days(session)
    admitted = [each for each in said(session, None, Indicator.ADMISSIONS, around) if each.count]
    decided = decided_only(session, None, around)
    told = {each.chain: _day(each, asked.zone) for each in decided}
    found = [Duty(code=f"{CEREMONY}/{each.chain}", unit=each.unit, name="", regular=each.due, due=each.due,
                  known_on=told[each.chain], period=day_span(each.received), count=each.left or each.count,
                  done_on=each.done_on, told_on=each.done_on) for each in ceremonies(decided, admitted, days)]
    confirmed = said(session, None, Indicator.FULL_MEMBERSHIPS, around)
    found += [Duty(code=f"{PROPOSAL}/{each.chain}", unit=each.unit, name="", regular=each.due, due=each.due, known_on=since,
                   period=day_span(each.ceremony), count=each.left or each.count, done_on=each.done_on, told_on=each.done_on)
              for each in proposals(admitted, confirmed, days) if each.due >= since]
    yield from (each for each in found if each.unit in tree and (units is None or each.unit in units))


def _lately(asked: Asked) -> Span:
    """The days of reports that can still matter: read once for all that is asked."""
    return Span(asked.today - REMEMBERED, asked.today)


def _by_unit(reports: Iterable[Said]) -> Mapping[str, list[Said]]:
    found: dict[str, list[Said]] = {}
    for each in reports:
        found.setdefault(each.organization, []).append(each)
    return found
