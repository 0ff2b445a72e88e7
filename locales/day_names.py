"""What days are called: weekdays, Vietnam's public holidays. Knows names, and not whether anybody works."""

from datetime import date
from functools import cache

from babel.dates import format_date

_SPOKEN = {"vi": "vi", "en": "en_US"}       # as the library of holidays calls its languages


def weekday(language: str, day: date) -> str:
    """"Thứ Hai", "Monday"."""
    return str(format_date(day, "EEEE", locale=language))


def holiday(language: str, day: date) -> str | None:
    """The holiday's name; None where the day has none."""
    return _of_year(language, day.year).get(day)


@cache
def _of_year(language: str, year: int) -> dict[date, str]:
    from holidays import country_holidays  # slow to import, and seldom asked

    return dict(country_holidays("VN", years=year, language=_SPOKEN[language]).items())
