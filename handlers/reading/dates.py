"""Single days, months, quarters and years in a text, by the first form that fits. Knows their order, not the ends of spans."""

from collections.abc import Callable

from handlers.reading import calendars, day_forms, period_forms
from handlers.reading.days import Days, Found


def at(days: Days, place: int) -> Found:
    """The day or span that begins at this place."""
    if place >= len(days.pieces) or days.pieces[place].used:
        return None
    for form in _FORMS if days.pieces[place].tags else _OF_FIGURES:
        if found := form(days, place):
            return found
    return None


def _part(days: Days, place: int) -> Found:
    """ "đầu tháng 9", "cuối quý 3"."""
    if not days.piece(place).has("part"):
        return None
    found = at(days, place + 1)
    if not found or found[0].grain not in ("month", "quarter", "year", "week"):
        return None
    return calendars.part_of(found[0], days.piece(place).value("part")), found[1]


def _half(days: Days, place: int) -> Found:
    """ "nửa cuối tháng 9", "10 ngày đầu tháng 11"."""
    count = days.count(place)
    if days.piece(place).has("half_of") and days.piece(place + 1).has("part", "head", "tail"):
        found = at(days, place + 2)
        fits = found and found[0].grain == "month"
        return (calendars.half_of(found[0], days.piece(place + 1).value("part")), found[1]) if found and fits else None
    if count is None or not 1 <= count <= 20 or not days.piece(place + 1).has("grain", "day"):
        return None
    if days.piece(place + 2).has("part", "head"):
        found = at(days, place + 3)
        return (calendars.first_days(found[0], count), found[1]) if found and found[0].grain in ("month", "quarter") else None
    return None


_FORMS: tuple[Callable[[Days, int], Found], ...] = (
    day_forms.written,
    _half,
    day_forms.lunar_day,
    period_forms.weekday,
    day_forms.day_word,
    day_forms.days_ago,
    day_forms.day_and_month,
    period_forms.first_months,
    period_forms.first_quarters,
    day_forms.spoken_day,
    day_forms.day_named_month,
    period_forms.month,
    period_forms.quarter,
    period_forms.relative,
    period_forms.halves,
    _part,
    period_forms.year,
    period_forms.this_year,
)
_OF_FIGURES = tuple(form for form in _FORMS if form in (    # the others begin with a word that has a meaning
    day_forms.written, _half, day_forms.lunar_day, day_forms.day_and_month, period_forms.first_months,
    period_forms.first_quarters, day_forms.spoken_day, day_forms.day_named_month, period_forms.year,
))  # fmt: skip
