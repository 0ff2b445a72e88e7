"""Days and spans of days: months, quarters, weeks, lunar days. Knows the calendar, and no words."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from lunar_vn import convert_lunar_to_solar

from handlers.reading.meaning import Period

_FULL_MOON = 15  # day of a lunar month
Grain = Literal["day", "week", "month", "quarter", "half", "months", "year", "span"]


@dataclass(frozen=True)
class When:
    """A span of time as the text gives it. Without a year it is set in that of today, and `fixed` is False."""

    first: date | None
    last: date | None
    grain: Grain
    fixed: bool = True
    dated: bool = False  # a calendar day with its year: "25/12/2026"

    def period(self, today: date, ahead: bool) -> Period:
        """The days meant: an open year is the latest one begun, or, looking ahead, the earliest one that has not ended."""
        if self.fixed or self.first is None or self.last is None:
            return Period(self.first, self.last)
        if ahead:
            return self._moved(1) if self.last < today else Period(self.first, self.last)
        return self._moved(-1) if self.first > today else Period(self.first, self.last)

    def _moved(self, years: int) -> Period:
        if self.first is None or self.last is None:
            return Period(self.first, self.last)
        return Period(_shifted(self.first, years, self.grain), _shifted(self.last, years, self.grain, last=True))


def _shifted(day: date, years: int, grain: Grain, last: bool = False) -> date:
    """The same day in another year; 29 February goes on to the next year that has it."""
    year = day.year + years
    if grain != "day" and last and day.day == monthrange(day.year, day.month)[1]:
        return date(year, day.month, monthrange(year, day.month)[1])
    while True:
        try:
            return day.replace(year=year)
        except ValueError:
            year += years


def on(day: date) -> When:
    """That day."""
    return When(day, day, "day")


def day_of(day: int, month: int, year: int | None, today: date) -> When | None:
    """A day of a month; None where there is no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    for back in range(8 if year is None else 1):
        try:
            found = date(today.year - back if year is None else year, month, day)
        except ValueError:
            continue
        return When(found, found, "day", fixed=year is not None or back > 0, dated=year is not None)
    return None


def month(number: int, year: int | None, today: date) -> When | None:
    """A month."""
    return months(number, number, year, today, "month") if 1 <= number <= 12 else None


def quarter(number: int, year: int | None, today: date) -> When | None:
    """A quarter."""
    return months(number * 3 - 2, number * 3, year, today, "quarter") if 1 <= number <= 4 else None


def months(first: int, last: int, year: int | None, today: date, grain: Grain) -> When:
    """From the first day of one month to the last of another, of one year."""
    of = today.year if year is None else year
    return When(
        date(of, first, 1),
        date(of, last, monthrange(of, last)[1]),
        grain,
        fixed=year is not None,
    )


def year_of(number: int) -> When:
    """A calendar year."""
    return When(date(number, 1, 1), date(number, 12, 31), "year")


def around(grain: str, today: date, shift: int) -> When:
    """The day, week, month, quarter or year of today, or that many after it."""
    if grain == "day":
        return on(today + timedelta(days=shift))
    if grain == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
        return When(monday, monday + timedelta(days=6), "week")
    if grain == "year":
        return year_of(today.year + shift)
    size = 3 if grain == "quarter" else 6 if grain == "half" else 1
    index = (today.year * 12 + today.month - 1) // size + shift
    first = index * size % 12 + 1
    name: Grain = "quarter" if grain == "quarter" else "half" if grain == "half" else "month"
    return months(first, first + size - 1, index * size // 12, today, name)


def weekday(number: int, today: date, week: int | None) -> When:
    """The latest such weekday before today; with `week`, the one of that week, counted from this one."""
    if week is None:
        return on(today - timedelta(days=(today.weekday() - number - 1) % 7 + 1))
    monday = today - timedelta(days=today.weekday())
    return on(monday + timedelta(weeks=week, days=number))


def lunar(day: int, month_number: int, year: int | None, today: date) -> When | None:
    """A day of the Vietnamese lunar calendar; without a year the latest up to today."""
    for lunar_year in [year] if year is not None else [today.year, today.year - 1]:
        try:
            solar = convert_lunar_to_solar(day, month_number, lunar_year)
        except ValueError:
            continue
        if year is not None or solar <= today:
            return on(solar)
    return None


def full_moon(today: date, month: int | None = None) -> When:
    """The latest fifteenth of this lunar month, or of any, up to today."""
    return (lunar(_FULL_MOON, month, None, today) if month else None) or latest_lunar(_FULL_MOON, today)


def latest_lunar(day: int, today: date) -> When:
    """The latest such day of any lunar month, up to today; a thirtieth is not in every one."""
    found = (lunar(day, month, None, today) for month in range(1, 13))
    return max((when for when in found if when and when.first), key=lambda when: when.first or today)


def half_of(when: When, part: str) -> When:
    """The first fifteen days of a month, or the others."""
    if when.first is None or when.last is None:
        return when
    cut = when.first + timedelta(days=14)
    first, last = (when.first, cut) if part == "head" else (cut + timedelta(days=1), when.last)
    return When(first, last, "span", when.fixed)


def first_days(when: When, count: int) -> When:
    """The first so many days of a span."""
    if when.first is None:
        return when
    return When(when.first, when.first + timedelta(days=count - 1), "span", when.fixed)


def part_of(when: When, part: str) -> When:
    """The first, middle or last third of a span."""
    if when.first is None or when.last is None:
        return when
    days = (when.last - when.first).days + 1
    third = days // 3
    if part == "head":
        return When(when.first, when.first + timedelta(days=third - 1), "span", when.fixed)
    if part == "tail":
        return When(when.first + timedelta(days=2 * third), when.last, "span", when.fixed)
    return When(when.first + timedelta(days=third), when.first + timedelta(days=2 * third - 1), "span", when.fixed)
