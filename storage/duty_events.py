"""What became of duties, as it was said: done, taken back, excused, moved, promised, urged. Append-only; knows no milestone."""

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col

from storage.once import insert_once
from storage.schema import one_of


class DutyAct(StrEnum):
    """What is said of a duty. The last word of each kind holds."""

    DONE = "done"                   # `day`: when; of a report: it is complete
    REOPENED = "reopened"           # neither done nor excused
    EXCUSED = "excused"             # by an officer, with a reason
    MOVED = "moved"                 # by an officer, to `day`, with a reason
    PROMISED = "promised"           # for `day`; until then nobody is reminded
    URGED = "urged"                 # by an officer; the reminder goes out on `day`


class DutyEvent(SQLModel, table=True):
    """One word about one duty. `period`: the last day of the period that it is for, as text; empty for what is due once."""

    __table_args__ = (sa.Index("ix_dutyevent_duty", "duty"),)

    id: int | None = Field(default=None, primary_key=True)
    effect: str = Field(max_length=96, unique=True)                 # the press or the message that said it, once only
    duty: str = Field(max_length=16)                                # the duty's key
    code: str = Field(max_length=200)                               # what is to be done, whoever has to
    organization_id: str = Field(foreign_key="organization.id", index=True, max_length=64)
    period: str = Field(default="", max_length=10)
    act: DutyAct = Field(sa_type=one_of(DutyAct))
    day: date | None = None
    reason: str = Field(default="", max_length=200)
    person_id: int = Field(foreign_key="person.id")
    at: datetime


class Word(NamedTuple):
    """What one word about a duty says."""

    act: DutyAct
    day: date | None
    reason: str
    at: datetime


# Put together once: asked at every look.
_WORDS: Any = sa.select(*map(col, (DutyEvent.duty, DutyEvent.act, DutyEvent.day, DutyEvent.reason, DutyEvent.at))).order_by(
    col(DutyEvent.id)
)


def say_of_duty(session: Session, event: DutyEvent) -> bool:
    """Keep the word; False where the same press or message has said it already."""
    return insert_once(session, DutyEvent, [event.model_dump(exclude={"id"})]) == 1


def duty_events(session: Session, duties: Collection[str] | None = None) -> dict[str, list[Word]]:
    """By duty: all that was said of it, the first word first."""
    asked = _WORDS if duties is None else _WORDS.where(col(DutyEvent.duty).in_(duties))
    found: dict[str, list[Word]] = {}
    for duty, *said in session.exec(asked):
        found.setdefault(duty, []).append(Word(*said))
    return found
