"""Forms of a single day: "12/10", "15 tháng 9", "hôm qua", "mùng 6 Tết", "14 November". Knows each form by itself."""

import re

from handlers.reading import calendars
from handlers.reading.calendars import When
from handlers.reading.days import SHIFT, Days, Found

_FULL = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})[/.-](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.-]([1-9]\d{3})")
_LONG_AGO = 366  # days, weeks or months; what is further back is no time that anybody counts
_MID_AUTUMN = 8  # lunar month
_MOST_OF_A_MOON = 30  # days
_AGO = ("day", "week", "month")
_DAYS = re.compile(r"(\d{1,2})-(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")


def written(days: Days, place: int) -> Found:
    """ "12/10/2026", "9-2011", "10-12/11"."""
    text = days.piece(place).text
    if found := _DAYS.fullmatch(text):              # before the next: "10-12/11" is no day of 2011
        year_said = int(found[4]) if found[4] else None
        first = calendars.day_of(int(found[1]), int(found[3]), year_said, days.today)
        last = calendars.day_of(int(found[2]), int(found[3]), year_said, days.today)
        begins, ends = first.first if first else None, last.last if last else None
        return (When(begins, ends, "span", first.fixed), place + 1) if first and begins and ends and begins <= ends else None
    if found := _FULL.fullmatch(text):
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        return days.lunar_or(int(found[1]), int(found[2]), year, place + 1)
    if (found := _MONTH_YEAR.fullmatch(text)) and (month := calendars.month(int(found[1]), int(found[2]), days.today)):
        return month, place + 1
    return None


def day_and_month(days: Days, place: int) -> Found:
    """ "12/10" where it is a day and not x of y."""
    found = _DAY_MONTH.fullmatch(days.piece(place).text)
    if not found or (not days.introduced(place) and (_decimal(days, place) or days.counts(place + 1) or _ranges(days, place))):
        return None
    few, many = int(found[1]), int(found[2])
    shared = (days.rated and _is_share(days, place, few, many)) or (few <= many and _is_reached(days, place))
    apart = not days.introduced(place) or days.piece(place - 1).mark
    if (shared and not days.introduced(place)) or (apart and _is_part(days, place)):
        return None     # "cả 9 chi bộ đều hoàn thành tốt, 9/9, 100%"
    year, end = days.year(place + 1)
    return days.lunar_or(int(found[1]), int(found[2]), year, end)


def _is_share(days: Days, place: int, few: int, many: int) -> bool:
    """Whether x/y is x of y where ratings are told: all of them, or with a percentage behind."""
    return few == many or (few < many and days.shared(place))


def _is_reached(days: Days, place: int) -> bool:
    """ "đạt 3/5", "kết nạp được 3/5 đ/c"; "kết nạp 3/5 đ/c Nguyễn Văn An" was on the day."""
    before = days.piece(place - 2 if days.piece(place - 1).has("none", "get") else place - 1)
    counted = days.piece(place + 1).has("counter") and not days.piece(place + 2).has("person")
    return before.has("cue", "enough") or (before.has("subject") and counted)


def _is_part(days: Days, place: int) -> bool:
    """ "4/5 là công nhân"."""
    few, many = days.piece(place).pair or (1, 0)
    named = any(days.piece(place + 2).has(kind) for kind in ("facet", "sex", "counter"))
    return few <= many and days.piece(place + 1).has("copula") and named


def _decimal(days: Days, place: int) -> bool:
    """ "1.5" may be anything; "20.11" that ends what is said is a day."""
    text, before, after = days.piece(place).text, days.piece(place - 1), days.piece(place + 1)
    if before.has("correct", "rather") and any(piece.has("grain", "day") for piece in days.pieces):
        return False    # "ghi sai ngày, đúng là 6.11"
    begins = (not before.tokens or before.mark) and not any(after.has(kind) for kind in ("counter", "facet", "thing"))
    ends = begins or not after.tokens or (after.mark and after.text in ".,;!?)\n")
    return "." in text and not (ends and re.fullmatch(r"(0[1-9]|[12]\d|3[01])\.(0[1-9]|1[0-2])", text))


def _ranges(days: Days, place: int) -> bool:
    """ "2-3 đồng chí": from two to three."""
    after = days.piece(place + 1)
    return "-" in days.piece(place).text and any(after.has(kind) for kind in ("counter", "facet", "thing"))


def lunar_day(days: Days, place: int) -> Found:
    """ "mùng 6 Tết", "rằm tháng 7", "mùng 7 tháng 10" (solar)."""
    if days.piece(place + 1).has("lunar", "new_year") and (said := days.count(place)) is not None and 23 <= said <= 30:
        eve = calendars.lunar(said, 12, None, days.today)       # "29 tết"
        return (eve, place + 2) if eve else None
    full = days.piece(place).has("lunar", "full_moon")
    if not full and not days.piece(place).has("lunar", "first_days"):
        return None
    day, step = (15, place + 1) if full else (days.count(place + 1), place + 2)
    if day is None:
        return None
    if days.piece(step).has("lunar", "new_year"):
        year, end = days.year(step + 1)
        found = calendars.lunar(day, 1, year, days.today)
        return (found, end) if found else None
    if not full and days.piece(step).has("grain", "month") and (which := days.piece(step + 1)).has("which", "this", "last"):
        of = calendars.around("month", days.today, SHIFT[which.value("which")]).first
        found = calendars.day_of(day, of.month, of.year, days.today) if of else None
        return (found, step + 2) if found else None
    if full and days.piece(step).has("lunar", "mid_autumn"):
        return calendars.full_moon(days.today, _MID_AUTUMN), step + 1
    if not full and _is_lunar_alone(days, step - 1):
        return calendars.latest_lunar(day, days.today), step + 1
    month, step = days.month_number(step)
    if month is None and not full and day <= 10 and not any(days.piece(step).has(kind) for kind in ("lunar", "grain", "edge")):
        return _day_only(days, day), step       # "hôm mùng 2"
    if month is None:
        return (calendars.full_moon(days.today), step) if full else None
    year, end = days.year(step)
    moon = full or days.piece(step - 1).has("lunar")
    found = calendars.lunar(day, month, year, days.today) if moon else None
    return (found, end) if found else days.lunar_or(day, month, year, end)


def day_word(days: Days, place: int) -> Found:
    piece = days.piece(place)
    if place == 0 and len(piece.tokens) == 1 and piece.has("of_year") and piece.has("which", "this"):
        return calendars.around("day", days.today, 0), 1    # "nay kết nạp 2": today, where nothing stands before it
    if not piece.has("day") or days.piece(place - 1).has("ask", "how_many"):
        return None     # "mấy bữa ni" is no day
    return calendars.around("day", days.today, int(piece.value("day"))), place + 1


def ago(days: Days, place: int) -> Found:
    """ "cách đây 3 hôm", "3 ngày trước", "2 tuần trước" before or behind all else; "two days ago"."""
    lead = 1 if days.piece(place).has("ago", "before") else 0
    first, unit, end = days.piece(place + lead), days.piece(place + lead + 1), place + lead + 2
    grain = next((grain for grain in _AGO if unit.has("ago", grain) or unit.has("grain", grain)), None)
    if not lead and grain and not unit.has("ago"):
        before, after, last = days.piece(place - 1), days.piece(end), days.piece(end + 1)
        apart = not before.tokens or before.mark or before.has("counter") or before.has("facet")
        if not apart or not after.has("ago", "behind") or last.has("cue", "due") or before.has("grain"):
            return None     # "kết nạp 2 tuần trước" counts people
        end += 1
    count = 1 if first.has("article") else days.count(place + lead)
    if grain is None or count is None or not 0 < count <= _LONG_AGO:
        return None
    return calendars.around(grain, days.today, -count), end


def spoken_day(days: Days, place: int) -> Found:
    """ "ngày 3 tháng 2 năm 2026", "15 tháng 9", "hôm 15"."""
    introduced = days.piece(place).has("grain", "day") and not days.piece(place).has("day")
    step = place + 1 if introduced else place
    if introduced and (days.piece(step).has("lunar") or days.piece(step + 1).has("lunar", "new_year")):
        return lunar_day(days, step)        # "ngày mùng 6 tháng 7", "hôm 29 tết"
    day = days.count(step)
    if day is None or not 1 <= day <= 31 or (introduced and days.piece(step).has("edge", "from")):
        return None
    month, end = days.month_number(step + 1)
    if month is not None:
        moon = days.piece(end - 1).has("lunar")
        year, end = days.year(end)
        found = calendars.lunar(day, month, year, days.today) if moon else None
        return (found, end) if found else days.lunar_or(day, month, year, end)
    if _is_lunar_alone(days, step):
        return calendars.latest_lunar(day, days.today), step + 2
    if introduced and not any(days.piece(step + 1).has(kind) for kind in ("counter", "facet", "thing")):
        return _day_only(days, day), step + 1
    return None


def _is_lunar_alone(days: Days, place: int) -> bool:
    """ "12 âm lịch", "mùng 2 âm": a day of the moon's month that runs or has just ended; "2 ta", "3 âm thầm" are none."""
    day, behind, after = days.count(place) or 0, days.piece(place + 1), days.piece(place + 2)
    strange = bool(after.tokens) and not (after.mark or after.tags or after.number is not None)
    return 1 <= day <= _MOST_OF_A_MOON and behind.has("lunar", "calendar") and behind.word != "ta" and not strange


def _day_only(days: Days, day: int) -> When:
    """The latest such day of a month, up to today."""
    month = days.today.month if day <= days.today.day else days.today.month - 1
    found = calendars.day_of(day, month or 12, days.today.year if month else days.today.year - 1, days.today)
    return found or calendars.around("day", days.today, 0)


def _is_on_the(days: Days, place: int) -> bool:
    """ "on the 3rd", and nothing behind it that it could be the third of."""
    day, behind = days.count(place) or 0, days.piece(place + 2)
    led = days.piece(place - 1).has("day_lead") and days.piece(place + 1).has("ordinal_ending")
    return led and 1 <= day <= 31 and (behind.mark or not behind.tokens)


def day_named_month(days: Days, place: int) -> Found:
    """ "14 November 2026", "3rd of November"."""
    day, step = days.count(place), place + 1
    while days.piece(step).has("ordinal_ending") or days.piece(step).has("ratio"):
        step += 1
    if day is not None and step > place + 1 and days.piece(step).has("which", "this") and days.piece(step + 1).has("grain"):
        found = calendars.day_of(day, days.today.month, days.today.year, days.today)        # "the 17th of this month"
        return (found, step + 2) if found else None
    if day is not None and _is_on_the(days, place) and step == place + 2:
        return _day_only(days, day), step
    if day is None or not days.piece(step).has("month_name") or days.verb_may(step):
        return None
    year, end = days.year(step + 1)
    found = calendars.day_of(day, int(days.piece(step).value("month_name")), year, days.today)
    return (found, end) if found else None
