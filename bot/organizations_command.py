"""`bot organizations` and `bot organizations load`: the tree shown, and a unit file compared, agreed and applied.

Knows files, the database and the operator's terminal.
"""

import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from bot.agreement import agreed as operator_agrees
from bot.columns import columns
from bot.file_faults import print_faults
from bot.plans_table import kind_said
from locales.messages import say
from locales.unit_settings import setting_in_name
from locales.writing import day
from storage.database import Engine, Session, connect, migrate, transaction
from storage.faults import Fault
from storage.organization_loading import Change, Difference, apply, difference
from storage.terms import Ownership, Setting
from storage.tree import Tree, tree_as_of
from storage.unitfile import UnitFile, read_units
from storage.units import Unit


def show_organizations(url: str, language: str = "vi") -> int:
    """Print the tree with all that is on record: id, kind, setting, ownership, days, and each name below its parent's."""
    engine = connect(url)
    migrate(engine)
    with Session(engine) as session:
        tree = tree_as_of(session, date.max)      # those that only begin later, too
    engine.dispose()
    rows = [row for root in tree.roots for row in _rows(language, tree, root, 0)]
    print("\n".join(columns(rows, indent="")) if rows else say(language, "organizations.none"))
    return 0


def _rows(language: str, tree: Tree, unit: Unit, depth: int) -> Iterator[tuple[str, ...]]:
    nature = [say(language, f"organizations.setting.{unit.setting}")] if unit.setting is not Setting.UNKNOWN else []
    nature += [say(language, f"organizations.ownership.{unit.ownership}")] if unit.ownership is not Ownership.UNKNOWN else []
    if unit.first_day:
        nature.append(say(language, "organizations.from", day=day(language, unit.first_day)))
    if unit.last_day:
        nature.append(say(language, "organizations.to", day=day(language, unit.last_day)))
    yield unit.id, kind_said(language, unit.kind), ", ".join(nature), "  " * depth + unit.name
    for child in tree.children(unit.id):
        yield from _rows(language, tree, child, depth + 1)


def load_organizations(url: str, file: str, agreed: bool | None, today: date, now: datetime, language: str = "vi") -> int:
    """Load a unit file. A first load needs no agreement; an update is shown before → after, and asked about (`agreed` None).

    1, and nothing loaded, where the file is wrong, the answer is no, or there is nobody to ask.
    """
    read = _read(file)
    if read is None:
        print(say(language, "organizations.no_file", name=file), file=sys.stderr)
        return 1
    if isinstance(read, list):
        print_faults(language, file, read)
        return 1
    engine = connect(url)
    migrate(engine)
    try:
        return _update(engine, language, read, agreed, today, now)
    finally:
        engine.dispose()


def _read(file: str) -> UnitFile | list[Fault] | None:
    try:
        return read_units(file, Path(file).read_bytes(), setting_in_name)
    except OSError:
        return None


def _update(engine: Engine, language: str, file: UnitFile, agreed: bool | None, today: date, now: datetime) -> int:
    with Session(engine) as session:
        found = difference(session, file)
    print("\n".join(_said(language, found)))
    if found.empty:
        return 0
    if not (found.first or (operator_agrees(say(language, "organizations.agree")) if agreed is None else agreed)):
        print(say(language, "organizations.not_agreed"), file=sys.stderr)
        return 1
    with transaction(engine) as session:            # not held open while the operator reads
        done = apply(session, found, today, now)
    print(say(language, "organizations.applied" if done else "organizations.changed_meanwhile"),
          file=sys.stdout if done else sys.stderr)
    return 0 if done else 1


def _said(language: str, found: Difference) -> list[str]:
    root = found.file.units[0]
    lines = [say(language, "organizations.head", name=root.name, id=root.id, units=len(found.file.units),
                 tasks=len(found.file.tasks))]
    if found.first:
        return [*lines, say(language, "organizations.all_new")]
    lines += _section(language, "organizations.added", [(unit.id, unit.name) for unit in found.added])
    lines += _section(language, "organizations.changed", [_change(language, change) for change in found.changes])
    lines += _section(language, "organizations.moved", [_change(language, change) for change in found.moves])
    lines += _section(language, "organizations.missing", found.missing)
    lines += _section(language, "organizations.tasks_added", [(task.id, task.name) for task in found.added_tasks])
    lines += _section(language, "organizations.tasks_changed", [_change(language, change) for change in found.changed_tasks])
    return lines if not found.empty else [*lines, say(language, "organizations.same")]


def _section(language: str, key: str, rows: list[tuple[str, ...]] | tuple[tuple[str, ...], ...]) -> list[str]:
    return [say(language, key, number=len(rows)), *columns(rows)] if rows else []


def _change(language: str, change: Change) -> tuple[str, ...]:
    nothing = say(language, "organizations.nothing")
    return change.id, f"{change.field}:", f"{change.before or nothing} → {change.after or nothing}", f"({change.name})"
