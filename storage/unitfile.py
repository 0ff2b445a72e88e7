"""Unit files: JSON or a sheet in, the tree that it lists or everything that is wrong with it out. Pure; knows no table.

Where a unit works may follow from its name; which words tell it is the caller's to know (`setting_in_name`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from storage.due import last_day
from storage.entries import Entry
from storage.faults import Fault, Reason
from storage.terms import Ownership, Setting
from storage.unit_rows import KIND, UNIT_FIELDS, Rows, read_rows

SettingInName = Callable[[str], str | None]

_KINDS = {"cell": "branch", "party_committee": "grassroots"}        # others are kept as they are
_SECTORS = {"state": Ownership.STATE, "non_state": Ownership.PRIVATE, "fdi": Ownership.FOREIGN_INVESTED}
_TASK_FIELDS = frozenset({"id", "name", "aliases", "due"})


@dataclass(frozen=True)
class ListedUnit:
    """One organization of the file; `line` is where it stands."""

    id: str
    parent: str | None
    kind: str
    name: str
    aliases: tuple[str, ...]
    ownership: Ownership
    setting: Setting
    first_day: date | None
    last_day: date | None
    line: int | None


@dataclass(frozen=True)
class ListedTask:
    """Something that every unit below the root has to do by a day; `due` as plan files write it, or empty."""

    id: str
    name: str
    aliases: tuple[str, ...]
    due: str


@dataclass(frozen=True)
class UnitFile:
    """One tree, each unit after its parent, and the tasks that come with it."""

    root: str
    units: tuple[ListedUnit, ...]
    tasks: tuple[ListedTask, ...]


def read_units(name: str, content: bytes, setting_in_name: SettingInName) -> UnitFile | list[Fault]:
    """What the file lists, or all its faults by line. The name tells a sheet (.xlsx) from JSON."""
    rows = read_rows(name, content)
    if isinstance(rows, Fault):
        return [rows]
    faults: list[Fault] = []
    units = [_unit(Entry(row.values, row.line_of, faults), setting_in_name) for row in rows.units]
    tasks = [_task(Entry(row.values, row.line_of, faults)) for row in rows.tasks]
    faults += _checked_ids(units, rows) + _checked_tree(units, rows)
    if faults:
        return sorted(faults, key=lambda fault: fault.line or 0)
    root = next(unit.id for unit in units if unit.parent is None)
    return UnitFile(root, tuple(_parents_first(root, units)), tuple(tasks))


def _unit(entry: Entry, setting_in_name: SettingInName) -> ListedUnit:
    entry.only(UNIT_FIELDS)
    name = entry.text("name", 300, required=True)
    kind = entry.text("kind", KIND, required=True)
    if kind and not all(letter.isascii() and (letter.isalnum() or letter in "_-") for letter in kind):
        entry.refuse(Reason.NOT_KIND, "kind", value=kind)
    first, last = entry.span()
    return ListedUnit(
        id=entry.text("id", 64, required=True), parent=entry.text("parent", 64) or None, kind=_KINDS.get(kind, kind), name=name,
        aliases=tuple(dict.fromkeys(entry.texts("aliases", 300))), ownership=_ownership(entry),
        setting=_setting(entry, setting_in_name(name)), first_day=first, last_day=last, line=entry.line_of(None),
    )


def _ownership(entry: Entry) -> Ownership:
    sector = entry.text("sector", 32)
    if sector and sector not in _SECTORS:
        entry.refuse(Reason.NOT_ONE_OF, "sector", value=sector, known=", ".join(_SECTORS))
    return _SECTORS.get(sector, Ownership.UNKNOWN)


def _setting(entry: Entry, in_name: str | None) -> Setting:
    stated = entry.text("setting", 32) or in_name or Setting.UNKNOWN.value
    if stated not in set(Setting):
        entry.refuse(Reason.NOT_ONE_OF, "setting", value=stated, known=", ".join(Setting))
        return Setting.UNKNOWN
    return Setting(stated)


def _task(entry: Entry) -> ListedTask:
    entry.only(_TASK_FIELDS)
    due = entry.text("due", 16)
    if due and last_day(due) is None:
        entry.refuse(Reason.NOT_DUE, "due", value=due)
    return ListedTask(entry.text("id", 64, required=True), entry.text("name", 300, required=True),
                      entry.texts("aliases", 300), due)


def _checked_ids(units: Iterable[ListedUnit], rows: Rows) -> list[Fault]:
    faults, seen = [], set()
    listed = [(unit.id, unit.line) for unit in units if unit.id]
    for id, line in listed:
        if id in seen:
            faults.append(Fault(Reason.DUPLICATE, line, "id", {"value": id}))
        seen.add(id)
    tasks = [str(row.values.get("id")) for row in rows.tasks]
    for which, row in enumerate(rows.tasks):
        if tasks[which] in tasks[:which]:
            faults.append(Fault(Reason.DUPLICATE, row.line_of(None), "id", {"value": tasks[which]}))
    return faults


def _checked_tree(units: list[ListedUnit], rows: Rows) -> list[Fault]:
    """Exactly one root, every parent there, and nobody below itself."""
    parents = {unit.id: unit.parent for unit in units}
    faults = [Fault(Reason.NO_SUCH, unit.line, "parent", {"value": unit.parent})
              for unit in units if unit.parent is not None and unit.parent not in parents]
    faults += [Fault(Reason.CYCLE, unit.line, "parent", {"value": unit.parent}) for unit in units if _circles(unit.id, parents)]
    roots = [unit for unit in units if unit.parent is None]
    if not roots:
        faults.append(Fault(Reason.NO_ROOT, None, "parent"))
    elif rows.root is not None and rows.root != roots[0].id and len(roots) == 1:
        faults.append(Fault(Reason.NO_SUCH, rows.root_line, "root", {"value": rows.root}))
    return faults + [Fault(Reason.MANY_ROOTS, unit.line, "parent", {"value": unit.id}) for unit in roots[1:]]


def _circles(id: str, parents: Mapping[str, str | None]) -> bool:
    seen, above = {id}, parents[id]
    while above is not None:
        if above == id:
            return True
        if above in seen:
            return False                        # a circle further up: named where it is
        seen.add(above)
        above = parents.get(above)
    return False


def _parents_first(root: str, units: Iterable[ListedUnit]) -> Iterable[ListedUnit]:
    by_parent: dict[str | None, list[ListedUnit]] = {}
    for unit in units:
        by_parent.setdefault(unit.parent, []).append(unit)
    waiting = by_parent[None]
    while waiting:
        unit = waiting.pop(0)
        yield unit
        waiting = waiting + by_parent.get(unit.id, [])
