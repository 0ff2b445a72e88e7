"""Updates as they came, kept until they are worked. Knows no Telegram type: a body is text."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, SQLModel, col, select

from storage.once import insert_once


class Intake(SQLModel, table=True):
    """One update. The body is wiped in the transaction that works it; the row stays, so that a redelivery is known."""

    __table_args__ = (
        sa.UniqueConstraint("bot_id", "update_id"),
        sa.Index("ix_intake_open", "lane", "id", sqlite_where=sa.text("ended_at IS NULL"),
                 postgresql_where=sa.text("ended_at IS NULL")),
    )

    id: int | None = Field(default=None, primary_key=True)
    bot_id: int = Field(sa_type=sa.BigInteger)
    update_id: int = Field(sa_type=sa.BigInteger)
    lane: int = Field(default=0, sa_type=sa.BigInteger)             # the chat; 0 where none can be made out
    body: str | None = None
    received_at: datetime
    ended_at: datetime | None = None
    fault: str | None = Field(default=None, max_length=32)          # id in the log of what went wrong with it

    @property
    def key(self) -> str:
        """Unique to the update for ever, though its number may come again after a quiet week."""
        return f"{self.bot_id}/{self.update_id}/{int(self.received_at.timestamp())}"


_IN_LANE = aliased(Intake)
_OLDEST = select(sa.func.min(_IN_LANE.id)).where(_IN_LANE.lane == sa.bindparam("lane"), col(_IN_LANE.ended_at).is_(None))
# Every row asks it: put together once, which is dearer than running it.
_NEXT = (
    select(Intake)
    .where(col(Intake.id) == _OLDEST.scalar_subquery(), col(Intake.ended_at).is_(None))
    .with_for_update(skip_locked=True)
)


@dataclass(frozen=True)
class Arrived:
    """An update on its way in: its number, its lane and its body as JSON."""

    update_id: int
    lane: int
    body: str


def accept(session: Session, bot_id: int, updates: list[Arrived], now: datetime) -> int:
    """Keep the updates that are not here yet, in their order; how many were new."""
    return insert_once(session, Intake, [
        {"bot_id": bot_id, "update_id": update.update_id, "lane": update.lane, "body": update.body, "received_at": now}
        for update in updates
    ])


def lanes_waiting(session: Session) -> list[int]:
    """Lanes with something to work, the longest waiting first."""
    waiting = select(Intake.lane).where(col(Intake.ended_at).is_(None)).group_by(col(Intake.lane))
    return list(session.exec(waiting.order_by(sa.func.min(Intake.id))))


def next_of_lane(session: Session, lane: int) -> Intake | None:
    """The lane's oldest open row, locked; None where there is none, or where another replica is at work on it.

    The oldest is found before the lock is tried, so that a locked row is never skipped for a younger one of the same lane.
    """
    return session.exec(_NEXT, params={"lane": lane}).one_or_none()


def end(row: Intake, now: datetime, fault: str | None = None) -> None:
    """Done with, or set aside under the id of a fault. The body goes: what people wrote is not kept here."""
    row.body = None
    row.ended_at = now
    row.fault = fault


def forget(session: Session, before: datetime) -> None:
    """Drop rows that ended before the moment. Nothing is redelivered after a day, and numbers may begin anew after a week."""
    session.exec(sa.delete(Intake).where(col(Intake.ended_at) < before))
