"""Units that are plainly named and are none of those given: "chi bộ Xyz". Knows how names are introduced, and no names."""

from handlers.reading.line import Line
from handlers.reading.meaning import Unknown
from handlers.reading.pieces import Piece

_LONGEST = 8


def find_strangers(line: Line) -> None:
    """Adds a unit nobody knows where no known one is named; names in lower case need two unknown words, or a foreign one."""
    if line.units:
        return
    for place, piece in enumerate(line.pieces):
        if not (piece.has("kind_word") or piece.has("business")) or piece.used:
            continue
        last = _name_end(line, place + 1)
        if last > place + 1:
            words = line.pieces[place + 1 : last]
            line.units[place + 1] = Unknown(" ".join(word.text for word in words))
            for word in words:
                word.used = True
            return


def _name_end(line: Line, place: int) -> int:
    """Where a name that begins here ends."""
    last = place
    while last < min(len(line.pieces), place + _LONGEST) and _may_be_name(line.pieces[last], begun=last > place):
        last += 1
    return last


def _may_be_name(piece: Piece, begun: bool) -> bool:
    token = piece.tokens[0]
    if piece.used or token.kind != "word" or piece.number is not None:
        return False
    capital = token.capital and not (token.text.isupper() and len(token.text) > 6)
    return (capital and (not piece.tags or begun or len(token.text) > 1) and not piece.has("subject")) or (
        begun and not piece.tags
    )
