"""Everything that leaves: replies, edits, answers to presses, reminders. One way out, each row sent once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, SQLModel, col, select

from storage.once import insert_once

ANSWER_LOST = 2     # doubts after an answer was lost; 1 after a sender died
NO_CHAT = 0     # the lane of what belongs to no chat: its rows wait for nobody


class Outgoing(SQLModel, table=True):
    """One call of the Bot API. `about` names the draft or chain that the message shows, so that a reply to it can be placed."""

    __table_args__ = (
        sa.Index("ix_outgoing_open", "lane", "id", sqlite_where=sa.text("ended_at IS NULL"),
                 postgresql_where=sa.text("ended_at IS NULL")),
        sa.Index("ix_outgoing_next", sa.desc("urgent"), "id", sqlite_where=sa.text("ended_at IS NULL"),
                 postgresql_where=sa.text("ended_at IS NULL")),
        sa.Index("ix_outgoing_message", "lane", "message_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    effect: str = Field(max_length=96, unique=True)                 # intake row and place in its answers, or (recipient, day)
    lane: int = Field(sa_type=sa.BigInteger)                        # the chat, or NO_CHAT
    method: str = Field(max_length=64)
    parameters: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    about: str | None = Field(default=None, max_length=64)
    urgent: bool = True                                             # replies outrank reminders
    due_at: datetime
    attempts: int = 0                                               # tries of which it is not known that they failed
    leased_until: datetime | None = None                            # being sent
    ended_at: datetime | None = None                                # sent, or given up
    message_id: int | None = Field(default=None, sa_type=sa.BigInteger)
    fault: str | None = Field(default=None, max_length=200)         # why it was given up


class Enclosure(SQLModel, table=True):
    """A picture or a paper that goes with a row, kept until that row has ended."""

    effect: str = Field(primary_key=True, max_length=96)            # of the row
    name: str = Field(max_length=120)
    content: bytes = Field(sa_type=sa.LargeBinary)


@dataclass(frozen=True)
class Leaving:
    """A row claimed for sending. `doubts`: 1 if it may have arrived; `ANSWER_LOST` if it left whole, unanswered."""

    id: int
    lane: int
    method: str
    parameters: dict[str, Any]
    doubts: int
    effect: str = ""
    urgent: bool = True


def put(session: Session, rows: list[Outgoing], enclosures: Sequence[Enclosure] = ()) -> int:
    """Add what is not in the outbox yet, by effect; how many rows were new."""
    insert_once(session, Enclosure, [each.model_dump() for each in enclosures])
    return insert_once(session, Outgoing, [row.model_dump(exclude={"id"}) for row in rows])


def claim(
    session: Session, now: datetime, until: datetime, held: Collection[int] = (), limit: int = 30, for_replies: int = 0
) -> list[Leaving]:
    """Lease what may leave now: of each lane that is not held the first row, replies before reminders.

    `for_replies`: how many of `limit` are for replies only. A try is counted before it is made: whoever dies while sending
    leaves a row that says so.
    """
    found = session.exec(_first_of_lanes(now, held, limit)).all()
    rows = [row for number, row in enumerate(found) if row.urgent or number < limit - for_replies]
    leaving = [Leaving(row.id or 0, row.lane, row.method, row.parameters, row.attempts, row.effect, row.urgent)
               for row in rows]
    for row in rows:
        row.leased_until = until
        row.attempts += 1
    return leaving


def _first_of_lanes(now: datetime, held: Collection[int], limit: int) -> Any:
    """Due rows with nothing before them in their lane: neither one being sent, nor a more urgent, nor an older one."""
    other = aliased(Outgoing)
    outranks = sa.or_(
        sa.and_(col(other.urgent).is_(True), col(Outgoing.urgent).is_(False)),
        sa.and_(col(other.urgent) == col(Outgoing.urgent), col(other.id) < col(Outgoing.id)),
    )
    before = sa.exists().where(
        col(other.lane) == col(Outgoing.lane),
        col(other.id) != col(Outgoing.id),
        col(other.ended_at).is_(None),
        sa.or_(col(other.leased_until).is_not(None), sa.and_(col(other.due_at) <= now, outranks)),
    )
    return (
        select(Outgoing)
        .where(
            col(Outgoing.ended_at).is_(None),
            col(Outgoing.leased_until).is_(None),
            Outgoing.due_at <= now,
            sa.or_(col(Outgoing.lane) == NO_CHAT, ~before),
            col(Outgoing.lane).not_in(set(held) - {NO_CHAT}),
        )
        .order_by(col(Outgoing.urgent).desc(), col(Outgoing.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )


def release(session: Session) -> int:
    """Take back what a sender that is gone was sending; how many rows. For the one who has just begun to send.

    Each may have arrived, or not even have left: that is one doubt, however often senders died over it. Nothing is given up for
    that, since of an answer never sent the person would hear nothing at all – but for what had left whole before, and only its
    answer was lost: that comes once more, and no third time.
    """
    left = sa.update(Outgoing).where(col(Outgoing.leased_until).is_not(None))
    doubts = sa.case((col(Outgoing.attempts) > ANSWER_LOST, ANSWER_LOST + 1), else_=1)
    return session.exec(left.values(leased_until=None, attempts=doubts)).rowcount


def enclosed(session: Session, effect: str) -> Enclosure | None:
    """What goes with the row, if anything does."""
    return session.get(Enclosure, effect)


def sent(session: Session, row_id: int, now: datetime, message_id: int | None = None) -> None:
    """It has arrived."""
    row = _row(session, row_id)
    row.message_id = message_id
    _end(session, row, now)


def failed(session: Session, row_id: int, now: datetime, why: str) -> None:
    """It will not arrive, and is given up."""
    row = _row(session, row_id)
    row.fault = why[:200]
    _end(session, row, now)


def unasked(session: Session) -> list[Outgoing]:
    """What waits to leave without having been asked for: the earliest first."""
    waiting = select(Outgoing).where(col(Outgoing.ended_at).is_(None), col(Outgoing.urgent).is_(False))
    return list(session.exec(waiting.order_by(col(Outgoing.due_at), col(Outgoing.id))))


def call_off(session: Session, lane: int, now: datetime, why: str) -> None:
    """What waits in the lane without having been asked for is not sent any more."""
    waiting = select(Outgoing).where(
        Outgoing.lane == lane, col(Outgoing.ended_at).is_(None), col(Outgoing.urgent).is_(False),
        col(Outgoing.leased_until).is_(None),
    )
    for row in session.exec(waiting.with_for_update()).all():
        row.fault = why
        _end(session, row, now)


def call_off_unsent(session: Session, rows: Collection[int], now: datetime, why: str) -> None:
    """Those of the rows that still wait are not sent any more."""
    for row in session.exec(select(Outgoing).where(col(Outgoing.id).in_(rows), col(Outgoing.ended_at).is_(None))).all():
        row.fault = why
        _end(session, row, now)


def _end(session: Session, row: Outgoing, now: datetime) -> None:
    """Done with. What was said goes: figures and codes are kept where they belong, not here."""
    row.leased_until, row.ended_at, row.parameters = None, now, {}
    session.exec(sa.delete(Enclosure).where(col(Enclosure.effect) == row.effect))


def move(session: Session, old_lane: int, new_lane: int) -> None:
    """The chat has a new number: what waits for it goes there, and what was sent there is found under it."""
    for row in session.exec(select(Outgoing).where(Outgoing.lane == old_lane).with_for_update()).all():
        row.lane = new_lane
        if "chat_id" in row.parameters:
            row.parameters = {**row.parameters, "chat_id": new_lane}


def again(session: Session, row_id: int, until: datetime, doubtful: bool) -> None:
    """Try once more from `until` on, and keep its lane waiting. `doubtful`: it may have arrived."""
    row = _row(session, row_id)
    row.leased_until = None
    row.due_at = until
    row.attempts += 1 if doubtful else -1       # an answer that was lost weighs as much as two senders that died
    if row.lane != NO_CHAT:
        postpone(session, row.lane, until)


def postpone(session: Session, lane: int, until: datetime) -> None:
    """Nothing of the lane leaves before the moment; its order stays."""
    waiting = sa.update(Outgoing).where(
        col(Outgoing.lane) == lane, col(Outgoing.ended_at).is_(None), col(Outgoing.due_at) < until
    )
    session.exec(waiting.values(due_at=until))


def replace(session: Session, row_id: int, lane: int, method: str, parameters: dict[str, Any]) -> None:
    """Say the same another way: the group has moved, or the message to be edited is gone. It keeps its place."""
    row = _row(session, row_id)
    row.lane, row.method, row.parameters = lane, method, parameters
    row.leased_until = None
    row.attempts -= 1


def about_message(session: Session, lane: int, message_id: int) -> str | None:
    """Which draft or chain the bot's message in this chat shows."""
    shown = select(Outgoing.about).where(Outgoing.lane == lane, Outgoing.message_id == message_id)
    return session.exec(shown.order_by(col(Outgoing.id).desc()).limit(1)).first()


def _row(session: Session, row_id: int) -> Outgoing:
    return session.exec(select(Outgoing).where(Outgoing.id == row_id).with_for_update()).one()
