"""Whether the audit tells the same as the ledger: one line for each revision, with its figures and those before it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from storage.audit import Audit
from storage.checking.finding import Finding, fault
from storage.checking.ledger_rows import Row
from storage.checking.ledger_rows import chains as all_chains

_VERBS = ("report", "correct", "withdraw")
_Key = tuple[str, object]


def audit_lines(session: Session, now: datetime) -> Iterator[Finding]:
    """Every revision's line, and lines that no revision has."""
    lines: dict[_Key, list[Audit]] = {}
    for line in session.exec(select(Audit).where(col(Audit.act).in_(_VERBS)).order_by(col(Audit.id))):
        lines.setdefault((line.subject, (line.after or {}).get("revision")), []).append(line)
    for chain, rows in all_chains(session).items():
        for before, row in zip([None, *rows], rows, strict=False):
            yield from _of_revision(before, row, lines.pop((chain, row["revision"]), []))
    for line in (line for left in lines.values() for line in left):
        yield fault("audit_alone", line=line.id)


def _of_revision(before: Row | None, row: Row, lines: list[Audit]) -> Iterator[Finding]:
    where = {"chain": row["chain"], "revision": row["revision"]}
    if not lines:
        yield fault("audit_missing", **where)
    if len(lines) > 1:
        yield fault("audit_twice", **where)
    for line in lines[:1]:
        differing = sorted(_differing(line.after, row) | _differing(line.before, before) | _act(line, before, row))
        if differing:
            yield fault("audit_differs", fields=", ".join(differing), **where)


def _differing(told: Mapping[str, Any] | None, row: Row | None) -> set[str]:
    if told is None or row is None:
        return set() if told is None and row is None else {"before"}
    wanted = _figures(row)
    return {name for name in wanted.keys() | told.keys() if told.get(name) != wanted.get(name)}


def _act(line: Audit, before: Row | None, row: Row) -> set[str]:
    """Who, when, where and what."""
    verb = "withdraw" if row["standing"] == "withdrawn" else "correct" if before else "report"
    pairs = {
        "act": (line.act, verb), "person": (line.person_id, row["reported_by"]), "at": (line.at, row["recorded_at"]),
        "organization": (line.organization_id, row["organization_id"]),
    }
    return {name for name, (told, wanted) in pairs.items() if told != wanted}


def _figures(row: Row) -> dict[str, Any]:
    """What the audit should say of a revision; put together here anew, since this is to find mistakes there."""
    return {
        "revision": row["revision"], "standing": row["standing"], "organization": row["organization_id"],
        "indicator": row["indicator"], "events": row["events"].split("+") if row["events"] else [], "extent": row["extent"],
        "from": row["first_day"] and row["first_day"].isoformat(), "to": row["last_day"].isoformat(), "count": row["count"],
        "total": row["total"], "basis_points": row["basis_points"], "whole": row["whole"], "parts": dict(row["parts"]),
        "setting": row["setting"], "none": row["said_none"],
        **({"entered_for": row["entered_for"]} if row["entered_for"] is not None else {}),
        **{name: row[f"{name}_on"].isoformat() for name in ("received", "ceremony") if row[f"{name}_on"] is not None},
    }
