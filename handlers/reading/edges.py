"""Spans with a spoken edge: from–to, up to, since, so far. Knows the edges, not the days themselves."""

from datetime import date, timedelta

from handlers.reading import calendars, dates
from handlers.reading.calendars import When
from handlers.reading.days import Days, Found

_BEGINNINGS = ("from", "year_start", "span", "between", "since_founding")


def edge_at(days: Days, place: int) -> Found:
    """Spans with a spoken edge."""
    piece, today = days.piece(place), days.today
    if "edge" not in piece.tags:
        return _days_together(days, place) if piece.has("grain", "day") else _years(days, place)
    if piece.has("edge", "rest_of_year"):
        return When(today, date(today.year, 12, 31), "span"), place + 1
    if piece.has("edge", "since_founding"):
        return When(None, today, "span"), place + 1
    if piece.has("edge", "year_start"):
        return _from_new_year(days, place)
    if piece.has("edge", "to_now"):
        return When(date(today.year, 1, 1), today, "span"), place + 1
    if piece.has("edge", "year_end"):
        year, end = days.year(place + 1)
        return calendars.year_of(year or today.year), end
    if piece.has("edge", "from") or piece.has("edge", "span"):
        return _from(days, place)
    if piece.has("grain", "day"):
        return _days_together(days, place)
    if piece.has("edge", "to"):
        return _up_to(days, place)
    return _years(days, place)


def _from_new_year(days: Days, place: int) -> Found:
    """ "từ đầu năm 2026 đến nay", "từ đầu năm đến hết tháng 9"."""
    year, end = days.year(place + 1)
    first = date(year or days.today.year, 1, 1)
    last, end = _end(days, end)
    last = last or days.today
    return (When(first, last, "span") if first <= last else calendars.year_of(first.year)), end


def _end(days: Days, place: int, together: bool = False) -> tuple[date | None, int]:
    """The end that "đến …" gives, if it is there; "và …" gives it too where two days stand together."""
    piece = days.piece(place)
    if piece.has("edge", "to_now"):
        return days.today, place + 1
    if piece.has("edge", "to") or piece.text in ("-", "–") or (together and piece.has("either")):
        if days.piece(place + 1).has("edge", "now"):
            return days.today, place + 2
        found = dates.at(days, place + 1)
        if found:
            return found[0].period(days.today, ahead=False).last, found[1]
    return None, place


def _from(days: Days, place: int) -> Found:
    """ "từ 10/11 đến 12/11", "từ 2023 đến nay", "giai đoạn 2023-2030", "từ tháng 7"."""
    if years := _years(days, place + 1):
        return years
    if days.piece(place + 1).has("edge", "now") and not days.piece(place + 1).has("grain"):
        return _from_today(days, place + 2)
    begin = place + 1 + (days.piece(place + 1).has("grain", "day") and dates.at(days, place + 1) is None)
    found = dates.at(days, begin) or _bare_day(days, begin)
    if not found:
        return None
    start = found[0].period(days.today, ahead=False).first
    last, end = _end(days, found[1], together=days.piece(place).has("edge", "between"))
    if last is None and (days.piece(place).has("edge", "span") or found[0].grain == "day"):
        return found
    last = last or days.today
    if start and last < start and not found[0].fixed and found[0].first:
        start = start.replace(year=last.year)   # "từ tháng 3 đến tháng 5/2025"
    if start and last < start:
        return found
    return When(start, last, "span"), end


def _from_today(days: Days, place: int) -> Found:
    """ "từ nay đến 2030"."""
    if not days.piece(place).has("edge", "to"):
        return None
    found = dates.at(days, place + 1)
    year, end = days.year(place + 1)
    last, end = (found[0].last, found[1]) if found else (date(year, 12, 31) if year else None, end)
    return (When(days.today, last, "span"), end) if last and last >= days.today else None


def _days_together(days: Days, place: int) -> Found:
    """ "hôm 17 đến 19 tháng 9", "ngày 14 và 15/11"."""
    start = _bare_day(days, place + 1)
    if not start:
        return None
    first, (last, end) = start[0].first, _end(days, start[1], together=True)
    return (When(first, last, "span"), end) if first and last and first <= last else None


def _bare_day(days: Days, place: int) -> Found:
    """The 10 of "từ 10 đến 12/11", "5 and 7 November"."""
    place += days.piece(place).has("lunar", "first_days")
    day, after = days.count(place), days.piece(place + 1)
    if day is None or not 1 <= day <= 31 or not (after.has("edge", "to") or after.text in ("-", "–") or after.has("either")):
        return None
    behind = dates.at(days, place + 2)
    if not behind or behind[0].grain != "day" or behind[0].last is None:
        return None
    last = behind[0].period(days.today, ahead=False).last
    first = calendars.day_of(day, last.month, last.year, days.today) if last else None
    return (first, place + 1) if first else None


def _years(days: Days, place: int) -> Found:
    """ "2023-2030", "2023 – 2030"."""
    ends = days.piece(place).text.split("-") if days.piece(place).text.count("-") == 1 else []
    if len(ends) == 2 and all(len(end) == 4 and end.isdigit() for end in ends) and 0 < int(ends[0]) <= int(ends[1]):
        return When(date(int(ends[0]), 1, 1), date(int(ends[1]), 12, 31), "span"), place + 1
    first, end = days.year(place) if not days.piece(place).mark else (None, place)
    if first is not None and (days.piece(end).text in ("-", "–") or days.piece(end).has("edge", "to")):
        last, after = days.year(end + 1)
        if last is not None and first < last <= 2100:
            return When(date(first, 1, 1), date(last, 12, 31), "span"), after
    return None


def _up_to(days: Days, place: int) -> Found:
    """ "đến hết tháng 9": from New Year; "đến 2030": open at its beginning."""
    if days.piece(place + 1).has("edge", "now") and not days.piece(place + 1).has("grain"):
        return When(date(days.today.year, 1, 1), days.today, "span"), place + 2
    found = dates.at(days, place + 1)
    if not found or found[0].last is None or _is_evening(days, place, found[0]):
        return None
    when = found[0].period(days.today, ahead=False)
    if when.last is None or (found[0].grain == "year" and when.last.year > days.today.year):
        return When(None, when.last, "span"), found[1]
    return When(date(when.last.year, 1, 1), when.last, "span"), found[1]


def _is_evening(days: Days, place: int, when: When) -> bool:
    """ "toi 17/11" without marks is the evening of that day; "toi 30/9" is up to the end of a month."""
    if when.grain != "day" or when.last is None or not days.piece(place).has("daytime"):
        return False
    begun = any(days.piece(before).has("edge", *_BEGINNINGS) for before in range(place))
    return not begun and (when.last + timedelta(days=1)).day != 1
