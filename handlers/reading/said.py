"""What the finders made of one clause, taken together, and the plain questions that rules ask of it. Decides nothing."""

from dataclasses import dataclass
from functools import cached_property

from handlers.reading.admission_days import AdmissionDays
from handlers.reading.calendars import When
from handlers.reading.figures import Figures
from handlers.reading.line import Line


@dataclass
class Said:
    """A clause: its line, what is counted, and when."""

    line: Line
    indicator: str | None
    events: tuple[str, ...]
    figures: Figures
    when: When | None
    denied: str | None = None  # an indicator that a correction takes back
    carried: bool = False  # the indicator was said in another clause
    days: AdmissionDays | None = None

    def has(self, kind: str, *values: str) -> bool:
        """Whether any piece means this."""
        return self.line.has(kind, *values)

    def still(self, kind: str, *values: str) -> bool:
        """Whether any piece means this that no finder has taken for something else ("mồng 3" is no hope)."""
        return any(not self.line.pieces[place].used for place in self.line.places(kind, *values))

    @property
    def awaiting(self) -> str | None:
        """What the bot has just asked for."""
        return self.line.asked.awaiting

    @property
    def counted(self) -> bool:
        """Whether a figure is stated."""
        return self.figures.count is not None or self.figures.percent is not None or self.figures.total is not None

    @property
    def people(self) -> bool:
        """Whether people are named who are not the sender."""
        return any(person.reported for person in self.line.people.values())

    @property
    def stated(self) -> bool:
        """Whether anything is said that fills a slot, other than the indicator."""
        return bool(
            self.counted or self.figures.breakdown or self.figures.facets or self.when or self.line.units or self.people
        )

    @cached_property
    def asked_by_form(self) -> bool:
        """Whether the sentence has the form of a question."""
        line = self.line
        if any(piece.text == "?" for piece in line.pieces) or self.has("ask", "when", "far", "how", "wanted"):
            return True
        return self.how_many or self.whichever or self.yet or self.whether

    @cached_property
    def how_many(self) -> bool:
        """ "bao nhiêu", "mấy"; "kết nạp mấy đồng chí, số em báo sau" tells of some."""
        return self.has("ask", "how_many") and not self.has("later")

    @cached_property
    def whichever(self) -> bool:
        """ "nào", "gì", "ai" – unless a negation before them makes them nobody and nothing."""
        line = self.line
        places = line.places("ask", "which")
        return any(not any(line.at(before).has("none", "not", "nothing") for before in range(place)) for place in places)

    @cached_property
    def yet(self) -> bool:
        """ "… chưa" at the end."""
        line = self.line
        places = line.places("ask", "yet")
        return any(place > 0 and (line.ends(place) or line.at(place + 1).has("alternatively")) for place in places)

    @cached_property
    def whether(self) -> bool:
        """ "… không" at the end; in English the verb first."""
        line = self.line
        places = line.places("ask", "whether")
        if self.carried and self.when:
            return False  # "quý 1 kết nạp 2, quý 2 không"
        if line.language == "en":
            return any(place < 2 for place in places)
        return any(place > 1 and line.ends(place) for place in places)

    @cached_property
    def negated(self) -> bool:
        """Whether what is counted is said not to have happened."""
        line = self.line
        for place in line.places("none", "not"):
            if line.ends(place) and place > 0:
                if self.carried and (self.when or line.units):
                    return True
                continue
            if line.follows(place, "subject", within=6) or line.follows(place, "counter", "new_member", within=3):
                return True
            if line.follows(place, "none", "any", within=2):
                return True
            if line.at(place).has("none", "any") and line.at(place - 1).has("subject"):
                return True  # "admitted nobody"
        return False

    @cached_property
    def future(self) -> bool:
        """Whether the time said lies wholly after today, or is to come; a bare date ahead tells of no plan, it is a slip."""
        when = self.when
        ahead = when is not None and when.fixed and when.first is not None and when.first > self.line.asked.today
        slip = when is not None and when.dated and not self.still("which", "next") and not self.has("cue", "before", "due")
        return (ahead and not slip) or self.still("future") or self.still("unsettled", "someday")
