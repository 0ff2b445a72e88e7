"""Inserting what is not there yet, in one statement on both engines: a unique key decides who acts. Knows no table."""

from functools import cache
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def insert_once(session: Session, table: type[SQLModel], rows: list[dict[str, Any]]) -> int:
    """Insert the rows whose unique keys are free and pass over the others; how many were inserted."""
    if not rows:
        return 0
    session.flush()
    return len(session.connection().execute(_insertion(table, session.get_bind().dialect.name), rows).all())


@cache
def _insertion(table: type[SQLModel], dialect: str) -> Any:
    """Put together, and so compiled, once: for few rows that is most of the work."""
    rows = table.__table__  # type: ignore[attr-defined]
    made = postgresql.insert(rows) if dialect == "postgresql" else sqlite.insert(rows)
    return made.on_conflict_do_nothing().returning(*rows.primary_key.columns)
