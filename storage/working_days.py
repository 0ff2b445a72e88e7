"""Which days are worked, and when a message may ring: weekends, Vietnam's public holidays, swapped days. Knows no database.

Every moment here is wall-clock time of the house: `now` is aware, in the house's zone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache

_SATURDAY = 5


@dataclass(frozen=True)
class Hours:
    """Full hours between which a message may ring: from `first` on, before `last`."""

    first: int = 8
    last: int = 17

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"


@dataclass(frozen=True)
class WorkingDays:
    """The days as decreed, with those that somebody has set otherwise: `changed` says of a day whether it is worked."""

    changed: Mapping[date, bool] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """Whether offices work on the day."""
        changed = self.changed.get(day)
        return changed if changed is not None else is_working_by_decree(day)

    def on_or_after(self, day: date) -> date:
        """The day itself if it is worked, else the next that is."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def on_or_before(self, day: date) -> date:
        """The day itself if it is worked, else the last before it that was."""
        while not self.is_working(day):
            day -= timedelta(days=1)
        return day

    def next_working_day(self, day: date) -> date:
        """The first working day after the day."""
        return self.on_or_after(day + timedelta(days=1))

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after the day, which is not counted itself; 0 is the day itself, worked or not."""
        for _ in range(count):
            day = self.next_working_day(day)
        return day

    def working_days_after(self, day: date, until: date) -> int:
        """How many days are worked after `day`, up to and with `until`; 0 where `until` is not later."""
        return sum(self.is_working(day + timedelta(days=each)) for each in range(1, (until - day).days + 1))

    def next_ring(self, now: datetime, hours: Hours) -> datetime:
        """The first moment from `now` on at which a message may ring: `now` itself within the hours of a working day."""
        if self.is_working(now.date()):
            if hours.first <= now.hour < hours.last:
                return now
            if now.hour < hours.first:
                return _at(now, now.date(), hours)
        return _at(now, self.next_working_day(now.date()), hours)


@lru_cache(maxsize=4096)                            # asked for the same days at every look
def is_working_by_decree(day: date) -> bool:
    """Whether the day is worked as far as decrees are known; years not decreed yet are the library's guess."""
    off, worked = _decreed(day.year)
    return day in worked or (day.weekday() < _SATURDAY and day not in off)


@cache
def _decreed(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Holidays of the year, and the weekend days of it that are worked in exchange for another."""
    from holidays import country_holidays  # slow to import, and most commands need no day of it

    listed = country_holidays("VN", years=year)
    return frozenset(listed), frozenset(day for day in listed.weekend_workdays if day.year == year)


def _at(now: datetime, day: date, hours: Hours) -> datetime:
    return datetime.combine(day, time(hours.first), tzinfo=now.tzinfo)
