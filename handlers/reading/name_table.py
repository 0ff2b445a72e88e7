"""All that units are called, each wording once, packed into numbers. Knows which units are called so, and finds nothing."""

import itertools
from array import array
from collections import Counter
from collections.abc import Container, Iterator, KeysView, Sequence
from functools import lru_cache

from handlers.reading.meaning import Named
from handlers.reading.spoken_names import NameWord, Variant, as_variant, bare_from, name_word, spell_out, weighed

_UNPACKED = 4096  # wordings kept as they are asked for
_LOOKED_AT = 5000  # names that tell which words stand in a quarter of all

Wording = tuple[int, ...]  # numbers of its words


class NameTable:
    """Wordings by number, units by their place in the order given."""

    def __init__(self, units: Sequence[Named]) -> None:
        self.words: list[NameWord] = []  # every word of a name, as it is weighed there
        self._numbers: dict[tuple[str, bool], int] = {}
        self._flat, self._starts, self._bare = array("I"), array("I", [0]), bytearray()
        self._tells = array("f")  # all words of the bare name together
        self._wordings, self._wording_starts = array("I"), array("I", [0])  # of each unit
        self._lay_out(units)
        self._owners, self._owner_starts = self._turned()
        del self._numbers
        self._alike: dict[str, list[tuple[int, NameWord]]] = {}
        for number, word in enumerate(self.words):
            self._alike.setdefault(word.folded, []).append((number, word))
        self.variant = lru_cache(maxsize=_UNPACKED)(self._unpacked)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def of_unit(self, unit: int) -> Sequence[int]:
        """The unit's wordings."""
        return self._wordings[self._wording_starts[unit] : self._wording_starts[unit + 1]]

    def owners(self, wording: int) -> Sequence[int]:
        """The units that are called so."""
        return self._owners[self._owner_starts[wording] : self._owner_starts[wording + 1]]

    def flat(self, wording: int) -> Sequence[int]:
        """The numbers of its words."""
        return self._flat[self._starts[wording] : self._starts[wording + 1]]

    def tells(self, wording: int) -> float:
        """What the words of its bare name tell together."""
        return self._tells[wording]

    def folds(self) -> KeysView[str]:
        """Every word of a name, folded."""
        return self._alike.keys()

    def alike(self, folded: str) -> Sequence[tuple[int, NameWord]]:
        """The words of this fold with their numbers, each weighed and marked in its own way."""
        return self._alike.get(folded, ())

    def is_said(self, wording: int, numbers: Container[int]) -> bool:
        """Whether all words of its bare name are among these."""
        return all(map(numbers.__contains__, self.flat(wording)[self._bare[wording] :]))

    def may_be_said(self, wording: int, numbers: Container[int]) -> bool:
        """Whether no word of its bare name that tells something is lacking among these."""
        lacking = [number for number in self.flat(wording)[self._bare[wording] :] if number not in numbers]
        return not any(self.words[number].weight for number in lacking)

    def each(self) -> Iterator[tuple[int, int, Sequence[int]]]:
        """Every wording: its number, where its bare name begins, and the numbers of its words."""
        for wording in range(len(self)):
            yield wording, self._bare[wording], self.flat(wording)

    def _unpacked(self, wording: int) -> Variant:
        return as_variant(tuple([self.words[number] for number in self.flat(wording)]), self._bare[wording])

    def _lay_out(self, units: Sequence[Named]) -> None:
        common = _common(units)
        known: dict[Wording, int] = {}
        for unit in units:
            for name in (unit.name, *unit.aliases):
                if words := weighed(spell_out(name), common):
                    self._wordings.append(self._wording(words, known))
            self._wording_starts.append(len(self._wordings))

    def _wording(self, words: list[NameWord], known: dict[Wording, int]) -> int:
        flat = tuple([self._number(word) for word in words])
        found = known.get(flat)
        if found is None:
            found = known[flat] = len(known)
            self._flat.extend(flat)
            self._starts.append(len(self._flat))
            self._bare.append(bare_from(words))
            self._tells.append(sum([word.weight for word in words[self._bare[-1] :]]))
        return found

    def _number(self, word: NameWord) -> int:
        key = (word.spelled, word.weight == 0.0)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self.words)
            self.words.append(name_word(*key))
        return found

    def _turned(self) -> tuple["array[int]", "array[int]"]:
        """For each wording the units, laid out one behind the other."""
        counts = Counter(self._wordings)
        starts = array("I", itertools.accumulate((counts[wording] for wording in range(len(self))), initial=0))
        owners, filled = array("I", bytes(4 * len(self._wordings))), array("I", starts)
        for unit in range(len(self._wording_starts) - 1):
            for wording in self.of_unit(unit):
                owners[filled[wording]] = unit
                filled[wording] += 1
        return owners, starts


def _common(units: Sequence[Named]) -> frozenset[tuple[str, str]]:
    """Words side by side in a quarter of the names: they tell nothing."""
    looked_at = units[:: len(units) // _LOOKED_AT + 1]
    counts: Counter[tuple[str, str]] = Counter()
    for unit in looked_at:
        counts.update(set(itertools.pairwise(spell_out(unit.name))))
    return frozenset(pair for pair, count in counts.items() if count >= 5 and count * 4 > len(looked_at))
