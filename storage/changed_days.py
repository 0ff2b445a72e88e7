"""Days whose standing somebody has set: off or worked, against or before what the lists of decrees say. Knows no arithmetic."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from sqlmodel import Field, Session, SQLModel, col, select

from storage.audit import Audit, note
from storage.working_days import WorkingDays


class ChangedDay(SQLModel, table=True):
    """What the operator has set for a day. It stands above what comes with the program."""

    day: date = Field(primary_key=True)
    working: bool
    note: str = Field(default="", max_length=200)
    changed_at: datetime


@dataclass(frozen=True)
class Change:
    """A day set to be off or worked, and why. `shipped`: it came with the program."""

    working: bool
    note: str
    shipped: bool


# Put together once: asked for at every look.
_OWN = select(col(ChangedDay.day), col(ChangedDay.working), col(ChangedDay.note))


def working_days(session: Session) -> WorkingDays:
    """The days as decreed, with all that is set."""
    return WorkingDays({day: change.working for day, change in changes(session).items()})


def changes(session: Session) -> dict[date, Change]:
    """All that is set, the earliest first: what comes with the program, and the operator's own above it."""
    own = {day: Change(working, note_, False) for day, working, note_ in session.exec(_OWN)}
    return dict(sorted({**shipped(), **own}.items()))


def set_day(session: Session, day: date, working: bool, note_: str, now: datetime) -> None:
    """The day is off, or worked, from now on; whatever was set before."""
    row = _row(session, day)
    before = None if row is None else {"working": row.working, "note": row.note}
    if row is None:
        session.add(ChangedDay(day=day, working=working, note=note_, changed_at=now))
    else:
        row.working, row.note, row.changed_at = working, note_, now
    note(session, Audit(at=now, act="holiday", subject=day.isoformat(), before=before,
                        after={"working": working, "note": note_}))


def reset_day(session: Session, day: date, now: datetime) -> bool:
    """The day is again what the lists say; whether anything had been set."""
    row = _row(session, day)
    if row is None:
        return False
    note(session, Audit(at=now, act="holiday", subject=day.isoformat(), before={"working": row.working, "note": row.note}))
    session.delete(row)
    return True


@cache
def shipped() -> Mapping[date, Change]:
    """Decrees that the library of holidays has not taken in, from a file that comes with the program."""
    read = tomllib.loads(files("storage").joinpath("decrees.toml").read_text(encoding="utf-8"))
    return {each["day"]: Change(each["working"], each["note"], True) for each in read["changed"]}


def _row(session: Session, day: date) -> ChangedDay | None:
    return session.exec(select(ChangedDay).where(col(ChangedDay.day) == day).with_for_update()).one_or_none()
