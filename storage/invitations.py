"""Invitations: a code that makes its first user a member of an organization's people. Knows the code only while it is made."""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from sqlmodel import Session, col, select

from storage.audit import Audit, note
from storage.once import insert_once
from storage.organizations import Organization
from storage.people import Invitation, Person, Role
from storage.terms import RoleKind

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


def create(session: Session, organization_id: str, kind: RoleKind, now: datetime) -> str:
    """A new code, of letters that a link may carry. Only its hash is kept."""
    code = secrets.token_urlsafe(_BYTES)
    session.add(Invitation(
        code_hash=_hash(code), organization_id=organization_id, kind=kind, created_at=now, expires_at=now + VALID
    ))
    note(session, Audit(at=now, organization_id=organization_id, act="invite", subject=_hash(code), after={"role": kind.value}))
    return code


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
        col(Role.ended_at).is_(None),
    )
    if person.id is not None and session.exec(held).first() is None:
        session.add(Role(
            person_id=person.id, organization_id=invitation.organization_id, kind=invitation.kind, begins_at=now
        ))
    note(session, Audit(
        at=now, person_id=person.id, organization_id=invitation.organization_id, act="join",
        subject=invitation.code_hash, after={"role": invitation.kind.value},
    ))


def _hash(code: str) -> str:
    return sha256(code.encode(errors="surrogatepass")).hexdigest()
