"""The words of numbers, and those that were to be one: what a word is worth. Knows nothing of the reader."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

_DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()  # noqa: SIM905
_ENGLISH = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " \
           "eighteen nineteen".split()  # noqa: SIM905
_ROUND = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_SHORT = 2  # letters


@dataclass(frozen=True)
class Word:
    """A word of a number: what it is worth, and whether it multiplies what stands before it, halves that, or is a figure."""

    worth: int
    multiplies: bool = False
    halves: bool = False
    figure: bool = False


def fold(text: str) -> str:
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).lower().replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


WORDS = {
    **{fold(word): Word(worth) for worth, word in enumerate(_DIGITS)},
    **{word: Word(worth) for worth, word in enumerate(_ENGLISH)},
    **{word: Word(10 * worth) for worth, word in enumerate(_ROUND, start=2)},
    "mot": Word(1), "tu": Word(4), "lam": Word(5), "nham": Word(5), "bay": Word(7), "muoi": Word(10, True),
    "chuc": Word(10, True), "ham": Word(20), "ta": Word(12, True), "tram": Word(100, True), "nghin": Word(1000, True),
    "ngan": Word(1000, True), "hundred": Word(100, True), "thousand": Word(1000, True), "linh": Word(0), "le": Word(0),
    "both": Word(2), "dozen": Word(12, True), "and": Word(0), "a": Word(1), "an": Word(1),
}  # fmt: skip

HALVES = dict.fromkeys(("nua", "half", "ruoi"), Word(0, halves=True))

_LONG_ONES = sorted((word for word in WORDS if len(word) > 1), key=len, reverse=True)


def once(word: str) -> str:
    """With each letter once where it is typed again and again: "mooot" → "mot"."""
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=65536)
def meant_by(word: str, way: int = 0, short: bool = True) -> list[Word | None]:
    """The word of a number that a word was to be: keys typed out, a letter wrong, two in one, or one that others ran into.

    `way`: which of the words that are as near; `short`: whether one of few letters may have a slip in it.
    """
    bare = re.sub(r"\d", "", word)
    doubled = once(bare)
    for typed in (word, bare, doubled if way == 0 else bare):      # "táá" may be "tám" too
        if typed in WORDS:
            return [WORDS[typed]]
    for joined, cut in ((typed, cut) for typed in dict.fromkeys((bare, doubled)) for cut in range(2, len(typed) - 1)):
        if joined[:cut] in WORDS and joined[cut:] in WORDS:       # "muoilaam"
            return [WORDS[joined[:cut]], WORDS[joined[cut:]]]
    if not short and len(bare) <= _SHORT:
        return [None]
    keys_out = untyped(bare)
    nearest = [*([keys_out] if keys_out in WORDS else []), *near(bare)]
    if nearest:
        return [WORDS[nearest[min(way, len(nearest) - 1)]]]
    ends = [known for known in _LONG_ONES if bare.startswith(known) or bare.endswith(known)]      # "chỉnhbốn"
    ran_into = [known for known in ends if not any(known != other and known in other for other in ends)]     # "bay", no "ba"
    return [WORDS[ran_into[min(way, len(ran_into) - 1)]]] if ran_into else [None]


@lru_cache(maxsize=65536)
def half_meant_by(word: str) -> Word | None:
    """A half with a slip in it: "nnửa", "ưrỡi", "rưưưỡi"; "nữ" is none."""
    if len(word) <= _SHORT or word in WORDS:
        return None
    typed = (word, once(word))
    return next((half for known, half in HALVES.items() if any(OSA.distance(each, known) <= 1 for each in typed)), None)


@lru_cache(maxsize=65536)
def near(word: str) -> list[str]:
    """The words of numbers that one slip makes this word; two in a long one."""
    slips = 1 if len(word) < 7 else 2
    return [known for known in WORDS if len(word) > 1 and len(known) > 1 and OSA.distance(word, known) <= slips]


def untyped(word: str) -> str:
    """Without Telex keys, which no word begins with: "muwowif" → "muoi", "saasu" → "sau"."""
    return once(word[:1] + re.sub(r"[wfsrxj]", "", word[1:]))
