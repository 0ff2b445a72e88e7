"""Writing the ledger: a report, its corrections, its withdrawal, each a new row and a line in the audit. Overwrites nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from storage.audit import Audit, note
from storage.conditions import canonical
from storage.ledger import Part, Report, Standing
from storage.ledger_queries import events_text, latest_of, revision_by
from storage.organizations import Organization
from storage.said import Said
from storage.spans import Span
from storage.terms import Extent, Indicator, Setting


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a report says, whoever says it. Conditions are brought into the one form in which they are kept."""

    organization: str
    indicator: Indicator | None
    span: Span
    extent: Extent
    count: int | None = None
    total: int | None = None
    basis_points: int | None = None
    events: tuple[str, ...] = ()
    whole: str = ""
    parts: Mapping[str, int] = field(default_factory=dict)
    setting: Setting | None = None
    said_none: bool = False
    names: tuple[str, ...] = ()
    received_on: date | None = None
    ceremony_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Act:
    """Who writes, when, on whose behalf and for whom; `effect` is the draft or button that does it, once only."""

    effect: str
    by: int
    at: datetime
    on_behalf: str | None = None        # organization whose officer writes
    entered_for: int | None = None      # person whose clerk writes


@dataclass(frozen=True)
class Stale:
    """The chain has moved on since it was shown; `now` is how it stands."""

    now: Said


def hold(session: Session, organization: str) -> None:
    """Lock the organization's row until the transaction ends: two people cannot pass a check for sameness together."""
    session.exec(select(Organization.id).where(col(Organization.id) == organization).with_for_update()).all()


def record(session: Session, chain: str, entry: Entry, act: Act) -> Said:
    """The first revision of a chain. The same effect again changes nothing and gives what it made."""
    return revision_by(session, act.effect) or _write(session, chain, None, Standing.HOLDS, entry, act)


def revise(session: Session, chain: str, expected: int, entry: Entry, act: Act) -> Said | Stale:
    """A new revision that holds instead of revision `expected`: a correction, or an undone withdrawal.

    Raises KeyError where there is no such chain.
    """
    return _follow(session, chain, expected, Standing.HOLDS, entry, act)


def withdraw(session: Session, chain: str, expected: int, act: Act) -> Said | Stale:
    """A new revision that takes the report back, repeating what it said. Raises KeyError where there is no such chain."""
    return _follow(session, chain, expected, Standing.WITHDRAWN, None, act)


def entry_of(said: Said) -> Entry:
    """What a revision says, to be said again with changes."""
    return Entry(
        organization=said.organization, indicator=said.indicator, span=said.span, extent=said.extent, count=said.count,
        total=said.total, basis_points=said.basis_points, events=said.events, whole=said.whole, parts=said.parts,
        setting=said.setting, said_none=said.said_none, names=said.names, received_on=said.received_on,
        ceremony_on=said.ceremony_on,
    )


def _follow(
    session: Session, chain: str, expected: int, standing: Standing, entry: Entry | None, act: Act
) -> Said | Stale:
    done = revision_by(session, act.effect)
    if done is not None:
        return done
    # Whoever else follows this chain waits here, then finds it moved on.
    session.exec(select(Report.id).where(Report.chain == chain, Report.revision == 1).with_for_update()).all()
    last = latest_of(session, chain)
    if last is None:
        raise KeyError(chain)
    if last.revision != expected:
        return Stale(last)
    return _write(session, chain, last, standing, entry or entry_of(last), act)


def _write(session: Session, chain: str, last: Said | None, standing: Standing, entry: Entry, act: Act) -> Said:
    report = Report(
        chain=chain, revision=last.revision + 1 if last else 1, effect=act.effect, standing=standing,
        organization_id=entry.organization, indicator=entry.indicator, events=events_text(entry.events), extent=entry.extent,
        first_day=entry.span.first, last_day=entry.span.last, count=entry.count, total=entry.total,
        basis_points=entry.basis_points, whole=canonical(entry.whole), setting=entry.setting, said_none=entry.said_none,
        reported_by=act.by, on_behalf=act.on_behalf, entered_for=act.entered_for, recorded_at=act.at, names=list(entry.names),
        received_on=entry.received_on, ceremony_on=entry.ceremony_on,
    )
    session.add(report)
    session.flush()
    assert report.id is not None  # noqa: S101  (given by the flush)
    session.add_all(
        Part(report_id=report.id, condition=canonical(condition), count=count) for condition, count in entry.parts.items()
    )
    written = revision_by(session, act.effect)
    assert written is not None  # noqa: S101  (just written)
    note(session, _audit(last, written, act))
    return written


def _audit(last: Said | None, written: Said, act: Act) -> Audit:
    verb = "withdraw" if written.standing is Standing.WITHDRAWN else "correct" if last else "report"
    return Audit(
        at=act.at, person_id=act.by, organization_id=written.organization, act=verb, subject=written.chain,
        before=_figures(last) if last else None, after=_figures(written),
    )


def _figures(said: Said) -> dict[str, Any]:
    """What a revision says, without names: the audit is read by more people than the report."""
    return {
        "revision": said.revision, "standing": said.standing, "organization": said.organization, "indicator": said.indicator,
        "events": list(said.events), "extent": said.extent, "from": said.span.first and said.span.first.isoformat(),
        "to": said.span.last.isoformat(), "count": said.count, "total": said.total, "basis_points": said.basis_points,
        "whole": said.whole, "parts": dict(said.parts), "setting": said.setting, "none": said.said_none,
        **({"entered_for": said.entered_for} if said.entered_for is not None else {}),
        **({"received": said.received_on.isoformat()} if said.received_on else {}),
        **({"ceremony": said.ceremony_on.isoformat()} if said.ceremony_on else {}),
    }
