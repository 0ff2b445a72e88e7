"""One moment of a database that goes on being written to, to be read at leisure. Knows both engines' ways, and no table."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from storage.database import connect


@contextmanager
def snapshot(engine: Engine, folder: Path) -> Iterator[Connection]:
    """A connection that sees the database as it is now, to the end. `folder`: where a copy may lie meanwhile.

    PostgreSQL keeps the moment itself. SQLite's writers would have to wait for a reader, so it is copied page by page, which
    takes them milliseconds a megabyte, and the copy is read. Raises OSError where there is no room for it.
    """
    if engine.dialect.name == "postgresql":
        reading = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with reading.connect() as connection:
            yield connection
        return
    copy = folder / "moment.db"
    _copy(engine, copy)
    copied = connect(f"sqlite:///{copy}")
    try:
        with copied.connect() as connection:
            yield connection
    finally:
        copied.dispose()
        copy.unlink()


def _copy(engine: Engine, copy: Path) -> None:
    with closing(engine.raw_connection()) as source, closing(sqlite3.connect(copy)) as target:
        target.execute("PRAGMA journal_mode=OFF")
        target.execute("PRAGMA synchronous=OFF")    # a copy that breaks is thrown away
        file: Any = source.driver_connection
        try:
            file.backup(target)     # all pages in one step; waits for a writer
        except sqlite3.Error as error:
            raise OSError("the database cannot be copied") from error
