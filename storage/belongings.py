"""What an account still has open: buttons, conversations, messages that wait unasked. Knows how many, not what they say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.conversations import Button, Conversation
from storage.outbox import Outgoing
from storage.people import Person


@dataclass(frozen=True)
class Belongings:
    """`states`: where each of its conversations stands, as whoever converses wrote it."""

    buttons: int
    states: list[Mapping[str, Any]]
    reminders: int


def belongings(session: Session, person_id: int) -> Belongings:
    """Of that person's account; nothing for a person who is not on record."""
    person = session.get(Person, person_id)
    if person is None:
        return Belongings(0, [], 0)
    reminders = (Outgoing.lane == person.user_id, col(Outgoing.ended_at).is_(None), col(Outgoing.urgent).is_(False))
    return Belongings(
        buttons=session.exec(select(sa.func.count()).select_from(Button).where(Button.user_id == person.user_id)).one(),
        states=list(session.exec(select(Conversation.state).where(Conversation.user_id == person.user_id))),
        reminders=session.exec(select(sa.func.count()).select_from(Outgoing).where(*reminders)).one(),
    )
