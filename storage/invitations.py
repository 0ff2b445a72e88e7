"""Invitations: a code that makes its first user a member of an organization's people. Knows the code only while it is made."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.audit import Audit, note
from storage.once import insert_once
from storage.organizations import Organization
from storage.people import Invitation, Person, Role
from storage.seats import end_role
from storage.terms import Capacity, RoleKind

VALID = timedelta(days=7)
_BYTES = 16     # 128 bits


class Refusal(StrEnum):
    """Why a code opens nothing."""

    UNKNOWN = "unknown"
    USED = "used"           # by somebody else
    EXPIRED = "expired"


def open_to_people(session: Session) -> list[str]:
    """Ids of the organizations that a person may be invited to."""
    return list(session.exec(select(Organization.id).order_by(col(Organization.id))))


@dataclass(frozen=True)
class Waiting:
    """An invitation that nobody has used yet."""

    organization_id: str
    kind: RoleKind
    capacity: Capacity
    expires_at: datetime


def create(
    session: Session, organization_id: str, kind: RoleKind, now: datetime, *,
    capacity: Capacity = Capacity.HOLDER, replaces: int | None = None, by: int | None = None,
) -> str:  # fmt: skip
    """A new code, of letters that a link may carry; only its hash is kept. `by`: the person who invites, None for the operator.

    `replaces`: the role that ends the moment the code is used, which makes it a hand-over.
    """
    code = secrets.token_urlsafe(_BYTES)
    session.add(Invitation(
        code_hash=_hash(code), organization_id=organization_id, kind=kind, capacity=capacity, replaces=replaces,
        created_at=now, expires_at=now + VALID,
    ))
    note(session, Audit(
        at=now, person_id=by, organization_id=organization_id, act="invite", subject=_hash(code),
        after={"role": kind.value, "capacity": capacity.value, "replaces": replaces},
    ))
    return code


def waiting(session: Session, units: Collection[str] | None, now: datetime) -> list[Waiting]:
    """Invitations to those units, or to all, that may still be used; the one that ends first comes first."""
    unused = select(Invitation).where(col(Invitation.used_at).is_(None), Invitation.expires_at > now)
    if units is not None:
        unused = unused.where(col(Invitation.organization_id).in_(list(units)))
    rows = session.exec(unused.order_by(col(Invitation.expires_at))).all()
    return [Waiting(row.organization_id, row.kind, row.capacity, row.expires_at) for row in rows]


def redeem(session: Session, code: str, user_id: int, now: datetime) -> Invitation | Refusal:
    """Join the account to the organization, once. The same account again gets the same invitation, and nothing is added."""
    invitation = session.exec(select(Invitation).where(Invitation.code_hash == _hash(code)).with_for_update()).one_or_none()
    if invitation is None:
        return Refusal.UNKNOWN
    if invitation.used_at is not None:
        user = session.get_one(Person, invitation.used_by)
        return invitation if user.user_id == user_id else Refusal.USED
    if invitation.expires_at <= now:
        return Refusal.EXPIRED
    person = _person(session, user_id, now)
    invitation.used_at, invitation.used_by = now, person.id
    if invitation.replaces is not None:
        end_role(session, invitation.replaces, person.id, now)
    _give_role(session, person, invitation, now)
    return invitation


def _person(session: Session, user_id: int, now: datetime) -> Person:
    insert_once(session, Person, [{"user_id": user_id, "joined_at": now}])
    return session.exec(select(Person).where(Person.user_id == user_id).with_for_update()).one()


def _give_role(session: Session, person: Person, invitation: Invitation, now: datetime) -> None:
    """The role begins, unless the person has it already; that the code was used is noted either way."""
    held = select(Role).where(
        Role.person_id == person.id,
        Role.organization_id == invitation.organization_id,
        Role.kind == invitation.kind,
        Role.capacity == invitation.capacity,
        sa.or_(col(Role.ended_at).is_(None), col(Role.ended_at) > now),
    )
    if person.id is not None and session.exec(held).first() is None:
        session.add(Role(
            person_id=person.id, organization_id=invitation.organization_id, kind=invitation.kind,
            capacity=invitation.capacity, begins_at=now,
        ))
    note(session, Audit(
        at=now, person_id=person.id, organization_id=invitation.organization_id, act="join",
        subject=invitation.code_hash,
        after={"role": invitation.kind.value, "capacity": invitation.capacity.value},
    ))


def _hash(code: str) -> str:
    return sha256(code.encode(errors="surrogatepass")).hexdigest()
