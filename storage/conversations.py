"""Where each conversation stands, as rows: the draft, what was asked, and the buttons that were shown."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

from storage.once import insert_once


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


@dataclass(frozen=True)
class Offer:
    """What a button would do: the act, about which draft or chain, at which revision, with which value."""

    act: str
    subject: str = ""
    revision: int = 0
    value: str = ""


# Every turn asks it: put together once, which is dearer than running it.
_WANTED = (
    select(Conversation)
    .where(Conversation.chat_id == sa.bindparam("chat"), Conversation.user_id == sa.bindparam("user"))
    .with_for_update()
)


def take_up(session: Session, chat_id: int, user_id: int, now: datetime) -> Conversation:
    """The conversation's row, locked until the transaction ends; a new one begins empty."""
    found = session.exec(_WANTED, params={"chat": chat_id, "user": user_id}).first()
    if found is None:           # two may begin it at once: where a group has moved, here and there
        insert_once(session, Conversation, [{"chat_id": chat_id, "user_id": user_id, "state": {}, "updated_at": now}])
        found = session.exec(_WANTED, params={"chat": chat_id, "user": user_id}).one()
    return found


def lay_down(conversation: Conversation, state: dict[str, Any], now: datetime) -> None:
    """Keep where the conversation stands; a changed state is always a new dictionary."""
    if conversation.state != state:
        conversation.state = state
        conversation.updated_at = now


def offer(session: Session, conversation: Conversation, what: Offer, now: datetime) -> str:
    """Make a button of the conversation and return its key, opaque and unguessable."""
    key = secrets.token_urlsafe(12)
    session.add(Button(
        key=key, chat_id=conversation.chat_id, user_id=conversation.user_id, act=what.act, subject=what.subject,
        revision=what.revision, value=what.value, created_at=now,
    ))
    return key


def offered(session: Session, conversation: Conversation, key: str) -> Offer | None:
    """What the button does; None for a key that does not exist or was made for somebody else."""
    row = session.get(Button, key)
    if row is None or (row.chat_id, row.user_id) != (conversation.chat_id, conversation.user_id):
        return None
    return Offer(row.act, row.subject, row.revision, row.value)


def move(session: Session, old_chat: int, new_chat: int) -> None:
    """The chat has a new number: conversations and buttons go on under it. One that has begun there already stays as it is."""
    begun = select(Conversation.user_id).where(Conversation.chat_id == new_chat)
    moving = sa.update(Conversation).where(col(Conversation.chat_id) == old_chat, col(Conversation.user_id).not_in(begun))
    session.exec(moving.values(chat_id=new_chat))
    session.exec(sa.update(Button).where(col(Button.chat_id) == old_chat).values(chat_id=new_chat))
