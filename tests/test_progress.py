"""Figures against targets: percent, missing, ranges, shares, pace. Tables of numbers that the sources print or imply."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.pace import a_month, at_this_pace, elapsed, even_pace, even_share
from storage.progress import Bounds, bounds, met, progress, share
from storage.spans import Span, month_span, months_left, quarter_span, whole_years, year_span

YEAR = year_span(2026)
TODAY = date(2026, 11, 22)

PROGRESS = [
    # figure, bounds → percent, missing, exceeded, standing
    (131, bounds(at_least=100), 131, 0, 31, "within"),                       # Bắc Ninh, September 2011
    (9, bounds(at_least=9), 100, 0, 0, "within"),                            # Tân Yên
    (3, bounds(at_least=9), 33, 6, 0, "below"),
    (8, bounds(at_least=8), 100, 0, 0, "within"),
    (55, bounds(more_than=55), 98, 1, 0, "below"),                           # "over 55" is 56
    (56, bounds(more_than=55), 100, 0, 0, "within"),
    (199, bounds(at_least=200), 99, 1, 0, "below"),                          # never rounded up to 100
    (1019, bounds(at_least=1020, at_most=1250), 99, 1, 0, "below"),          # Hậu Giang
    (1020, bounds(at_least=1020, at_most=1250), 100, 0, 0, "within"),
    (1250, bounds(at_least=1020, at_most=1250), 122, 0, 0, "within"),
    (1251, bounds(at_least=1020, at_most=1250), 122, 0, 1, "above"),
    (87, bounds(at_least=40, at_most=55), 217, 0, 32, "above"),
    (4, bounds(exactly=5), 80, 1, 0, "below"),
    (6, bounds(exactly=5), 120, 0, 1, "above"),
    (3, bounds(at_most=4), 75, 0, 0, "within"),
    (6, bounds(at_most=4), 150, 0, 2, "above"),
    (0, bounds(at_least=0), None, 0, 0, "within"),
]


@pytest.mark.parametrize(("count", "asked", "percent", "missing", "exceeded", "standing"), PROGRESS)
def test_progress(count: int, asked: Bounds, percent: int | None, missing: int, exceeded: int, standing: str) -> None:
    there = progress(count, asked)
    assert there.percent == (None if percent is None else (percent, percent))
    assert (there.missing, there.exceeded, there.standing) == ((missing, missing), (exceeded, exceeded), standing)


UNSURE = [
    # low, high, minimum → percent, missing, met
    (5, 7, 9, (55, 77), (2, 4), False),
    (5, 9, 9, (55, 100), (0, 4), None),
    (9, 12, 9, (100, 133), (0, 0), True),
]


@pytest.mark.parametrize(("low", "high", "minimum", "percent", "missing", "reached"), UNSURE)
def test_what_is_known_in_bounds_only_stays_so(
    low: int, high: int, minimum: int, percent: tuple[int, int], missing: tuple[int, int], reached: bool | None,
) -> None:
    there = progress(low, bounds(at_least=minimum), high)
    assert (there.percent, there.missing, there.is_met) == (percent, missing, reached)


@given(st.integers(0, 3000), st.integers(1, 2000))
def test_percent_reaches_a_hundred_exactly_when_nothing_is_missing(count: int, minimum: int) -> None:
    there = progress(count, bounds(at_least=minimum))
    assert there.percent is not None
    assert (there.percent[0] >= 100) == (there.missing[0] == 0) == there.is_met
    assert count == minimum - there.missing[0] + there.exceeded[0]


SHARES = [
    # x, y, percent → met, missing, spare
    (9, 10, 9000, True, 0, 0), (8, 10, 9000, False, 1, 0), (17, 19, 9000, False, 1, 0), (18, 20, 9000, True, 0, 0),
    (89, 99, 9000, False, 1, 0), (90, 99, 9000, True, 0, 0), (0, 0, 9000, False, 0, 0), (170, 200, 8500, True, 0, 0),
    (175, 200, 8750, True, 0, 0), (174, 200, 8750, False, 1, 0), (20, 20, 8500, True, 0, 3),
]


@pytest.mark.parametrize(("count", "total", "points", "reached", "missing", "spare"), SHARES)
def test_shares_are_decided_on_whole_numbers(
    count: int, total: int, points: int, reached: bool, missing: int, spare: int,
) -> None:
    assert met(count, total, points) is reached
    there = share(count, total, points)
    assert (there.is_met, there.missing, there.spare) == (reached, missing, spare)


@given(st.integers(0, 400), st.integers(1, 400), st.integers(0, 10_000))
def test_a_share_is_met_with_the_missing_ones_and_not_with_one_less(count: int, total: int, points: int) -> None:
    there = share(min(count, total), total, points)
    assert met(there.count + there.missing, total, points)
    assert not there.missing or not met(there.count + there.missing - 1, total, points)


def test_even_pace() -> None:
    assert elapsed(YEAR, TODAY) == 326
    assert even_pace(9, YEAR, TODAY) == 8                                    # 9 × 326 / 365 = 8.04
    assert (even_pace(9, YEAR, date(2025, 12, 31)), even_pace(9, YEAR, date(2027, 5, 1))) == (0, 9)
    assert even_pace(100, year_span(2011), date(2011, 9, 30)) == 74


MONTHLY = [
    (6, TODAY, 3), (1, TODAY, 1), (0, TODAY, 0), (7, date(2026, 12, 31), 7), (7, date(2027, 1, 1), None),
    (12, date(2026, 1, 1), 1), (13, date(2026, 1, 1), 2), (12, date(2025, 7, 1), 1),
]


@pytest.mark.parametrize(("missing", "today", "needed"), MONTHLY)
def test_how_many_a_month(missing: int, today: date, needed: int | None) -> None:
    assert a_month(missing, YEAR, today) == needed


def test_where_this_pace_leads() -> None:
    assert at_this_pace(3, YEAR, TODAY) == 3
    assert at_this_pace(131, year_span(2011), date(2011, 9, 30)) == 175
    assert at_this_pace(3, YEAR, date(2025, 1, 1)) is None


@given(st.integers(0, 2000))
def test_shares_of_quarters_add_up_to_the_year(minimum: int) -> None:
    assert sum(even_share(minimum, YEAR, quarter_span(2026, quarter)) for quarter in (1, 2, 3, 4)) == minimum


def test_an_open_beginning_has_no_pace() -> None:
    with pytest.raises(ValueError, match="no pace"):
        even_pace(9, Span(None, date(2030, 12, 31)), TODAY)


def test_several_years_add_up() -> None:
    assert bounds(at_least=9).plus(bounds(at_least=8)) == bounds(at_least=17)
    assert bounds(at_least=1020, at_most=1250).plus(bounds(at_least=5)) == bounds(at_least=1025)
    assert bounds(at_least_basis_points=9000).plus(bounds(at_least_basis_points=9000)).basis_points == 9000


def test_the_calendar() -> None:
    assert quarter_span(2024, 1) == Span(date(2024, 1, 1), date(2024, 3, 31))
    assert month_span(2024, 2).last == date(2024, 2, 29)
    assert list(whole_years(Span(date(2023, 1, 1), date(2030, 12, 31))) or ()) == list(range(2023, 2031))
    assert whole_years(Span(date(2026, 1, 1), TODAY)) is None
    assert months_left(TODAY, date(2026, 12, 31)) == 2
    assert YEAR.cut_at(TODAY) == Span(date(2026, 1, 1), TODAY)
    assert YEAR.cut_at(date(2025, 12, 31)) is None
    with pytest.raises(ValueError, match="cannot end"):
        Span(TODAY, date(2026, 11, 21))
