"""The days of a leave: "đến thứ hai", "từ 25/11 đến 30/11", "3 hôm". They lie ahead, and the last one counts; knows no verb."""

import re
from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.reading import calendars, dates
from handlers.reading.calendars import When
from handlers.reading.days import SHIFT, Days, Found
from handlers.reading.lexicon import language_of
from handlers.reading.numbers import find_numbers
from handlers.reading.pieces import pieces
from handlers.reading.tokens import Token, fold
from locales.vocabulary import words

_LENGTHS = {"day": 1, "week": 7, "month": 30}
_LONGEST = 1000  # days, weeks or months of leave; more is no length
_GRAINS = ("week", "month", "year")
_SUNDAY = 6
_NUMBER = re.compile(r"\d{1,2}")


@dataclass(frozen=True)
class Stretch:
    """Away from the first to the last day, where they are said; `taken`: places of the tokens that say so."""

    first: date | None = None
    last: date | None = None
    taken: frozenset[int] = frozenset()


@dataclass(frozen=True)
class _Time:
    """One time in the text: how it is led in ("from", "to", "before", "back" or not at all), its days or how many."""

    lead: str
    when: tuple[date, date] | None
    length: int
    start: int
    end: int


def leave_days(tokens: list[Token], today: date, back: frozenset[int]) -> Stretch:
    """The days said. `back`: places of tokens that speak of being there again: the day beside one is no day of leave."""
    has_marks = any(token.text.lower() != token.folded for token in tokens if token.kind == "word")
    language = language_of([token.folded for token in tokens if token.kind == "word"], has_marks)
    days = Days(find_numbers(pieces(tokens, language, {})), today, language)
    places = {token.start: place for place, token in enumerate(tokens)}
    return_at = {place for place, piece in enumerate(days.pieces) if any(places[each.start] in back for each in piece.tokens)}
    times = list(_times(days, return_at))
    taken = {places[token.start] for time in times for piece in days.pieces[time.start : time.end] for token in piece.tokens}
    return Stretch(*_in_order(*_bounds(times, today)), frozenset(taken))


def _in_order(first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """ "từ thứ năm đến thứ hai" ends in the week after; "từ 25/11 đến 30/11", said on the 27th, began this year."""
    if first is None or last is None or first <= last:
        return first, last
    if first.year > last.year:
        return first - timedelta(days=366 if isleap(first.year) and first.month > 2 else 365), last
    return first, last + timedelta(days=7 * (((first - last).days + 6) // 7))


def _bounds(times: list[_Time], today: date) -> tuple[date | None, date | None]:
    """The first and the last day of leave. A day alone is both; a length runs from its beginning, or from today."""
    found = {time.lead: time.when for time in times if time.when is not None}
    alone, since = found.get(""), found.get("from")
    first = since[0] if since else alone[0] if alone else None
    if "to" in found and found["to"] is not None:
        return first or today, found["to"][1]
    for lead in ("before", "back"):
        if (until := found.get(lead)) is not None:
            return first or today, until[0] - timedelta(days=1)
    if length := next((time.length for time in times if time.length), 0):
        return first or today, (first or today) + timedelta(days=length - 1)
    return first, alone[1] if alone else None


def _times(days: Days, return_at: set[int]) -> Iterator[_Time]:
    place = 0
    while place < len(days.pieces):
        found = _time(days, place, return_at)
        if found is not None:
            yield found
        place = found.end if found is not None else place + 1


def _time(days: Days, place: int, return_at: set[int]) -> _Time | None:
    lead, step = _lead(days, place)
    if length := _length(days, step):
        return _Time(lead, None, length, place, step + 2)
    found = _days(days, step, until=lead in ("to", "before"))
    if found is None:
        return None
    (first, last), end = found
    if not lead and return_at & {place - 1, place - 2, end, end + 1}:
        lead = "back"
    return _Time(lead, (first, last), 0, place, end)


def _lead(days: Days, place: int) -> tuple[str, int]:
    """ "từ", "đến", "đến trước", "until": what leads a day in, and the place behind it."""
    piece, lead = days.piece(place), ""
    if piece.has("edge", "from"):
        lead = "from"
    elif piece.has("edge", "to") or piece.text in ("-", "–"):
        lead = "to"
    elif fold(piece.text) in _before():
        return "before", place + 1
    if lead == "to" and fold(days.piece(place + 1).text) in _before():
        return "before", place + 2
    return lead, place + 1 if lead else place


def _before() -> frozenset[str]:
    return frozenset(fold(word) for word in words("staffing", "before"))


def _length(days: Days, place: int) -> int:
    """ "3 hôm", "2 tuần", "a week": how many days; 0 where it is none."""
    number, grain = days.count(place), days.piece(place + 1)
    if number is None or not 1 <= number <= _LONGEST or days.month_number(place + 1)[0] is not None:
        return 0
    which = days.piece(place + 2)
    if which.has("which") and not which.has("edge"):
        return 0
    word = fold(grain.text)
    size = next((size for name, size in _LENGTHS.items() if grain.has("grain", name) or word in _plural(name)), 0)
    return number * size


def _plural(grain: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words("staffing", f"{grain}s"))


def _days(days: Days, place: int, until: bool) -> tuple[tuple[date, date], int] | None:
    """The day or days that begin here, on this side of today or after it."""
    for form in (_ahead, _weekday, _end_of, _day_number):
        if (near := form(days, place)) is not None:
            return near
    found: Found = dates.at(days, place)
    if found is None:
        return None
    period = found[0].period(days.today, ahead=True)
    if period.first is None or period.last is None or (found[0].grain == "year" and not until):
        return None
    return (period.first, period.last), found[1]


def _ahead(days: Days, place: int) -> tuple[tuple[date, date], int] | None:
    """ "mai", "ngày kia", "tomorrow"; of these the table of days knows one and counts the other backwards."""
    piece = days.piece(place)
    if fold(piece.text) in {fold(word) for word in words("staffing", "after_tomorrow")}:
        shift = 2
    elif piece.has("future"):
        shift = 1
    else:
        return None
    day = days.today + timedelta(days=shift)
    return (day, day), place + 1


def _weekday(days: Days, place: int) -> tuple[tuple[date, date], int] | None:
    """ "thứ hai", "thứ sáu tuần sau", "next Monday": the coming one, or that of the week said."""
    piece, end = days.piece(place), place + 1
    if piece.has("which", "next", "this") and days.piece(end).value("weekday").isdigit():
        piece, end = days.piece(end), end + 1
    number = int(piece.value("weekday")) if piece.value("weekday").isdigit() else None
    if piece.has("weekday", "lead"):
        said = days.count(end)
        number, end = (said - 2 if said is not None and 2 <= said <= 7 else None), end + 1
    if number is None:
        return None
    if days.week_after(end):
        when = calendars.weekday(number, days.today, SHIFT[days.piece(end + 1).value("which")])
        return _whole(when, end + 2)
    if days.piece(end).has("which", "next", "this") and dates.at(days, end + 1) is None:
        end += 1
    day = days.today + timedelta(days=(number - days.today.weekday() - 1) % 7 + 1)
    return (day, day), end


def _end_of(days: Days, place: int) -> tuple[tuple[date, date], int] | None:
    """ "[hết] tuần", "[đến] cuối tháng": the week or month that runs, up to its end."""
    tail = days.piece(place).has("part", "tail")
    at = place + 1 if tail else place
    grain = next((name for name in _GRAINS if days.piece(at).has("grain", name)), None)
    led = tail or days.piece(place - 1).has("edge", "to")
    if grain is None or not led or days.count(at + 1) is not None or days.piece(at + 1).has("which"):
        return None
    return _whole(calendars.around(grain, days.today, 0), at + 1)


def _day_number(days: Days, place: int) -> tuple[tuple[date, date], int] | None:
    """ "ngày 30", or the 25 of "từ 25 đến 30/11": the coming day of that number."""
    step = place + 1 if days.piece(place).has("grain", "day") else place
    text, after = days.piece(step).text, days.piece(step + 1)
    led = step > place or days.piece(place - 1).has("edge")
    if not led or not _NUMBER.fullmatch(text) or not 1 <= int(text) <= 31:
        return None
    if after.has("grain") or after.has("month_name") or days.letter(step + 1):
        return None
    for ahead in range(32):
        day = days.today + timedelta(days=ahead)
        if day.day == int(text):
            return (day, day), step + 1
    return None


def _whole(when: When, end: int) -> tuple[tuple[date, date], int] | None:
    return ((when.first, when.last), end) if when.first is not None and when.last is not None else None
