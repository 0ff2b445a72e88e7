"""Whether each revision can be right by itself: numbers, parts, conditions, days. Knows no other revision."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlmodel import Session

from storage.checking.finding import Finding, fault
from storage.checking.ledger_rows import Row, revisions
from storage.conditions import canonical
from storage.ledger import Standing
from storage.terms import Event, Extent, Indicator, Setting

_WHOLE = 10000                                      # basis points
_LONG_AGO = date(1930, 2, 3)                        # the Party's founding: nothing is reported of earlier days
_SETS = {"standing": Standing, "indicator": Indicator, "extent": Extent, "setting": Setting}


def entries(session: Session, now: datetime) -> Iterator[Finding]:
    """Every revision, by its chain and number."""
    for row in revisions(session):
        where = {"chain": row["chain"], "revision": row["revision"]}
        for found in (*_terms(row), *_numbers(row), *_parts(row), *_days(row, now)):
            yield fault(found[0], **where, **found[1])


_Found = tuple[str, dict[str, object]]


def _terms(row: Row) -> Iterator[_Found]:
    for field, known in _SETS.items():
        if row[field] is not None and row[field] not in set(known):
            yield "term_unknown", {"field": field}
    events = row["events"].split("+") if row["events"] else []
    if events != sorted(set(events)) or set(events) - set(Event):
        yield "term_unknown", {"field": "events"}


def _numbers(row: Row) -> Iterator[_Found]:
    count, total, points = row["count"], row["total"], row["basis_points"]
    if any(number is not None and number < 0 for number in (count, total, points)):
        yield "number_negative", {}
    if count is None and points is None:
        yield "number_missing", {}
    if (count is not None and total is not None and count > total) or (points or 0) > _WHOLE:
        yield "share_over_whole", {}
    if row["indicator"] is None and not row["said_none"]:
        yield "indicator_missing", {}
    if row["said_none"] and count:
        yield "none_counted", {}


def _parts(row: Row) -> Iterator[_Found]:
    for condition, count in row["parts"].items():
        if count < 0:
            yield "number_negative", {}
        if row["count"] is None or count > row["count"]:
            yield "part_over_count", {"condition": condition}
    for condition in (row["whole"], *row["parts"]):
        if not _is_canonical(condition):
            yield "condition_odd", {"condition": condition}


def _is_canonical(condition: str) -> bool:
    try:
        return canonical(condition) == condition
    except ValueError:
        return False


def _days(row: Row, now: datetime) -> Iterator[_Found]:
    first, last = row["first_day"], row["last_day"]
    if first is not None and first > last:
        yield "days_backwards", {}
    if (first or last) < _LONG_AGO:
        yield "days_long_ago", {}
    received, ceremony = row["received_on"], row["ceremony_on"]
    if ceremony is not None and (ceremony != last or (received or ceremony) > ceremony):
        yield "ceremony_odd", {}
    if last > date(now.year, 12, 31):
        yield "days_ahead", {}
    if row["recorded_at"] > now + timedelta(days=1):
        yield "recorded_ahead", {}
