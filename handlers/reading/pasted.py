"""Tells a pasted text, a page of news or minutes, from a long message. Knows how reports begin, and reads nothing."""

from handlers.reading.line import Line
from handlers.reading.pieces import Piece

_LONG = 600  # characters; nobody types more than this about one result
_OPENINGS = ("claim", "kind_word", "subject", "own", "me")


def is_pasted(length: int, line: Line) -> bool:
    """Whether a text this long does not begin as a report does."""
    if length <= _LONG:
        return False
    first = next((piece for piece in line.pieces if not _goes_before(piece)), None)
    return first is None or not _opens(first)


def _goes_before(piece: Piece) -> bool:
    """Greetings, marks, the numbers of a list and times tell nothing."""
    if piece.has("unit"):
        return False
    return (
        piece.mark
        or piece.used
        or piece.has("small")
        or piece.has("counter")
        or piece.number is not None
        or (piece.has("filler") and not _opens(piece))
    )


def _opens(piece: Piece) -> bool:
    return (
        piece.has("unit")
        or any(piece.has(kind) for kind in _OPENINGS)
        or piece.has("cue", "progress", "report_back")
        or piece.has("thing", "report", "unit", "organisation")
    )
