"""Small things that the program remembers between runs: the bot's name, the version of the tree, leases."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

from storage.once import insert_once


class Remembered(SQLModel, table=True):
    """A named value."""

    name: str = Field(primary_key=True, max_length=64)
    value: str = Field(max_length=300)


class Lease(SQLModel, table=True):
    """Who may poll, or send, until when: one process at a time."""

    name: str = Field(primary_key=True, max_length=64)
    holder: str = Field(max_length=64)
    until: datetime


@dataclass(frozen=True)
class HeldLease:
    """A lease as it stands: `since` when the holder has had it without a break."""

    name: str
    holder: str
    since: datetime
    until: datetime


def remember(session: Session, name: str, value: str) -> None:
    """Set a value, whatever it was."""
    session.merge(Remembered(name=name, value=value))


# Put together once: asked for at every step, and dearer to make than to run.
_VALUE = select(Remembered.value).where(col(Remembered.name) == sa.bindparam("name"))


def recall(session: Session, name: str) -> str | None:
    """The value last set, or None."""
    return session.exec(_VALUE, params={"name": name}).first()


def holder(session: Session, name: str) -> str | None:
    """Who holds the lease, or held it last."""
    lease = session.get(Lease, name)
    return lease.holder if lease else None


def hold(session: Session, name: str, me: str, now: datetime, until: datetime, gone: str | None = None) -> bool:
    """Take the lease, or keep it; whether it is mine until then. `gone`: a holder of whom it is known that it lives no more."""
    if insert_once(session, Lease, [{"name": name, "holder": me, "until": until}]):
        remember(session, _since(name), now.isoformat())
        return True
    lease = session.exec(select(Lease).where(Lease.name == name).with_for_update()).one()
    if lease.holder not in (me, gone) and lease.until > now:
        return False
    if lease.holder != me or lease.until <= now:
        remember(session, _since(name), now.isoformat())
    lease.holder, lease.until = me, until
    return True


def let_go(session: Session, name: str, me: str, now: datetime) -> None:
    """Give the lease up before its time, if it is mine."""
    lease = session.exec(select(Lease).where(Lease.name == name).with_for_update()).one_or_none()
    if lease and lease.holder == me:
        lease.until = now


def leases(session: Session, now: datetime) -> list[HeldLease]:
    """The leases that somebody has now."""
    held = session.exec(select(Lease).where(Lease.until > now).order_by(col(Lease.name))).all()
    return [HeldLease(each.name, each.holder, _begun(session, each), each.until) for each in held]


def _begun(session: Session, lease: Lease) -> datetime:
    since = recall(session, _since(lease.name))
    return datetime.fromisoformat(since) if since else lease.until


def _since(lease: str) -> str:
    return f"{lease} since"
