"""One clause of a message with all that the finders saw in it. Knows what stands where, and draws no conclusion."""

from dataclasses import dataclass, field
from functools import cached_property

from handlers.reading.meaning import Asked, Language, Unit
from handlers.reading.people import Person
from handlers.reading.pieces import Piece
from handlers.reading.spans import Time


@dataclass
class Line:
    """The pieces, and what the finders made of them: units and people by the place of their piece."""

    pieces: list[Piece]
    language: Language
    asked: Asked
    units: dict[int, Unit] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    time: Time = field(default_factory=lambda: Time((), False, False))
    task: str | None = None
    whole: bool = False
    drawn: dict[str, str | None] = field(default_factory=dict, init=False, repr=False, compare=False)  # what others concluded

    def keep(self, places: list[int]) -> "Line":
        """A line of these pieces only, with the names and times that stand in them."""
        moved = {place: here for here, place in enumerate(places)}
        kept = [(first, last - first, when) for first, last, when in self.time.spans if first in moved]
        spans = tuple((moved[first], moved[first] + length, when) for first, length, when in kept)
        return Line(
            [self.pieces[place] for place in places],
            self.language,
            self.asked,
            {moved[place]: unit for place, unit in self.units.items() if place in moved},
            {moved[place]: person for place, person in self.people.items() if place in moved},
            Time(spans, self.time.summed and bool(spans), self.time.vague),
            self.task,
            self.whole,
        )

    @cached_property
    def meant(self) -> dict[str, dict[str, list[int]]]:
        """Kind → value → where pieces mean it; asked only when all finders are done."""
        found: dict[str, dict[str, list[int]]] = {}
        for place, piece in enumerate(self.pieces):
            for kind, values in piece.tags.items():
                of_kind = found.setdefault(kind, {})
                for value in values:
                    of_kind.setdefault(value, []).append(place)
        return found

    @cached_property
    def timed(self) -> frozenset[int]:
        """The places that tell a time."""
        return frozenset(place for first, last, _ in self.time.spans for place in range(first, last))

    def has(self, kind: str, *values: str) -> bool:
        """Whether any piece means this."""
        found = self.meant.get(kind)
        if found is None or not values:
            return found is not None
        return values[0] in found or (len(values) > 1 and any(value in found for value in values))

    def places(self, kind: str, *values: str) -> list[int]:
        """Where pieces mean this."""
        found = self.meant.get(kind)
        if found is None:
            return []
        said = [found[value] for value in values or found if value in found]
        if len(said) < 2:
            return said[0] if said else []
        return sorted({place for places in said for place in places})

    def at(self, place: int) -> Piece:
        """The piece there; an empty one beyond the ends."""
        return self.pieces[place] if 0 <= place < len(self.pieces) else _NOTHING

    def follows(self, place: int, kind: str, *values: str, within: int = 3) -> bool:
        """Whether such a piece comes soon after this place, before any mark."""
        for piece in self.pieces[place + 1 : place + 1 + within]:
            if piece.mark:
                return False
            if piece.has(kind, *values):
                return True
        return False

    def ends(self, place: int) -> bool:
        """Whether nothing of weight follows in the sentence."""
        for piece in self.pieces[place + 1 :]:
            if piece.mark:
                return piece.text not in "(/-"
            if not piece.has("filler"):
                return False
        return True


_NOTHING = Piece(())
