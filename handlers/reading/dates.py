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


_FORMS: tuple[Callable[[Days, int], Found], ...] = (
    day_forms.written,
    day_forms.lunar_day,
    period_forms.weekday,
    day_forms.day_word,
    day_forms.days_ago,
    day_forms.day_and_month,
    period_forms.first_months,
    day_forms.spoken_day,
    day_forms.day_named_month,
    period_forms.month,
    period_forms.quarter,
    period_forms.relative,
    period_forms.halves,
    _part,
    period_forms.year,
)
_OF_FIGURES = tuple(form for form in _FORMS if form in (    # the others begin with a word that has a meaning
    day_forms.written, day_forms.day_and_month, period_forms.first_months, day_forms.spoken_day, day_forms.day_named_month,
    period_forms.year,
))  # fmt: skip
