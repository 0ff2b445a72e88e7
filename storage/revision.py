"""Where the database is and of which revision its tables are. Knows both engines' addresses; changes nothing."""

from pathlib import Path
from urllib.parse import unquote

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlmodel import Session


def place(engine: Engine) -> str:
    """The file, or server and database: as an operator may read it aloud, so without user and password."""
    url = engine.url
    if engine.dialect.name == "sqlite":
        return str(_file(engine) or ":memory:")
    host = url.host or url.query.get("host") or "localhost"
    port = f":{url.port}" if url.port else ""
    return f"{host}{port}/{url.database or ''}"


def is_there(engine: Engine) -> bool:
    """Whether there is a database to ask: SQLite would make an empty one by being asked."""
    file = _file(engine)
    return file is None or file.exists()


def revision(session: Session) -> str | None:
    """The revision of the tables on record; None where there are none."""
    if not sa.inspect(session.connection()).has_table("alembic_version"):
        return None
    return session.connection().exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def _file(engine: Engine) -> Path | None:
    if engine.dialect.name != "sqlite" or engine.url.database in (None, "", ":memory:"):
        return None
    name = str(engine.url.database)
    if name.startswith("file:"):
        name = unquote(name.removeprefix("file:").removeprefix("//").partition("?")[0])
    return Path(name).resolve()
