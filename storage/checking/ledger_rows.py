"""The ledger as it lies in the tables, whatever stands there: read without any of the types that could refuse it."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.asked_once import kept
from storage.ledger import Part, Report

Row = Mapping[str, Any]
SAID = (
    "organization_id", "indicator", "events", "extent", "first_day", "last_day", "count", "total", "basis_points", "whole",
    "setting", "said_none", "names", "parts", "received_on", "ceremony_on",
)  # fmt: skip


def chains(session: Session) -> dict[str, list[Row]]:
    """Every chain with its revisions in their order, each with its parts."""
    return kept(session, "checked chains", lambda: _chains(session))


def revisions(session: Session) -> list[Row]:
    """All of them."""
    return [row for rows in chains(session).values() for row in rows]


def last_ones(session: Session) -> list[Row]:
    """Of each chain what holds, unless it was withdrawn."""
    return [rows[-1] for rows in chains(session).values() if rows[-1]["standing"] == "holds"]


def counted(session: Session) -> list[Row]:
    """Of those what figures are made of: an admission counts from its ceremony on."""
    return [row for row in last_ones(session) if row["received_on"] is None or row["ceremony_on"] is not None]


def _chains(session: Session) -> dict[str, list[Row]]:
    parts: dict[int, dict[str, int]] = {}
    for part in session.exec(select(Part).order_by(col(Part.condition))):
        parts.setdefault(part.report_id, {})[part.condition] = part.count
    table = Report.__table__  # type: ignore[attr-defined]
    plain = [sa.type_coerce(column, sa.String).label(column.name) if isinstance(column.type, sa.Enum) else column
             for column in table.columns]
    found: dict[str, list[Row]] = {}
    for row in session.connection().execute(sa.select(*plain).order_by(table.c.chain, table.c.revision, table.c.id)).mappings():
        found.setdefault(row["chain"], []).append({**row, "parts": parts.get(row["id"], {})})
    return found
