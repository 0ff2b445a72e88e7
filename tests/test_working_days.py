"""Working days and hours 2023–2030 against a list of decrees kept by hand, and what must hold of them on any day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.changed_days import changes, reset_day, set_day, shipped, working_days
from storage.database import Engine, transaction
from storage.working_days import Hours, WorkingDays
from tests.decreed_days import LAST_COMPLETE, OFF, TET, WORKED

HOUSE = ZoneInfo("Asia/Ho_Chi_Minh")
SHIPPED = WorkingDays({day: change.working for day, change in shipped().items()})
NOW = datetime(2026, 11, 22, 9, tzinfo=HOUSE)

years = st.dates(date(2023, 1, 1), date(2030, 12, 31))
moments = st.datetimes(datetime(2023, 1, 1), datetime(2030, 12, 31), timezones=st.just(HOUSE))  # noqa: DTZ001 - zone beside it
hours = st.tuples(st.integers(0, 23), st.integers(1, 24)).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: Hours(*pair))
changed = st.dictionaries(years, st.booleans(), max_size=5).map(lambda own: WorkingDays({**SHIPPED.changed, **own}))


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=each) for each in range((date(year + 1, 1, 1) - first).days)]


def off(year: int) -> set[date]:
    return {day for day in days_of(year) if day.weekday() < 5 and not SHIPPED.is_working(day)}


@pytest.mark.parametrize("year", sorted(OFF))
def test_weekdays_off_are_those_decreed(year: int) -> None:
    more = off(year) - OFF[year]
    assert off(year) >= OFF[year]
    if year <= LAST_COMPLETE:
        assert not more
    else:
        beside = {date(year, 9, day) for day in (1, 3, 4)}
        assert all(day in beside or abs(day - TET[year]) <= timedelta(days=5) for day in more)


@pytest.mark.parametrize("year", sorted(OFF))
def test_weekend_days_worked_are_those_decreed(year: int) -> None:
    assert {day for day in days_of(year) if day.weekday() > 4 and SHIPPED.is_working(day)} == WORKED.get(year, set())


@pytest.mark.parametrize("day", [date.min, date(1945, 9, 3), date(2200, 9, 3), date.max])
def test_far_days_can_be_asked(day: date) -> None:
    assert SHIPPED.is_working(day) in (True, False)


@settings(max_examples=50)
@given(changed, years)
def test_the_next_working_day_is_worked_and_nothing_between_is(days: WorkingDays, day: date) -> None:
    following = days.next_working_day(day)
    assert following > day
    assert days.is_working(following)
    assert days.working_days_after(day, following) == 1
    assert not any(days.is_working(day + timedelta(days=each)) for each in range(1, (following - day).days))
    assert days.on_or_after(day) == (day if days.is_working(day) else following)
    assert days.on_or_before(following) == following


@settings(max_examples=50)
@given(changed, years, st.integers(0, 60), st.integers(0, 60))
def test_working_days_add_up(days: WorkingDays, day: date, one: int, other: int) -> None:
    assert days.add_working_days(days.add_working_days(day, one), other) == days.add_working_days(day, one + other)
    assert days.working_days_after(day, days.add_working_days(day, one)) == one


@settings(max_examples=50)
@given(changed, moments, hours)
def test_what_rings_rings_in_time_and_no_later_than_it_must(days: WorkingDays, now: datetime, between: Hours) -> None:
    ring = days.next_ring(now, between)
    assert ring >= now
    assert days.is_working(ring.date())
    assert between.first <= ring.hour < between.last
    assert days.next_ring(ring, between) == ring
    if ring != now:
        earlier = ring - timedelta(minutes=1)
        assert not between.first <= earlier.hour < between.last or not days.is_working(earlier.date())
        assert days.working_days_after(now.date(), ring.date()) <= 1


RINGS = [
    ("2026-11-20 09:30", "2026-11-20 09:30"),     # a Friday
    ("2026-11-20 07:59", "2026-11-20 08:00"),
    ("2026-11-20 16:59", "2026-11-20 16:59"),
    ("2026-11-20 17:00", "2026-11-23 08:00"),     # over the weekend
    ("2026-11-23 18:00", "2026-11-25 08:00"),     # over 24 November
    ("2026-02-13 17:30", "2026-02-23 08:00"),     # over Tết
    ("2026-01-01 10:00", "2026-01-05 08:00"),     # the library works on the 2nd
    ("2026-01-09 20:00", "2026-01-10 08:00"),     # a Saturday that is worked
    ("2026-08-29 10:00", "2026-09-03 08:00"),
    ("2027-12-31 23:59", "2028-01-04 08:00"),     # over a year's end, New Year's Day on a Saturday
    ("2028-02-28 17:00", "2028-02-29 08:00"),
]


@pytest.mark.parametrize(("now", "ring"), RINGS)
def test_when_it_rings(now: str, ring: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=HOUSE)
    assert SHIPPED.next_ring(moment, Hours()) == datetime.fromisoformat(ring).replace(tzinfo=HOUSE)


def test_what_the_operator_sets_stands_above_what_came_along(engine: Engine) -> None:
    swapped, decreed = date(2026, 1, 10), date(2026, 12, 31)
    with transaction(engine) as session:
        set_day(session, swapped, False, "", NOW)
        set_day(session, decreed, True, "", NOW)
        set_day(session, decreed, False, "nghỉ bù", NOW)
    with transaction(engine) as session:
        days = working_days(session)
        assert not days.is_working(swapped)
        assert not days.is_working(decreed)
        assert changes(session)[decreed].note == "nghỉ bù"
        assert reset_day(session, swapped, NOW)
        assert not reset_day(session, date(2026, 1, 2), NOW)
    with transaction(engine) as session:
        assert working_days(session).is_working(swapped)
        assert not working_days(session).is_working(decreed)
