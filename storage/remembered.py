"""Small things that the program remembers between runs: the bot's name, the version of the tree, leases."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel


class Remembered(SQLModel, table=True):
    """A named value."""

    name: str = Field(primary_key=True, max_length=64)
    value: str = Field(max_length=300)


class Lease(SQLModel, table=True):
    """Who may poll, or send, until when: one process at a time."""

    name: str = Field(primary_key=True, max_length=64)
    holder: str = Field(max_length=64)
    until: datetime


def remember(session: Session, name: str, value: str) -> None:
    """Set a value, whatever it was."""
    session.merge(Remembered(name=name, value=value))


def recall(session: Session, name: str) -> str | None:
    """The value last set, or None."""
    row = session.get(Remembered, name)
    return row.value if row else None
