"""What stands around a unit's name and is no part of it: the calendar, what is counted, a phrase. Knows no unit."""

from functools import cache

from handlers.reading.lexicon import lexicon
from handlers.reading.tokens import Token, fold
from locales.vocabulary import phrases


def is_cut_from_a_phrase(tokens: list[Token], first: int, last: int) -> bool:
    """ "sau muoi hai dang vien" names no Hải Đăng, "dang bo co so" no Thuế cơ sở: all in lower case, without marks."""
    inside = tokens[first:last]
    if any(token.text != token.folded for token in inside):
        return False
    known = lexicon("vi").by_words
    before, behind = tokens[first - 1].folded if first else "", tokens[last].folded if last < len(tokens) else ""
    begun = tuple(token.folded for token in inside[:2]) if before.isdigit() else ()     # "7 dong chi hai quy"
    counted = (*known.get((inside[-1].folded, behind), ()), *known.get(begun, ()))
    counter = any(entry.kind == "counter" for entry in counted)
    thing = any(entry.kind == "thing" for entry in known.get((before, *(token.folded for token in inside)), ()))
    return counter or thing


@cache
def counts_people(folded: str) -> bool:
    """Whether people are counted by this word."""
    return any(
        entry.kind in ("counter", "facet", "sex") for entry in lexicon("vi").by_first.get(folded, ()) if len(entry.words) < 3
    )


def tells_which(token: Token) -> bool:
    """ "nay", "ngoái", "2025": what stands behind a word of the calendar."""
    entries = lexicon("vi").by_first.get(token.folded, ())
    return token.kind == "number" or any(entry.kind == "which" and len(entry.words) == 1 for entry in entries)


@cache
def grains() -> frozenset[str]:
    """Words of the calendar that numbers stand behind: "tháng", "năm"."""
    return frozenset(fold(phrase.text) for phrase in phrases() if phrase.kind == "grain")
