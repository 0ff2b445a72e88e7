"""Kinds of messages that were not understood: a day and a shape, nobody's words. Append-only; knows no reader."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

LONGEST = 200


class Unread(SQLModel, table=True):
    """One message that was answered by "not understood". Neither who wrote it, nor where, nor when within the day."""

    id: int | None = Field(default=None, primary_key=True)
    day: date = Field(index=True)
    shape: str = Field(max_length=LONGEST)


@dataclass(frozen=True)
class Kind:
    """Messages of one shape: how many, and the last day on which there was one."""

    shape: str
    times: int
    last: date


def note_unread(session: Session, day: date, shape: str) -> None:
    """One more of that shape."""
    session.add(Unread(day=day, shape=shape[:LONGEST]))


def unread(session: Session, since: date) -> list[Kind]:
    """The kinds from that day on, the most frequent first, then the latest."""
    times, last = sa.func.count(), sa.func.max(Unread.day)
    rows = session.exec(
        select(Unread.shape, times, last).where(col(Unread.day) >= since).group_by(col(Unread.shape))
    ).all()
    return sorted((Kind(*row) for row in rows), key=lambda kind: (-kind.times, -kind.last.toordinal(), kind.shape))
