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
from storage.people import Person, Role
from storage.remembered import recall, remember
from storage.reminders import last_digests, reminded_on, told
from storage.rhythm import BEFORE, Rhythm
from storage.seats import Seat, seats
from storage.targets import Plan
from storage.terms import Capacity
from storage.told_whom import REPORTING, Staff
from storage.tree import tree_as_of
from storage.wishes import Wish, wishes
from storage.working_days import WorkingDays

OWN, ABOVE, EMPTY = "own", "above", "empty"         # why somebody hears of a duty
UNHEARD = "unheard"                                 # and why of a role: its person cannot be reached
_AHEAD = max(each for steps in BEFORE.values() for each in steps)
_NEAR = timedelta(days=14)
_OFF = 15                                           # more days than are ever off in a row


@dataclass
class Due:
    """What one person hears of today: duty → why. `digest`: the day of the last one, where today is the day for another.

    `unheard`: roles below whose persons cannot be reached, by a key of each.
    """

    person: int
    items: dict[Duty, str] = field(default_factory=dict)
    digest_since: date | None = None
    unheard: dict[str, Seat] = field(default_factory=dict)


@dataclass(frozen=True)
class _Plan:
    """All that decides who hears of what: as it stands now, for today and for days to come."""

    duties: list[Duty]
    staff: Staff
    days: WorkingDays
    wishes: Mapping[int, Wish]
    history: Mapping[tuple[int, str], date]
    digests: Mapping[int, date]

    def due(self, day: date) -> list[Due]:
        """By person, whoever has a reason to be written to on that day."""
        found: dict[int, Due] = {}
        rung: set[int] = set()
        for duty in self.duties:
            for person, why, ring in self._whom(duty, day):
                found.setdefault(person, Due(person)).items.setdefault(duty, why)
                rung |= {person} if ring.now else set()
        self._add_digests(found, day)
        self._add_unheard(found)
        return [each for person, each in sorted(found.items()) if person in rung or each.digest_since or each.unheard]

    def _whom(self, duty: Duty, day: date) -> Iterator[tuple[int, str, Ring]]:
        """The persons who are to hear of the duty, and why; of several reasons the nearest to them first."""
        if not self.staff.joined(duty.unit):
            for person in self.staff.above(duty.unit, 1):
                if ring := empty_ring(duty, self.history.get((person, duty.key)), self.days, day):
                    yield person, EMPTY, ring
            return
        for person in self.staff.own(duty.unit):
            wish, heard = self.wishes.get(person), self.history.get((person, duty.key))
            if wish is not None and wish.silent and duty.urged is None:
                continue
            if ring := own_ring(duty, heard, self.days, day, wish.days_before if wish else None):
                yield person, OWN, ring
        if duty.due < day:
            yield from self._above(duty, day)

    def _above(self, duty: Duty, day: date) -> Iterator[tuple[int, str, Ring]]:
        for level in range(1, len(self.staff.tree.ancestors(duty.unit)) + 1):
            for person in self.staff.above(duty.unit, level):
                if ring := above_ring(duty, level, self.history.get((person, duty.key)), self.days, day):
                    yield person, ABOVE, ring

    def _add_unheard(self, found: dict[int, Due]) -> None:
        """The nearest officer above hears once of each who has blocked the bot, or deleted the account, since."""
        for seat in self.staff.seats:
            if seat.unreachable_since is None or seat.kind not in REPORTING or seat.capacity is Capacity.CLERK:
                continue
            key = f"{UNHEARD}/{seat.role_id}"
            for person in self.staff.above(seat.organization_id, 1):
                told_on = self.history.get((person, key))
                if told_on is None or told_on < seat.unreachable_since.date():
                    found.setdefault(person, Due(person)).unheard[key] = seat

    def _add_digests(self, found: dict[int, Due], day: date) -> None:
        there = {seat.person_id for seat in self.staff.seats if seat.away_until is None and seat.unreachable_since is None}
        for person, wish in self.wishes.items():
            if wish.digest is None or person not in there:
                continue
            since = self.digests.get(person)
            morning = day - timedelta(days=(day.weekday() - wish.digest) % 7)
            if morning == day if since is None else since < morning:
                found.setdefault(person, Due(person)).digest_since = since or day - timedelta(days=7)


def due_today(session: Session, rhythm: Rhythm, now: datetime) -> list[Due]:
    """By person, whoever has not had the day's reminder yet. The first time it is noted: from now on reports are waited for."""
    today = now.date()
    if recall(session, duty_list.SINCE) is None:
        remember(session, duty_list.SINCE, today.isoformat())
    had = reminded_on(session, today)
    return [each for each in _plan(session, rhythm, now, today).due(today) if each.person not in had]


def coming(session: Session, rhythm: Rhythm, now: datetime) -> tuple[date, list[Due]] | None:
    """The next day after today on which anybody hears of anything, as things stand now; None where none is near."""
    today = now.date()
    plan = _plan(session, rhythm, now, today + _NEAR)
    for ahead in range(1, _NEAR.days + 1):
        day = today + timedelta(days=ahead)
        if plan.days.is_working(day) and (found := plan.due(day)):
            return day, found
    return None


def _plan(session: Session, rhythm: Rhythm, now: datetime, last: date) -> _Plan:
    """Everything read in one go, enough for all days up to the last."""
    today, wanted = now.date(), wishes(session)
    until = last + timedelta(days=_OFF + max([_AHEAD, *(each.days_before or 0 for each in wanted.values())]))
    tree = tree_as_of(session, today)
    found = duties(session, tree, Asked(today, until, rhythm, now.tzinfo, open_only=True))
    return _Plan(
        duties=[each for each in found if each.due <= until], staff=Staff(tree, tuple(seats(session, None, now, today))),
        days=working_days(session), wishes=wanted, history=told(session), digests=last_digests(session),
    )


# Put together once: asked at every step.
_NEWEST = select(*(
    sa.select(sa.func.max(column)).scalar_subquery()
    for column in (DutyEvent.id, Report.id, Plan.id, Role.id, Role.ended_at, Leave.id, Person.unreachable_since)
))


def state_of(session: Session) -> tuple[object, ...]:
    """Something else whenever anything has changed that could make somebody hear of something."""
    return (*session.exec(_NEWEST).one(), recall(session, "tree"))
