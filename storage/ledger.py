"""The append-only ledger of reports: additions and statements, their parts, corrections and withdrawals as new rows."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.schema import one_of
from storage.terms import Extent, Indicator, Setting


class Standing(StrEnum):
    """Whether a revision of a report holds or takes it back."""

    HOLDS = "holds"
    WITHDRAWN = "withdrawn"


class Report(SQLModel, table=True):
    """One revision of a report. The last revision of a chain is what holds; the chain is named after the draft it came from,
    so that the same draft cannot be recorded twice."""

    __table_args__ = (sa.UniqueConstraint("chain", "revision"),)

    id: int | None = Field(default=None, primary_key=True)
    chain: str = Field(max_length=64)
    revision: int = Field(ge=1)
    effect: str = Field(max_length=64, unique=True)                 # what made this revision: draft or button, once only
    standing: Standing = Field(default=Standing.HOLDS, sa_type=one_of(Standing))
    organization_id: str = Field(foreign_key="organization.id", index=True, max_length=64)
    indicator: Indicator | None = Field(default=None, sa_type=one_of(Indicator))   # None: "nothing to report" of anything
    events: str = Field(default="", max_length=64)                  # organisations: "founded", or several joined by "+"
    extent: Extent = Field(sa_type=one_of(Extent))
    first_day: date | None = None                                   # None: since the unit exists
    last_day: date
    count: int | None = None                                        # None: only a percentage is known
    total: int | None = None                                        # ratings: out of how many
    basis_points: int | None = None                                 # a percentage that was stated; 8750 is 87.5 %
    whole: str = Field(default="", max_length=200)                  # condition that all of `count` fulfils
    setting: Setting | None = Field(default=None, sa_type=one_of(Setting))   # where the words limit the count to one
    said_none: bool = False                                         # said as "nothing to report"
    reported_by: int = Field(foreign_key="person.id", index=True)
    on_behalf: str | None = Field(default=None, foreign_key="organization.id", max_length=64)   # whose officer reported it
    entered_for: int | None = Field(default=None, foreign_key="person.id")                       # whose clerk entered it
    recorded_at: datetime
    received_on: date | None = None                                 # admissions: when the branch received the decision
    ceremony_on: date | None = None                                 # … and of the ceremony; without it they are decided only
    names: list[str] = Field(default_factory=list, sa_type=sa.JSON)  # empty unless the operator switched names on


class Part(SQLModel, table=True):
    """An "of which" of one revision; parts overlap and are never added."""

    report_id: int = Field(foreign_key="report.id", primary_key=True)
    condition: str = Field(primary_key=True, max_length=200)
    count: int
