"""The ledger as it is asked: what holds, whose it is, how it came to be. Writes nothing; knows no arithmetic."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.asked_once import kept
from storage.ledger import Part, Report, Standing
from storage.said import Said
from storage.spans import Span
from storage.terms import Indicator

# Made once: an alias copies every column of its table, which took most of a question's time when each query made its own.
_LATER, _FIRST = aliased(Report), aliased(Report)
# What `_said` takes apart. Values, not rows of a session: nobody changes one, and most of reading went into making them.
_VALUES = (
    Report.id, Report.chain, Report.revision, Report.standing, Report.organization_id, Report.indicator, Report.events,
    Report.extent, Report.first_day, Report.last_day, Report.count, Report.total, Report.basis_points, Report.whole,
    Report.setting, Report.said_none, Report.reported_by, Report.on_behalf, Report.entered_for, Report.recorded_at,
    Report.names, Report.received_on, Report.ceremony_on, _FIRST.id,
)


def said(
    session: Session, organizations: Collection[str] | None, indicator: Indicator, around: Span | None = None
) -> list[Said]:
    """Reports that hold on the indicator, "nothing to report" of anything included, in the order recorded.

    Without admissions that are decided only: they count from their ceremony on.
    `organizations`: only theirs; None for everybody's. `around`: only those that share a day with it.
    """
    units = None if organizations is None else tuple(organizations)
    return kept(session, ("said", units, indicator, around), lambda: _said_of(session, units, indicator, around))


def _said_of(
    session: Session, organizations: Collection[str] | None, indicator: Indicator, around: Span | None
) -> list[Said]:
    values: dict[str, Any] = {"indicator": indicator}
    if organizations is not None:
        values["organizations"] = list(organizations)
    if around is not None:
        values |= {"begin": around.start, "end": around.last}
    return _read(session, *_on_indicator(organizations is not None, around is not None), values)


def decided_only(session: Session, organizations: Collection[str] | None, around: Span) -> list[Said]:
    """Admissions whose decision was received in those days, and of whose ceremony the report does not tell."""
    return _last_ones(session, Report.standing == Standing.HOLDS, sa.not_(_COUNTS), *_of(organizations), *_in_days(around))


def overlapping(
    session: Session, organization: str, indicator: Indicator | None, events: Sequence[str], around: Span
) -> list[Said]:
    """The unit's own reports that hold on exactly this indicator and these events, and share a day with the span."""
    about = (col(Report.indicator) == indicator, Report.events == events_text(events), Report.organization_id == organization)
    return _last_ones(session, Report.standing == Standing.HOLDS, *about, *_in_days(around))


def same(session: Session, like: Said) -> list[Said]:
    """Reports that hold and say the same again: unit, indicator, events, count and x of y, on days that touch."""
    return [
        each for each in overlapping(session, like.organization, like.indicator, like.events, like.span)
        if each.chain != like.chain and _figures(each) == _figures(like)
    ]


def chains_of(
    session: Session, *, person: int | None = None, organizations: Collection[str] | None = None,
    indicator: Indicator | None = None, around: Span | None = None, limit: int = 50,
) -> list[Said]:
    """The last revision of each chain, withdrawn ones included, the latest recorded first.

    `person`: chains that they began. `organizations`: chains that stand under one of them now.
    """
    about: list[Any] = [*_in_days(around), *_of(organizations)]
    if indicator is not None:
        about.append(col(Report.indicator) == indicator)
    if person is not None:
        began = select(Report.chain).where(col(Report.revision) == 1, col(Report.reported_by) == person)
        about.append(col(Report.chain).in_(began))
    newest = list(session.exec(_last(*about).order_by(col(Report.id).desc()).limit(limit)))
    return _read(session, *_whole(newest))[::-1]


def last_by(session: Session, person: int) -> str | None:
    """The chain of theirs that holds and was recorded or corrected last."""
    found = next((each for each in chains_of(session, person=person) if each.holds), None)
    return found.chain if found else None


def latest_of(session: Session, chain: str) -> Said | None:
    """The last revision of a chain, be it a withdrawal; None where there is no such chain."""
    found = _last_ones(session, Report.chain == chain)
    return found[0] if found else None


def revisions(session: Session, chain: str) -> list[Said]:
    """Every revision of a chain, the first one first."""
    return _read(session, *_whole(select(Report.id).where(col(Report.chain) == chain)))


def revision_by(session: Session, effect: str) -> Said | None:
    """The revision that a draft or a button made, if it has."""
    found = _read(session, *_whole(select(Report.id).where(col(Report.effect) == effect)))
    return found[0] if found else None


def events_text(events: Sequence[str]) -> str:
    """Events as the table writes them: sorted, joined by "+"."""
    return "+".join(sorted(events))


_COUNTS = sa.or_(col(Report.received_on).is_(None), col(Report.ceremony_on).is_not(None))


def _figures(said: Said) -> tuple[object, ...]:
    return said.count, said.total, said.basis_points, said.whole, said.setting, said.said_none


def _in_days(around: Span | None) -> list[Any]:
    if around is None:
        return []
    begins = sa.or_(col(Report.first_day).is_(None), col(Report.first_day) <= around.last)
    return [begins, col(Report.last_day) >= around.start]


def _of(organizations: Collection[str] | None) -> list[Any]:
    return [] if organizations is None else [col(Report.organization_id).in_(organizations)]


@cache
def _on_indicator(of_some: bool, in_days: bool) -> tuple[Any, Any]:
    """The statements of `said`, put together once: an answer asks them often, and they are dearer to make than to run."""
    about = [Report.standing == Standing.HOLDS, _COUNTS,
             sa.or_(col(Report.indicator) == sa.bindparam("indicator"), col(Report.indicator).is_(None))]
    if of_some:
        about.append(col(Report.organization_id).in_(sa.bindparam("organizations", expanding=True)))
    if in_days:
        begins = sa.or_(col(Report.first_day).is_(None), col(Report.first_day) <= sa.bindparam("end"))
        about += [begins, col(Report.last_day) >= sa.bindparam("begin")]
    return _whole(_last(*about))


def _last_ones(session: Session, *conditions: Any) -> list[Said]:
    return _read(session, *_whole(_last(*conditions)))


def _last(*conditions: Any) -> Any:
    """Ids of last revisions."""
    superseded = sa.exists().where(col(_LATER.chain) == col(Report.chain), col(_LATER.revision) > col(Report.revision))
    return select(Report.id).where(~superseded, *conditions)


def _whole(ids: Any) -> tuple[Any, Any]:
    """Two queries, however many reports: the revisions with their chains' beginnings, and all their parts."""
    beginning = sa.and_(col(_FIRST.chain) == col(Report.chain), col(_FIRST.revision) == 1)
    asked = sa.select(*map(col, _VALUES)).join(_FIRST, beginning).where(col(Report.id).in_(ids)).order_by(col(Report.id))
    parts = select(Part.report_id, Part.condition, Part.count)
    return asked, parts.where(col(Part.report_id).in_(ids)).order_by(col(Part.condition))


def _read(session: Session, asked: Any, asked_parts: Any, values: dict[str, Any] | None = None) -> list[Said]:
    rows = session.exec(asked, params=values).all()
    parts: dict[int, dict[str, int]] = {}
    for report, condition, count in session.exec(asked_parts, params=values) if rows else ():
        parts.setdefault(report, {})[condition] = count
    return [_said(row, parts) for row in rows]


def _said(row: Any, parts: dict[int, dict[str, int]]) -> Said:
    (number, chain, revision, standing, organization, indicator, events, extent, first_day, last_day, count, total,
     basis_points, whole, setting, said_none, reported_by, on_behalf, entered_for, recorded_at, names, received_on, ceremony_on,
     since) = row
    return Said(
        organization=organization, indicator=indicator, span=Span(first_day, last_day), extent=extent, count=count,
        total=total, basis_points=basis_points, whole=whole, parts=parts.get(number, {}), setting=setting,
        events=tuple(events.split("+")) if events else (), said_none=said_none, chain=chain, revision=revision, since=since,
        order=number, standing=standing, reported_by=reported_by, on_behalf=on_behalf, entered_for=entered_for,
        recorded_at=recorded_at, names=tuple(names), received_on=received_on, ceremony_on=ceremony_on,
    )
