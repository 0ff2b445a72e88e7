"""What a unit is called: its name and other names as words, each weighed by how much it tells. Knows one name at a time."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache

from handlers.reading.lexicon import lexicon
from handlers.reading.tokens import composed, fold, is_syllable, spelled, tokenize
from locales.vocabulary import phrases, words

_TELLING = 0.4  # weighs a number; a word that tells something by itself weighs more
_JOINED = re.compile(r"\d(?: -|- )")  # "57 - QĐ/ĐU" is one word, though there are blanks in it


@dataclass(frozen=True, slots=True)
class NameWord:
    """One word of a name: folded, with its marks, and what it tells (0: every name has it)."""

    folded: str
    spelled: str
    weight: float

    @property
    def tells(self) -> bool:
        """Whether it tells something by itself, as no number does."""
        return self.weight > _TELLING


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to call a unit. `bare` is where the name begins behind what it is ("chi bộ")."""

    words: tuple[NameWord, ...]
    bare: int
    weights: dict[str, float]  # folded word → the most that it tells in this name
    core: frozenset[str]  # the words without which it is not named whole
    places: dict[str, tuple[int, ...]]  # folded word → where it stands

    def goes_on(self, word: str, after: str) -> bool:
        """Whether the words stand side by side in it, folded."""
        return any(place + 1 < len(self.words) and self.words[place + 1].folded == after for place in self.places.get(word, ()))


def is_said(spoken: Variant, said: Set[str]) -> bool:
    """Whether all words that tell something in the bare name are among these."""
    return all(word in said for word in spoken.core if spoken.weights[word])


def as_variant(name: tuple[NameWord, ...], bare: int) -> Variant:
    """The name with what is asked of it again and again."""
    weights: dict[str, float] = {}
    places: dict[str, tuple[int, ...]] = {}
    for place, word in enumerate(name):
        folded = word.folded
        if folded in places:
            places[folded] = (*places[folded], place)
            weights[folded] = max(word.weight, weights[folded])
        else:
            places[folded], weights[folded] = (place,), word.weight
    return Variant(name, bare, weights, frozenset([word.folded for word in name[bare:]]), places)


@cache
def shortened() -> dict[str, tuple[str, ...]]:
    """Folded short form → the words it stands for, with marks: "htx" → hợp, tác, xã."""
    return {fold(phrase.text): tuple(phrase.value.split()) for phrase in phrases() if phrase.kind == "shortened"}


@cache
def _short_forms() -> frozenset[str]:
    """The short forms with their marks: "đu"."""
    return frozenset(phrase.text for phrase in phrases() if phrase.kind == "shortened")


@cache
def _generic() -> dict[str, tuple[tuple[tuple[str, ...], bool], ...]]:
    """By first word: phrases, as words with marks, that many names have, and whether they tell nothing only at its head."""
    headings = {tuple(spelled(phrase).split()) for phrase in words("generic", "heading")}
    found: dict[str, set[tuple[tuple[str, ...], bool]]] = {}
    for phrase in {tuple(spelled(phrase).split()) for phrase in words("generic", "any")} | headings:
        found.setdefault(phrase[0], set()).add((phrase, phrase in headings))
    return {word: tuple(sorted(pairs)) for word, pairs in found.items()}


@cache
def _kinds() -> dict[str, tuple[tuple[str, ...], ...]]:
    """By first word: what a unit is, before its name, as folded words; longest first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for phrase in phrases():
        if phrase.kind == "kind_word" and phrase.language == "vi":
            kind = tuple(fold(phrase.text).split())
            found.setdefault(kind[0], set()).add(kind)
    return {word: tuple(sorted(kinds, key=len, reverse=True)) for word, kinds in found.items()}


@cache
def is_ordinary(folded: str, marked: str = "") -> bool:
    """Whether people say the word of other things too; typed with marks that no such word has, it is a name's: "Cầm"."""
    spellings = lexicon("vi").known.get(folded)
    return spellings is not None and (marked in ("", folded) or marked in spellings)


def spell_out(name: str) -> list[str]:
    """The words of a name, lower case with marks, short forms spelled out, digits apart."""
    name = composed(name)
    parts = [name] if _JOINED.search(name) else name.split()
    return [word for part in parts for word in _spelled_out(part)]


@lru_cache(maxsize=65536)
def _spelled_out(part: str) -> tuple[str, ...]:
    found: list[str] = []
    for token in tokenize(part):
        short = token.text.isupper() or token.text.lower() in _short_forms()        # "Nguyễn Du" is no "Nguyễn ĐU"
        if token.kind != "mark":
            found.extend(spelled(word) for word in (shortened().get(token.folded, ()) if short else ()) or (token.text,))
    return tuple(found)


def weighed(written: Sequence[str], common: frozenset[tuple[str, str]]) -> list[NameWord]:
    """The words of a name with what each tells. `common`: pairs that stand side by side in many names."""
    empty = _empty(written, common)
    return [name_word(word, place in empty) for place, word in enumerate(written)]


def bare_from(name: Sequence[NameWord]) -> int:
    """Where the name begins behind what the unit is."""
    kinds = _kinds().get(name[0].folded, ()) if name else ()
    found = next((len(kind) for kind in kinds if tuple(word.folded for word in name[: len(kind)]) == kind), 0)
    return found if found < len(name) else 0


def _empty(written: Sequence[str], common: frozenset[tuple[str, str]]) -> set[int]:
    """The places of words that tell nothing where they stand."""
    places: set[int] = set()
    generic = _generic()
    for place, word in enumerate(written):
        for phrase, heading in generic.get(word, ()):
            # "trường" heads a name or a school's, and is a word of the name elsewhere
            if heading and not (places >= set(range(place)) or _is_school(written, place + 1)):
                continue
            if len(phrase) == 1 or tuple(written[place : place + len(phrase)]) == phrase:
                places.update(range(place, place + len(phrase)))
        if common and tuple(written[place : place + 2]) in common:
            places.update((place, place + 1))
    return places


def _is_school(written: Sequence[str], place: int) -> bool:
    return any(tuple(written[place : place + len(kind)]) == kind for kind in _schools())


@cache
def _schools() -> tuple[tuple[str, ...], ...]:
    """What schools are, behind the word "trường"."""
    return tuple(tuple(spelled(phrase).split()) for phrase in words("generic", "school"))


@lru_cache(maxsize=65536)
def name_word(word: str, empty: bool) -> NameWord:
    """The word with marks, weighed; `empty` where it tells nothing."""
    return NameWord(fold(word), word, 0.0 if empty else _weight(word))


def _weight(word: str) -> float:
    if word.isdigit():
        return _TELLING
    return 0.5 if is_syllable(fold(word)) else 1.0
