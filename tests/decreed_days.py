"""Days off and worked by decree in Vietnam, kept by hand from the announcements; the measure for what a library says.

Only what differs from the week is listed: weekdays off, weekend days worked. Up to 2026 a year is complete. After it decrees
are to come: listed is what follows from the law alone (Labour Code art. 112; 24 November since 2026), and around Tết and
2 September the library may take further days off.
"""

from datetime import date

LAST_COMPLETE = 2026


def _days(year: int, *months: tuple[int, tuple[int, ...]]) -> set[date]:
    return {date(year, month, day) for month, days in months for day in days}


OFF = {
    2023: _days(2023, (1, (2, 20, 23, 24, 25, 26)), (5, (1, 2, 3)), (9, (1, 4))),
    2024: _days(2024, (1, (1,)), (2, (8, 9, 12, 13, 14)), (4, (18, 29, 30)), (5, (1,)), (9, (2, 3))),
    2025: _days(2025, (1, (1, 27, 28, 29, 30, 31)), (4, (7, 30)), (5, (1, 2)), (9, (1, 2))),
    2026: _days(2026, (1, (1, 2)), (2, (16, 17, 18, 19, 20)), (4, (27, 30)), (5, (1,)), (8, (31,)), (9, (1, 2)), (11, (24,))),
    2027: _days(2027, (1, (1,)), (2, (8, 9)), (4, (16, 30)), (5, (3,)), (9, (2,)), (11, (24,))),
    2028: _days(2028, (1, (3, 26, 27, 28)), (4, (4,)), (5, (1, 2)), (9, (4,)), (11, (24,))),
    2029: _days(2029, (1, (1,)), (2, (13, 14, 15, 16)), (4, (23, 30)), (5, (1,)), (9, (3,)), (11, (26,))),
    2030: _days(2030, (1, (1,)), (2, (4, 5)), (4, (12, 30)), (5, (1,)), (9, (2,)), (11, (25,))),
}
WORKED = {
    2024: _days(2024, (5, (4,))),
    2025: _days(2025, (4, (26,))),
    2026: _days(2026, (1, (10,)), (8, (22,))),
}
TET = {2027: date(2027, 2, 6), 2028: date(2028, 1, 26), 2029: date(2029, 2, 13), 2030: date(2030, 2, 2)}    # its first day
