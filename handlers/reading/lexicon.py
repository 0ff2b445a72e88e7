"""The vocabulary indexed for reading: which phrases begin with a word, which words stand side by side. Knows no grammar."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from handlers.reading.meaning import Language
from handlers.reading.tokens import Token, is_syllable, spelled, tokenize
from locales.vocabulary import Phrase, phrases

_NO_WORDS = {"shortened", "generic", "workshop", "surname", "middle", "given", "passing"}  # of names, and what tells nothing
_UNHEARD = _NO_WORDS | {
    "beside",
    "task_word",
    "task_filler",
    "addressee",
    "naming",
    "introducer",
}  # of use to single finders only
_APART = {"staffing", "duty", "admission_day", "admission_word"}  # read by themselves: they weigh nothing in a report


@dataclass(frozen=True)
class Entry:
    """A phrase cut into folded words."""

    kind: str
    value: str
    words: tuple[str, ...]
    spelled: str
    language: str
    marked: bool


@dataclass(frozen=True)
class Lexicon:
    """The phrases that hold in messages of one language."""

    by_first: dict[str, tuple[Entry, ...]]  # longest first
    by_words: dict[tuple[str, ...], tuple[Entry, ...]]
    lengths: dict[str, tuple[int, ...]]  # first word → how many words its phrases have, most first
    known: dict[str, tuple[str, ...]]  # folded word → its spellings
    neighbours: frozenset[tuple[str, str]]  # words that stand side by side in a phrase
    everyday: frozenset[tuple[str, str]]  # … in one that tells nothing: right as they stand
    parts: frozenset[str]  # words that are in phrases only, and none by themselves
    strong: frozenset[str]  # words that can be nothing but this language


@cache
def lexicon(language: Language) -> Lexicon:
    """The language's phrases, and those of the other one that cannot be mistaken for it."""
    entries = [_entry(phrase) for phrase in phrases() if phrase.kind not in _APART]
    kept = [entry for entry in entries if entry.language == language or _safe_abroad(entry, language)]
    first: dict[str, list[Entry]] = {}
    known: dict[str, set[str]] = {}
    side_by_side: set[tuple[str, str]] = set()
    everyday = {pair for entry in kept if entry.kind == "passing" for pair in itertools.pairwise(entry.words)}
    for entry in kept:
        if entry.kind not in _UNHEARD:
            first.setdefault(entry.words[0], []).append(entry)
        if entry.kind in _NO_WORDS:
            continue
        side_by_side.update(itertools.pairwise(entry.words))
        for word, marked in zip(entry.words, entry.spelled.split(), strict=False):
            known.setdefault(word, set()).add(marked)
    by_first = {word: tuple(sorted(found, key=lambda entry: -len(entry.words))) for word, found in first.items()}
    by_words: dict[tuple[str, ...], tuple[Entry, ...]] = {}
    for entry in itertools.chain.from_iterable(by_first.values()):
        by_words[entry.words] = (*by_words.get(entry.words, ()), entry)
    return Lexicon(
        by_first,
        by_words,
        {word: tuple(sorted({len(entry.words) for entry in found}, reverse=True)) for word, found in by_first.items()},
        {word: tuple(sorted(spellings)) for word, spellings in known.items()},
        frozenset(side_by_side),
        frozenset(everyday),
        frozenset(word for word in known if (word,) not in by_words),
        frozenset(word for entry in entries if entry.language == language for word in entry.words if not word.isdigit()),
    )


def _entry(phrase: Phrase) -> Entry:
    return Entry(
        phrase.kind,
        phrase.value,
        tuple(token.folded for token in tokenize(phrase.text)),
        spelled(phrase.text),
        phrase.language,
        phrase.marked,
    )


def _safe_abroad(entry: Entry, language: Language) -> bool:
    """A phrase of the other language may be heard if it looks like nothing in this one."""
    if language == "en":
        return len(entry.words) > 1 or not entry.words[0].isalpha()
    return not all(is_syllable(word) or len(word) < 4 for word in entry.words)


def entries_of(tokens: Sequence[Token]) -> tuple[Entry, ...]:
    """The Vietnamese phrases that have these very words, whatever their marks."""
    return lexicon("vi").by_words.get(tuple(token.folded for token in tokens), ())


def language_of(words: list[str], has_marks: bool) -> Language:
    """The language by vote of the folded words; letters with marks are Vietnamese."""
    english, vietnamese = lexicon("en").strong, lexicon("vi").strong
    votes_en = sum(1 for word in words if word in english and word not in vietnamese)
    votes_vi = sum(1 for word in words if word in vietnamese and word not in english) + (2 if has_marks else 0)
    return "en" if votes_en > votes_vi else "vi"
