"""What kind of message it was: its known words folded, everything else as a sign. Nothing that names anybody, no number."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby, islice

from handlers.reading.leftovers import is_everyday
from handlers.reading.line import Line
from handlers.reading.meaning import Asked
from handlers.reading.names import Names
from handlers.reading.pieces import Piece
from handlers.reading.reader import sayings
from handlers.reading.tasks import Tasks
from handlers.reading.tokens import fold
from locales.vocabulary import words

UNKNOWN, NUMBER, UNIT, PERSON, TIME, PASTED = "…", "9", "<unit>", "<person>", "<time>", "<pasted>"
_DIGITS = re.compile(r"\d+")
_MARKS = "?"        # tells a question; the others tell nothing
_MOST = 20          # signs and phrases; what follows is cut off
_LONGEST = 200      # letters


def shape(text: str, asked: Asked, names: Names) -> str:
    """ "giá vàng SJC 9999 hôm nay bao nhiêu?" → "gia vang … 9 <time> bao nhieu ?"; empty for a message without a word."""
    said = sayings(text, asked, names, Tasks(()))
    signs = [sign for clause in said for sign in _signs(clause.line)] if said else [PASTED]
    single = [sign for sign, _ in groupby(signs)]
    cut = list(islice(single, _MOST))
    if len(single) > _MOST and cut[-1] != UNKNOWN:
        cut.append(UNKNOWN)
    while len(" ".join(cut)) > _LONGEST:
        cut[-2:] = [UNKNOWN]
    return " ".join(cut)


def _signs(line: Line) -> Iterator[str]:
    for place, piece in enumerate(line.pieces):
        if place in line.timed:
            yield TIME
        elif place in line.units:
            yield UNIT
        elif place in line.people:
            yield PERSON
        elif not piece.mark:
            yield _sign(piece, begins=place == 0)
        elif piece.text in _MARKS:
            yield piece.text


def _sign(piece: Piece, begins: bool) -> str:
    """A phrase of the vocabulary as it is understood; of other words only everyday ones that are not written as names are."""
    token = piece.tokens[0]
    if piece.number is not None or piece.pair is not None or token.kind == "number" or piece.has("digit"):
        return NUMBER
    named = token.capital and not begins
    if len(piece.tokens) == 1 and token.folded in _given() and (named or piece.tags.keys() <= {"filler"}):
        return UNKNOWN
    if piece.tags:
        return _DIGITS.sub(NUMBER, piece.word)      # "0 phát sinh"
    return token.folded if token.kind == "word" and not named and is_everyday(token.folded) else UNKNOWN


@cache
def _given() -> frozenset[str]:
    """What people are called: "thu hà ơi" names somebody, though each is an everyday word."""
    return frozenset(fold(word) for kind in ("surname", "middle") for word in words(kind, "any"))
