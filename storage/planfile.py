"""Plan files: the text of one in, what it says or everything that is wrong with it out. Pure; knows no table."""

import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from storage.entries import Entry
from storage.faults import Fault, Reason
from storage.plan_clauses import KEY, MILESTONE_FIELDS, TARGET_FIELDS, MilestoneClause, TargetClause, milestone, target
from storage.toml_lines import Lines, lines_of

PLAN_FIELDS = frozenset({"title", "symbol", "issuer", "organization", "from", "to", "basis", "notes", "target", "milestone"})
_POSITION = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True)
class PlanFile:
    """A cited document: whose it is, for which days, its targets and milestones. `organization` is a full name."""

    title: str
    symbol: str
    issuer: str
    organization: str
    first_day: date
    last_day: date
    basis: tuple[str, ...]
    notes: tuple[str, ...]
    targets: tuple[TargetClause, ...]
    milestones: tuple[MilestoneClause, ...]


def read_plan(text: str) -> PlanFile | list[Fault]:
    """What the TOML text says, or all its faults in the order of their lines."""
    try:
        values = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        return [_syntax(text, str(error))]
    faults: list[Fault] = []
    plan = _plan(values, lines_of(text), faults)
    if plan is None or faults:
        return sorted(faults, key=lambda fault: fault.line or 0)
    return plan


def _syntax(text: str, message: str) -> Fault:
    position = _POSITION.search(message)
    line = int(position.group(1)) if position else len(text.splitlines())
    return Fault(Reason.SYNTAX, line, "", {"column": int(position.group(2)) if position else 1})


def _plan(values: dict[str, object], lines: Lines, faults: list[Fault]) -> PlanFile | None:
    entry = Entry(values, partial(_line, lines, "", 0), faults)
    entry.only(PLAN_FIELDS)
    title, symbol = entry.text("title", 500, required=True), entry.text("symbol", 64)
    issuer, organization = entry.text("issuer", 300, required=True), entry.text("organization", 300, required=True)
    first, last = entry.span(required=True)
    basis, notes = entry.texts("basis"), entry.texts("notes")
    whole = (first or date.min, last or date.max)
    targets = [target(table, *whole) for table in _tables(entry, lines, "target", TARGET_FIELDS)]
    milestones = [milestone(table) for table in _tables(entry, lines, "milestone", MILESTONE_FIELDS)]
    _check_wholes(entry, lines, [each for each in targets if each])
    if first is None or last is None:
        return None
    return PlanFile(title, symbol, issuer, organization, first, last, basis, notes,
                    tuple(each for each in targets if each), tuple(each for each in milestones if each))


def _line(lines: Lines, table: str, which: int, field: str | None) -> int | None:
    return lines.get((table, which, field))


def _tables(plan: Entry, lines: Lines, kind: str, known: Collection[str]) -> list[Entry]:
    """Every [[kind]] of the file, checked for unknown fields and for a key of its own."""
    tables = plan.values.get(kind, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        plan.refuse(Reason.NOT_TABLES, kind)
        return []
    seen: set[str] = set()
    entries = []
    for which, table in enumerate(tables):
        entry = Entry(table, partial(_line, lines, kind, which), plan.faults)
        entry.only(known)
        key = entry.text("key", KEY, required=True)
        if key in seen:
            entry.refuse(Reason.DUPLICATE, "key", value=key)
        seen.add(key)
        entries.append(entry)
    return entries


def _check_wholes(plan: Entry, lines: Lines, targets: Sequence[TargetClause]) -> None:
    """`part_of` names another target of the same indicator, and following it ends."""
    by_key = {each.key: each for each in targets}
    keys = [table.get("key") for table in _dicts(plan.values.get("target"))]
    for each in targets:
        if not each.part_of:
            continue
        which = keys.index(each.key) if each.key in keys else 0
        line = lines.get(("target", which, "part_of"))
        reason = _fault_of_whole(each, by_key)
        if reason:
            plan.faults.append(Fault(reason, line, "part_of", {"value": each.part_of}))


def _dicts(tables: object) -> list[dict[str, object]]:
    return [table for table in tables if isinstance(table, dict)] if isinstance(tables, list) else []


def _fault_of_whole(part: TargetClause, by_key: dict[str, TargetClause]) -> Reason | None:
    whole = by_key.get(part.part_of or "")
    if whole is None:
        return Reason.NO_SUCH
    seen = {part.key}
    above: TargetClause | None = whole
    while above is not None:
        if above.key in seen:
            return Reason.CYCLE
        seen.add(above.key)
        above = by_key.get(above.part_of or "")
    return Reason.OTHER_INDICATOR if whole.indicator is not part.indicator else None
