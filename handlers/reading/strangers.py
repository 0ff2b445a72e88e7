"""Units that are plainly named and are none of those given: "chi bộ Xyz". Knows how names are introduced, and no names."""

from handlers.reading.line import Line
from handlers.reading.meaning import Unknown
from handlers.reading.pieces import Piece

_LONGEST = 8
_LIGHT = {"filler", "counter", "facet", "sex", "digit", "ten", "lunar", "daytime", "none", "ask", "agree", "parts", "small"}


def find_strangers(line: Line) -> None:
    """Adds a unit nobody knows where no known one is named; names in lower case need two unknown words, or a foreign one."""
    words = [piece for piece in line.pieces if piece.tokens[0].kind == "word"]
    shouting = sum(piece.text.isupper() for piece in words) * 2 > len(words)
    _forget_hosts(line, shouting)
    if line.units:
        return
    for place, piece in enumerate(line.pieces):
        if not (piece.has("kind_word") or piece.has("business")) or piece.used:
            continue
        last = _name_end(line, place + 1, shouting)
        if last > place + 1:
            words = line.pieces[place + 1 : last]
            line.units[place + 1] = Unknown(" ".join(word.text for word in words))
            for word in words:
                word.used = True
            return


def _forget_hosts(line: Line, shouting: bool) -> None:
    """Who only takes part or lends the room ("phối hợp với Trường …") is no unit, and needs no explaining."""
    for place, piece in enumerate(line.pieces):
        first = place + 1
        if piece.has("partner"):
            while line.at(first).has("kind_word") or line.at(first).has("business") or line.at(first).has("filler"):
                line.at(first).used, first = True, first + 1
            if line.units.pop(first, None):
                continue
        elif not piece.has("institution"):
            continue
        last = _name_end(line, first, shouting)
        while piece.has("institution") and line.at(last).text.istitle() and not line.at(last).used and not line.at(last).mark:
            last += 1
        for part in line.pieces[first:last]:
            part.used = True


def _name_end(line: Line, place: int, shouting: bool) -> int:
    """Where a name that begins here ends."""
    last = place
    while last < min(len(line.pieces), place + _LONGEST) and _may_be_name(line.pieces[last], last > place, shouting):
        last += 1
    return last


def _may_be_name(piece: Piece, begun: bool, shouting: bool) -> bool:
    """A word that nothing explains, or one with a capital that explains nothing of weight."""
    token = piece.tokens[0]
    if piece.used or token.kind != "word" or piece.number is not None:
        return False
    if not piece.tags:
        return begun or (token.capital and not shouting)
    light = set(piece.tags) <= _LIGHT
    return token.capital and not shouting and light and len(piece.tokens) == 1
