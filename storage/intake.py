"""Updates as they came, kept until they are worked. Knows no Telegram type: a body is text."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


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
