"""Forms of weeks, months, quarters and years: "t10", "quý III/2026", "9 tháng", "tuần rồi", "thứ 6". Knows each by itself."""

import re

from handlers.reading import calendars
from handlers.reading.calendars import When
from handlers.reading.days import SHIFT, Days, Found
from handlers.reading.pieces import Piece

_UNITS = ("week", "month", "quarter", "year")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.-]([1-9]\d{3})")


def weekday(days: Days, place: int) -> Found:
    """ "thứ 6 vừa rồi", "t5 tuần trước", "chủ nhật", "last Friday"."""
    piece = days.piece(place)
    number, end, week = None, place + 1, None
    if piece.has("weekday", "lead") and (
        not piece.has("grain", "month_letter") or (days.letter(place) and days.week_after(place + 2))
    ):
        said = None if _is_behind_ten(days.piece(place + 1)) else days.count(place + 1)
        number, end = (said - 2 if said is not None and 2 <= said <= 7 else None), place + 2
    elif piece.has("weekday") and piece.value("weekday").isdigit():
        if days.count(place - 1) is not None and not days.piece(place - 1).used:
            return None     # "ba chủ nhật liền"
        number = int(piece.value("weekday"))
    elif piece.has("which", "last", "this") and days.piece(place + 1).value("weekday").isdigit():
        number, end = int(days.piece(place + 1).value("weekday")), place + 2
    if number is None:
        return None
    if days.week_after(end):
        week, end = SHIFT[days.piece(end + 1).value("which")], end + 2
    elif days.piece(end).has("which", "last", "this") and days.piece(end + 1).has("grain", "week"):
        week, end = SHIFT[days.piece(end).value("which")], end + 2      # "Thursday last week"
    elif days.piece(end).has("which", "last", "this"):
        end += 1
    return calendars.weekday(number, days.today, week), end


def _is_behind_ten(piece: Piece) -> bool:
    """ "lăm", no day's number: "tranh thu lam le"."""
    return piece.has("behind_ten") and not piece.has("not_alone")


def first_months(days: Days, place: int) -> Found:
    """ "6 tháng đầu năm 2025", "9 tháng", "6 tháng cuối năm"."""
    number, step = days.count(place), place + 1
    if number is None or not (days.piece(step).has("grain", "month") or days.piece(step).has("grain", "month_letter")):
        return None
    part = days.piece(step + 1)
    if days.piece(place - 1).has("lunar", "first_days"):
        return None     # "mùng 6 tháng này"
    if part.has("part") and days.piece(step + 2).has("grain", "year"):
        year, end = days.year(step + 2)
        end = max(end, step + 3)
        first, last = (13 - number, 12) if part.has("part", "tail") else (1, number)
    elif part.has("edge", "year_end") and number == 6:
        first, last, year, end = 7, 12, *days.year(step + 2)
    elif number in (3, 6, 9) or (2 <= number <= 11 and (
        days.year(step + 1)[0] or days.piece(place - 1).has("introducer_in") or days.piece(step + 1).text == ":"
        or days.piece(place - 1).has("extent", "statement")
        or (number >= 7 and _begins(days, place) and (days.piece(step + 1).has("subject") or days.piece(step + 1).text == ","))
    )):
        first, last, year, end = 1, number, *days.year(step + 1)
    else:
        return None
    return (calendars.months(first, last, year, days.today, "months"), end) if 1 <= first <= last <= 12 else None


def _begins(days: Days, place: int) -> bool:
    """Whether nothing stands before it in its clause but whose it is: "khối DN 10 tháng phát triển mới 27"."""
    before = days.piece(place - 1)
    return not before.tokens or before.mark or before.has("unit")


def month(days: Days, place: int) -> Found:
    """ "tháng 9 vừa rồi", "t10", "tháng 12/2023", "October 2026"."""
    piece = days.piece(place)
    if piece.has("month_name") and not piece.has("ask") and not days.verb_may(place):
        return _named_month(days, place)
    if (piece.has("grain", "month") or days.letter(place)) and (found := _MONTH_YEAR.fullmatch(days.piece(place + 1).text)):
        month = calendars.month(int(found[1]), int(found[2]), days.today)
        return (month, place + 2) if month else None
    number, end = days.month_number(place)
    if number is None:
        return None
    year, end = days.year(end)
    if year is None and days.piece(end).has("which", "this", "next"):
        year, end = days.today.year + (number < days.today.month and days.piece(end).has("which", "next")), end + 1
    month = calendars.month(number, year, days.today)
    return (month, days.past(end)) if month and not _has_no_such_day(days, place, month) else None


def _has_no_such_day(days: Days, place: int, month: When) -> bool:
    """ "30 tháng 2", "31 Sept": neither a day nor the whole month."""
    day = days.piece(place - 1).number if not days.piece(place - 1).used else None
    return isinstance(day, int) and day <= 31 and month.last is not None and day > month.last.day


def _named_month(days: Days, place: int) -> Found:
    month = int(days.piece(place).value("month_name"))
    day = days.count(place + 1)
    if day is not None and 1 <= day <= 31:
        step = place + 2 if not days.piece(place + 2).has("ordinal_ending") else place + 3
        year, end = days.year(step)
        found = calendars.day_of(day, month, year, days.today)
    else:
        year, end = days.year(place + 1)
        found = calendars.month(month, year, days.today)
    return (found, end) if found and not _has_no_such_day(days, place, found) else None


def quarter(days: Days, place: int) -> Found:
    """ "quý III/2026", "Q3", "quý 2 năm ngoái"."""
    if days.piece(place).has("quarter_name"):
        year, end = days.year(place + 1)
        named = calendars.quarter(int(days.piece(place).value("quarter_name")), year, days.today)
        return (named, end) if named else None
    if not days.piece(place).has("grain", "quarter"):
        return None
    text = days.piece(place + 1).text
    if found := re.fullmatch(r"([1-4])[/-]([1-9]\d{3})", text):
        quarter, end = calendars.quarter(int(found[1]), int(found[2]), days.today), place + 2
    else:
        number = days.count(place + 1)
        year, end = days.year(place + 2)
        quarter = calendars.quarter(number, year, days.today) if number is not None else None
    return (quarter, days.past(end)) if quarter else None


def first_quarters(days: Days, place: int) -> Found:
    """ "hai quý đầu năm"."""
    number, part = days.count(place), days.piece(place + 2)
    if number not in (2, 3) or not days.piece(place + 1).has("grain", "quarter") or not part.has("part", "head", "tail"):
        return None
    if not days.piece(place + 3).has("grain", "year"):
        return None
    year, end = days.year(place + 3)
    first, last = (13 - 3 * number, 12) if part.has("part", "tail") else (1, 3 * number)
    return calendars.months(first, last, year, days.today, "months"), max(end, place + 4)


def this_year(days: Days, place: int) -> Found:
    """ "trong năm", "kế hoạch năm", where no year is named."""
    before, after = days.piece(place - 1), days.piece(place + 1)
    if not days.piece(place).has("grain", "year") or not (before.has("introducer_in") or before.has("cue", "plan_share")):
        return None
    ends = not after.tokens or after.mark or (after.has("filler") and not after.has("which"))
    return (calendars.around("year", days.today, 0), place + 1) if ends else None


def relative(days: Days, place: int) -> Found:
    """ "tháng này", "quý rồi", "năm ngoái"; in English the other way round: "last week"."""
    here, after = days.piece(place), days.piece(place + 1)
    turned = days.language == "en" or here.has("which", "coming")
    grain, which = (after, here) if turned else (here, after)
    if not grain.has("grain", *_UNITS) or not which.has("which"):
        return None
    if here.has("which", "coming") and days.piece(place + 2).number is not None and not days.piece(place + 3).has("counter"):
        return None     # "đổi sang tháng 10" is no next month
    unit = next(value for value in _UNITS if grain.has("grain", value))
    return calendars.around(unit, days.today, SHIFT[which.value("which")]), place + 2


def year(days: Days, place: int) -> Found:
    """ "năm 2025", "2025"."""
    year, end = days.year(place) if not days.piece(place).mark else (None, place)
    if year is None or (end == place + 1 and days.piece(end).has("counter")):
        return None
    return calendars.year_of(year), end


def halves(days: Days, place: int) -> Found:
    for value, first in (("first_half", 1), ("second_half", 7)):
        if days.piece(place).has("edge", value):
            year, end = days.year(place + 1)
            return calendars.months(first, first + 5, year, days.today, "months"), end
    return None
