"""Which numbers stand in a text, in digits or in words, by a way of its own. Knows nothing of the reader, nor what is counted.

A number that the reader gives and that is not found here was made up. What is written with a slip is told apart.
"""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from handlers.reading import Reading
from tests.words_of_numbers import HALVES, WORDS, Word, fold, half_meant_by, meant_by, near, once, untyped

# Also with a slip.
_NOBODY = re.compile(r"kh?o+n|kh?n?g|\bk[ho]?\b|chu+a|h[ou]+n?g|h[oe][mk]|cha|dau|\bno|\bany|neither|trang")
_ALL = ("deu", "toan", "ca", "tatca", "het", "all")
_NOES = ("khong", "hong", "khg", "hok", "none", "nobody", "chua", "chang", "havent", "hasnt", "didnt")
_WAYS = 6   # words as near as the nearest that are tried
_RUN = 8    # words that a number has at most
_PARTS = 6  # amounts that a sum has at most
_AGAIN = 4  # times that one number is part of a sum; a message may be said over and over
_LISTED = 40  # numbers of a text that are looked at for sums
_MANY = 5_000
_TIMES = {10, 12, 100, 1000}


class Origin(StrEnum):
    """Where a number comes from."""

    WRITTEN = "written"
    SLIP = "written with a slip"
    SUM = "a sum of written parts"
    REST = "what other parts leave of the whole"
    NAMES = "the number of names"
    NOBODY = "nobody, said in words"
    NOWHERE = "out of nowhere"




def origins(text: str, reading: Reading) -> Iterator[tuple[int, Origin]]:
    """Every number that is counted in the reading, and where it comes from."""
    slots = reading.slots
    for number in (slots.count, slots.total):
        if number is not None:
            yield number, _origin(number, text, reading, None)
    for facets, number in slots.breakdown.items():
        yield number, _origin(number, text, reading, facets)


def _origin(number: int, text: str, reading: Reading, facets: str | None) -> Origin:
    text = unicodedata.normalize("NFC", text)
    plain, people = written(text), len(reading.slots.names)
    if number in _single(plain):
        return Origin.WRITTEN
    if people and (number == people or (facets and number < people)):
        return Origin.NAMES
    if number == 0 and (_denies(text) or (facets == "female" and _all_men(text))):
        return Origin.NOBODY
    if facets and reading.slots.count == sum(reading.slots.breakdown.values()):
        return Origin.REST
    men_apart = re.sub(r"\bnam\b", "wwww", text, flags=re.IGNORECASE)        # "tám tư nam, ba nữ": "nam" may be men, and no 5
    if not facets and (_is_sum(number, plain) or _is_sum(number, written(men_apart))):
        return Origin.SUM
    lacking = re.sub(r"(?<![^\W\d])tăm(?![^\W\d])", "trăm", text, flags=re.IGNORECASE)     # "bốn tăm": no "tám" has that vowel
    torn = re.sub(r"\b(nữ|nam)(?=[^\W\d_]{2})", r"\1 ", text, flags=re.IGNORECASE)        # "hai nữmột nam"
    stray = "".join(" " if unicodedata.combining(letter) else letter for letter in text)      # marks of no letter
    ways = dict.fromkeys((text, _joined(text), men_apart, lacking, torn, stray))
    if any(number in _near_words(way) for way in ways):
        return Origin.SLIP
    for slips in (found for way in ways for found in (written(way), *_slipped(way))):
        if number in _single(slips) or (not facets and _is_sum(number, slips)):
            return Origin.SLIP
    return Origin.NOWHERE


def _joined(text: str) -> str:
    """ "ch'ục" and "ch/ục" are read as one word."""
    return re.sub(r"(?<=[^\W\d_])['’/](?=[^\W\d_])", "", text)


def _denies(text: str) -> bool:
    """Whether it says no somewhere: "n'o", "nnno", "khôn1g"."""
    ways = [re.sub(r"[\d_]", " ", fold(way)) for way in (text, _joined(text))]
    words = (*_typed(text), *_typed(_joined(text)), *_apart(text))       # "truon1ổng": the reader parts it at the figure
    return any(_NOBODY.search(way) or _NOBODY.search(once(way)) for way in ways) or any(map(_is_a_no, words))


def _all_men(text: str) -> bool:
    """Whether it says, with a slip at most, that all are men: "toàn nam", "cảđều nam", "đềulà nam"."""
    words = [*_typed(text), *(end for word in _typed(text) for end in (word[-3:], word[-4:], word[:3], word[:4]))]
    men = re.search(r"nam|men|trai", fold(text)) is not None
    return men and any(OSA.distance(word, every) <= (len(every) > 2) for word in words for every in _ALL)


@lru_cache(maxsize=65536)
def _is_a_no(word: str) -> bool:
    """ "koco", "hnog", "nnoe": a no with a slip in it."""
    if word.startswith(("ko", "kh", "hk")) or word.endswith("ko"):
        return True
    return len(word) > 1 and any(OSA.distance(word, no) <= 1 for no in _NOES)


def written(
    text: str, slips: bool = False, way: int = 0, other: int = 0, apart: bool = False, short: bool = True
) -> list[frozenset[int]]:
    """Each number that stands in the text, and all that its words could be. `slips`: also words that lack a letter.

    `way`: which of the words that are as near, for every other word, and `other` for those between; `apart`: where figures
    touch letters, they are words of their own; `short`: whether a short word may have a slip in it: "nữ" is hardly "tư", and
    parts the numbers about it.
    """
    text = unicodedata.normalize("NFC", text)
    found = [frozenset({int(digits), -int(digits)}) for digits in re.findall(r"\d+", text)]
    found += [frozenset({int(digits.replace(".", ""))}) for digits in re.findall(r"\d{1,3}(?:\.\d{3})+", text)]
    typed = _apart(text) if apart or not slips else _typed(text)
    ways = itertools.cycle((way, other))
    meant = [meant_by(word, here, short) if slips else [WORDS.get(word)] for word, here in zip(typed, ways, strict=False)]
    found += [frozenset(number for part in _within(run) for number in _values(part)) for run in _runs(itertools.chain(*meant))]
    runs = [] if slips else list(_runs(itertools.chain(*meant)))
    beside = [[word] for run in runs for word in _side_by_side(run)]       # "nữ hai một nam"
    found += [frozenset(_values(single)) for single in beside]
    torn = re.sub(r"(nua|ruoi)", r" \1 ", fold(text))           # "đượcnửa"
    typed_ways = (_apart(text), _apart(torn), *([_typed(text)] if slips else []))        # "t9ram"
    with_figures = [_with_figures(list(typed), slips, way) for typed in dict.fromkeys(map(tuple, typed_ways))]
    for run in itertools.chain.from_iterable(map(_runs, with_figures)):
        mixed = [part for part in _within(run) if len(part) > 1 and any(word.figure or word.halves for word in part)]
        found += [frozenset(number for part in mixed for number in _values(part))] if mixed else []
    tenths = re.findall(r"(\d+)[.,](\d{1,2})[\s_]*([^\W\d_]+)", fold(text))       # "1,2 nghìn"
    groups = [{WORDS[word].worth} if word in WORDS else _TIMES if slips else set() for *_, word in tenths]
    return found + [
        frozenset(int(whole + part) * times // 10 ** len(part) for times in group)
        for (whole, part, _), group in zip(tenths, groups, strict=True) if group
    ]


def _side_by_side(run: list[Word]) -> Iterator[Word]:
    """Digits that stand beside another: they may be two numbers."""
    for one, other in itertools.pairwise(run):
        if all(0 < word.worth < 10 and not word.multiplies for word in (one, other)):
            yield from (one, other)


def _with_figures(typed: list[str], slips: bool, way: int) -> Iterator[Word | None]:
    """The words, and the figures that are counted by one or follow one: "2 chục", "2 trăm 30", "1 trăm lẻ 5"; and halves."""
    meant = [meant_by(word, way, False) if slips and not word.isdecimal() else [WORDS.get(word)] for word in typed]
    groups = [any(known and (known.multiplies or not known.worth) for known in words) for words in meant]
    for before, word, words, after in zip([False, *groups], typed, meant, [*groups[1:], False], strict=False):
        figure = Word(int(word), figure=True) if word.isdecimal() and len(word) < _RUN and (before or after) else None
        half = HALVES.get(once(word)) or (half_meant_by(word) if slips and way % 2 == 0 else None)      # "nữtá" is near "nửa"
        yield from [figure or half] if figure or half else words


def _slipped(text: str) -> Iterator[list[frozenset[int]]]:
    """The numbers, by each way to take what was typed with slips."""
    ways = sorted(itertools.product(range(_WAYS), range(_WAYS)), key=lambda two: two[0] != two[1])     # the same for all first
    return (written(text, True, *two, *how) for two, *how in itertools.product(ways, (False, True), (True, False)))


def _apart(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+|\d+", fold(text))


def _typed(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))


def _near_words(text: str) -> frozenset[int]:
    """What each word of the text could be by itself, or what begins or ends it: "bađảng"."""
    loose = map(fold, re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text)))       # parted by marks that stand alone
    words = [re.sub(r"\d", "", word) for word in (*_typed(text), *loose, *re.findall(r"\w+/\w+", fold(text)))]     # "h/i"
    meant = {WORDS[known].worth for word in words for known in near(word)}
    undoubled = [typed for word in words for typed in (once(word), untyped(word))]        # "napmoot", "moihair"
    run = {WORDS[known].worth for word in (*words, *undoubled) for known in WORDS if len(known) > 2 and _touches(word, known)}
    return frozenset(meant | run)


def _touches(word: str, known: str) -> bool:
    return word.startswith(known) or word.endswith(known)


def _single(numbers: list[frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*numbers)


def _runs(words: Iterable[Word | None]) -> Iterator[list[Word]]:
    for is_number, run in itertools.groupby(words, key=lambda word: word is not None):
        if is_number:
            yield [word for word in run if word is not None]


def _within(run: list[Word]) -> Iterator[list[Word]]:
    for first in range(len(run)):
        for last in range(first + 1, min(len(run), first + _RUN) + 1):
            yield run[first:last]


def _values(run: list[Word]) -> Iterator[int]:
    """What these words may be together."""
    halved = len(run) > 1 and run[0].halves         # "nửa tá"
    for none in (0, 1):
        yield _value(run[1:], none) // 2 if halved else _value(run, none)
    if len(run) > 1 and run[-2].multiplies and run[-2].worth >= 100 and 0 < run[-1].worth < 10:      # "trăm hai": 120
        yield _value(run[:-1]) + run[-1].worth * run[-2].worth // 10


def _value(run: list[Word], none: int = 1) -> int:
    """ "hai trăm ba mươi mốt" → 231, "hai mốt" → 21, "một nghìn không trăm hai mươi" → 1020, "trăm rưỡi" → 150.

    `none`: how many tens "không mươi" and "linh chục" are.
    """
    whole, hundreds, last = 0, 0, 0
    rest: int | None = None
    for word in run:
        if word.halves:
            rest = (rest or 0) + last // 2
            continue
        last = word.worth if word.multiplies else last
        if word.multiplies and word.worth == 1000:
            before = whole + hundreds + (rest or 0)
            whole, hundreds, rest = (before if before or rest == 0 else 1) * 1000, 0, None
        elif word.multiplies and word.worth == 100:
            hundreds, rest = (1 if rest is None else rest) * 100, None
        elif word.multiplies:
            rest = (1 if rest is None else rest or none) * word.worth
        elif rest is not None and 0 < rest < 10 and 0 < word.worth < 10:
            rest = rest * 10 + word.worth
        else:
            rest = (rest or 0) + word.worth
    return whole + hundreds + (rest or 0)


def _is_sum(whole: int, numbers: list[frozenset[int]]) -> bool:
    """Whether some of the numbers are so many together, none of them taken twice."""
    totals: list[set[int]] = [{0}, *(set() for _ in range(_PARTS))]
    parts_of_it = Counter(frozenset(number for number in said if 0 < number < whole) for said in numbers)
    listed = [said for said, times in parts_of_it.items() for _ in range(min(times, _AGAIN)) if said]
    for said in itertools.islice(listed, _LISTED):
        for parts in range(_PARTS, 0, -1):
            totals[parts] |= {before + number for before in totals[parts - 1] for number in said if before + number <= whole}
            if len(totals[parts]) > _MANY:
                return True     # it cannot be told
    return any(whole in reached for reached in totals[2:])
