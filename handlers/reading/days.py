"""The pieces of a message as the date forms look at them: what stands where, which numbers and years. Knows no form of date."""

from datetime import date
from functools import cached_property

from handlers.reading import calendars
from handlers.reading.calendars import When
from handlers.reading.meaning import Language
from handlers.reading.pieces import Piece

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
SHIFT = {"this": 0, "last": -1, "next": 1, "coming": 1}

Found = tuple[When, int] | None  # what was found, and the place behind it


class Days:
    """The pieces of one message and its day."""

    def __init__(self, pieces: list[Piece], today: date, language: Language) -> None:
        self.pieces, self.today, self.language = pieces, today, language

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
        while self.piece(step).text in ("/", "-", ",", ".") or self.piece(step).has("ratio"):
            step += 1
        if self.piece(step).has("grain", "year"):
            which = self.piece(step + 1)
            if which.has("which"):
                return self.today.year + SHIFT[which.value("which")], step + 2
            step += 1
        number = self.piece(step).number
        if isinstance(number, int) and 1930 <= number <= 2100 and not self.piece(step).percent:
            return number, step + 1
        return None, place

    def introduced(self, place: int) -> bool:
        before = self.piece(place - 1)
        if before.text in (":", ","):
            before = self.piece(place - 2)
        return (
            before.has("grain", "day")
            or before.has("daytime")
            or before.has("edge", "from", "to", "span")
            or before.has("day")
            or before.has("weekday")
            or before.has("day_lead")
        )

    def counts(self, place: int) -> bool:
        """Whether what follows makes "9/10" nine of ten: ratings and meetings, or no event that could have a day."""
        after = self.piece(place)
        if after.has("subject", "rating") or after.percent or after.has("cue", "plan_share", "target"):
            return True
        if after.has("thing") and not after.has("counter"):
            return self.rated
        return after.has("counter") and (self.rated or self._eventless)

    def shared(self, place: int) -> bool:
        """Whether a percentage follows, and how many that are."""
        return any(piece.percent for piece in self.pieces[place + 1 : place + 3])

    @cached_property
    def rated(self) -> bool:
        """Whether ratings or meetings are spoken of, where x/y is x of y."""
        return any(piece.has("subject", "rating") or piece.has("presence") for piece in self.pieces)

    @cached_property
    def _eventless(self) -> bool:
        return not any(piece.has("subject") for piece in self.pieces)

    def lunar_or(self, day: int, month: int, year: int | None, end: int) -> Found:
        """The day, lunar where the text says so."""
        if self.piece(end).has("lunar", "calendar"):
            found = calendars.lunar(day, month, year, self.today)
            end += 1
        else:
            found = calendars.day_of(day, month, year, self.today)
        return (found, end) if found else None

    def month_number(self, place: int) -> tuple[int | None, int]:
        """ "tháng 9", "t9", "tháng giêng": the month and the place behind it."""
        piece = self.piece(place)
        for number, value in ((1, "month_1"), (12, "month_12")):
            if piece.has("lunar", value):
                return number, place + 1
        behind = self.piece(place + 2)
        if piece.has("grain", "month") and self.piece(place + 1).has("grain", "year") and (
            behind.has("of_year") or self.year(place + 1)[0] is not None
        ):
            return None, place  # "theo tháng năm nay", "10 tháng năm 2026"
        if piece.has("grain", "month") or self.letter(place):
            number_said = self.count(place + 1)
            if number_said is not None and 1 <= number_said <= 12:
                return number_said, place + 2
        return None, place

    def letter(self, place: int) -> bool:
        """A "t" that touches its number, or begins what is said: "t 11 kết nạp 3"."""
        here, after = self.piece(place), self.piece(place + 1)
        if not here.has("grain", "month_letter") or not after.tokens:
            return False
        begins = place == 0 and after.number is not None and self.piece(place + 2).has("subject")
        return here.tokens[-1].end == after.start or begins

    def week_after(self, place: int) -> bool:
        return self.piece(place).has("grain", "week") and self.piece(place + 1).has("which")

    def verb_may(self, place: int) -> bool:
        return self.piece(place).has("filler") and not self.piece(place).text[0].isupper()

    def past(self, end: int) -> int:
        """Behind "vừa rồi" and the like, which add nothing to a month that is named."""
        return end + 1 if self.piece(end).has("which", "last") and not self.piece(end).has("part") else end


_NOTHING = Piece(())
