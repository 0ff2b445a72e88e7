"""A unit file against the organizations on record: what would change, and changing it. Nothing is ever deleted.

Works in the caller's transaction. What the file says of a unit wins, but for its other names: those on record stay.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from storage.audit import Audit, note
from storage.names import plain
from storage.organizations import Organization, Placement
from storage.targets import Milestone
from storage.tree import tree_changed
from storage.unitfile import ListedTask, ListedUnit, UnitFile


@dataclass(frozen=True)
class Change:
    """One field of one unit (or task), before and after. Days as ISO text; an empty text is nothing."""

    id: str
    name: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """What loading the file would do; equal differences mean that nothing else happened in between.

    `missing`: (id, name) of units below the file's root that it does not list; they stay as they are.
    """

    file: UnitFile
    added: tuple[ListedUnit, ...]
    changes: tuple[Change, ...]
    moves: tuple[Change, ...]                   # `before` and `after` are names of parents
    missing: tuple[tuple[str, str], ...]
    added_tasks: tuple[ListedTask, ...]
    changed_tasks: tuple[Change, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.added or self.changes or self.moves or self.added_tasks or self.changed_tasks)

    @property
    def first(self) -> bool:
        """Whether none of the units is on record yet, so that there is no before."""
        return len(self.added) == len(self.file.units)


def difference(session: Session, file: UnitFile) -> Difference:
    """Compare the file with what is on record."""
    known = {one.id: one for one in session.exec(select(Organization))}
    parents = _parents(session)
    names = {id: one.name for id, one in known.items()} | {unit.id: unit.name for unit in file.units}
    listed = [unit for unit in file.units if unit.id in known]
    tasks = {row.key: row for row in _tasks(session, file.root)}
    return Difference(
        file=file,
        added=tuple(unit for unit in file.units if unit.id not in known),
        changes=tuple(change for unit in listed for change in _changes(unit, known[unit.id])),
        moves=tuple(Change(unit.id, unit.name, "parent", names.get(parents.get(unit.id) or "", ""), names.get(to or "", ""))
                    for unit in listed if (to := _goes_under(unit, file, parents)) != parents.get(unit.id)),
        missing=_missing(file, known, parents),
        added_tasks=tuple(task for task in file.tasks if task.id not in tasks),
        changed_tasks=tuple(change for task in file.tasks for change in _task_changes(task, tasks.get(task.id))),
    )


def apply(session: Session, agreed: Difference, today: date, now: datetime) -> bool:
    """Do what was agreed, moves as of `today`. False, and nothing done, where the difference is no longer the same."""
    if difference(session, agreed.file) != agreed:
        return False
    units = {unit.id: unit for unit in agreed.file.units}
    session.add_all([_organization(unit) for unit in agreed.added])
    session.flush()
    session.add_all([Placement(organization_id=unit.id, parent_id=unit.parent) for unit in agreed.added])
    for id in dict.fromkeys(change.id for change in agreed.changes):
        _change(session, units[id])
    for move in agreed.moves:
        _move(session, units[move.id], today)
    _apply_tasks(session, agreed)
    _note(session, agreed, now)
    if agreed.added or agreed.changes or agreed.moves:
        tree_changed(session)
    return True


def _parents(session: Session) -> dict[str, str | None]:
    """Under whom each organization stands after its latest placement."""
    rows = session.exec(select(Placement).order_by(col(Placement.first_day).nulls_first()))
    return {row.organization_id: row.parent_id for row in rows}


def _goes_under(unit: ListedUnit, file: UnitFile, parents: dict[str, str | None]) -> str | None:
    """Its parent in the file. The file's root stays under whom it stands, unless that one now stands below it."""
    if unit.parent is not None:
        return unit.parent
    listed = {each.id for each in file.units}
    above = own = parents.get(unit.id)
    while above is not None:
        if above in listed:
            return None
        above = parents.get(above)
    return own


def _changes(unit: ListedUnit, row: Organization) -> list[Change]:
    fields = [
        ("name", row.name, unit.name), ("kind", row.kind, unit.kind), ("setting", row.setting.value, unit.setting.value),
        ("ownership", row.ownership.value, unit.ownership.value), ("from", _day(row.first_day), _day(unit.first_day)),
        ("to", _day(row.last_day), _day(unit.last_day)),
        ("aliases", "; ".join(row.aliases), "; ".join(_aliases(unit, row))),
    ]
    return [Change(unit.id, row.name, field, before, after) for field, before, after in fields if before != after]


def _aliases(unit: ListedUnit, row: Organization) -> list[str]:
    """Those on record, then those of the file that are new, then the name given up; never its own name."""
    every = [*row.aliases, *unit.aliases, *([row.name] if row.name != unit.name else [])]
    once: dict[str, str] = {}
    for alias in every:
        once.setdefault(plain(alias), alias)
    return [alias for key, alias in once.items() if key != plain(unit.name)]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _missing(file: UnitFile, known: dict[str, Organization], parents: dict[str, str | None]) -> tuple[tuple[str, str], ...]:
    below, listed = {file.root}, {unit.id for unit in file.units}
    while more := {id for id, parent in parents.items() if parent in below} - below:
        below |= more
    gone = sorted(id for id in below - listed if id in known and known[id].last_day is None)
    return tuple((id, known[id].name) for id in gone)


def _organization(unit: ListedUnit) -> Organization:
    return Organization(
        id=unit.id, kind=unit.kind, name=unit.name, aliases=list(unit.aliases), setting=unit.setting,
        ownership=unit.ownership, first_day=unit.first_day, last_day=unit.last_day,
    )


def _change(session: Session, unit: ListedUnit) -> None:
    row = session.get_one(Organization, unit.id)
    row.aliases = _aliases(unit, row)
    row.name, row.kind, row.setting, row.ownership = unit.name, unit.kind, unit.setting, unit.ownership
    row.first_day, row.last_day = unit.first_day, unit.last_day
    session.add(row)


def _move(session: Session, unit: ListedUnit, today: date) -> None:
    """A new placement; a second move on one day is that day's."""
    placed = select(Placement).where(Placement.organization_id == unit.id, Placement.first_day == today)
    row = session.exec(placed).one_or_none() or Placement(organization_id=unit.id, first_day=today)
    row.parent_id = unit.parent
    session.add(row)


def _tasks(session: Session, root: str) -> list[Milestone]:
    rows = select(Milestone).where(col(Milestone.plan_id).is_(None), Milestone.organization_id == root)
    return list(session.exec(rows.order_by(col(Milestone.id))))


def _task_changes(task: ListedTask, row: Milestone | None) -> list[Change]:
    if row is None:
        return []
    aliases = "; ".join(row.aliases), "; ".join(task.aliases)
    fields = [("name", row.name, task.name), ("aliases", *aliases), ("due", row.due, task.due)]
    return [Change(task.id, row.name, field, before, after) for field, before, after in fields if before != after]


def _apply_tasks(session: Session, agreed: Difference) -> None:
    changed = {change.id for change in agreed.changed_tasks}
    rows = {row.key: row for row in _tasks(session, agreed.file.root)}
    for task in agreed.file.tasks:
        row = rows.get(task.id) or Milestone(organization_id=agreed.file.root, key=task.id, name=task.name, due=task.due)
        if task.id in changed or task.id not in rows:
            row.name, row.aliases, row.due = task.name, list(task.aliases), task.due
            session.add(row)


def _note(session: Session, agreed: Difference, now: datetime) -> None:
    changed = [*agreed.changes, *agreed.moves, *agreed.changed_tasks]
    before = {f"{change.id}.{change.field}": change.before for change in changed}
    after: dict[str, object] = {f"{change.id}.{change.field}": change.after for change in changed}
    after["added"] = [unit.id for unit in agreed.added] + [task.id for task in agreed.added_tasks]
    if not agreed.empty:
        note(session, Audit(at=now, organization_id=agreed.file.root, act="organizations.load",
                            subject=f"organization:{agreed.file.root}", before=before, after=after))
