"""What of a message nothing explained: names and words of weight. Knows which words weigh nothing, and what no word means."""

from functools import cache

from handlers.reading.lexicon import lexicon
from handlers.reading.line import Line
from handlers.reading.pieces import Piece
from handlers.reading.tokens import Token, fold
from locales.vocabulary import words


def leftovers(line: Line) -> tuple[str, ...]:
    """The pieces of weight that no finder used, as typed."""
    spare = [place for place, piece in enumerate(line.pieces) if _unexplained(piece)]
    weighty = {place for place in spare if not _ordinary(line.pieces[place])}
    capitals = {place for place in spare if _is_title(line.pieces[place])}
    return tuple(
        line.pieces[place].text
        for place in spare
        if place in weighty or (place in capitals and not capitals.isdisjoint((place - 1, place + 1)))
    )


def _unexplained(piece: Piece) -> bool:
    return not (piece.tags or piece.used or piece.mark) and piece.number is None


def _is_title(piece: Piece) -> bool:
    """Written as names are; two such words side by side are one, though each is an everyday word: "Thành Công"."""
    return piece.tokens[0].capital and not piece.text.isupper()


def _ordinary(piece: Piece) -> bool:
    """Whether people say the words of all sorts of things; numbers of documents ("57-QĐ/ĐU") are no weight either."""
    return all(_says_little(token) for token in piece.tokens)


def _says_little(token: Token) -> bool:
    if token.kind != "word":
        return token.kind == "symbol"
    return len(token.folded) < 2 or is_everyday(token.folded) or is_everyday(token.word)


def is_everyday(folded: str) -> bool:
    """Whether the word is one of the vocabulary, or one that tells nothing."""
    return folded in lexicon("vi").known or folded in lexicon("en").known or folded in _passing()


@cache
def _passing() -> frozenset[str]:
    """Words of the language that tell nothing here: verbs, links, manners."""
    return frozenset(fold(word) for phrase in words("passing", "any") for word in phrase.split())
