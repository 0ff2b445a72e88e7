"""When something is due: how plan files write it, and the day that follows. Knows no milestone and no reminder."""

import calendar
import re
from datetime import date

EVERY = {"year": 12, "half-year": 6, "quarter": 3, "month": 1}      # months between two of them

_ONCE = re.compile(r"(\d{4})(?:-Q([1-4])|-(\d{2})(?:-(\d{2}))?)?")
_EACH_YEAR = re.compile(r"(\d{2})-(\d{2})")


def last_day(due: str) -> date | None:
    """The last day of "2026", "2026-Q3", "2023-12" or "2026-12-31"; None if it is none of these."""
    match = _ONCE.fullmatch(due)
    if match is None:
        return None
    year, quarter, month, day = (int(part) if part else None for part in match.groups())
    if year is None or not 1900 <= year <= 9998:
        return None
    month = quarter * 3 if quarter else 12 if month is None else month
    try:
        return date(year, month, day if day is not None else calendar.monthrange(year, month)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None


def yearly_day(due: str, year: int) -> date | None:
    """The day of "12-31" in that year; 29 February falls back to the 28th. None if it is no day."""
    match = _EACH_YEAR.fullmatch(due)
    if match is None:
        return None
    month, day = int(match.group(1)), int(match.group(2))
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(2024, month)[1]:
        return None
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def next_day(every: str, due: str, today: date) -> date | None:
    """The day on which it is due: for what recurs the first from today on, else its own day; None where none is set.

    Without a `due`, what recurs is due on the last day of its period.
    """
    if not every:
        return last_day(due) if due else None
    if due:
        this_year = yearly_day(due, today.year)
        return this_year if this_year is None or this_year >= today else yearly_day(due, today.year + 1)
    months = EVERY[every]
    month = (today.month + months - 1) // months * months
    return date(today.year, month, calendar.monthrange(today.year, month)[1])
