"""`bot status`: how the house stands, as a table or as JSON. Knows the records, changes nothing, and shows nobody."""

import dataclasses
import json
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any

from bot.refused import RefusedError
from bot.release import release
from bot.settings import Store
from bot.status_lines import AHEAD, Standing, Tables, lines, tables_lines
from locales.messages import say
from storage.database import Engine, Session, connect, revisions, transaction
from storage.deadlines import deadlines
from storage.overview import overview
from storage.queues import given_up, last_update, set_aside
from storage.revision import is_there, place, revision
from storage.tree import tree_as_of

_RECENT = timedelta(days=1)     # as far back as faults are told


def status(store: Store, as_json: bool, now: datetime) -> int:
    """Print it; 1 where the tables are not this version's, of which nothing more can be told. Raises RefusedError."""
    engine = connect(store.database_url)
    try:
        if not is_there(engine):
            raise RefusedError(say(store.language, "status.no_database", place=place(engine)))
        with transaction(engine) as session:
            tables = _tables(engine, session)
            standing = _standing(session, now) if tables.fit else None
    finally:
        engine.dispose()
    if as_json:
        said = {**_plain(tables), **(_plain(standing) if standing else {})}
        print(json.dumps(said, ensure_ascii=False, indent=2))
    elif standing is None:
        print("\n".join(tables_lines(store.language, tables)))
    else:
        print("\n".join(lines(store.language, store.zone, tables, standing)))
    return 0 if tables.fit else 1


def _tables(engine: Engine, session: Session) -> Tables:
    known = revisions()
    return Tables(
        version=release(), kind={"sqlite": "SQLite", "postgresql": "PostgreSQL"}[engine.dialect.name], place=place(engine),
        revision=revision(session), newest=known[0], known=frozenset(known),
    )


def _standing(session: Session, now: datetime) -> Standing:
    today, since = now.date(), now - _RECENT
    return Standing(
        seen=overview(session, now, datetime.now(UTC)), updates=last_update(session), given_up=given_up(session, since),
        set_aside=set_aside(session, since), today=today,
        deadlines=deadlines(session, tree_as_of(session, today), today, AHEAD),
    )


def _plain(value: Any) -> Any:
    """The same in what JSON has."""
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(each) for each in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
