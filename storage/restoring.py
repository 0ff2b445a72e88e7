"""Restoring a backup: everything in one transaction, and everything that was there goes. Knows no wording and asks nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DataError, IntegrityError
from sqlmodel import SQLModel, col

import storage.tables  # noqa: F401  (fills the metadata)
from storage.audit import Audit
from storage.backup_file import Header, Table, read_rows
from storage.database import upgrade
from storage.outbox import Outgoing
from storage.remembered import Lease
from storage.row_values import inward, reflected

_OURS = frozenset(SQLModel.metadata.tables) | {"alembic_version"}
_OF_A_NEW_ONE = frozenset({"alembic_version", "lease", "remembered"})   # what a first start leaves
_AT_ONCE = 1000                                     # rows


@dataclass(frozen=True)
class Holdings:
    """What a database holds before it is restored to. `rows`: of all tables, without what any first start leaves.

    `strange`: tables that are not ours. `in_use`: somebody polls or sends from it just now.
    """

    reports: int = 0
    people: int = 0
    organizations: int = 0
    rows: int = 0
    strange: tuple[str, ...] = ()
    in_use: bool = False

    @property
    def empty(self) -> bool:
        return self.rows == 0


class MisfitError(Exception):
    """Rows that this database does not take: its first argument names their table."""


def holdings(engine: Engine, now: datetime) -> Holdings:
    """What is there. `now`: real time, whatever the house's clock says."""
    with engine.connect() as connection:
        return _holdings(connection, now)


def restore(engine: Engine, file: Path, header: Header, agreed: Holdings, now: datetime) -> bool:
    """Put what the file holds in the place of everything that is there. The file has been examined, its schema is known.

    False, and nothing is changed, where the database does not hold any more what was agreed to be lost. Raises MisfitError.
    """
    with engine.connect() as connection:
        _leave_references(connection)
        with connection.begin():
            if _holdings(connection, now) != agreed:
                return False
            _clear(connection)
            upgrade(connection, header.schema)
            _fill(connection, file, header)
            upgrade(connection)
            _settle(connection, header, now)
            return True


def _leave_references(connection: Connection) -> None:
    """SQLite would mind references while tables are rebuilt. Here they are looked at in the end; the next connection minds."""
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]


def _holdings(connection: Connection, now: datetime) -> Holdings:
    tables = {table.name: table for table in reflected(connection, set(_OURS))}
    strange = tuple(sorted(set(sa.inspect(connection).get_table_names()) - _OURS))

    def count(name: str, what: Any = None) -> int:
        if name not in tables:
            return 0
        asked = sa.func.count() if what is None else sa.func.count(tables[name].columns[what].distinct())
        return connection.scalar(sa.select(asked).select_from(tables[name])) or 0

    rows = sum(count(name) for name in tables.keys() - _OF_A_NEW_ONE)
    in_use = "lease" in tables and _leased(connection, now)
    return Holdings(count("report", "chain"), count("person"), count("organization"), rows, strange, in_use)


def _leased(connection: Connection, now: datetime) -> bool:
    return any(until > now for until in connection.scalars(sa.select(col(Lease.until))))


def _clear(connection: Connection) -> None:
    found = sa.MetaData()
    found.reflect(connection)
    found.drop_all(connection)
    if connection.dialect.name == "postgresql":     # what refuses changes is made anew with the tables; SQLite's goes with them
        connection.execute(sa.text("DROP FUNCTION IF EXISTS refuse_change()"))


def _fill(connection: Connection, file: Path, header: Header) -> None:
    there = {table.name: table for table in reflected(connection, {table.name for table in header.tables})}
    for table, rows in read_rows(file, header):
        if table.name not in there or set(table.columns) != set(there[table.name].columns.keys()):
            raise MisfitError(table.name)
        try:
            _fill_table(connection, there[table.name], table, rows)
        except (DataError, IntegrityError, ValueError, TypeError, AttributeError) as error:
            raise MisfitError(table.name) from error


def _fill_table(connection: Connection, there: sa.Table, table: Table, rows: Iterator[list[Any]]) -> None:
    changed = map(inward(there, table.columns), rows)
    while batch := list(islice(changed, _AT_ONCE)):
        connection.execute(there.insert(), batch)


def _settle(connection: Connection, header: Header, now: datetime) -> None:
    """What follows from being another day and another place."""
    if connection.dialect.name == "postgresql":
        _number_on(connection)
    else:
        dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if dangling is not None:
            raise MisfitError(dangling[0])
    # Whatever waited may have left after the backup was made: it goes out marked as a repeat.
    waiting = sa.update(Outgoing).where(sa.column("ended_at").is_(None))
    connection.execute(waiting.values(attempts=1, leased_until=None))
    what = {"made_at": header.made_at.isoformat(), "reports": header.reports}
    connection.execute(sa.insert(Audit).values(at=now, act="restore", subject="backup", before=sa.null(), after=what))


def _number_on(connection: Connection) -> None:
    """PostgreSQL counts apart from the rows; SQLite looks at them."""
    for name, table in SQLModel.metadata.tables.items():
        sequence = connection.scalar(sa.text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": name}) \
            if "id" in table.columns else None
        if sequence is not None:
            last = connection.scalar(sa.select(sa.func.max(table.columns["id"])))
            connection.execute(sa.text("SELECT setval(CAST(:sequence AS regclass), :next, false)"),
                               {"sequence": sequence, "next": (last or 0) + 1})
