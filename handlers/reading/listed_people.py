"""Whether a list of people holds more than were found by name. Knows what parts names in a list, and no surnames."""

from handlers.reading.line import Line
from handlers.reading.pieces import Piece


def lists_another(line: Line) -> bool:
    """Whether somebody stands in a list with a name who is none that was found: "Điểu Sang, Phạm Kim Phụng", "và đ/c Tú"."""
    for place in line.people:
        for step in (1, -1):
            if not _lists(line.at(place + step)):
                continue
            titled = step > 0 and line.at(place + 2).has("counter")
            beside = line.at(place + 3 if titled else place + 2 * step)
            if _is_strange(beside, line.at(place).text.isupper()) or (titled and _tells(beside)):
                return True
    return False


def _is_strange(piece: Piece, shouting: bool) -> bool:
    """Whether nothing explains a word with a capital; `shouting`: the name beside it is in capitals."""
    token = piece.tokens[0] if piece.tokens else None
    plain = token is not None and token.kind == "word" and token.capital and (shouting or not token.text.isupper())
    return plain and not piece.tags and not piece.used


def _tells(piece: Piece) -> bool:
    return bool(piece.tokens) and not (piece.used or piece.mark or piece.number is not None or set(piece.tags) == {"filler"})


def _lists(piece: Piece) -> bool:
    return piece.text == "," or piece.has("either") or piece.word in ("va", "voi")
