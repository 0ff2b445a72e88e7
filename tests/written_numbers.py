"""Which numbers stand in a text, in digits or in words, by a way of its own. Knows nothing of the reader, nor what is counted.

A number that the reader gives and that is not found here was made up. What is written with a slip is told apart.
"""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from handlers.reading import Reading

_DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()  # noqa: SIM905
_ENGLISH = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " \
           "eighteen nineteen".split()  # noqa: SIM905
_ROUND = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
# Also with a slip.
_NOBODY = re.compile(r"kh?o+n|kh?n?g|\bk[ho]?\b|chu+a|h[ou]+n?g|h[oe][mk]|cha|dau|\bno|\bany|neither|trang")
_NOES = ("khong", "hong", "khg", "hok", "none", "nobody", "chua", "chang", "havent", "hasnt", "didnt")
_WAYS = 3   # words as near as the nearest that are tried
_RUN = 8    # words that a number has at most
_PARTS = 6  # amounts that a sum has at most
_TWICE = 2  # times that a number of a message said over and over is part of one sum
_LISTED = 40  # numbers of a text that are looked at for sums
_MANY = 5_000
_SHORT = 2  # letters


class Origin(StrEnum):
    """Where a number comes from."""

    WRITTEN = "written"
    SLIP = "written with a slip"
    SUM = "a sum of written parts"
    REST = "what other parts leave of the whole"
    NAMES = "the number of names"
    NOBODY = "nobody, said in words"
    NOWHERE = "out of nowhere"


@dataclass(frozen=True)
class _Word:
    """A word of a number: what it is worth, and whether it multiplies what stands before it."""

    worth: int
    multiplies: bool = False


def _fold(text: str) -> str:
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).lower().replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


_WORDS = {
    **{_fold(word): _Word(worth) for worth, word in enumerate(_DIGITS)},
    **{word: _Word(worth) for worth, word in enumerate(_ENGLISH)},
    **{word: _Word(10 * worth) for worth, word in enumerate(_ROUND, start=2)},
    "mot": _Word(1), "tu": _Word(4), "lam": _Word(5), "nham": _Word(5), "bay": _Word(7), "muoi": _Word(10, True),
    "chuc": _Word(10, True), "ham": _Word(20), "ta": _Word(12), "tram": _Word(100, True), "nghin": _Word(1000, True),
    "ngan": _Word(1000, True), "hundred": _Word(100, True), "thousand": _Word(1000, True), "linh": _Word(0), "le": _Word(0),
    "both": _Word(2), "dozen": _Word(12), "and": _Word(0), "a": _Word(1), "an": _Word(1),
}  # fmt: skip

_LONG_ONES = sorted((word for word in _WORDS if len(word) > 1), key=len, reverse=True)


def origins(text: str, reading: Reading) -> Iterator[tuple[int, Origin]]:
    """Every number that is counted in the reading, and where it comes from."""
    slots = reading.slots
    for number in (slots.count, slots.total):
        if number is not None:
            yield number, _origin(number, text, reading, None)
    for facets, number in slots.breakdown.items():
        yield number, _origin(number, text, reading, facets)


def _origin(number: int, text: str, reading: Reading, facets: str | None) -> Origin:
    plain, people = written(text), len(reading.slots.names)
    if number in _single(plain):
        return Origin.WRITTEN
    if people and (number == people or (facets and number < people)):
        return Origin.NAMES
    noes = (*_typed(text), *_typed(_joined(text)), *_apart(text))       # "truon1ổng": the reader parts it at the figure
    if number == 0 and (_NOBODY.search(re.sub(r"\d", " ", _fold(text))) or any(map(_is_a_no, noes))):
        return Origin.NOBODY
    if facets and reading.slots.count == sum(reading.slots.breakdown.values()):
        return Origin.REST
    men_apart = re.sub(r"\bnam\b", "men", text, flags=re.IGNORECASE)        # "tám tư nam, ba nữ": "nam" may be men, and no 5
    if not facets and (_is_sum(number, plain) or _is_sum(number, written(men_apart))):
        return Origin.SUM
    ways = dict.fromkeys((text, _joined(text), men_apart))
    if any(number in _near_words(way) for way in ways):
        return Origin.SLIP
    for slips in (found for way in ways for found in (written(way), *_slipped(way))):
        if number in _single(slips) or (not facets and _is_sum(number, slips)):
            return Origin.SLIP
    return Origin.NOWHERE


def _joined(text: str) -> str:
    """ "ch'ục" is read as one word."""
    return re.sub(r"(?<=[^\W\d_])['’](?=[^\W\d_])", "", text)


@lru_cache(maxsize=65536)
def _is_a_no(word: str) -> bool:
    """ "koco", "hnog", "nnoe": a no with a slip in it."""
    return word.startswith(("ko", "kh", "hk")) or any(OSA.distance(word, no) <= 1 for no in _NOES if len(word) > 1)


def written(text: str, slips: bool = False, way: int = 0, apart: bool = False, short: bool = True) -> list[frozenset[int]]:
    """Each number that stands in the text, and all that its words could be. `slips`: also words that lack a letter.

    `way`: which of the words that are as near; `apart`: where figures touch letters, they are words of their own; `short`:
    whether a short word may have a slip in it: "nữ" is hardly "tư", and parts the numbers about it.
    """
    text = unicodedata.normalize("NFC", text)
    found = [frozenset({int(digits), -int(digits)}) for digits in re.findall(r"\d+", text)]
    found += [frozenset({int(digits.replace(".", ""))}) for digits in re.findall(r"\d{1,3}(?:\.\d{3})+", text)]
    typed = _apart(text) if apart or not slips else _typed(text)
    words = [choice for word in typed for choice in (_meant(word, way, short) if slips else [_WORDS.get(word)])]
    return found + [frozenset(_value(part, none) for part in _within(run) for none in (0, 1)) for run in _runs(words)]


def _slipped(text: str) -> Iterator[list[frozenset[int]]]:
    """The numbers, by each way to take what was typed with slips."""
    return (written(text, True, *how) for how in itertools.product(range(_WAYS), (False, True), (True, False)))


def _apart(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+|\d+", _fold(text))


def _typed(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", _fold(text))


def _near_words(text: str) -> frozenset[int]:
    """What each word of the text could be by itself, or what begins or ends it: "bađảng"."""
    loose = map(_fold, re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text)))       # parted by marks that stand alone
    words = [re.sub(r"\d", "", word) for word in (*_typed(text), *loose, *re.findall(r"\w+/\w+", _fold(text)))]     # "h/i"
    near = {_WORDS[known].worth for word in words for known in _near(word)}
    undoubled = [re.sub(r"(.)\1", r"\1", word) for word in words]        # "napmoot"
    run = {_WORDS[known].worth for word in (*words, *undoubled) for known in _WORDS if len(known) > 2 and _touches(word, known)}
    return frozenset(near | run)


def _touches(word: str, known: str) -> bool:
    return word.startswith(known) or word.endswith(known)


def _single(numbers: list[frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*numbers)


@lru_cache(maxsize=65536)
def _meant(word: str, way: int = 0, short: bool = True) -> list[_Word | None]:
    """The word of a number that a word was to be: keys typed out, a letter wrong, two in one, or one that others ran into.

    `way`: which of the words that are as near; `short`: whether one of few letters may have a slip in it.
    """
    bare = re.sub(r"\d", "", word)
    doubled = re.sub(r"(.)\1", r"\1", bare)
    for typed in (word, bare, doubled):
        if typed in _WORDS:
            return [_WORDS[typed]]
    for cut in range(2, len(bare) - 1):
        if bare[:cut] in _WORDS and bare[cut:] in _WORDS:
            return [_WORDS[bare[:cut]], _WORDS[bare[cut:]]]
    if not short and len(bare) <= _SHORT:
        return [None]
    untyped = _untyped(bare)
    near = [*([untyped] if untyped in _WORDS else []), *_near(bare)]
    if near:
        return [_WORDS[near[min(way, len(near) - 1)]]]
    ran_into = [known for known in _LONG_ONES if bare.startswith(known) or bare.endswith(known)]      # "chỉnhbốn"
    return [_WORDS[ran_into[min(way, len(ran_into) - 1)]]] if ran_into else [None]


@lru_cache(maxsize=65536)
def _near(word: str) -> list[str]:
    """The words of numbers that one slip makes this word; two in a long one."""
    slips = 1 if len(word) < 7 else 2
    return [known for known in _WORDS if len(word) > 1 and len(known) > 1 and OSA.distance(word, known) <= slips]


def _untyped(word: str) -> str:
    """Without Telex keys: "muwowif" → "muoi"."""
    return re.sub(r"(.)\1", r"\1", re.sub(r"[wfsrxj]", "", word))


def _runs(words: Iterable[_Word | None]) -> Iterator[list[_Word]]:
    for is_number, run in itertools.groupby(words, key=lambda word: word is not None):
        if is_number:
            yield [word for word in run if word is not None]


def _within(run: list[_Word]) -> Iterator[list[_Word]]:
    for first in range(len(run)):
        for last in range(first + 1, min(len(run), first + _RUN) + 1):
            yield run[first:last]


def _value(run: list[_Word], none: int = 1) -> int:
    """ "hai trăm ba mươi mốt" → 231, "hai mốt" → 21, "một nghìn không trăm hai mươi" → 1020.

    `none`: how many tens "không mươi" and "linh chục" are.
    """
    whole, hundreds = 0, 0
    rest: int | None = None
    for word in run:
        if word.multiplies and word.worth == 1000:
            before = whole + hundreds + (rest or 0)
            whole, hundreds, rest = (before if before or rest == 0 else 1) * 1000, 0, None
        elif word.multiplies and word.worth == 100:
            hundreds, rest = (1 if rest is None else rest) * 100, None
        elif word.multiplies:
            rest = (1 if rest is None else rest or none) * 10
        elif rest is not None and 0 < rest < 10 and 0 < word.worth < 10:
            rest = rest * 10 + word.worth
        else:
            rest = (rest or 0) + word.worth
    return whole + hundreds + (rest or 0)


def _is_sum(whole: int, numbers: list[frozenset[int]]) -> bool:
    """Whether some of the numbers are so many together, none of them taken twice."""
    totals: list[set[int]] = [{0}, *(set() for _ in range(_PARTS))]
    parts_of_it = Counter(frozenset(number for number in said if 0 < number < whole) for said in numbers)
    listed = [said for said, times in parts_of_it.items() for _ in range(min(times, _TWICE)) if said]
    for said in itertools.islice(listed, _LISTED):
        for parts in range(_PARTS, 0, -1):
            totals[parts] |= {before + number for before in totals[parts - 1] for number in said if before + number <= whole}
            if len(totals[parts]) > _MANY:
                return True     # it cannot be told
    return any(whole in reached for reached in totals[2:])
