"""What a unit is called: its name and other names as words, each weighed by how much it tells. Knows one unit at a time."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from handlers.reading.lexicon import lexicon
from handlers.reading.tokens import composed, fold, is_syllable, spelled, tokenize
from locales.vocabulary import phrases, words


@dataclass(frozen=True)
class NameWord:
    """One word of a name: folded, with its marks, and what it tells (0: every name has it)."""

    folded: str
    spelled: str
    weight: float


@dataclass(frozen=True)
class Variant:
    """One way to call a unit. `bare` is where the name begins behind what it is ("chi bộ")."""

    words: tuple[NameWord, ...]
    bare: int

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Its words side by side, folded."""
        return frozenset(itertools.pairwise(word.folded for word in self.words))

    @cached_property
    def weights(self) -> dict[str, float]:
        """Folded word → the most that it tells in this name."""
        return {word.folded: max(same.weight for same in self.words if same.folded == word.folded) for word in self.words}

    @cached_property
    def core(self) -> frozenset[str]:
        """The words without which it is not named whole."""
        return frozenset(word.folded for word in self.words[self.bare :])


@cache
def shortened() -> dict[str, tuple[str, ...]]:
    """Folded short form → the words it stands for, with marks: "htx" → hợp, tác, xã."""
    return {fold(phrase.text): tuple(phrase.value.split()) for phrase in phrases() if phrase.kind == "shortened"}


@cache
def generic_phrases() -> tuple[tuple[str, ...], ...]:
    """Phrases, as words with marks, that many names have."""
    return tuple({tuple(spelled(phrase).split()) for phrase in (*words("generic", "any"), *words("generic", "heading"))})


@cache
def heading_phrases() -> frozenset[tuple[str, ...]]:
    """Of these phrases, those that tell nothing only where nothing telling stands before them."""
    return frozenset(tuple(spelled(phrase).split()) for phrase in words("generic", "heading"))


@cache
def kind_words() -> tuple[tuple[str, ...], ...]:
    """What a unit is, before its name, as folded words; longest first."""
    found = {tuple(fold(phrase.text).split()) for phrase in phrases() if phrase.kind == "kind_word" and phrase.language == "vi"}
    return tuple(sorted(found, key=len, reverse=True))


@cache
def is_ordinary(folded: str) -> bool:
    """Whether people say the word of other things too."""
    return folded in lexicon("vi").known


def spell_out(name: str) -> list[str]:
    """The words of a name with marks, short forms spelled out, digits apart."""
    found: list[str] = []
    for token in tokenize(composed(name)):
        if token.kind == "mark":
            continue
        found.extend(shortened().get(token.folded, (token.text,)))
    return found


def variant(name: str, common: frozenset[tuple[str, str]]) -> Variant:
    """The name weighed. `common`: pairs of words, with marks, that stand side by side in many names."""
    written = [spelled(word) for word in spell_out(name)]
    empty = _empty(written, common)
    weighed = tuple(NameWord(fold(word), word, 0.0 if place in empty else _weight(word)) for place, word in enumerate(written))
    folded = tuple(word.folded for word in weighed)
    bare = next((len(kind) for kind in kind_words() if folded[: len(kind)] == kind), 0)
    return Variant(weighed, bare if bare < len(weighed) else 0)


def _empty(written: list[str], common: frozenset[tuple[str, str]]) -> set[int]:
    """The places of words that tell nothing where they stand."""
    places: set[int] = set()
    for place in range(len(written)):
        # "trường" heads a name or a school's, and is a word of the name elsewhere
        heading = places >= set(range(place)) or _is_school(written, place + 1)
        for phrase in generic_phrases():
            if (heading or phrase not in heading_phrases()) and tuple(written[place : place + len(phrase)]) == phrase:
                places.update(range(place, place + len(phrase)))
        if tuple(written[place : place + 2]) in common:
            places.update((place, place + 1))
    return places


def _is_school(written: list[str], place: int) -> bool:
    return any(tuple(written[place : place + len(kind)]) == kind for kind in _schools())


@cache
def _schools() -> tuple[tuple[str, ...], ...]:
    """What schools are, behind the word "trường"."""
    return tuple(tuple(spelled(phrase).split()) for phrase in words("generic", "school"))


def _weight(word: str) -> float:
    if word.isdigit():
        return 0.4
    return 0.5 if is_syllable(fold(word)) else 1.0


def acronyms(spoken: Variant) -> Iterator[tuple[str, tuple[str, ...]]]:
    """First letters of three words or more that stand side by side, with those words."""
    letters = [word.folded for word in spoken.words]
    for first in range(len(letters)):
        for last in range(first + 3, min(len(letters), first + 9) + 1):
            made = "".join(word[0] for word in letters[first:last])
            if made.isalpha() and not is_ordinary(made) and made not in shortened():
                yield made, tuple(letters[first:last])
