"""Units that are plainly named and are none of those given: "chi bộ Xyz". Knows how names are introduced, and no names."""

from functools import cache

from handlers.reading.line import Line
from handlers.reading.meaning import Unknown
from handlers.reading.pieces import Piece
from handlers.reading.tokens import fold
from locales.vocabulary import words

_LONGEST = 8
_LETTERS = ("A", "B", "C")      # of schools
_HOSTS = frozenset(("partner", "institution"))
_PASSABLE = {"copula", "correct", "filler", "future", "unsettled", "cue", "parts", "lunar", "digit", "daytime", "none", "link",
             "own", "counter"}
_SMALL = 2          # words of what it is that no phrase has: "mầm non Hoa Mai"
_LIGHT = {"filler", "counter", "facet", "sex", "digit", "ten", "lunar", "daytime", "none", "ask", "agree", "parts", "small"}


def find_strangers(line: Line) -> None:
    """Adds a unit nobody knows where no known one is named; names in lower case need two unknown words, or a foreign one."""
    shouting = _shouting([piece for piece in line.pieces if piece.tokens[0].kind == "word"])
    _forget_hosts(line, shouting)
    if line.units:
        return
    for place, piece in enumerate(line.pieces):
        if not ("kind_word" in piece.tags or "business" in piece.tags or piece.word in _introducers()) or piece.used:
            continue
        if any(line.at(before).number is not None for before in (place - 1, place - 2)) and line.at(place - 1).has("kind_word"):
            continue        # "tiếp nhận 1 chi bộ cty Dây do …": what is counted, not whose it is
        first = place + 2 if line.at(place + 1).text == ":" else place + 1
        last = _name_end(line, first, shouting)
        if last > first:
            name = line.pieces[first:last]
            line.units[first] = Unknown(" ".join(piece.text for piece in name))
            for part in name:
                part.used = True
            return


def _forget_hosts(line: Line, shouting: bool) -> None:
    """Who only takes part or lends the room ("phối hợp với Trường …") is no unit, and needs no explaining."""
    for place, piece in enumerate(line.pieces):
        if _HOSTS.isdisjoint(piece.tags):
            continue
        first = place + 1
        if piece.has("partner"):
            while line.at(first).has("kind_word") or line.at(first).has("business") or line.at(first).has("filler"):
                line.at(first).used, first = True, first + 1
            if line.units.pop(first, None):
                continue
        last = _name_end(line, first, shouting)
        while piece.has("institution") and line.at(last).text.istitle() and not line.at(last).used and not line.at(last).mark:
            last += 1
        for part in line.pieces[first:last]:
            part.used = True


def _name_end(line: Line, place: int, shouting: bool) -> int:
    """Where a name that begins here ends."""
    small = 0 if shouting else next((at for at in range(1, _SMALL + 1) if _plain(line.at(place + at), False)), 0)
    if small and line.at(place + small).text.istitle() and all(_is_small(line.at(at)) for at in range(place, place + small)):
        return _name_end(line, place + small, shouting)
    last = place
    if shouting and _is_loud(line, place):
        last += 1
    elif _titled(line.at(place), shouting) and set(line.at(place).tags) <= _PASSABLE and _plain(line.at(place + 1), shouting):
        last += 1  # "Thành Công": the first is a word of its own as well
    while last < min(len(line.pieces), place + _LONGEST) and _may_be_name(line.pieces[last], last > place, shouting):
        last += 1
    return last


def _is_loud(line: Line, place: int) -> bool:
    """In capitals two words that nothing explains and that tell something ("CHI BỘ KIỂM LÂM BÁO CÁO"), or "TRƯỜNG A …"."""
    first, second, third = line.at(place), line.at(place + 1), line.at(place + 2)
    if any(not each.tokens or each.mark or each.used or each.number is not None for each in (first, second)):
        return False
    if first.text in _LETTERS:
        return (line.at(place - 1).has("kind_word") or line.at(place - 1).has("business")) and not line.ends(place)
    told = any(third.has(kind) for kind in ("claim", "subject", "done", "grain"))
    return told and not (first.tags or second.tags)


def _shouting(words: list[Piece]) -> bool:
    """Whether capitals tell nothing: all letters are, or Every Word Begins With One."""
    titled = sum(piece.tokens[0].capital for piece in words)
    return sum(piece.text.isupper() for piece in words) * 2 > len(words) or (len(words) > 4 and titled * 4 > len(words) * 3)


def _titled(piece: Piece, shouting: bool) -> bool:
    return (
        len(piece.tokens) == 1 and piece.tokens[0].capital and piece.tokens[0].kind == "word" and not (piece.used or shouting)
    )


def _plain(piece: Piece, shouting: bool) -> bool:
    return _titled(piece, shouting) and not piece.tags


def _is_small(piece: Piece) -> bool:
    """A word in lower case that explains nothing of weight."""
    word = bool(piece.tokens) and piece.tokens[0].kind == "word" and piece.text.islower()
    return word and not piece.used and set(piece.tags) <= _LIGHT - {"counter"}


@cache
def _introducers() -> frozenset[str]:
    """ "bên Hoa Sen": what stands before a unit and hardly before a place."""
    return frozenset(fold(word) for word in words("introducer", "side"))


def _may_be_name(piece: Piece, begun: bool, shouting: bool) -> bool:
    """A word that nothing explains, or one with a capital that explains nothing of weight."""
    token = piece.tokens[0]
    if piece.has("facet", "fdi", "non_state") or piece.used or token.kind != "word" or piece.number is not None:
        return False
    if not piece.tags:
        return begun or (token.capital and not shouting)
    return _titled(piece, shouting) and (set(piece.tags) <= _LIGHT or (begun and set(piece.tags) <= _PASSABLE))
