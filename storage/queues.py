"""What waits, comes in and leaves, counted over the rows of intake and outbox. Knows numbers and moments, no content."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.intake import Intake
from storage.outbox import Outgoing


@dataclass(frozen=True)
class Queue:
    """How much waits, and since when the oldest of it could have gone; None where nothing waits."""

    length: int
    oldest: datetime | None


@dataclass(frozen=True)
class Outbound:
    """What is to leave: replies and reminders that may go now, what is being sent, what is for later."""

    replies: Queue
    reminders: Queue
    leased: int
    later: int


@dataclass(frozen=True)
class SetAside:
    """An update that could not be worked: when, and the id under which the log tells why."""

    at: datetime
    fault: str


@dataclass(frozen=True)
class Updates:
    """When the last update came in and when the last one was done with; None where all are forgotten by now."""

    taken: datetime | None
    worked: datetime | None


def inbound(session: Session) -> Queue:
    """Updates that are kept and not worked yet."""
    return _queue(session, Intake.received_at, col(Intake.ended_at).is_(None))


def outbound(session: Session, now: datetime) -> Outbound:
    """The outbox as it stands."""
    waits = (col(Outgoing.ended_at).is_(None), col(Outgoing.leased_until).is_(None))
    due = (*waits, Outgoing.due_at <= now)
    return Outbound(
        replies=_queue(session, Outgoing.due_at, *due, col(Outgoing.urgent).is_(True)),
        reminders=_queue(session, Outgoing.due_at, *due, col(Outgoing.urgent).is_(False)),
        leased=_number(session, col(Outgoing.ended_at).is_(None), col(Outgoing.leased_until).is_not(None)),
        later=_number(session, *waits, Outgoing.due_at > now),
    )


def given_up(session: Session, since: datetime) -> int:
    """Messages that were tried from then on and will not arrive. What was called off before any try is not among them."""
    return _number(session, col(Outgoing.ended_at) >= since, col(Outgoing.fault).is_not(None), Outgoing.attempts > 0)


def set_aside(session: Session, since: datetime) -> list[SetAside]:
    """Updates that were set aside from then on, oldest first."""
    rows = session.exec(
        select(Intake.ended_at, Intake.fault).where(col(Intake.fault).is_not(None), col(Intake.ended_at) >= since)
        .order_by(col(Intake.ended_at))
    ).all()
    return [SetAside(at, fault) for at, fault in rows if at is not None and fault is not None]


def last_update(session: Session) -> Updates:
    """Of those that are still kept."""
    return Updates(*session.exec(select(sa.func.max(Intake.received_at), sa.func.max(Intake.ended_at))).one())


def _queue(session: Session, moment: Any, *conditions: Any) -> Queue:
    return Queue(*session.exec(select(sa.func.count(), sa.func.min(moment)).where(*conditions)).one())


def _number(session: Session, *conditions: Any) -> int:
    return session.exec(select(sa.func.count()).select_from(Outgoing).where(*conditions)).one()
