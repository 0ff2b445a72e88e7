"""How each language writes numbers, days, spans and lists. Knows calendars of words, no facts."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from locales.messages import say

_ROMAN = ("I", "II", "III", "IV")


@lru_cache(maxsize=4096)                           # an answer writes some forty numbers, and most of them often
def number(language: str, value: int) -> str:
    """1020 → "1.020" in Vietnamese, "1,020" in English."""
    return str(format_decimal(value, locale=language))


@lru_cache(maxsize=4096)
def percentage(language: str, basis_points: int) -> str:
    """8750 → "87,5%" in Vietnamese, "87.5%" in English."""
    return f"{format_decimal(basis_points / 100, format='#,##0.##', locale=language)}%"


def day(language: str, value: date) -> str:
    """12/10/2026, or 12 October 2026."""
    return f"{value:%d/%m/%Y}" if language == "vi" else str(format_date(value, "d MMMM y", locale="en"))


def span(language: str, first: date | None, last: date) -> str:
    """The shortest usual name of the days from first to last, both included."""
    if first == last:
        return say(language, "span.day", day=day(language, last))
    if first is None:
        return say(language, "span.open", day=day(language, last))
    return _calendar_name(language, first, last) or say(
        language, "span.from_to", first=day(language, first), last=day(language, last)
    )


def _calendar_name(language: str, first: date, last: date) -> str | None:
    """Month, quarter, half-year, nine months, year or years, if it is one exactly."""
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if not whole:
        return None
    if first.month == 1 and last.month == 12 and first.year != last.year:
        return say(language, "span.years", first=first.year, last=last.year)
    if first.year != last.year:
        return None
    months = (first.month, last.month)
    named = {(1, 12): "span.year", (1, 6): "span.first_half", (7, 12): "span.second_half", (1, 9): "span.nine_months"}
    if months in named:
        return say(language, named[months], year=last.year)
    if first.month == last.month:
        return say(language, "span.month", month=first.month, year=first.year, name=format_date(first, "MMMM", locale=language))
    if months[0] % 3 == 1 and months[1] == months[0] + 2:
        quarter = months[1] // 3
        return say(language, "span.quarter", quarter=_ROMAN[quarter - 1] if language == "vi" else quarter, year=first.year)
    return None


def listed(language: str, items: Sequence[str]) -> str:
    """"a, b và c"."""
    if len(items) < 2:
        return "".join(items)
    return say(language, "list.last", rest=", ".join(items[:-1]), last=items[-1])
