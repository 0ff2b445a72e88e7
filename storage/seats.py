"""Who sits where: the roles that hold now, each with what is known of its person, and how a role ends. Knows no wording."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.audit import Audit, note
from storage.conversations import Button, Conversation
from storage.leaves import away
from storage.outbox import call_off
from storage.people import Person, Role
from storage.terms import Capacity, RoleKind


@dataclass(frozen=True)
class Seat:
    """A role that holds, and its person: when they joined, wrote last, cannot be reached, are away."""

    role_id: int
    person_id: int
    user_id: int
    organization_id: str
    kind: RoleKind
    capacity: Capacity
    since: date
    language: str | None
    last_wrote_on: date | None
    unreachable_since: datetime | None
    unreachable_why: str | None
    away_until: date | None


# Put together once: asked at every look and for everybody who is written to.
_HELD: Any = (
    sa.select(*map(col, (
        Role.id, Person.id, Person.user_id, Role.organization_id, Role.kind, Role.capacity, Role.begins_at, Person.language,
        Person.last_wrote_on, Person.unreachable_since, Person.unreachable_why,
    )))
    .join(Person, col(Role.person_id) == col(Person.id))
    .where(col(Role.begins_at) <= sa.bindparam("now"),
           sa.or_(col(Role.ended_at).is_(None), col(Role.ended_at) > sa.bindparam("now")))
    .order_by(col(Role.id))
)


def seats(session: Session, units: Collection[str] | None, now: datetime, today: date) -> list[Seat]:
    """The roles that hold in those units, or in all; oldest first."""
    of_units = () if units is None else (col(Role.organization_id).in_(list(units)),)
    return _seats(session, now, today, *of_units)


def seat(session: Session, role_id: int, now: datetime, today: date) -> Seat | None:
    """That role, if it holds."""
    return next(iter(_seats(session, now, today, Role.id == role_id)), None)


def seats_of(session: Session, person_id: int, now: datetime, today: date) -> list[Seat]:
    """The roles of that person that hold."""
    return _seats(session, now, today, Role.person_id == person_id)


def end_role(session: Session, role_id: int, by: int | None, now: datetime) -> bool:
    """End the role at once; whether it held. `by`: the person who ends it, None for the operator.

    With the last role goes all that the person could still do or be told: buttons, conversations, messages that wait unasked.
    """
    role = session.exec(select(Role).where(Role.id == role_id).with_for_update()).one_or_none()
    if role is None or (role.ended_at is not None and role.ended_at <= now):
        return False
    role.ended_at = now
    note(session, Audit(
        at=now, person_id=by, organization_id=role.organization_id, act="end_role", subject=str(role_id),
        before={"person": role.person_id, "role": role.kind.value, "capacity": role.capacity.value},
    ))
    session.flush()
    left = select(Role.id).where(
        Role.person_id == role.person_id, sa.or_(col(Role.ended_at).is_(None), col(Role.ended_at) > now)
    )
    if session.exec(left).first() is None:
        _silence(session, session.get_one(Person, role.person_id).user_id, now)
    return True


def end_person(session: Session, person_id: int, by: int | None, now: datetime) -> int:
    """End every role of the person; how many held."""
    held = session.exec(select(Role.id).where(Role.person_id == person_id, col(Role.ended_at).is_(None))).all()
    return sum(end_role(session, role_id, by, now) for role_id in held if role_id is not None)


def _silence(session: Session, user_id: int, now: datetime) -> None:
    session.exec(sa.delete(Button).where(col(Button.user_id) == user_id))
    session.exec(sa.update(Conversation).where(col(Conversation.user_id) == user_id).values(state={}, updated_at=now))
    call_off(session, user_id, now, "role ended")


def _seats(session: Session, now: datetime, today: date, *conditions: Any) -> list[Seat]:
    rows = session.exec(_HELD.where(*conditions) if conditions else _HELD, params={"now": now}).all()
    on_leave = away(session, today) if rows else {}
    return [
        Seat(
            role_id=role, person_id=person, user_id=user, organization_id=unit, kind=kind, capacity=capacity,
            since=begins_at.astimezone(now.tzinfo).date(), language=language, last_wrote_on=wrote,
            unreachable_since=unreachable_since, unreachable_why=why, away_until=on_leave.get(person),
        )
        for role, person, user, unit, kind, capacity, begins_at, language, wrote, unreachable_since, why in rows
    ]
