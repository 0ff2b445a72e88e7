"""`bot holidays`: the year's days off and worked weekends, and how one is set. Knows records and a terminal."""

import sys
from datetime import date, datetime, timedelta

from bot.columns import columns
from bot.opening import open_database
from bot.refused import RefusedError
from bot.settings import Store
from locales.day_names import holiday, weekday
from locales.messages import say
from locales.writing import day as written
from storage.changed_days import Change, changes, reset_day, set_day, working_days
from storage.database import Session, transaction

_FIRST, _LAST = 1980, 2100      # years of which the lists say anything
_LONGEST = 200                  # letters of a note
_SATURDAY = 5


def show_holidays(store: Store, year: int, today: date) -> int:
    """Print every day of the year that is not as its weekday would have it. Raises RefusedError for a year too far off."""
    if not _FIRST <= year <= _LAST:
        raise RefusedError(say(store.language, "holidays.no_year", first=_FIRST, last=_LAST))
    engine = open_database(store.database_url, store.language)
    try:
        with transaction(engine) as session:
            lines = _lines(session, store.language, year)
    finally:
        engine.dispose()
    print("\n".join(lines))
    if year > today.year:
        print(say(store.language, "holidays.guess", year=year))
    return 0


def set_holiday(store: Store, text: str, working: bool, note: str, now: datetime) -> int:
    """Set the day to be off or worked. Raises RefusedError where the text is no day, or the note too long."""
    day = _day(store.language, text)
    if len(note) > _LONGEST:
        raise RefusedError(say(store.language, "holidays.long_note", limit=_LONGEST))
    engine = open_database(store.database_url, store.language)
    try:
        with transaction(engine) as session:
            set_day(session, day, working, note, now)
            line = _line(store.language, day, working, changes(session)[day])
    finally:
        engine.dispose()
    print("  ".join(cell for cell in line if cell))
    return 0


def reset_holiday(store: Store, text: str, now: datetime) -> int:
    """The day is again what the lists say; 1 where nothing had been set. Raises RefusedError where the text is no day."""
    day = _day(store.language, text)
    engine = open_database(store.database_url, store.language)
    try:
        with transaction(engine) as session:
            was_set = reset_day(session, day, now)
            line = _line(store.language, day, working_days(session).is_working(day), changes(session).get(day))
    finally:
        engine.dispose()
    if not was_set:
        print(say(store.language, "holidays.not_set", day=written(store.language, day)), file=sys.stderr)
        return 1
    print("  ".join(cell for cell in line if cell))
    return 0


def _lines(session: Session, language: str, year: int) -> list[str]:
    days, changed = working_days(session), changes(session)
    first = date(year, 1, 1)
    every = (first + timedelta(days=each) for each in range((date(year + 1, 1, 1) - first).days))
    shown = [day for day in every if day in changed or days.is_working(day) != (day.weekday() < _SATURDAY)]
    return columns([_line(language, day, days.is_working(day), changed.get(day)) for day in shown], indent="")


def _line(language: str, day: date, working: bool, change: Change | None) -> tuple[str, ...]:
    return (
        day.isoformat(), weekday(language, day), say(language, "holidays.worked" if working else "holidays.off"),
        _why(language, day, working, change),
    )  # fmt: skip


def _why(language: str, day: date, working: bool, change: Change | None) -> str:
    """What was noted where somebody has set the day, else the holiday's name."""
    if change is None:
        return "" if working else holiday(language, day) or ""
    said = "holidays.shipped" if change.shipped else "holidays.set"
    return say(language, said, note=change.note) if change.note else say(language, "holidays.set_without_note")


def _day(language: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RefusedError(say(language, "holidays.no_day", text=text)) from None
