"""Mends slips of the hand: a letter too many, too few or swapped, words run together. Knows words, not their meaning."""

import itertools
import re
import unicodedata
from dataclasses import replace
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from handlers.reading.keyboards import undo_telex
from handlers.reading.lexicon import Lexicon, lexicon
from handlers.reading.meaning import Language
from handlers.reading.slips import Slips
from handlers.reading.tokens import TONES, Token, fold, is_syllable, spelled

_BEGINNING = re.compile(r"ngh|ng|nh|kh|gh|gi|ph|th|tr|ch|qu|[bcdghklmnprstvx]")
_ALIKE = {"l": "n", "x": "s", "ch": "tr", "gi": "d", "r": "d", "v": "d", "k": "c", "gh": "g", "ngh": "ng"}
_ENDINGS = (("nh", "n"), ("ng", "n"), ("ch", "t"), ("c", "t"))
_LAST = "nhgctpm"      # letters that a syllable may end with
_HELD = 3  # times in a row: the key was held down
_PARTICLES = ("à", "ạ")  # at the end of what is asked, or said politely
_SHORT = 3  # letters: in fewer a stray mark may mean anything
_LONG = 6  # letters: in fewer two slips leave another word
_LONGEST = 24  # letters; what is longer is no word with a slip in it


def mend(tokens: list[Token], language: Language, kept: frozenset[int]) -> list[Token]:
    """The tokens with `word` set to the word meant. Tokens whose start is in `kept` (names) stay as they are."""
    words = lexicon(language)
    mended: list[Token] = []
    for place, token in enumerate(tokens):
        if token.kind != "word" or len(token.text) > _LONGEST or token.start in kept:
            mended.append(token)
            continue
        before = mended[-1].word if mended else ""
        after = tokens[place + 1].folded if place + 1 < len(tokens) else ""
        if (token.folded, after) in words.everyday or (before, token.folded) in words.everyday:
            mended.append(token)
            continue
        if mended and mended[-1].text == token.text and mended[-1].word != token.folded:
            mended.append(replace(token, word=before))      # typed twice, it is twice the same
            continue
        as_known = [token] if _is_known(token, words) else _mended(token, before, after, language)
        if len(as_known) == 1 and as_known[0] is token and (before in words.parts or after in words.parts):
            two_before = mended[-2].word if len(mended) > 1 else ""
            if place + 2 < len(tokens) and (after, tokens[place + 2].folded) in words.neighbours:
                after = ""      # bound to another: "tin kết nạp"
            as_known = [_completed(token, two_before, before, after, words)]
        mended.extend(as_known)
    return mended


def _completed(token: Token, two_before: str, before: str, after: str, words: Lexicon) -> Token:
    """ "cong nha", "đảng chính thứ", "kế nạp": a word without its last letter, beside one that means nothing without it."""
    fits = (before, token.folded) in words.neighbours or (token.folded, after) in words.neighbours
    if fits and not ((two_before, before) in words.neighbours and before in words.parts):
        return token
    typed, plain = spelled(token.text), token.text.lower() == token.folded
    for last in _LAST:
        whole = token.folded + last
        completes = _completes(whole, two_before, before, "" if (token.folded,) in words.by_words else after, words)
        spellings = words.known.get(whole, ()) if completes and len(token.folded) > 1 else ()
        if spellings and (plain or any(_lacks_one(typed, spelling) for spelling in spellings)):
            return replace(token, word=whole)
    return token


def _completes(whole: str, two_before: str, before: str, after: str, words: Lexicon) -> bool:
    """Whether the whole word makes a phrase with the one before, or behind, that is none by itself."""
    if before in words.parts:
        if (two_before, before) in words.neighbours:        # bound to a phrase of all three only: "chi tieu chua"
            return (two_before, before, whole) in words.by_words
        return (before, whole) in words.neighbours
    return after in words.parts and (whole, after) in words.neighbours


def _is_known(token: Token, words: Lexicon) -> bool:
    """A word typed with marks that no phrase has is in doubt, even if without them it would be one."""
    spellings = words.known.get(token.folded, ())
    typed = spelled(token.text)
    return bool(spellings) and (typed in spellings or typed == token.folded)


def _mended(token: Token, before: str, after: str, language: Language) -> list[Token]:
    words = lexicon(language)
    if particle := _particle(token, words):
        return particle
    if not is_syllable(token.folded):
        typed = undo_telex(token.text)
        if typed and fold(typed) in words.known:
            return [replace(token, text=typed, word=fold(typed))]
        if halves := _split(token, before, language):
            return halves
    if intended := _intended(token, words):
        return [replace(token, word=intended)]
    near = _nearest(token.folded, spelled(token.text), language)
    if token.folded in words.known:
        near = (token.folded, *(word for word in near if word != token.folded))
    fitting = [word for word in near if (before, word) in words.neighbours or (word, after) in words.neighbours]
    if token.text.lower() != token.folded and is_syllable(token.folded):
        fitting = [word for word in fitting if _could_be(word, token, words)]
    if fitting:
        return [replace(token, word=fitting[0])]
    if token.folded not in words.known and near and not is_syllable(token.folded) and len(token.folded) >= 3:
        return [replace(token, word=near[0])]
    return [token]


def _intended(token: Token, words: Lexicon) -> str | None:
    """The known word that is left of one with a stray mark in it or a key held down: "t/ám", "mườiii", "threee"."""
    letters = "".join(filter(str.isalpha, token.text.lower()))
    runs = ["".join(run) for _, run in itertools.groupby(letters, key=fold)]       # the "ạaaa" of "dạaaa" is one
    for typed in (letters, *("".join(run if len(run) < _HELD else run[:kept] for run in runs) for kept in (1, 2))):
        word = fold(typed)
        long = len(word) >= (_SHORT if typed == letters else _SHORT - 1)
        if word != token.folded and long and _is_known(replace(token, text=typed, folded=word), words):
            return word
    return None


def _could_be(word: str, token: Token, words: Lexicon) -> bool:
    """A syllable with its marks is believed, but for what sounds alike somewhere, lacks a letter or has two swapped.

    "đông" is no "mong", "hạot" is "hoạt".
    """
    typed = spelled(token.text)
    if _sounds(word) == _sounds(token.folded):
        return True
    return any(
        _lacks_one(typed, whole) or _ends_otherwise(typed, whole) or sorted(typed) == sorted(whole)
        for whole in words.known.get(word, ())
    )


def _ends_otherwise(typed: str, whole: str) -> bool:
    """ "kếp" for "kết": the next word's first sound was typed too early."""
    bare, meant = (unicodedata.normalize("NFD", word) for word in (typed, whole))
    letters, others = ([letter for letter in word if not unicodedata.combining(letter)] for word in (bare, meant))
    tones = [[mark for mark in word if unicodedata.combining(mark)] for word in (bare, meant)]
    return tones[0] == tones[1] and len(letters) == len(others) > 2 and letters[:-1] == others[:-1]


def _lacks_one(typed: str, whole: str) -> bool:
    """ "nhâ" for "nhân"."""
    return any(typed == whole[:place] + whole[place + 1 :] for place in range(len(whole)))


def _sounds(folded: str) -> str:
    """The syllable as it sounds where l and n, s and x, tr and ch, d, gi and r, or endings are one."""
    found = _BEGINNING.match(folded)
    begin = found[0] if found else ""
    rest = folded[len(begin):]
    for written, sound in _ENDINGS:
        rest = rest.removesuffix(written) + sound if rest.endswith(written) else rest
    return _ALIKE.get(begin, begin) + rest.replace("y", "i")


def _split(token: Token, before: str, language: Language) -> list[Token]:
    """Two words of one phrase that were run together: "ketnap"; or of two phrases: "quan chungnu"."""
    words = lexicon(language)
    for cut in range(2, len(token.text) - 1):
        left, right, behind = token.folded[:cut], token.folded[cut:], token.text[cut:]
        if right not in words.known and left in words.known and len(token.text) == len(token.folded):
            behind = undo_telex(behind) or behind       # "taj" is "tạ", and no dozen
            right = fold(behind)
        ended = len(left) > 2 and (before, left) in words.neighbours and right in words.known
        found = (left, right) in words.neighbours or ended or _both_spelled(token.text, cut, words)
        if found and min(len(left), len(right)) > 1:
            first, second = _halves(token, cut, left, right)
            return [first, replace(second, text=behind)]
    return []


def _particle(token: Token, words: Lexicon) -> list[Token]:
    """ "támà", "đồng chíạ": a known word and what makes it polite; "họa" is one word."""
    word, particle = token.text[:-1], token.text[-1:]
    tones = sum(letter in TONES for letter in unicodedata.normalize("NFD", token.text))
    if particle not in _PARTICLES or (tones == 1 and is_syllable(token.folded)):
        return []
    return _halves(token, len(word), fold(word), fold(particle)) if spelled(word) in words.known.get(fold(word), ()) else []


def _halves(token: Token, cut: int, left: str, right: str) -> list[Token]:
    middle = token.start + cut
    first = Token(token.text[:cut], token.folded[:cut], left, token.start, middle, "word")
    return [first, Token(token.text[cut:], token.folded[cut:], right, middle, token.end, "word")]


def _both_spelled(text: str, cut: int, words: Lexicon) -> bool:
    """ "chúngnữ": two known words, each with its very marks."""
    halves = [text[:cut], text[cut:]]
    return all(fold(half) != half.lower() and spelled(half) in words.known.get(fold(half), ()) for half in halves)


@cache
def _slips(language: Language) -> Slips:
    """The known words, found by what a slip leaves of them."""
    return Slips(word for word in lexicon(language).known if len(word) >= 3)


@lru_cache(maxsize=8192)
def _nearest(folded: str, marked: str, language: Language) -> tuple[str, ...]:
    """Known words within one slip (two in words of seven letters), the likest spelling first."""
    if len(folded) < 3:
        return ()
    known = lexicon(language).known
    found = []
    for distance, word in _slips(language).near(folded):
        if (len(word) < 4 and len(folded) < 4 and word[0] != folded[0]) or (distance > 1 and len(word) < _LONG):
            continue
        likeness = min(OSA.distance(marked, spelling) for spelling in known[word]) if marked != folded else 0
        found.append((distance, likeness, word[0] != folded[0], len(word) < len(folded) + 1, word))
    return tuple(word for *_, word in sorted(found))
