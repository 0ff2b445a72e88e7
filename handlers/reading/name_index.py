"""Which names the words of a text may be: looked up by words that tell something, never by reading all names. Weighs none."""

import heapq
import itertools
import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from handlers.reading.lexicon import lexicon
from handlers.reading.name_table import NameTable
from handlers.reading.slips import Slips
from handlers.reading.spoken_names import NameWord, Variant, is_ordinary, shortened
from handlers.reading.tokens import fold

_FEW = 1500  # names with a word said: so many are looked at one by one
_COUNTED = 2500  # of longer lists than this together, the longest are left out
_MANY = 200  # names at most that are weighed of those that share words in order
_RIVALS = 3  # words that one with a slip may be
_READ = 100  # names that are read for letters before one of their words
_APART = 3  # words between which a name may lack some
_REMEMBERED = 8192
_EXPANSIONS = 8  # letters that stand for more things than this stand for none
_NUMBER = 0.4  # what a number tells at most
_TOLD = 1.0  # what the words of a name tell together where they are enough without the rest

Postings = dict[str, "array[int]"]  # of words with blanks between; nothing in it that the collector of garbage would visit


class NameIndex:
    """Built once from the names; what is asked of it costs by what was said, not by how many names there are."""

    def __init__(self, table: NameTable) -> None:
        self._table = table
        self._telling: Postings = {}  # word that tells something → wordings that have it
        self._pairs: dict[str, int | array[int]] = {}  # telling words in order, at most one left out between
        self._plain_pairs: set[str] = set()  # words side by side of which one tells nothing
        self._whole: Postings = {}  # the most telling words of a name that tells little
        self._behind: Postings = {}  # a number with one word before it, and with two
        self.before_numbers: set[tuple[str, str]] = set()
        self._initials, self._at, self._of_initials = "", array("I"), array("I")
        self._fill()
        self.known = table.folds()
        self._slips = Slips(sorted(word for word in self.known if len(word) >= 3))
        self.mended = lru_cache(maxsize=_REMEMBERED)(self._mended)
        self.acronym = lru_cache(maxsize=_REMEMBERED)(self._acronym)
        self.acronym_before = lru_cache(maxsize=_REMEMBERED)(self._before)

    def is_numbered(self, word: str, number: str) -> bool:
        """Whether the number stands behind the word in a name: "xưởng 1"."""
        return f"{word} {number}" in self._behind

    def candidates(self, words: Sequence[str]) -> list[tuple[float, int]]:
        """The wordings that the words said could name, and what they would tell of each at best; the best first."""
        said = Counter(words)
        numbered = _NUMBER * sum(times for word, times in said.items() if word.isdigit())
        lists = {word: found for word in said if (found := self._telling.get(word))}
        if sum(len(found) for found in lists.values()) <= _FEW:
            halves: Counter[int] = Counter()
            for word, found in lists.items():
                for _ in range(said[word] * (2 if word in self._enough_alone else 1)):
                    halves.update(found)
            bounds = {number: count / 2 + numbered for number, count in halves.items()}
        else:
            bounds = self._bounds(self._sharing(words), said)
        enough = [(told, number) for number, told in bounds.items() if told >= _TOLD]
        enough += [(float(len(words)), number) for number in self._little_telling(said)]
        return sorted(enough, reverse=True)

    def in_order(self, words: Sequence[str]) -> Sequence[int]:
        """The wordings that have these words, the last of them a number, side by side."""
        found = self._behind.get(" ".join(words[-3:]), ())
        return found if len(words) < 4 else [number for number in found if _stand_together(self._table.variant(number), words)]

    def _bounds(self, numbers: Iterable[int], said: Counter[str]) -> dict[int, float]:
        """What the words said could tell of each wording."""
        told = {
            number: word.weight * times for folded, times in said.items() for number, word in self._table.alike(folded)
        }
        return {
            wording: sum([told[number] for number in self._table.flat(wording) if number in told]) for wording in numbers
        }

    def follows(self, before: str, word: str) -> bool:
        """Whether the word stands behind that one in a name, at most one between."""
        return (pair := f"{before} {word}") in self._pairs or pair in self._plain_pairs

    def _mended(self, typed: str, before: str, after: str) -> tuple[tuple[str, ...], ...]:
        """The word of a name nearest to this one, best beside the words about it, with those as near; or two run together."""
        folded = fold(typed)
        slipped = self._slips.near(folded)
        near = [word for distance, word in slipped if distance == slipped[0][0]]
        if not near:
            apart = self._apart(folded)
            return (apart,) if apart else ()
        if _is_nearly_none(folded):
            return ()
        beside = [word for word in near if self.follows(before, word) or self.follows(word, after)]
        likely = beside or near
        longer = [word for word in likely if len(word) >= len(folded)]      # a letter is dropped more often than added
        return tuple([(word,) for word in self._most_alike(typed, folded, longer or likely)[:_RIVALS]])

    def _most_alike(self, typed: str, folded: str, likely: list[str]) -> list[str]:
        """Of these words those whose marks are nearest to what was typed, if marks were: "thàh" is "Thành" and no "Thạch"."""
        if typed == folded or len(likely) == 1:
            return likely
        slips = {word: min(OSA.distance(typed, named.spelled) for _, named in self._table.alike(word)) for word in likely}
        return [word for word in likely if slips[word] == min(slips.values())]

    def _apart(self, folded: str) -> tuple[str, ...]:
        for cut in range(2, len(folded) - 1):
            if folded[:cut] in self.known and folded[cut:] in self.known and len(folded) > 5:
                return folded[:cut], folded[cut:]
        return ()

    def _acronym(self, letters: str) -> tuple[str, ...]:
        """The words side by side in a name that begin with these letters; none where it could be all sorts of words."""
        if not (3 <= len(letters) <= 9 and letters.isalpha()) or is_ordinary(letters) or letters in shortened():
            return ()
        found: dict[tuple[str, ...], None] = {}
        end = len(self._initials)
        while (place := self._initials.rfind(letters, 0, end)) >= 0 and len(found) <= _EXPANSIONS:
            line = bisect_right(self._at, place) - 1
            first = place - self._at[line]
            words = self._table.variant(self._of_initials[line]).words[first : first + len(letters)]
            found[tuple(word.folded for word in words)] = None
            end = place + len(letters) - 1
        return next(iter(found), ()) if len(found) <= _EXPANSIONS else ()

    def _before(self, letters: str, after: str) -> tuple[str, ...]:
        """The words that begin with these letters right before a word of the same name: "ĐL Yên Lãng"."""
        if not (2 <= len(letters) <= 5 and letters.isalpha()) or is_ordinary(letters):
            return ()
        for number in self._telling.get(after, ())[:_READ]:
            words = self._table.variant(number).words
            for end in self._table.variant(number).places.get(after, ()):
                said = words[max(0, end - len(letters)) : end]
                if len(said) == len(letters) and all(map(str.startswith, (word.folded for word in said), letters)):
                    return tuple(word.folded for word in said)
        return ()

    def _sharing(self, words: Sequence[str]) -> list[int]:
        """The wordings that have two of the words in order, or one that is enough; of too many, those that have most."""
        lists: list[Sequence[int]] = []
        for place, word in enumerate(words):
            for after in words[place + 1 : place + 1 + _APART]:
                both = self._pairs.get(f"{word} {after}")
                if both is not None:
                    lists.append((both,) if isinstance(both, int) else both)
        lists += [self._telling[word] for word in set(words) if word in self._enough_alone]
        hits: Counter[int] = Counter()
        for found in sorted(lists, key=len):
            if hits and len(hits) + len(found) > _COUNTED:
                break
            hits.update(found[:_COUNTED])
        most = max(hits.values(), default=0)
        likely = [number for number, count in hits.items() if count * 3 >= most]
        return likely if len(likely) <= _MANY else heapq.nlargest(_MANY, likely, key=hits.__getitem__)

    def _little_telling(self, said: Counter[str]) -> Iterator[int]:
        """The wordings that tell little even as a whole: looked up by the most telling of their words."""
        words = sorted(word for word in said if word in self._of_whole)
        for count in (1, 2):
            for key in itertools.combinations(words, count):
                for number in self._whole.get(" ".join(key), ()):
                    if self._table.variant(number).core <= said.keys():
                        yield number

    def _fill(self) -> None:
        telling: dict[str, list[int]] = {}
        whole: dict[str, list[int]] = {}
        behind: dict[str, list[int]] = {}
        pairs: dict[str, int | list[int]] = {}
        initials: dict[str, int] = {}
        for number, bare, flat in self._table.each():
            words = [self._table.words[word] for word in flat]
            for folded in {word.folded for word in words if word.tells}:
                telling.setdefault(folded, []).append(number)
            weighty = [word.folded for word in words if word.weight]
            for first, second in {*itertools.pairwise(weighty), *zip(weighty, weighty[2:], strict=False)}:
                _put(pairs, f"{first} {second}", number)
            beside = [pair for pair in itertools.pairwise(words) if not (pair[0].weight and pair[1].weight)]
            self._plain_pairs.update([f"{first.folded} {second.folded}" for first, second in beside])
            if sum([word.weight for word in words[bare:]]) < _TOLD:
                whole.setdefault(_key(words, bare), []).append(number)
            self._numbers_in([word.folded for word in words], number, behind)
            letters = "".join([word.folded[0] for word in words])
            initials.pop(letters, None)
            initials[letters] = number
        self._telling, self._whole, self._behind = _packed(telling), _packed(whole), _packed(behind)
        self._pairs = {pair: found if isinstance(found, int) else array("I", found) for pair, found in pairs.items()}
        self._of_whole = frozenset(word for key in self._whole for word in key.split())
        self._enough_alone = {word.folded for word in self._table.words if word.weight >= _TOLD}
        self._initials = "\n".join(initials)
        self._at = array("I", [0, *(found.end() for found in re.finditer("\n", self._initials))])
        self._of_initials = array("I", initials.values())

    def _numbers_in(self, words: list[str], number: int, behind: dict[str, list[int]]) -> None:
        for place in range(1, len(words)):
            if words[place][0].isdigit():
                for first in range(max(0, place - 2), place):
                    found = behind.setdefault(" ".join(words[first : place + 1]), [])
                    if not found or found[-1] != number:
                        found.append(number)
                self.before_numbers.add((words[place - 2] if place > 1 else "", words[place - 1]))


@cache
def _denials() -> Slips:
    """The longer words that deny, found by what a slip leaves of them; "hong" is too near to names."""
    single = (entries for words, entries in lexicon("vi").by_words.items() if len(words) == 1 and len(words[0]) > 4)
    return Slips(entry.words[0] for entries in single for entry in entries if (entry.kind, entry.value) == ("none", "not"))


def _is_nearly_none(folded: str) -> bool:
    """ "phòng khám khôg có": "không", and not the "khoa" of a name, whatever is the nearest; letters are rather left out."""
    return any(len(word) >= len(folded) for _, word in _denials().near(folded))


def _key(words: list[NameWord], bare: int) -> str:
    """The two words that tell most, or the one there is; those of the bare name, if any of them tells something."""
    own = words[bare:] if any(word.weight for word in words[bare:]) else words
    weights = {word.folded: word.weight for word in own}
    return " ".join(sorted(sorted(weights, key=lambda folded: (-weights[folded], folded))[:2]))


def _packed(table: dict[str, list[int]]) -> Postings:
    return {key: array("I", found) for key, found in table.items()}


def _put(table: dict[str, int | list[int]], key: str, number: int) -> None:
    found = table.get(key)
    if found is None:
        table[key] = number
    elif isinstance(found, int):
        table[key] = [found, number]
    else:
        found.append(number)


def _stand_together(spoken: Variant, words: Sequence[str]) -> bool:
    named = [word.folded for word in spoken.words]
    return any(named[at : at + len(words)] == list(words) for at in spoken.places.get(words[0], ()))
