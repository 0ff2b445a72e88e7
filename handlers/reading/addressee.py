"""Cuts off whom a message is addressed to, what it refers to, and how it is signed. Knows letters' manners, and no units."""

from functools import cache

from handlers.reading.tokens import Token, fold
from locales.vocabulary import phrases, words

_STOPS = (".", "!", ",", ":", "\n", ";", "./.")


@cache
def _folded(kind: str, value: str) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted({tuple(fold(word).split()) for word in words(kind, value)}, key=len, reverse=True))


@cache
def _bodies() -> tuple[tuple[str, ...], ...]:
    """Who may be reported to: posts and committees."""
    kinds = {
        tuple(fold(phrase.text).split()) for phrase in phrases() if (phrase.kind, phrase.value) == ("kind_word", "committee")
    }
    return tuple(kinds | set(_folded("addressee", "post")))


@cache
def _done() -> frozenset[str]:
    return frozenset(fold(word) for word in words("done", "past"))


def without(tokens: list[Token]) -> list[Token]:
    """The tokens without addressee and signature."""
    tokens = tokens[_opening(tokens) :]
    return tokens[: _closing(tokens)]


def _starts(tokens: list[Token], place: int, options: tuple[tuple[str, ...], ...]) -> int:
    """How many tokens of one of the phrases stand here."""
    here = tuple([token.folded for token in tokens[place : place + 4]])
    return next((len(option) for option in options if option[:1] == here[:1] and here[: len(option)] == option), 0)


def _opening(tokens: list[Token]) -> int:
    """Behind "Kính gửi …," and "Báo cáo ban tổ chức,"; behind "Thực hiện chỉ tiêu được giao," where something was done."""
    length = _starts(tokens, 0, _folded("addressee", "lead"))
    if length:
        if length < len(tokens) and tokens[length].text == ":":
            length += 1
        return _behind_stop(tokens, length, 20)
    if length := _starts(tokens, 0, _folded("addressee", "grounds")):
        behind = _behind_stop(tokens, length, 20)
        return behind if any(token.folded in _done() for token in tokens[behind:]) else 0
    length = _starts(tokens, 0, _folded("addressee", "reporting"))
    if length and _starts(tokens, length, _bodies()):
        return _behind_stop(tokens, length, 9)
    return 0


def _behind_stop(tokens: list[Token], place: int, limit: int) -> int:
    stop = next((here for here in range(place, min(len(tokens), place + limit)) if tokens[here].text in _STOPS), None)
    return 0 if stop is None or stop + 1 >= len(tokens) else stop + 1


def _closing(tokens: list[Token]) -> int:
    """Before "Trân trọng" and a signature at the end."""
    for place in range(1, len(tokens)):
        if (
            tokens[place - 1].text in _STOPS
            and _starts(tokens, place, _folded("addressee", "closing"))
            and place * 3 > len(tokens)
        ):
            return place
    return len(tokens)
