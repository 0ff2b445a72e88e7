"""A message as pieces: the longest known phrases, each with all that it may mean. Knows phrases, not sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from handlers.reading.lexicon import Entry, lexicon
from handlers.reading.meaning import Language
from handlers.reading.tokens import Token, spelled


@dataclass
class Piece:
    """Some tokens side by side and what they may mean: kind → values. `used` is set by the finder that explained it."""

    tokens: tuple[Token, ...]
    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    number: float | None = None
    pair: tuple[int, int] | None = None  # "14/15"
    percent: bool = False
    used: bool = False

    def has(self, kind: str, *values: str) -> bool:
        """Whether it may mean this (one of the values, if any are given)."""
        found = self.tags.get(kind)
        return found is not None and (not values or any(value in found for value in values))

    def value(self, kind: str) -> str:
        """What it means in that way; empty if nothing."""
        return self.tags.get(kind, ("",))[0]

    @cached_property
    def text(self) -> str:
        """As typed."""
        return " ".join(token.text for token in self.tokens)

    @cached_property
    def word(self) -> str:
        """As understood: folded, mended."""
        return " ".join(token.word for token in self.tokens)

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.tokens[0].start

    @cached_property
    def mark(self) -> bool:
        """Whether it is punctuation."""
        return bool(self.tokens) and self.tokens[0].kind == "mark"


def pieces(tokens: list[Token], language: Language, names: dict[int, tuple[int, str]]) -> list[Piece]:
    """The pieces in order. `names`: start of a token → (how many tokens, kind) that a finder has already taken as a name."""
    marked = any(token.text.lower() != token.folded for token in tokens if token.kind == "word")
    found, place = [], 0
    while place < len(tokens):
        token = tokens[place]
        if token.start in names:
            length, kind = names[token.start]
            piece = Piece(tuple(tokens[place : place + length]), {kind: ("",)}, used=True)
        else:
            piece = _longest(tokens, place, language, marked, names)
        found.append(piece)
        place += len(piece.tokens)
    return found


def _longest(tokens: list[Token], place: int, language: Language, marked: bool, names: dict[int, tuple[int, str]]) -> Piece:
    likely = next(_matches(tokens, place, language, names), None)
    if likely is None:
        return Piece((tokens[place],))
    taken = tuple(tokens[place : place + len(likely[0].words)])
    typed = _typed(taken)
    if marked:
        likely = [entry for entry in likely if entry.spelled == typed] or likely
    tags: dict[str, tuple[str, ...]] = {}
    for entry in likely:
        if entry.value not in tags.get(entry.kind, ()):
            tags[entry.kind] = (*tags.get(entry.kind, ()), entry.value)
    return Piece(taken, tags)


def _another_word(entry: Entry, tokens: list[Token], place: int, language: Language) -> bool:
    """Whether a word was typed with marks that make it a different known word: "thực" is not "thúc"."""
    known = lexicon(language).known
    for token, meant in zip(tokens[place : place + len(entry.words)], entry.spelled.split(), strict=False):
        typed = spelled(token.text)
        if typed not in (meant, token.folded) and typed in known.get(token.word, ()):
            return True
    return False


def _matches(tokens: list[Token], place: int, language: Language, names: dict[int, tuple[int, str]]) -> Iterator[list[Entry]]:
    """The phrases that stand here, those of most words first."""
    words = lexicon(language)
    for length in words.lengths.get(tokens[place].word, ()):
        here = tokens[place : place + length]
        entries = words.by_words.get(tuple(token.word for token in here), ())
        if not entries or len(here) < length or any(token.start in names for token in here[1:]):
            continue
        typed = _typed(here) if any(entry.marked for entry in entries) else ""
        if found := [
            entry
            for entry in entries
            if (not entry.marked or entry.spelled == typed) and not _another_word(entry, tokens, place, language)
        ]:
            yield found


def _typed(tokens: Sequence[Token]) -> str:
    return spelled(" ".join(token.text for token in tokens))
