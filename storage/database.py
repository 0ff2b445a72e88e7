"""The database: engine, sessions, migration. Knows both engines' settings and no table."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlmodel import Session

__all__ = ["Engine", "Session", "connect", "migrate", "revisions", "transaction", "upgrade"]

# WAL can lose commits with two connections in libraries older than these.
_SAFE_WAL = sqlite3.sqlite_version_info >= (3, 51, 3) or sqlite3.sqlite_version_info in ((3, 44, 6), (3, 50, 7))
_PRAGMAS = (
    ("journal_mode=WAL", "synchronous=FULL") if _SAFE_WAL else ("journal_mode=DELETE", "synchronous=EXTRA")
) + ("foreign_keys=ON", "busy_timeout=10000")


def connect(url: str) -> Engine:
    """An engine with production's settings. SQLite: durable commits, every transaction begins IMMEDIATE."""
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(url, hide_parameters=True)    # errors reach the log, and what people wrote must not
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None               # we open transactions ourselves
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """One transaction: committed when the block ends, rolled back when it raises. Nothing inside commits."""
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


def migrate(engine: Engine) -> None:
    """Bring the database to this version's tables; an empty one gets them all."""
    with engine.begin() as connection:
        upgrade(connection)


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the tables to a revision, in the caller's transaction."""
    from alembic import command  # slow to import, needed once a start

    config = _migrations()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def revisions() -> list[str]:
    """Every revision of the tables that this version of the program knows, the newest first."""
    from alembic.script import ScriptDirectory

    return [script.revision for script in ScriptDirectory.from_config(_migrations()).walk_revisions()]


def _migrations() -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
