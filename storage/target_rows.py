"""Targets as rows: those of plans that still count and those that officers gave. Chooses none of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.asked_once import kept
from storage.conditions import Condition, both, parse
from storage.names import plain
from storage.progress import Bounds, bounds
from storage.spans import Span
from storage.targets import Plan, Target
from storage.terms import Each, Indicator, Setting
from storage.units import Unit


@dataclass(frozen=True, slots=True)
class Goal:
    """A target as it is written. `plan` None: an officer gave it."""

    id: int
    organization: str
    shared_by: tuple[str, ...]
    key: str
    part_of: str | None
    clause: str
    indicator: Indicator
    events: tuple[str, ...]
    each: Each
    span: Span
    bounds: Bounds
    more_than: int | None                           # as written: "over 55" is a minimum of 56
    setting: Setting | None
    condition: str
    notes: tuple[str, ...]
    given_by: int | None
    given_at: datetime
    plan: Plan | None

    @property
    def whom(self) -> Condition:
        """Its condition and its setting together."""
        return both(parse(self.condition), parse(self.setting or ""))

    @property
    def group(self) -> tuple[int | None, str]:
        """The plan, or the organization that it was given to: keys are unique inside it."""
        return (self.plan.id if self.plan else None), self.organization

    def is_shared_by(self, unit: Unit) -> bool:
        """Whether it names the unit, by its name, another name or its kind."""
        named = {plain(name) for name in (unit.kind, unit.name, *unit.aliases)}
        return any(plain(name) in named for name in self.shared_by)


# Put together once: dearer to make than to run.
_GOALS = (
    select(Target, Plan)
    .join(Plan, col(Target.plan_id) == col(Plan.id), isouter=True)
    .where(col(Target.organization_id).in_(sa.bindparam("organizations", expanding=True)))
    .where(col(Plan.replaced_at).is_(None))
    .order_by(col(Target.id))
)


def goals(session: Session, organizations: Collection[str], indicator: Indicator) -> list[Goal]:
    """All targets of the organizations, the latest given first, then those of plans in the order written."""
    found = kept(session, ("goals", *organizations), lambda: _all(session, organizations))
    return [goal for goal in found if goal.indicator is indicator]


def _all(session: Session, organizations: Collection[str]) -> list[Goal]:
    """Of every indicator: a general question asks for one after the other."""
    rows = session.exec(_GOALS, params={"organizations": list(organizations)}).all()
    given = sorted((row for row, plan in rows if plan is None), key=lambda row: (row.given_at, row.id or 0), reverse=True)
    return [_goal(row, None) for row in given] + [_goal(row, plan) for row, plan in rows if plan is not None]


def given_in(session: Session, organizations: Collection[str], indicator: Indicator, year: Span) -> list[Goal]:
    """The latest target given to each organization in that span, for everybody or for some, the highest first."""
    latest: dict[tuple[str, str], Goal] = {}
    for goal in goals(session, organizations, indicator):
        if goal.given_by is not None and goal.part_of is None and goal.span == year:
            latest.setdefault((goal.organization, goal.condition), goal)
    return sorted(latest.values(), key=lambda goal: (-(goal.bounds.minimum or 0), goal.organization))


def _goal(row: Target, plan: Plan | None) -> Goal:
    return Goal(
        id=row.id or 0, organization=row.organization_id, shared_by=tuple(row.shared_by), key=row.key, part_of=row.part_of,
        clause=row.clause, indicator=row.indicator, events=tuple(row.events.split("+")) if row.events else (), each=row.each,
        span=Span(row.first_day, row.last_day), setting=row.setting, condition=row.condition, notes=tuple(row.notes),
        given_by=row.given_by, given_at=row.given_at, plan=plan,
        more_than=row.more_than,
        bounds=bounds(at_least=row.at_least, more_than=row.more_than, at_most=row.at_most, exactly=row.exactly,
                      at_least_basis_points=row.at_least_basis_points),
    )
