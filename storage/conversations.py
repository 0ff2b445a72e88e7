"""Where each conversation stands, as rows: the draft, what was asked, and the buttons that were shown."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class Conversation(SQLModel, table=True):
    """One person in one chat. `state` is the draft and what was asked; the turn locks this row first."""

    __table_args__ = (sa.UniqueConstraint("chat_id", "user_id"),)

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_type=sa.BigInteger)
    user_id: int = Field(sa_type=sa.BigInteger)
    state: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    updated_at: datetime


class Button(SQLModel, table=True):
    """What a button does, for whom, about which record and which revision of it. Its key is all that the chat sees."""

    key: str = Field(primary_key=True, max_length=32)
    chat_id: int = Field(sa_type=sa.BigInteger)
    user_id: int = Field(sa_type=sa.BigInteger)
    act: str = Field(max_length=32)
    subject: str = Field(default="", max_length=64)                 # draft or chain
    revision: int = 0
    value: str = Field(default="", max_length=64)                   # what a choice stands for
    created_at: datetime
