"""Everything that leaves: replies, edits, answers to presses, reminders. One way out, each row sent once."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class Outgoing(SQLModel, table=True):
    """One call of the Bot API. `about` names the draft or chain that the message shows, so that a reply to it can be placed."""

    __table_args__ = (
        sa.Index("ix_outgoing_open", "lane", "id", sqlite_where=sa.text("ended_at IS NULL"),
                 postgresql_where=sa.text("ended_at IS NULL")),
        sa.Index("ix_outgoing_message", "lane", "message_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    effect: str = Field(max_length=96, unique=True)                 # intake row and place in its answers, or (recipient, day)
    lane: int = Field(sa_type=sa.BigInteger)                        # the chat
    method: str = Field(max_length=64)
    parameters: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    about: str | None = Field(default=None, max_length=64)
    urgent: bool = True                                             # replies outrank reminders
    due_at: datetime
    attempts: int = 0
    leased_until: datetime | None = None
    ended_at: datetime | None = None                                # sent, or given up
    message_id: int | None = Field(default=None, sa_type=sa.BigInteger)
    fault: str | None = Field(default=None, max_length=200)         # why it was given up
