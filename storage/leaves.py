"""Leave: the days on which a person is away and somebody else is reminded. Knows no deputy and no reminder."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

from storage.audit import Audit, note


class Leave(SQLModel, table=True):
    """Away from the first to the last day, both included, unless the person came back before."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    first_day: date
    last_day: date
    back_on: date | None = None         # there again from this day on
    noted_at: datetime


def take_leave(session: Session, person_id: int, first: date, last: date, now: datetime) -> None:
    """Away on those days. Leave that was noted before and not over gives way: the last word holds."""
    _end(session, person_id, first)
    session.add(Leave(person_id=person_id, first_day=first, last_day=last, noted_at=now))
    note(session, Audit(
        at=now, person_id=person_id, act="leave", subject=str(person_id),
        after={"from": first.isoformat(), "to": last.isoformat()},
    ))


def come_back(session: Session, person_id: int, day: date, now: datetime) -> bool:
    """There again from the day on; whether the person had been away or was going to be."""
    ended = _end(session, person_id, day)
    if ended:
        note(session, Audit(at=now, person_id=person_id, act="back", subject=str(person_id), after={"from": day.isoformat()}))
    return ended


def away_until(session: Session, person_id: int, day: date) -> date | None:
    """The last day of the leave that the day falls into; None for a person who is there."""
    return away(session, day).get(person_id)


def away(session: Session, day: date) -> dict[int, date]:
    """Everybody who is away on the day, and the last day of it."""
    return dict(session.exec(_AWAY, params={"day": day}).all())


def _open(day: Any) -> tuple[sa.ColumnElement[bool], ...]:
    return (col(Leave.last_day) >= day, sa.or_(col(Leave.back_on).is_(None), col(Leave.back_on) > day))


# Put together once: asked at every look.
_AWAY = (
    select(Leave.person_id, sa.func.max(Leave.last_day))
    .where(col(Leave.first_day) <= sa.bindparam("day"), *_open(sa.bindparam("day"))).group_by(col(Leave.person_id))
)


def _end(session: Session, person_id: int, day: date) -> bool:
    """Close what covers the day or lies ahead of it."""
    left = sa.update(Leave).where(col(Leave.person_id) == person_id, *_open(day))
    return bool(session.exec(left.values(back_on=day)).rowcount)
