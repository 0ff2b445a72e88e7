"""Reminders as rows: one a person and day, with all that it tells of. Whoever inserts it sends it; knows no wording."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

from storage.once import insert_once
from storage.outbox import Outgoing, call_off_unsent


class Reminder(SQLModel, table=True):
    """A day's message to a person. `digest`: it has one in it. `called_off`: it never left, and what it told is untold."""

    __table_args__ = (sa.UniqueConstraint("person_id", "day"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    day: date
    effect: str = Field(max_length=96, unique=True)                 # its row in the outbox
    digest: bool = False
    called_off: bool = False


class ReminderItem(SQLModel, table=True):
    """One duty that the message tells of, and why this person hears of it."""

    reminder_id: int = Field(primary_key=True, foreign_key="reminder.id")
    duty: str = Field(primary_key=True, max_length=16)
    why: str = Field(max_length=16)


def effect_of(person_id: int, day: date) -> str:
    """The key in the outbox."""
    return f"remind/{person_id}/{day.isoformat()}"


def take(session: Session, person_id: int, day: date, items: Mapping[str, str], digest: bool) -> bool:
    """Make the day's reminder with its items, duty → why; False where somebody else has made it."""
    row = {"person_id": person_id, "day": day, "effect": effect_of(person_id, day), "digest": digest, "called_off": False}
    if not insert_once(session, Reminder, [row]):
        return False
    made = session.exec(select(Reminder.id).where(Reminder.person_id == person_id, Reminder.day == day)).one()
    insert_once(session, ReminderItem, [{"reminder_id": made, "duty": duty, "why": why} for duty, why in items.items()])
    return True


# Put together once, as what else is asked at every look.
_TOLD = (
    select(Reminder.person_id, ReminderItem.duty, sa.func.max(Reminder.day))
    .join(ReminderItem, col(ReminderItem.reminder_id) == col(Reminder.id))
    .where(col(Reminder.called_off).is_(False)).group_by(col(Reminder.person_id), col(ReminderItem.duty))
)
_DIGESTS = (
    select(Reminder.person_id, sa.func.max(Reminder.day))
    .where(col(Reminder.digest).is_(True), col(Reminder.called_off).is_(False)).group_by(col(Reminder.person_id))
)


def told(session: Session) -> dict[tuple[int, str], date]:
    """By person and duty: the last day on which the person was told of it."""
    return {(person, duty): day for person, duty, day in session.exec(_TOLD)}


def told_of(session: Session, person_id: int, day: date) -> set[str]:
    """The duties of which that day's reminder told the person because they have to do them."""
    asked = select(ReminderItem.duty).join(Reminder, col(ReminderItem.reminder_id) == col(Reminder.id))
    return set(session.exec(asked.where(Reminder.person_id == person_id, Reminder.day == day, ReminderItem.why == "own")))


def reminded_on(session: Session, day: date) -> set[int]:
    """Persons who have that day's reminder already, be it one that was called off."""
    return set(session.exec(select(Reminder.person_id).where(Reminder.day == day)))


def last_digests(session: Session) -> dict[int, date]:
    """By person: the day of the last digest that left, or waits to."""
    return dict(session.exec(_DIGESTS).all())


# Mostly there is nothing of the kind.
_WAITING = (
    select(Reminder, Outgoing.id).join(Outgoing, col(Outgoing.effect) == col(Reminder.effect))
    .where(col(Reminder.day) <= sa.bindparam("last"), col(Outgoing.ended_at).is_(None), col(Outgoing.leased_until).is_(None))
    .with_for_update(skip_locked=True)
)


def call_off_waiting(session: Session, today: date, now: datetime, *, today_too: bool = False) -> int:
    """Reminders of earlier days that still wait to leave are not sent any more, nor today's where it is too late; how many."""
    last = today if today_too else today - timedelta(days=1)
    waiting = session.exec(_WAITING, params={"last": last}).all()
    if not waiting:
        return 0
    call_off_unsent(session, [number for _, number in waiting if number is not None], now, "the day is over")
    for reminder, _ in waiting:
        reminder.called_off = True
    return len(waiting)


def left_on(session: Session, persons: Iterable[int], since: datetime) -> set[int]:
    """Those among the persons to whom a reminder, of whatever day, has gone out from that moment on."""
    asked = (
        select(Reminder.person_id).join(Outgoing, col(Outgoing.effect) == col(Reminder.effect))
        .where(col(Reminder.person_id).in_(list(persons)), Outgoing.ended_at >= since, col(Outgoing.fault).is_(None))  # type: ignore[operator]
    )
    return set(session.exec(asked))
