"""Rows of any table as values that JSON can carry, the same from both engines, and back. Knows types and no table."""

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

Change = Callable[[Any], Any]


def reflected(connection: Connection, names: set[str]) -> list[sa.Table]:
    """The tables of these names as they are in the database, each after those that it refers to."""
    found = sa.MetaData()
    found.reflect(connection, only=sorted(names & set(sa.inspect(connection).get_table_names())))
    for column in (column for table in found.tables.values() for column in table.columns):
        if isinstance(column.type, sa.JSON):
            column.type = sa.JSON(none_as_null=True)    # an empty field, and the JSON word null, are two things
    return found.sorted_tables


def rows_of(connection: Connection, table: sa.Table) -> Iterator[list[Any]]:
    """Every row, in the order of its key. JSON stays the text that the database keeps."""
    columns = [sa.cast(column, sa.Text) if isinstance(column.type, sa.JSON) else column for column in table.columns]
    changes = [_outward(column) for column in table.columns]
    asked = sa.select(*columns).order_by(*table.primary_key.columns).execution_options(yield_per=1000)
    for row in connection.execute(asked):
        yield [None if value is None else change(value) for change, value in zip(changes, row, strict=True)]


def inward(table: sa.Table, columns: Sequence[str]) -> Callable[[Sequence[Any]], dict[str, Any]]:
    """How rows with these columns become rows of the table."""
    changes = [_inward(table.columns[name]) for name in columns]

    def changed(row: Sequence[Any]) -> dict[str, Any]:
        cells = zip(columns, changes, row, strict=True)
        return {name: None if value is None else change(value) for name, change, value in cells}

    return changed


def _outward(column: sa.Column[Any]) -> Change:
    match column.type:
        case sa.DateTime():
            return lambda moment: _in_utc(moment).isoformat()
        case sa.Date():
            return date.isoformat
        case sa.LargeBinary():
            return lambda content: base64.b64encode(content).decode()
    return _same


def _inward(column: sa.Column[Any]) -> Change:
    match column.type:
        case sa.DateTime():
            return lambda text: _in_utc(datetime.fromisoformat(text))   # SQLite writes the figures down without the zone
        case sa.Date():
            return date.fromisoformat
        case sa.LargeBinary():
            return base64.b64decode
        case sa.JSON():
            return lambda text: sa.JSON.NULL if text == "null" else json.loads(text)
    return _same


def _same(value: Any) -> Any:
    return value


def _in_utc(moment: datetime) -> datetime:
    """SQLite keeps UTC and does not say so."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
