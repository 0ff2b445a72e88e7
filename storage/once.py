"""Inserting what is not there yet, in one statement on both engines: a unique key decides who acts. Knows no table."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def insert_once(session: Session, table: type[SQLModel], rows: list[dict[str, Any]]) -> int:
    """Insert the rows whose unique keys are free and pass over the others; how many were inserted."""
    if not rows:
        return 0
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    key = next(iter(table.__table__.primary_key.columns))  # type: ignore[attr-defined]
    statement = dialect.insert(table).values(rows).on_conflict_do_nothing().returning(key)
    return len(session.exec(statement).all())
