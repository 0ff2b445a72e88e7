"""Single days, months, quarters and years in a text, as people write them. Knows the forms, and not which end of a span they are."""

import re
from collections.abc import Callable
from datetime import date

from handlers.reading import calendars
from handlers.reading.calendars import When
from handlers.reading.pieces import Piece

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SHIFT = {"this": 0, "last": -1, "next": 1}
_FULL = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})[/.-](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.-](\d{4})")
_DAYS = re.compile(r"(\d{1,2})-(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")

Found = tuple[When, int] | None                 # what was found, and the place behind it


class Days:
    """The pieces of one message and its day; each rule looks at one place."""

    def __init__(self, pieces: list[Piece], today: date) -> None:
        self.pieces, self.today = pieces, today

    def at(self, place: int) -> Found:
        """The day or span that begins at this place, by the first rule that finds one."""
        if place >= len(self.pieces) or self.pieces[place].used:
            return None
        for rule in _RULES:
            if found := rule(self, place):
                return found
        return None

    def piece(self, place: int) -> Piece:
        """The piece there; an empty one beyond the ends."""
        return self.pieces[place] if 0 <= place < len(self.pieces) else _NOTHING

    def count(self, place: int) -> int | None:
        """A small number there, in digits, words or Roman figures."""
        piece = self.piece(place)
        if isinstance(piece.number, int) and not piece.percent:
            return piece.number
        if piece.has("digit") or piece.has("ten"):
            return int(piece.value("digit") or piece.value("ten"))
        return _ROMAN.get(piece.word)

    def year(self, place: int) -> tuple[int | None, int]:
        """A year said behind something ("năm 2025", "/2026", "năm ngoái", "2026"), and the place behind it."""
        step = place
        while self.piece(step).text in ("/", "-", ",", ".") or self.piece(step).word == "of":
            step += 1
        if self.piece(step).has("grain", "year"):
            which = self.piece(step + 1)
            if which.has("which"):
                return self.today.year + _SHIFT[which.value("which")], step + 2
            step += 1
        number = self.piece(step).number
        if isinstance(number, int) and 1930 <= number <= 2100 and not self.piece(step).percent:
            return number, step + 1
        return None, place

    # The rules, each for one form.

    def _written(self, place: int) -> Found:
        """ "12/10/2026", "9-2011", "10-12/11"."""
        text = self.piece(place).text
        if found := _FULL.fullmatch(text):
            year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
            return self._lunar_or(int(found[1]), int(found[2]), year, place + 1)
        if found := _DAYS.fullmatch(text):
            year_said = int(found[4]) if found[4] else None
            first = calendars.day_of(int(found[1]), int(found[3]), year_said, self.today)
            last = calendars.day_of(int(found[2]), int(found[3]), year_said, self.today)
            return (When(first.first, last.last, "span", first.fixed), place + 1) if first and last else None
        if (found := _MONTH_YEAR.fullmatch(text)) and (month := calendars.month(int(found[1]), int(found[2]), self.today)):
            return month, place + 1
        return None

    def _day_and_month(self, place: int) -> Found:
        """ "12/10" where it is a day and not x of y."""
        found = _DAY_MONTH.fullmatch(self.piece(place).text)
        if not found or (not self._introduced(place) and ("." in found[0] or self._counts(place + 1))):
            return None
        year, end = self.year(place + 1)
        return self._lunar_or(int(found[1]), int(found[2]), year, end)

    def _introduced(self, place: int) -> bool:
        before = self.piece(place - 1)
        if before.text in (":", ","):
            before = self.piece(place - 2)
        return before.has("grain", "day") or before.has("edge") or before.has("day") or before.has("weekday") or before.word == "on"

    def _counts(self, place: int) -> bool:
        after = self.piece(place)
        return any(after.has(kind) for kind in ("counter", "thing", "facet")) or after.has("subject", "rating") or after.percent

    def _lunar_or(self, day: int, month: int, year: int | None, end: int) -> Found:
        """The day, lunar where the text says so."""
        if self.piece(end).has("lunar", "calendar"):
            found = calendars.lunar(day, month, year, self.today)
            end += 1
        else:
            found = calendars.day_of(day, month, year, self.today)
        return (found, end) if found else None

    def _lunar_day(self, place: int) -> Found:
        """ "mùng 6 Tết", "rằm tháng 7", "mùng 7 tháng 10" (solar)."""
        full = self.piece(place).has("lunar", "full_moon")
        if not full and not self.piece(place).has("lunar", "first_days"):
            return None
        day, step = (15, place + 1) if full else (self.count(place + 1), place + 2)
        if day is None:
            return None
        if self.piece(step).has("lunar", "new_year"):
            year, end = self.year(step + 1)
            found = calendars.lunar(day, 1, year, self.today)
            return (found, end) if found else None
        month, step = self._month_number(step)
        if month is None:
            return None
        year, end = self.year(step)
        moon = full or self.piece(step - 1).has("lunar")
        found = calendars.lunar(day, month, year, self.today) if moon else None
        return (found, end) if found else self._lunar_or(day, month, year, end)

    def _month_number(self, place: int) -> tuple[int | None, int]:
        """ "tháng 9", "t9", "tháng giêng": the month and the place behind it."""
        piece = self.piece(place)
        for number, value in ((1, "month_1"), (12, "month_12")):
            if piece.has("lunar", value):
                return number, place + 1
        if piece.has("grain", "month") or self._letter(place):
            number_said = self.count(place + 1)
            if number_said is not None and 1 <= number_said <= 12:
                return number_said, place + 2
        return None, place

    def _letter(self, place: int) -> bool:
        """A "t" that touches its number."""
        here, after = self.piece(place), self.piece(place + 1)
        return here.has("grain", "month_letter") and bool(after.tokens) and here.tokens[-1].end == after.start

    def _day_word(self, place: int) -> Found:
        piece = self.piece(place)
        if not piece.has("day"):
            return None
        return calendars.around("day", self.today, int(piece.value("day"))), place + 1

    def _weekday(self, place: int) -> Found:
        """ "thứ 6 vừa rồi", "t5 tuần trước", "chủ nhật", "last Friday"."""
        piece = self.piece(place)
        number, end, week = None, place + 1, None
        if piece.has("weekday", "lead") and (piece.word != "t" or (self._letter(place) and self._week_after(place + 2))):
            said = self.count(place + 1)
            number, end = (said - 2 if said is not None and 2 <= said <= 7 else None), place + 2
        elif piece.has("weekday") and piece.value("weekday").isdigit():
            number = int(piece.value("weekday"))
        elif piece.has("which", "last", "this") and self.piece(place + 1).has("weekday"):
            number, end = int(self.piece(place + 1).value("weekday")), place + 2
        if number is None:
            return None
        if self._week_after(end):
            week, end = _SHIFT[self.piece(end + 1).value("which")], end + 2
        elif self.piece(end).has("which", "last", "this"):
            end += 1
        return calendars.weekday(number, self.today, week), end

    def _week_after(self, place: int) -> bool:
        return self.piece(place).has("grain", "week") and self.piece(place + 1).has("which")

    def _spoken_day(self, place: int) -> Found:
        """ "ngày 3 tháng 2 năm 2026", "15 tháng 9", "hôm 15"."""
        introduced = self.piece(place).has("grain", "day") and not self.piece(place).has("day")
        step = place + 1 if introduced else place
        if introduced and self.piece(step).has("lunar"):
            return self._lunar_day(step)
        day = self.count(step)
        if day is None or not 1 <= day <= 31:
            return None
        month, end = self._month_number(step + 1)
        if month is not None:
            year, end = self.year(end)
            return self._lunar_or(day, month, year, end)
        if introduced and not self._counts(step + 1):
            return self._day_only(day), step + 1
        return None

    def _day_only(self, day: int) -> When:
        """The latest such day of a month, up to today."""
        month = self.today.month if day <= self.today.day else self.today.month - 1
        found = calendars.day_of(day, month or 12, self.today.year if month else self.today.year - 1, self.today)
        return found or calendars.around("day", self.today, 0)

    def _first_months(self, place: int) -> Found:
        """ "6 tháng đầu năm 2025", "9 tháng", "6 tháng cuối năm"."""
        number, step = self.count(place), place + 1
        if number is None or not (self.piece(step).has("grain", "month") or self.piece(step).has("grain", "month_letter")):
            return None
        part = self.piece(step + 1)
        if part.has("part") and self.piece(step + 2).has("grain", "year"):
            year, end = self.year(step + 2)
            end = max(end, step + 3)
            first, last = (13 - number, 12) if part.has("part", "tail") else (1, number)
        elif part.has("edge", "year_end") and number == 6:
            first, last, year, end = 7, 12, *self.year(step + 2)
        elif number in (3, 6, 9):
            first, last, year, end = 1, number, *self.year(step + 1)
        else:
            return None
        return (calendars.months(first, last, year, self.today, "months"), end) if 1 <= first <= last <= 12 else None

    def _month(self, place: int) -> Found:
        """ "tháng 9 vừa rồi", "t10", "tháng 12/2023", "October 2026"."""
        piece = self.piece(place)
        if piece.has("month_name") and not piece.has("ask") and not self._verb_may(place):
            return self._named_month(place)
        if (piece.has("grain", "month") or self._letter(place)) and (found := _MONTH_YEAR.fullmatch(self.piece(place + 1).text)):
            month = calendars.month(int(found[1]), int(found[2]), self.today)
            return (month, place + 2) if month else None
        number, end = self._month_number(place)
        if number is None:
            return None
        year, end = self.year(end)
        month = calendars.month(number, year, self.today)
        return (month, self._past(end)) if month else None

    def _verb_may(self, place: int) -> bool:
        return self.piece(place).word == "may" and not self.piece(place).text[0].isupper()

    def _named_month(self, place: int) -> Found:
        month = int(self.piece(place).value("month_name"))
        day = self.count(place + 1)
        if day is not None and 1 <= day <= 31:
            step = place + 2 if self.piece(place + 2).word not in ("st", "nd", "rd", "th") else place + 3
            year, end = self.year(step)
            found = calendars.day_of(day, month, year, self.today)
        else:
            year, end = self.year(place + 1)
            found = calendars.month(month, year, self.today)
        return (found, end) if found else None

    def _day_named_month(self, place: int) -> Found:
        """ "14 November 2026", "3rd of November"."""
        day, step = self.count(place), place + 1
        while self.piece(step).word in ("st", "nd", "rd", "th", "of"):
            step += 1
        if day is None or not self.piece(step).has("month_name") or self._verb_may(step):
            return None
        year, end = self.year(step + 1)
        found = calendars.day_of(day, int(self.piece(step).value("month_name")), year, self.today)
        return (found, end) if found else None

    def _quarter(self, place: int) -> Found:
        """ "quý III/2026", "Q3", "quý 2 năm ngoái"."""
        if not self.piece(place).has("grain", "quarter"):
            return None
        text = self.piece(place + 1).text
        if found := re.fullmatch(r"([1-4])[/-](\d{4})", text):
            quarter, end = calendars.quarter(int(found[1]), int(found[2]), self.today), place + 2
        else:
            number = self.count(place + 1)
            year, end = self.year(place + 2)
            quarter = calendars.quarter(number, year, self.today) if number is not None else None
        return (quarter, self._past(end)) if quarter else None

    def _relative(self, place: int) -> Found:
        """ "tháng này", "quý rồi", "năm ngoái", "last week"."""
        here, after = self.piece(place), self.piece(place + 1)
        grain, which = (here, after) if here.has("grain") else (after, here)
        if not grain.has("grain", "week", "month", "quarter", "year") or not which.has("which") or which.mark:
            return None
        if grain is after and grain.word != which.word and not which.word.isascii():
            return None
        unit = next(value for value in ("week", "month", "quarter", "year") if grain.has("grain", value))
        english = grain is after
        if english and grain.word not in ("week", "month", "quarter", "year"):
            return None
        return calendars.around(unit, self.today, _SHIFT[which.value("which")]), place + 2

    def _year(self, place: int) -> Found:
        """ "năm 2025", "2025"."""
        year, end = self.year(place) if not self.piece(place).mark else (None, place)
        if year is None or (end == place + 1 and self.piece(end).has("counter")):
            return None
        return calendars.year_of(year), end

    def _halves(self, place: int) -> Found:
        for value, first in (("first_half", 1), ("second_half", 7)):
            if self.piece(place).has("edge", value):
                year, end = self.year(place + 1)
                return calendars.months(first, first + 5, year, self.today, "months"), end
        return None

    def _part(self, place: int) -> Found:
        """ "đầu tháng 9", "cuối quý 3"."""
        if not self.piece(place).has("part"):
            return None
        found = self.at(place + 1)
        if not found or found[0].grain not in ("month", "quarter", "year", "week"):
            return None
        return calendars.part_of(found[0], self.piece(place).value("part")), found[1]

    def _past(self, end: int) -> int:
        """Behind "vừa rồi" and the like, which add nothing to a month that is named."""
        return end + 1 if self.piece(end).has("which", "last") and not self.piece(end).has("part") else end


_NOTHING = Piece(())
_RULES: tuple[Callable[[Days, int], Found], ...] = (
    Days._written,
    Days._lunar_day,
    Days._weekday,
    Days._day_word,
    Days._day_and_month,
    Days._first_months,
    Days._spoken_day,
    Days._day_named_month,
    Days._month,
    Days._quarter,
    Days._relative,
    Days._halves,
    Days._part,
    Days._year,
)
