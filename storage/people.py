"""People: a chat account and its roles in organizations, and the invitations that lead to them. Counts nobody admitted."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.schema import one_of
from storage.terms import RoleKind


class Person(SQLModel, table=True):
    """A chat account. No name is kept: the account's number is enough to answer it."""

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(sa_type=sa.BigInteger, unique=True)
    language: str | None = Field(default=None, max_length=8)         # None: as the person writes
    joined_at: datetime
    unreachable_since: datetime | None = None


class Role(SQLModel, table=True):
    """What a person may do in an organization, from when to when."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    organization_id: str = Field(foreign_key="organization.id", index=True, max_length=64)
    kind: RoleKind = Field(sa_type=one_of(RoleKind))
    begins_at: datetime
    ended_at: datetime | None = None


class Invitation(SQLModel, table=True):
    """A code of 128 bits, kept as its hash, used once, for seven days."""

    code_hash: str = Field(primary_key=True, max_length=64)
    organization_id: str = Field(foreign_key="organization.id", max_length=64)
    kind: RoleKind = Field(sa_type=one_of(RoleKind))
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    used_by: int | None = Field(default=None, foreign_key="person.id")
