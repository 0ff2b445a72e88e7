"""The phrases of orders about people, found in a sentence: the longest first. Knows what each may mean, and no order."""

from dataclasses import dataclass
from functools import cache

from handlers.reading.meaning import Language
from handlers.reading.tokens import Token, spelled, tokenize
from locales.vocabulary import phrases


@dataclass(frozen=True)
class Heard:
    """What the tokens from first to before last may mean, and in which languages."""

    meanings: frozenset[str]
    first: int
    last: int
    languages: frozenset[Language]


@cache
def _phrases() -> dict[tuple[str, ...], frozenset[tuple[str, str, Language]]]:
    """Folded words → their spelling, what they mean, and in which language."""
    found: dict[tuple[str, ...], set[tuple[str, str, Language]]] = {}
    for phrase in phrases():
        if phrase.kind == "staffing":
            words = tuple(token.folded for token in tokenize(phrase.text))
            found.setdefault(words, set()).add(
                (_written(tokenize(phrase.text)), phrase.value, "en" if phrase.language == "en" else "vi")
            )
    return {words: frozenset(meant) for words, meant in found.items()}


@cache
def _longest() -> int:
    return max(len(words) for words in _phrases())


def heard(tokens: list[Token]) -> list[Heard]:
    """The phrases in order; tokens that are part of none are left out."""
    found, place = [], 0
    while place < len(tokens):
        here = _at(tokens, place)
        if here:
            found.append(here)
        place = here.last if here else place + 1
    return found


def _at(tokens: list[Token], place: int) -> Heard | None:
    for length in range(min(_longest(), len(tokens) - place), 0, -1):
        here = tokens[place : place + length]
        meant = _phrases().get(tuple(token.folded for token in here), frozenset())
        fitting = [(value, language) for written, value, language in meant if _may_be(here, written)]
        if fitting:
            meanings = frozenset(value for value, _ in fitting)
            return Heard(meanings, place, place + length, frozenset(language for _, language in fitting))
    return None


def _may_be(tokens: list[Token], written: str) -> bool:
    """Whether each token is typed as the phrase is, or without its marks: "mới" is not "mời"."""
    return all(
        spelled(token.text.lower()) in (meant, spelled(token.folded))
        for token, meant in zip(tokens, written.split(), strict=True)
    )


def _written(tokens: list[Token]) -> str:
    return " ".join(spelled(token.text) for token in tokens)
