"""When a duty rings, and for whom: pure, on days of months, leap years and holidays; what words make of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.duties import Duty, above_ring, after, empty_ring, own_ring
from storage.duty_events import DutyAct, Word
from storage.rhythm import BEFORE, OFF, REPORTS, Rhythm, read_rhythm
from storage.spans import month_span
from storage.working_days import WorkingDays

DAYS = WorkingDays()
REVIEW = Duty(code="TY/tan-yen/interim", unit="TY-K", name="Sơ kết", regular=date(2026, 9, 30), due=date(2026, 9, 30))
REPORT = Duty(code="report/month", unit="TY-01", name="", regular=date(2026, 11, 5), due=date(2026, 11, 5), every="month",
              period=month_span(2026, 10))
OCTOBER = [date(2026, 10, 1) + timedelta(days=each) for each in range(31)]


def rung(duty: Duty, first: date, last: date, wished: int | None = None) -> list[date]:
    """The days on which it rings for those who have to do it, each of them heard."""
    told, found = None, []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        ring = own_ring(duty, told, DAYS, day, wished) if DAYS.is_working(day) else None
        if ring is not None and ring.now:
            told = day
            found.append(day)
    return found


def said(act: DutyAct, day: date | None = None, reason: str = "") -> Word:
    return Word(act, day, reason, datetime(2026, 9, 20, tzinfo=UTC))


def test_steps_before_then_the_next_working_day_then_weekly() -> None:
    assert rung(REVIEW, date(2026, 8, 1), date(2026, 10, 20)) == [
        date(2026, 8, 28), date(2026, 9, 16), date(2026, 9, 23), date(2026, 9, 25), date(2026, 9, 29), date(2026, 9, 30),
        date(2026, 10, 1), date(2026, 10, 8), date(2026, 10, 15),
    ]  # fmt: skip


def test_a_report_is_asked_for_when_its_month_is_over() -> None:
    assert rung(REPORT, date(2026, 10, 1), date(2026, 11, 20)) == [
        date(2026, 11, 2), date(2026, 11, 5), date(2026, 11, 6), date(2026, 11, 13), date(2026, 11, 20),
    ]  # fmt: skip
    assert rung(replace(REPORT, heard=True, count=3), date(2026, 10, 1), date(2026, 11, 20)) == [date(2026, 11, 2)]


def test_a_wish_stands_above_the_usual() -> None:
    assert rung(REVIEW, date(2026, 8, 1), date(2026, 9, 30), wished=5) == [date(2026, 9, 25), date(2026, 9, 30)]


def test_three_days_down_are_one_message() -> None:
    assert rung(REVIEW, date(2026, 9, 28), date(2026, 9, 28)) == [date(2026, 9, 28)]
    ring = own_ring(REVIEW, date(2026, 9, 23), DAYS, date(2026, 9, 30))
    assert ring is not None
    assert ring.now


def test_what_was_over_before_the_bot_knew_is_asked_about_once_and_goes_up_to_nobody() -> None:
    known = replace(REVIEW, known_on=date(2026, 11, 2))
    assert rung(known, date(2026, 11, 2), date(2026, 12, 31)) == [date(2026, 11, 2)]
    assert above_ring(known, 1, None, DAYS, date(2026, 12, 1)) is None


def test_a_promise_is_waited_for_and_urging_is_not() -> None:
    promised = after(REVIEW, [said(DutyAct.PROMISED, date(2026, 10, 6))])
    assert rung(promised, date(2026, 9, 21), date(2026, 10, 6)) == [date(2026, 10, 6)]
    urged = after(promised, [said(DutyAct.URGED, date(2026, 9, 24))])
    assert rung(urged, date(2026, 9, 21), date(2026, 9, 28)) == [date(2026, 9, 24)]


def test_up_the_line_one_level_at_a_time_and_over_tet() -> None:
    first = {level: next(day for day in OCTOBER if above_ring(REVIEW, level, None, DAYS, day)) for level in (1, 2, 3)}
    assert first == {1: date(2026, 10, 2), 2: date(2026, 10, 9), 3: date(2026, 10, 16)}
    before_tet = replace(REVIEW, due=date(2026, 2, 13))
    assert above_ring(before_tet, 1, None, DAYS, date(2026, 2, 23)) is None
    assert above_ring(before_tet, 1, None, DAYS, date(2026, 2, 24)) is not None


def test_nobody_there_is_told_of_first_and_on_the_day() -> None:
    told, found = None, []
    for day in (date(2026, 8, 1) + timedelta(days=each) for each in range(90)):
        if DAYS.is_working(day) and empty_ring(REVIEW, told, DAYS, day):
            told = day
            found.append(day)
    assert found == [date(2026, 8, 28), date(2026, 9, 30)]


def test_words_about_a_duty() -> None:
    done = after(REVIEW, [said(DutyAct.DONE, date(2026, 9, 18))])
    assert (done.is_open, done.done_on, done.told_on) == (False, date(2026, 9, 18), date(2026, 9, 20))
    assert after(done, [said(DutyAct.REOPENED)]).is_open
    moved = after(REVIEW, [said(DutyAct.MOVED, date(2026, 10, 31), "thay bí thư")])
    assert (moved.due, moved.regular, moved.moved) == (date(2026, 10, 31), date(2026, 9, 30), "thay bí thư")
    assert not after(REVIEW, [said(DutyAct.EXCUSED, reason="hết nguồn")]).is_late(date(2026, 12, 1))
    assert moved.key == REVIEW.key, "it is the same thing whenever it is due"


@given(due=st.dates(date(2023, 1, 1), date(2030, 12, 31)), every=st.sampled_from(sorted(BEFORE)), seen=st.integers(0, 60))
def test_no_day_off_no_day_twice_and_never_silent_when_late(due: date, every: str, seen: int) -> None:
    duty = replace(REVIEW, due=due, regular=due, every=every)
    found = rung(duty, due - timedelta(days=seen), due + timedelta(days=30))
    assert all(map(DAYS.is_working, found))
    assert found == sorted(set(found))
    assert sum(day > due for day in found) >= 2
    assert len([day for day in found if day <= due]) <= len(BEFORE[every])


@pytest.mark.parametrize(("text", "every", "days"), [
    (REPORTS, "month", {"branch": 5, "grassroots": 7, "bloc": 10}), ("year committee=20", "year", {"committee": 20}),
    (OFF, "", {}),
])  # fmt: skip
def test_the_rhythm_of_reports_as_it_is_set(text: str, every: str, days: dict[str, int]) -> None:
    assert read_rhythm(text) == Rhythm(every, days)


@pytest.mark.parametrize("text", ["", "month", "week branch=5", "month branch=29", "month branch", "month branch=0"])
def test_no_rhythm(text: str) -> None:
    with pytest.raises(ValueError, match="form"):
        read_rhythm(text)
