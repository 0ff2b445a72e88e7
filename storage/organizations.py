"""Organizations: what each is, whose it is, where it stood in the tree and when. Knows no report and no person."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.schema import one_of
from storage.terms import Ownership, Setting


class Organization(SQLModel, table=True):
    """One organization of any level. `kind` is data ("branch", "grassroots", "bloc", "committee", …), never an enumeration."""

    id: str = Field(primary_key=True, max_length=64)
    kind: str = Field(max_length=32)
    name: str = Field(max_length=300)
    aliases: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    setting: Setting = Field(default=Setting.UNKNOWN, sa_type=one_of(Setting))
    ownership: Ownership = Field(default=Ownership.UNKNOWN, sa_type=one_of(Ownership))
    first_day: date | None = None                    # None: since before anything that is on record
    last_day: date | None = None                     # None: still exists


class Placement(SQLModel, table=True):
    """Under whom an organization stood, from a day on. A move is a new row; the first row has no day."""

    __table_args__ = (sa.UniqueConstraint("organization_id", "first_day"),)

    id: int | None = Field(default=None, primary_key=True)
    organization_id: str = Field(foreign_key="organization.id", index=True, max_length=64)
    parent_id: str | None = Field(default=None, foreign_key="organization.id", max_length=64)
    first_day: date | None = None
