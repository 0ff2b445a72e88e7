"""Spans of days and the calendar's own: years, quarters, months. Knows no report and no clock."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Span:
    """Days from first to last, both included. `first` None: from before anything that is on record."""

    first: date | None
    last: date

    def __post_init__(self) -> None:
        if self.first is not None and self.first > self.last:
            raise ValueError(f"a span cannot end ({self.last}) before it begins ({self.first})")

    @property
    def start(self) -> date:
        """The first day, or the calendar's very first where the beginning is open: for comparing only."""
        return self.first or date.min

    @property
    def days(self) -> int | None:
        """How many days, or None where the beginning is open."""
        return (self.last - self.first).days + 1 if self.first else None

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.last

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.last <= self.last

    def overlaps(self, other: "Span") -> bool:
        return self.start <= other.last and other.start <= self.last

    def cut_at(self, today: date) -> "Span | None":
        """The part of it that is not in the future; None where all of it is."""
        return None if self.start > today else Span(self.first, min(self.last, today))

    def without(self, other: "Span") -> "list[Span]":
        """What is left of it, in order, when the other's days are taken out: nothing, one span or two."""
        if not self.overlaps(other):
            return [self]
        left = []
        if self.start < other.start:
            left.append(Span(self.first, other.start - timedelta(days=1)))
        if other.last < self.last:
            left.append(Span(other.last + timedelta(days=1), self.last))
        return left


def day_span(day: date) -> Span:
    return Span(day, day)


def year_span(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31))


def quarter_span(year: int, quarter: int) -> Span:
    """`quarter` from 1 to 4."""
    return Span(date(year, 3 * quarter - 2, 1), month_span(year, 3 * quarter).last)


def month_span(year: int, month: int) -> Span:
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def year_of(day: date) -> Span:
    return year_span(day.year)


def quarter_of(day: date) -> Span:
    return quarter_span(day.year, (day.month + 2) // 3)


def month_of(day: date) -> Span:
    return month_span(day.year, day.month)


def whole_years(span: Span) -> range | None:
    """The calendar years that the span consists of, or None where it is not made of whole years."""
    if span.first is None or (span.first.month, span.first.day) != (1, 1) or (span.last.month, span.last.day) != (12, 31):
        return None
    return range(span.first.year, span.last.year + 1)


def months_left(today: date, last: date) -> int:
    """Calendar months from today's to the last day's, the running one counted as one; 0 once the last day is over."""
    return 0 if today > last else (last.year - today.year) * 12 + last.month - today.month + 1
