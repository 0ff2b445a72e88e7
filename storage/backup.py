"""Taking a backup: every table of one moment, in a file that either engine can be restored from. Changes nothing."""

import tempfile
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlmodel import SQLModel

import storage.tables  # noqa: F401  (fills the metadata)
from storage.backup_file import Content, Flaw, Header, Table, examine, place, put_together, write_rows
from storage.database import Session, revisions
from storage.revision import is_there, revision
from storage.row_values import reflected, rows_of
from storage.snapshot import snapshot

# Who polls and sends is a matter of the moment, and the revision stands in the header.
KEPT = frozenset(SQLModel.metadata.tables) - {"lease"}


class NoBackup(StrEnum):
    """Why none was taken."""

    EXISTS = "exists"               # the file
    OTHER = "other"                 # the file, and it is no backup: not to be written over at all
    NO_TABLES = "no_tables"         # the database is not ours, or new
    NEWER = "newer"                 # the database belongs to a later version of the program


class SpoiltError(OSError):
    """What was written does not read back: the disk is at fault."""


def take(engine: Engine, file: Path, now: datetime, replace: bool = False) -> Header | NoBackup:
    """Write the file, read it back, then give it its name. Raises OSError where the folder or the disk does not let it."""
    if file.exists() and (not replace or examine(file) is Flaw.FOREIGN):
        return NoBackup.OTHER if replace else NoBackup.EXISTS
    if not is_there(engine):
        return NoBackup.NO_TABLES
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=file.parent) as name:
        folder = Path(name)
        header = _write(engine, folder, now)
        if isinstance(header, NoBackup):
            return header
        put_together(folder / "whole", header, folder / "rows")
        if examine(folder / "whole") != header:
            raise SpoiltError
        return header if place(folder / "whole", file, replace) else NoBackup.EXISTS


def _write(engine: Engine, folder: Path, now: datetime) -> Header | NoBackup:
    with snapshot(engine, folder) as connection:
        schema = revision(Session(connection))
        if schema is None:
            return NoBackup.NO_TABLES
        if schema not in revisions():
            return NoBackup.NEWER
        tables = write_rows(folder / "rows", _contents(connection))
        return Header(schema, now, _reports(connection), _rows("person", tables), _rows("organization", tables), tables)


def _contents(connection: Connection) -> Iterator[Content]:
    for table in reflected(connection, set(KEPT)):
        yield Content(table.name, tuple(table.columns.keys()), rows_of(connection, table))


def _rows(name: str, tables: tuple[Table, ...]) -> int:
    return next(table.rows for table in tables if table.name == name)


def _reports(connection: Connection) -> int:
    return connection.scalar(sa.text("SELECT count(DISTINCT chain) FROM report")) or 0
