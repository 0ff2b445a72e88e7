"""A message as tokens: words, numbers and marks with their places, folded for comparing. Knows spelling, and no meaning."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

TONES = "\u0300\u0301\u0303\u0309\u0323"
_PIECES = re.compile(
    r"(?P<symbol>\d{1,2}[A-FI-Z]\d{1,2}(?!\w)|\d+(?:-[^\W\d_]{2,}|[ ]?-[ ]?[A-ZĐ]{2,}(?=/))(?:/[^\W\d_]+)*)"
    r"|(?P<number>(?<![\w.,/-])-\d+(?![\d/.-])|\d+(?:[.,/-]\d+)*)"
    r"|(?P<word>[^\W\d_]{1,2}/[^\W\d_]{1,2}(?![^\W\d_])|[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<mark>\./\.|\+|->|[^\s\w])|(?P<line>\n)"
)
_OWNER = re.compile(r"['’]s$")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|kh|gh|gi|ph|th|tr|ch|qu|[bcdghklmnprstvx])?"
    r"(?:[aeiouy]|ai|ao|au|ay|eo|eu|ia|ie|ieu|iu|oa|oai|oay|oe|oi|ua|uai|uay|uan|uao|ue|ui|uo|uoi|uou|uu|uy|uya|uye|uyu|ye|yeu|ieo)"
    r"(?:ng|nh|ch|[cmnpt])?"
)


@dataclass(slots=True)     # not frozen, though nobody changes it: a frozen one takes thrice as long to be made
class Token:
    """One word, number or mark. `word` is what it is taken for: folded, with slips mended; `folded` keeps the slips."""

    text: str
    folded: str
    word: str
    start: int
    end: int
    kind: Literal["word", "number", "mark", "symbol"]

    @property
    def capital(self) -> bool:
        """Written like a name."""
        return self.text[:1].isupper()


def composed(text: str) -> str:
    """The text with every letter and its marks as one character."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without marks: "Đảng uỷ" → "dang uy"."""
    low = unicodedata.normalize("NFD", composed(text).lower().replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(letter for letter in low if not unicodedata.combining(letter)))


@lru_cache(maxsize=65536)
def spelled(text: str) -> str:
    """Lower case with marks, each syllable's tone behind it, so that "hòa" and "hoà" are one."""
    return " ".join(_tone_last(word) for word in text.lower().split())


def _tone_last(word: str) -> str:
    apart = unicodedata.normalize("NFD", word)
    tones = "".join(letter for letter in apart if letter in TONES)
    return unicodedata.normalize("NFC", "".join(letter for letter in apart if letter not in TONES)) + tones


@lru_cache(maxsize=65536)
def is_syllable(folded: str) -> bool:
    """Whether the folded word could be a Vietnamese syllable."""
    return bool(_SYLLABLE.fullmatch(folded))


def tokenize(text: str) -> list[Token]:
    """The tokens of a composed text. A number that touches letters stands alone: "t10" is "t" and "10"."""
    tokens: list[Token] = []
    for found in _PIECES.finditer(text):
        shape, kind = found[0], found.lastgroup
        first, last = found.span()
        if kind == "word":
            folded = fold(shape)
            if not shape.isalpha():
                shape = _OWNER.sub("", shape)
                folded = fold(shape.replace("'", "").replace("’", ""))
            tokens.append(Token(shape, folded, folded, first, last, "word"))
        elif kind == "symbol":
            folded = fold(shape)
            tokens.append(Token(shape, folded, folded, first, last, "symbol"))
        else:
            tokens.append(Token(shape, shape, shape, first, last, "number" if kind == "number" else "mark"))
    return tokens
