"""Who did what, when, before and after. Append-only."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel


class Audit(SQLModel, table=True):
    """One act. `person_id` is None for what the operator did at the command line."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    person_id: int | None = Field(default=None, foreign_key="person.id")
    organization_id: str | None = Field(default=None, foreign_key="organization.id", max_length=64)
    act: str = Field(max_length=64)
    subject: str = Field(max_length=96)
    before: dict[str, Any] | None = Field(default=None, sa_type=sa.JSON)
    after: dict[str, Any] | None = Field(default=None, sa_type=sa.JSON)


def note(session: Session, entry: Audit) -> None:
    """Write the entry in the transaction of the act itself."""
    session.add(entry)
