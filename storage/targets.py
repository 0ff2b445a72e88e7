"""Plans as cited documents, their targets and milestones, and targets that officers gave. Knows no result."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.schema import one_of
from storage.terms import Each, Indicator, Setting


class Plan(SQLModel, table=True):
    """A resolution, plan or scheme, bound to the organization whose it is. Loading it again makes a new row that replaces."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=64, index=True)                     # "tan-yen", or the file's stem
    organization_id: str = Field(foreign_key="organization.id", index=True, max_length=64)
    title: str = Field(max_length=500)
    symbol: str = Field(default="", max_length=64)                  # empty: the source has none
    issuer: str = Field(max_length=300)
    first_day: date
    last_day: date
    basis: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    notes: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    loaded_at: datetime
    replaced_at: datetime | None = None                             # set when the same plan is loaded again


class Target(SQLModel, table=True):
    """One number to reach: a clause of a plan, or given by an officer (then without a plan). Nothing is overwritten."""

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int | None = Field(default=None, foreign_key="plan.id", index=True)
    organization_id: str = Field(foreign_key="organization.id", index=True, max_length=64)
    shared_by: list[str] = Field(default_factory=list, sa_type=sa.JSON)   # kinds or names of units below, each of which has it
    key: str = Field(max_length=64)
    part_of: str | None = Field(default=None, max_length=64)        # key of the target that it is an "of which" of
    clause: str = Field(default="", max_length=64)
    indicator: Indicator = Field(sa_type=one_of(Indicator))
    events: str = Field(default="", max_length=64)                  # organisations: "founded"; else empty
    each: Each = Field(sa_type=one_of(Each))
    first_day: date
    last_day: date
    at_least: int | None = None
    more_than: int | None = None
    at_most: int | None = None
    exactly: int | None = None
    at_least_basis_points: int | None = None                        # 9000 is 90 %
    setting: Setting | None = Field(default=None, sa_type=one_of(Setting))
    condition: str = Field(default="", max_length=200)              # facets, as storage.conditions writes them
    notes: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    given_by: int | None = Field(default=None, foreign_key="person.id")
    given_at: datetime
    effect: str | None = Field(default=None, max_length=64, unique=True)   # the draft that it came from


class Milestone(SQLModel, table=True):
    """Something to be done by a day, by the units or kinds named."""

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int | None = Field(default=None, foreign_key="plan.id", index=True)
    organization_id: str = Field(foreign_key="organization.id", max_length=64)
    key: str = Field(max_length=64)
    clause: str = Field(default="", max_length=64)
    name: str = Field(max_length=300)
    aliases: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    shared_by: list[str] = Field(default_factory=list, sa_type=sa.JSON)   # unit names or kinds; empty: the plan's own
    every: str = Field(default="", max_length=16)                   # "", "year", "half-year", "quarter", "month"
    due: str = Field(max_length=16)                                 # "2026-Q3", "2023-12", "2026-12-31"; recurring: "12-31"
    notes: list[str] = Field(default_factory=list, sa_type=sa.JSON)
