"""Whether everything that names something else names what is there: foreign keys first, then places in the tree and roles."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

import storage.tables  # noqa: F401  (fills the metadata)
from storage.checking.finding import Finding, fault, remark
from storage.names import plain
from storage.organizations import Organization, Placement
from storage.people import Role
from storage.targets import Milestone, Plan, Target


def references(session: Session, now: datetime) -> Iterator[Finding]:
    """Rows whose foreign key points nowhere: an engine looks at a row when it is written, and only if it is told to."""
    for table in SQLModel.metadata.sorted_tables:
        for key in table.foreign_keys:
            there = key.column.table.alias("there")
            missing = ~sa.exists().where(there.c[key.column.name] == key.parent)
            asked = sa.select(sa.func.count()).select_from(table).where(key.parent.is_not(None), missing)
            rows = session.connection().scalar(asked)
            if rows:
                yield fault("reference_broken", table=table.name, column=key.parent.name, rows=rows)


def tree(session: Session, now: datetime) -> Iterator[Finding]:
    """Units that come to stand below themselves, on any day of a move."""
    placed: dict[str, list[tuple[date, str | None]]] = {}
    for row in session.exec(select(Placement).order_by(col(Placement.first_day).nulls_first())):
        placed.setdefault(row.organization_id, []).append((row.first_day or date.min, row.parent_id))
    told: set[str] = set()
    for day in sorted({first for moves in placed.values() for first, _ in moves}):
        above = {unit: _parent_on(moves, day) for unit, moves in placed.items()}
        circling = {unit for unit in above if _circles(unit, above)} - told
        told |= circling
        if circling:
            yield fault("units_circle", units=", ".join(sorted(circling)))


def staff(session: Session, now: datetime) -> Iterator[Finding]:
    """Roles that go on in units that have ended, and roles that ended before they began."""
    asked = select(Role, col(Organization.last_day)).join(Organization, col(Organization.id) == col(Role.organization_id))
    for role, last_day in session.exec(asked.order_by(col(Role.id))):
        if role.ended_at is None and last_day is not None and last_day < now.date():
            yield remark("role_in_ended", role=role.id, unit=role.organization_id)
        if role.ended_at is not None and role.ended_at < role.begins_at:
            yield fault("role_backwards", role=role.id)


def plans(session: Session, now: datetime) -> Iterator[Finding]:
    """Targets and milestones that hold for units that have ended, or that share their numbers among names nobody has."""
    in_force = {None, *session.exec(select(Plan.id).where(col(Plan.replaced_at).is_(None)))}
    units = {unit.id: unit for unit in session.exec(select(Organization))}
    names = {plain(name) for unit in units.values() for name in (unit.name, unit.kind, *unit.aliases)}
    rows: list[Target | Milestone] = [*session.exec(select(Target).order_by(col(Target.id))),
                                      *session.exec(select(Milestone).order_by(col(Milestone.id)))]
    for row in rows:
        if row.plan_id in in_force:
            kind = "target" if isinstance(row, Target) else "milestone"
            yield from _clause(kind, row, units, names, now.date())


def _clause(
    kind: str, row: Target | Milestone, units: Mapping[str, Organization], names: set[str], today: date
) -> Iterator[Finding]:
    owner = units.get(row.organization_id)
    if owner is not None and owner.last_day is not None and owner.last_day < min(today, _last_day(row, today)):
        yield remark(f"{kind}_of_ended", id=row.id, unit=owner.id)
    nobody = [name for name in row.shared_by if plain(name) not in names]
    if nobody:
        yield remark(f"{kind}_of_nobody", id=row.id, names=", ".join(nobody))


def _last_day(row: Target | Milestone, today: date) -> date:
    """A target of years gone by belongs to a unit that was there then."""
    return row.last_day if isinstance(row, Target) else today


def _parent_on(moves: list[tuple[date, str | None]], day: date) -> str | None:
    earlier = [parent for first, parent in moves if first <= day]
    return earlier[-1] if earlier else moves[0][1]


def _circles(unit: str, above: Mapping[str, str | None]) -> bool:
    at, steps = above.get(unit), 0
    while at is not None and at != unit and steps <= len(above):
        at, steps = above.get(at), steps + 1
    return at == unit
