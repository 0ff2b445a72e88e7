"""People: a chat account and its roles in organizations, and the invitations that lead to them. Counts nobody admitted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

from storage.schema import one_of
from storage.terms import Capacity, RoleKind

BLOCKED, DELETED = "blocked", "deleted"     # why an account hears nothing


class Person(SQLModel, table=True):
    """A chat account. No name is kept: the account's number is enough to answer it."""

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(sa_type=sa.BigInteger, unique=True)
    language: str | None = Field(default=None, max_length=8)         # None: as the person writes
    joined_at: datetime
    last_wrote_on: date | None = None
    unreachable_since: datetime | None = None
    unreachable_why: str | None = Field(default=None, max_length=16)  # BLOCKED or DELETED


class Role(SQLModel, table=True):
    """What a person may do in an organization, from when to when."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    organization_id: str = Field(foreign_key="organization.id", index=True, max_length=64)
    kind: RoleKind = Field(sa_type=one_of(RoleKind))
    capacity: Capacity = Field(default=Capacity.HOLDER, sa_type=one_of(Capacity))
    begins_at: datetime
    ended_at: datetime | None = None


class Invitation(SQLModel, table=True):
    """A code of 128 bits, kept as its hash, used once, for seven days."""

    code_hash: str = Field(primary_key=True, max_length=64)
    organization_id: str = Field(foreign_key="organization.id", max_length=64)
    kind: RoleKind = Field(sa_type=one_of(RoleKind))
    capacity: Capacity = Field(default=Capacity.HOLDER, sa_type=one_of(Capacity))
    replaces: int | None = Field(default=None, foreign_key="role.id")  # the role that ends when the code is used: a hand-over
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    used_by: int | None = Field(default=None, foreign_key="person.id")


@dataclass(frozen=True)
class Held:
    """A role as it holds now."""

    organization_id: str
    kind: RoleKind
    capacity: Capacity = Capacity.HOLDER


@dataclass(frozen=True)
class Member:
    """A person with at least one role."""

    id: int
    language: str | None
    held: tuple[Held, ...]


# Every turn asks them: put together once, which is dearer than running them.
_PERSON = select(Person).where(Person.user_id == sa.bindparam("account"))
_ROLES = (
    select(Role.organization_id, Role.kind, Role.capacity)
    .where(Role.person_id == sa.bindparam("person"), Role.begins_at <= sa.bindparam("now"))
    .where(sa.or_(col(Role.ended_at).is_(None), col(Role.ended_at) > sa.bindparam("now")))
    .order_by(col(Role.id))
)


def member(session: Session, user_id: int, now: datetime) -> Member | None:
    """Who writes from this account, with the roles that hold now, oldest first; None for a stranger."""
    person = session.exec(_PERSON, params={"account": user_id}).first()
    if person is None or person.id is None:
        return None
    rows = session.exec(_ROLES, params={"person": person.id, "now": now}).all()
    held = tuple(Held(organization_id, RoleKind(kind), Capacity(capacity)) for organization_id, kind, capacity in rows)
    return Member(person.id, person.language, held) if held else None


def was_member(session: Session, user_id: int) -> bool:
    """Whether the account ever had a role."""
    ever = select(Role.id).join(Person, col(Role.person_id) == col(Person.id)).where(Person.user_id == user_id)
    return session.exec(ever.limit(1)).first() is not None


def account_of(session: Session, role_id: int) -> tuple[int, str | None]:
    """The account and the language of the person who has, or had, that role."""
    who = select(Person.user_id, Person.language).join(Role, col(Role.person_id) == col(Person.id)).where(Role.id == role_id)
    return session.exec(who).one()


def speaks(session: Session, person_id: int, language: str | None) -> None:
    """Set the person's language; None goes back to whatever they write."""
    session.get_one(Person, person_id).language = language


def wrote(session: Session, person_id: int, day: date) -> None:
    """Note the last day on which the person wrote."""
    person = session.get_one(Person, person_id)
    if person.last_wrote_on is None or person.last_wrote_on < day:
        person.last_wrote_on = day


def reach(session: Session, user_id: int, reachable: bool, now: datetime, why: str = BLOCKED) -> None:
    """Note that the account hears nothing any more, and why; or that it let the bot in again."""
    person = session.exec(select(Person).where(Person.user_id == user_id)).first()
    if person is None:
        return
    person.unreachable_since = None if reachable else (person.unreachable_since or now)
    person.unreachable_why = None if reachable else why


def heard(session: Session, person_id: int) -> None:
    """The person has written in private: they hear what is answered."""
    person = session.get_one(Person, person_id)
    if person.unreachable_since is not None:
        person.unreachable_since = person.unreachable_why = None


def out_of_reach(session: Session, accounts: Collection[int]) -> set[int]:
    """Those among the accounts that may not be written to unasked, since it is known that they hear nothing."""
    if not accounts:
        return set()
    deaf = select(Person.user_id).where(col(Person.user_id).in_(accounts), col(Person.unreachable_since).is_not(None))
    return set(session.exec(deaf))


def hears(session: Session, user_id: int) -> bool:
    """Whether the account may be written to unasked."""
    return not out_of_reach(session, [user_id])
