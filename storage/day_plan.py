"""Whom to tell what today: duties, how they stand, who is there, what was told before. Sends nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, select

from storage import duty_list
from storage.changed_days import working_days
from storage.duties import Duty, Ring, above_ring, empty_ring, own_ring
from storage.duty_events import DutyEvent
from storage.duty_list import Asked, duties
from storage.leaves import Leave
from storage.ledger import Report
from storage.people import Role
from storage.remembered import recall, remember
from storage.reminders import last_digests, reminded_on, told
from storage.rhythm import BEFORE, Rhythm
from storage.seats import seats
from storage.targets import Plan
from storage.told_whom import Staff
from storage.tree import tree_as_of
from storage.wishes import Wish, wishes
from storage.working_days import WorkingDays

OWN, ABOVE, EMPTY = "own", "above", "empty"         # why somebody hears of a duty
_AHEAD = max(each for steps in BEFORE.values() for each in steps)
_OFF = 15                                           # more days than are ever off in a row


@dataclass
class Due:
    """What one person hears of today: duty → why. `digest`: the day of the last one, where today is the day for another."""

    person: int
    items: dict[Duty, str] = field(default_factory=dict)
    digest_since: date | None = None


def due_today(session: Session, rhythm: Rhythm, now: datetime) -> list[Due]:
    """By person, whoever has not had the day's reminder yet. The first time it is noted: from now on reports are waited for."""
    today = now.date()
    if recall(session, duty_list.SINCE) is None:
        remember(session, duty_list.SINCE, today.isoformat())
    tree, days, wanted = tree_as_of(session, today), working_days(session), wishes(session)
    staff = Staff(tree, tuple(seats(session, None, now, today)))
    had, history = reminded_on(session, today), told(session)
    until = today + timedelta(days=_OFF + max([_AHEAD, *(each.days_before or 0 for each in wanted.values())]))
    found: dict[int, Due] = {}
    rung: set[int] = set()
    for duty in duties(session, tree, Asked(today, until, rhythm, now.tzinfo, open_only=True)):
        if duty.due > until:
            break
        for person, why, ring in _whom(duty, staff, days, today, wanted, history):
            found.setdefault(person, Due(person)).items.setdefault(duty, why)
            rung |= {person} if ring.now else set()
    _add_digests(session, found, staff, wanted, today)
    return [each for person, each in sorted(found.items()) if person not in had and (person in rung or each.digest_since)]


def _whom(
    duty: Duty, staff: Staff, days: WorkingDays, today: date, wanted: Mapping[int, Wish],
    history: Mapping[tuple[int, str], date],
) -> Iterator[tuple[int, str, Ring]]:
    """The persons who are to hear of the duty, and why; of several reasons the nearest to them first."""
    if not staff.joined(duty.unit):
        for person in staff.above(duty.unit, 1):
            if ring := empty_ring(duty, history.get((person, duty.key)), days, today):
                yield person, EMPTY, ring
        return
    for person in staff.own(duty.unit):
        wish, heard = wanted.get(person), history.get((person, duty.key))
        if wish is not None and wish.silent and duty.urged is None:
            continue
        if ring := own_ring(duty, heard, days, today, wish.days_before if wish else None):
            yield person, OWN, ring
    if duty.due < today:
        yield from _above(duty, staff, days, today, history)


def _above(
    duty: Duty, staff: Staff, days: WorkingDays, today: date, history: Mapping[tuple[int, str], date]
) -> Iterator[tuple[int, str, Ring]]:
    for level in range(1, len(staff.tree.ancestors(duty.unit)) + 1):
        for person in staff.above(duty.unit, level):
            if ring := above_ring(duty, level, history.get((person, duty.key)), days, today):
                yield person, ABOVE, ring


def _add_digests(session: Session, found: dict[int, Due], staff: Staff, wanted: Mapping[int, Wish], today: date) -> None:
    last = last_digests(session)
    there = {seat.person_id for seat in staff.seats if seat.away_until is None and seat.unreachable_since is None}
    for person, wish in wanted.items():
        if wish.digest is None or person not in there:
            continue
        since = last.get(person)
        morning = today - timedelta(days=(today.weekday() - wish.digest) % 7)
        if since is None or since < morning:
            if since is None and morning != today:
                continue
            found.setdefault(person, Due(person)).digest_since = since or today - timedelta(days=7)


def state_of(session: Session) -> tuple[object, ...]:
    """Something else whenever anything has changed that could make somebody hear of something."""
    newest = (sa.select(sa.func.max(column)).scalar_subquery()
              for column in (DutyEvent.id, Report.id, Plan.id, Role.id, Role.ended_at, Leave.id))
    return (*session.exec(select(*newest)).one(), recall(session, "tree"))
