"""What is stuck on its way in or out. Knows ids and how long, not who and not what is said."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.checking.finding import Finding, fault
from storage.conversations import Conversation
from storage.intake import Intake
from storage.outbox import NO_CHAT, Enclosure, Outgoing
from storage.people import Person

_LONG = timedelta(hours=1)          # the bot's longest pause before it tries again is minutes


def outbox(session: Session, now: datetime) -> Iterator[Finding]:
    """Messages that should have left, messages to nobody, and papers without a message."""
    waits = col(Outgoing.ended_at).is_(None)
    for row in session.exec(select(Outgoing).where(waits).order_by(col(Outgoing.id))):
        if row.leased_until is not None and row.leased_until < now - _LONG:
            yield fault("sending_stuck", row=row.id, hours=_hours(now - row.leased_until))
        elif row.leased_until is None and row.due_at < now - _LONG:
            yield fault("sending_late", row=row.id, hours=_hours(now - row.due_at))
    known = (select(Conversation.chat_id), select(Person.user_id), select(Intake.lane))
    nobodys = select(Outgoing.id).where(waits, Outgoing.lane != NO_CHAT, *(col(Outgoing.lane).not_in(each) for each in known))
    for id in session.exec(nobodys.order_by(col(Outgoing.id))):
        yield fault("sending_to_nobody", row=id)
    wanted = sa.exists().where(waits, col(Outgoing.effect) == Enclosure.effect)
    lone = select(sa.func.count()).select_from(Enclosure).where(~wanted)
    papers = session.exec(lone).one()
    if papers:
        yield fault("papers_left", papers=papers)


def intake(session: Session, now: datetime) -> Iterator[Finding]:
    """Updates that nobody works, those that were set aside, and bodies that outlived their work."""
    for row in session.exec(select(Intake).where(_noteworthy(now)).order_by(col(Intake.id))):
        if row.ended_at is None:
            yield fault("update_late", row=row.id, hours=_hours(now - row.received_at))
        elif row.fault is not None:
            yield fault("update_set_aside", row=row.id, fault=row.fault)
        if row.ended_at is not None and row.body is not None:
            yield fault("update_kept", row=row.id)


def _noteworthy(now: datetime) -> sa.ColumnElement[bool]:
    late = sa.and_(col(Intake.ended_at).is_(None), col(Intake.received_at) < now - _LONG)
    kept = sa.and_(col(Intake.ended_at).is_not(None), col(Intake.body).is_not(None))
    return sa.or_(late, col(Intake.fault).is_not(None), kept)


def _hours(long: timedelta) -> int:
    return int(long.total_seconds() // 3600)
