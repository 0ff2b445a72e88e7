"""How fast: where an even pace would be, how much a month is needed, where this pace leads. Integers; knows no report."""

from datetime import date

from storage.spans import Span, months_left


def elapsed(span: Span, today: date) -> int:
    """Days of the span that have begun, today's included; 0 before it, all after it. An open beginning raises ValueError."""
    if span.first is None:
        raise ValueError("a span without a beginning has no pace")
    return max(0, (min(today, span.last) - span.first).days + 1)


def even_pace(minimum: int, span: Span, today: date) -> int:
    """How many there would be by the end of today if they came evenly over the days of the span; rounded down."""
    return minimum * elapsed(span, today) // _days(span)


def a_month(missing: int, span: Span, today: date) -> int | None:
    """How many a month are needed from now on, rounded up. The running month counts as a whole one, and so does the last.

    None once the span is over; before it begins, its own months count.
    """
    months = months_left(max(today, span.start), span.last)
    return -(-missing // months) if months else None


def at_this_pace(count: int, span: Span, today: date) -> int | None:
    """How many there will be at the span's end if it goes on as until now, rounded down; None before it has begun."""
    gone = elapsed(span, today)
    return count * _days(span) // gone if gone else None


def even_share(minimum: int, span: Span, part: Span) -> int:
    """The part's share of a target that has none of its own for it, by days. The shares of a year's quarters add up to it."""
    before = minimum * ((part.start - span.start).days) // _days(span)
    return even_pace(minimum, span, part.last) - before


def _days(span: Span) -> int:
    if span.days is None:
        raise ValueError("a span without a beginning has no pace")
    return span.days
