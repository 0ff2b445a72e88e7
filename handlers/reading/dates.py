"""Single days, months, quarters and years in a text, by the first form that fits. Knows their order, not the ends of spans."""

from collections.abc import Callable
from functools import cache

from handlers.reading import calendars, day_forms, period_forms
from handlers.reading.days import Days, Found

Form = Callable[[Days, int], Found]


def at(days: Days, place: int) -> Found:
    """The day or span that begins at this place."""
    if place >= len(days.pieces) or days.pieces[place].used:
        return None
    piece = days.pieces[place]
    figures = piece.number is not None or (bool(piece.tokens) and piece.tokens[0].kind == "number")
    for form in _beginning(_KINDS.intersection(piece.tags), figures):
        if found := form(days, place):
            return found
    return None


@cache
def _beginning(kinds: frozenset[str], figures: bool) -> tuple[Form, ...]:
    """The forms that can begin with a piece of these kinds."""
    return tuple(form for form, begins in _FORMS.items() if (figures and begins >= _COUNT) or not begins.isdisjoint(kinds))


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


_COUNT = frozenset(("digit", "ten"))                    # and figures
_FORMS: dict[Form, frozenset[str]] = {                  # in this order; with what each can begin
    day_forms.written: _COUNT,
    _half: _COUNT | {"half_of"},
    day_forms.lunar_day: _COUNT | {"lunar"},
    period_forms.weekday: frozenset(("weekday", "which")),
    day_forms.day_word: frozenset(("day", "of_year")),
    day_forms.ago: _COUNT | {"ago", "article"},
    day_forms.day_and_month: _COUNT,
    period_forms.first_months: _COUNT,
    period_forms.first_quarters: _COUNT,
    day_forms.spoken_day: _COUNT | {"grain"},
    day_forms.day_named_month: _COUNT,
    period_forms.month: frozenset(("month_name", "grain", "lunar")),
    period_forms.quarter: frozenset(("quarter_name", "grain")),
    period_forms.relative: frozenset(("grain", "which")),
    period_forms.halves: frozenset(("edge",)),
    _part: frozenset(("part",)),
    period_forms.year: _COUNT | {"grain", "ratio"},
    period_forms.this_year: frozenset(("grain",)),
}
_KINDS = frozenset().union(*_FORMS.values())
