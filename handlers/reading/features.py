"""What of a clause bears on what its writer wants: words, what they may mean, and the clause's form. Draws no conclusion."""

from itertools import pairwise

from handlers.reading.answers import agreement, is_answer
from handlers.reading.line import Line
from handlers.reading.pieces import Piece
from handlers.reading.records import unsettled
from handlers.reading.said import Said

_FORMS = ("counted", "people", "how_many", "whichever", "yet", "whether", "negated", "future", "when", "carried")


def features(said: Said) -> set[str]:
    """The features of a clause; names, numbers and times stand in them as what they are, never as typed."""
    line = said.line
    words = ["^", *_words(line), "$"]
    found = set(words)
    found.update([f"{one} {other}" for one, other in pairwise(words)])
    found.update([f"{kind}={value}" for kind, values in line.meant.items() for value in values])
    for end, piece in _ends(line):
        found.update([f"{end}{kind}={value}" for kind, values in piece.tags.items() for value in values])
    found.update([f"is {form}" for form in _FORMS if getattr(said, form)])
    found.update((f"of {said.indicator}", f"awaiting {said.awaiting}", f"in {line.language}", f"agrees {agreement(said)}"))
    found.update([name for name, holds in _ROUGHLY if holds(said)])
    return found


def _has_figures(said: Said) -> bool:
    return said.indicator is not None and said.counted


_ROUGHLY = (("answers", is_answer), ("unsettled", unsettled), ("figures", _has_figures))


def _words(line: Line) -> list[str]:
    begun = {first: first + length for first, length, _ in line.time.spans}
    found: list[str] = []
    end = 0
    for place, piece in enumerate(line.pieces):
        if place in begun:
            end = max(end, begun[place])
            found.append("<time>")
        elif place >= end:
            found += _as_words(piece)
    return found


def _as_words(piece: Piece) -> list[str]:
    if "unit" in piece.tags:
        return ["<unit>"]
    if "person" in piece.tags:
        return ["<person>"]
    if piece.pair is not None:
        return ["<share>"]
    if piece.number is not None:
        return ["<percent>" if piece.percent else "<number>"]
    return [token.text if token.kind == "mark" else token.word for token in piece.tokens]


def _ends(line: Line) -> list[tuple[str, Piece]]:
    words = [piece for piece in line.pieces if not piece.mark]
    return [("^", words[0]), ("$", words[-1])] if words else []
