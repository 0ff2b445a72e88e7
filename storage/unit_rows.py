"""The rows of a unit file and where each field stands, the same for JSON and for a sheet. Knows no unit."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from storage.entries import clean
from storage.faults import Fault, Reason

UNIT_FIELDS = frozenset({"id", "parent", "kind", "name", "aliases", "sector", "setting", "from", "to"})
KIND = 32                                       # letters that a kind may have
_NEEDED = ("id", "parent", "kind", "name")
_FILE_FIELDS = frozenset({"root", "units", "tasks", "day", "plan", "people"})   # the last three belong to try-outs
_UNITS = re.compile(r'"(units|tasks)"\s*:\s*\[')


@dataclass(frozen=True)
class Row:
    """One unit or task as it stands in the file."""

    values: Mapping[str, object]
    line_of: Callable[[str | None], int | None]


@dataclass(frozen=True)
class Rows:
    """All of a file; `root` where it names one itself."""

    units: Sequence[Row]
    tasks: Sequence[Row]
    root: str | None = None
    root_line: int | None = None


def read_rows(name: str, content: bytes) -> Rows | Fault:
    """A sheet if the name ends in .xlsx, else JSON."""
    return _sheet(content) if name.casefold().endswith(".xlsx") else _json(content)


def _json(content: bytes) -> Rows | Fault:
    try:
        text = content.decode("utf-8-sig")
        values = json.loads(text)
    except UnicodeDecodeError:
        return Fault(Reason.UNREADABLE, None, "")
    except json.JSONDecodeError as error:
        return Fault(Reason.SYNTAX, error.lineno, "", {"column": error.colno})
    if not isinstance(values, dict):
        return Fault(Reason.NOT_TABLES, 1, "units")
    for field in values:
        if field not in _FILE_FIELDS:
            return Fault(Reason.UNKNOWN_FIELD, _line_of_key(text, field), field, {"known": "root, tasks, units"})
    lists = {field: values.get(field, [] if field == "tasks" else None) for field in ("units", "tasks")}
    for field, listed in lists.items():
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            return Fault(Reason.NOT_TABLES, _line_of_key(text, field), field)
    root = values.get("root")
    return Rows(_json_rows(text, "units"), _json_rows(text, "tasks"), root if isinstance(root, str) else None,
                _line_of_key(text, "root"))


def _json_rows(text: str, field: str) -> list[Row]:
    """The objects of a list, read once more one by one: only so is it known where each begins."""
    start = next((match.end() for match in _UNITS.finditer(text) if match.group(1) == field), len(text))
    decoder, rows = json.JSONDecoder(), []
    while (brace := _next_object(text, start)) is not None:
        values, start = decoder.raw_decode(text, brace)
        rows.append(Row(values, _lines_within(text, brace, start)))
    return rows


def _next_object(text: str, start: int) -> int | None:
    found = re.compile(r"[\s,]*(\{)?").match(text, start)
    return found.start(1) if found and found.group(1) else None


def _lines_within(text: str, start: int, end: int) -> Callable[[str | None], int | None]:
    def line_of(field: str | None) -> int | None:
        at = text.find(f'"{field}"', start, end) if field else start
        return text.count("\n", 0, at if at >= 0 else start) + 1
    return line_of


def _line_of_key(text: str, field: str) -> int:
    return text.count("\n", 0, max(text.find(f'"{field}"'), 0)) + 1


def _sheet(content: bytes) -> Rows | Fault:
    from python_calamine import CalamineError, CalamineWorkbook  # only a sheet needs it

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        table = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError):
        return Fault(Reason.UNREADABLE, None, "")
    headings = [clean(str(cell)).casefold() for cell in table[0]] if table else []
    for field in (*headings, *_NEEDED):
        if field and field not in UNIT_FIELDS:
            return Fault(Reason.UNKNOWN_FIELD, 1, field, {"known": ", ".join(sorted(UNIT_FIELDS))})
        if field and field not in headings:
            return Fault(Reason.NO_COLUMN, 1, field, {"known": ", ".join(_NEEDED)})
    numbered = enumerate(table[1:], start=2)
    return Rows([_sheet_row(headings, cells, number) for number, cells in numbered if any(map(_said, cells))], [])


def _sheet_row(headings: Sequence[str], cells: Sequence[Any], number: int) -> Row:
    values = {field: _cell(field, cell) for field, cell in zip(headings, cells, strict=False) if field and _said(cell)}
    return Row(values, lambda _field: number)


def _said(cell: object) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _cell(field: str, cell: object) -> object:
    """A cell as JSON would have it: an id that looks like a number is text, other names are a list."""
    if isinstance(cell, float) and cell.is_integer() and field not in ("from", "to"):
        cell = int(cell)
    if isinstance(cell, int) and not isinstance(cell, bool) and field in ("id", "parent", "name"):
        cell = str(cell)
    if field == "aliases" and isinstance(cell, str):
        return [alias.strip() for alias in cell.split(";") if alias.strip()]
    return cell
