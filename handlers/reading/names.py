"""Finds units in a text by what they are called. Knows the units that the writer may see, and not what is said of them."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from handlers.reading.alignment import Heard
from handlers.reading.hearing import Hearing
from handlers.reading.meaning import Known, Named, Unit, Unknown, Unsure
from handlers.reading.name_borders import (
    counts_people,
    grains,
    is_cut_from_a_phrase,
    is_cut_from_somebody,
    is_of_a_quarter,
    tells_which,
)
from handlers.reading.name_choice import Chosen, meant
from handlers.reading.name_index import NameIndex
from handlers.reading.name_table import NameTable
from handlers.reading.tokens import Token, fold

_YEAR = 4  # digits
_RIVALS = 6  # readings of words with slips that are tried
_REMEMBERED = 1024
_ASKED_ABOUT = 50  # units that words fit alike
_LOOKED_THROUGH = 20_000  # wordings, for words that every name has


@dataclass(frozen=True)
class Mention:
    """A unit named by the tokens from first to before last."""

    unit: Unit
    first: int
    last: int


class _Found(NamedTuple):
    """Units, by their place in the order given, and the first and last place of the run that names them."""

    units: tuple[int, ...]
    first: int
    last: int


class Names:
    """The units that may be named; their index is built once."""

    def __init__(self, units: Iterable[Named]) -> None:
        self._units = tuple(units)
        table = NameTable(self._units)
        self._table, self._index = table, NameIndex(table)
        self._of_kind: dict[str, list[Named]] = {}
        for unit in self._units:
            self._of_kind.setdefault(unit.kind, []).append(unit)
        ids = {unit.id for unit in self._units}
        self._root = next((unit for unit in self._units if unit.parent not in ids), None)
        self.headed = lru_cache(maxsize=_REMEMBERED)(self._headed)
        self._hearing = Hearing(self._index)
        self._fitting = lru_cache(maxsize=_REMEMBERED)(self._fit_all)  # people say the same words again and again

    def of_kind(self, *kinds: str) -> list[Named]:
        """The units of these kinds."""
        return [unit for kind in kinds for unit in self._of_kind.get(kind, ())]

    def root(self) -> Named | None:
        """The unit above all others that are seen."""
        return self._root

    def find(self, tokens: list[Token], taken: frozenset[int] = frozenset()) -> list[Mention]:
        """The units named, in order. Tokens in `taken` (by place) are no part of a name."""
        found, place = [], 0
        while place < len(tokens):
            run = self._hearing.run(tokens, place, taken)
            mention = (self._stranger(run, tokens, taken) or self._known(run, tokens, taken)) if run else None
            if mention:
                found.append(mention)
            place = mention.last if mention else max(place + 1, run[-1].token + 1 if run else 0)
        return found

    def _headed(self, head: str) -> Unit | None:
        """The unit whose name begins with these words behind what it is, if there is just one."""
        words = fold(head).split()
        found: set[int] = set()
        for wording, bare, flat in itertools.islice(self._table.each(), _LOOKED_THROUGH):
            if [self._table.words[number].folded for number in flat[bare : bare + len(words)]] == words:
                found.update(self._table.owners(wording))
        return Known(self._units[found.pop()].id) if len(found) == 1 else None

    def roughly(self, tokens: list[Token]) -> Unit | None:
        """The units whose names have all of these words that stand in names at all, where few do: "xí nghiệp may"."""
        said = [self._hearing.at(tokens, place, "").words for place in range(len(tokens))]
        if not said or not all(said):
            return None
        words = {fold(word) for heard in said for word in heard}
        fitting = {
            owner
            for wording, _, flat in itertools.islice(self._table.each(), _LOOKED_THROUGH)
            if words <= {self._table.words[number].folded for number in flat}
            for owner in self._table.owners(wording)
        }
        ids = tuple(sorted(self._units[unit].id for unit in fitting))
        if not 0 < len(ids) <= _ASKED_ABOUT:
            return None
        return Known(ids[0]) if len(ids) == 1 else Unsure(ids)

    def _known(self, run: list[Heard], tokens: list[Token], taken: frozenset[int]) -> Mention | None:
        """The unit or units that a run of words names, with the words behind that go on with the name of one."""
        said = tuple([(word.folded, word.spelled, word.capital, word.rivals) for word in run])
        found = self._fitting(said) or self._by_number(run, tokens)
        if found is None:
            return None
        first, last = run[found.first].first, run[found.last].token + 1
        if is_cut_from_a_phrase(tokens, first, last) or (last - first == 1 and is_of_a_quarter(tokens, first)):
            return None
        if is_cut_from_somebody([word.folded for word in run[found.first : found.last + 1]], self._wordings(found.units)):
            return None
        ids = tuple(sorted(self._units[unit].id for unit in found.units))
        if len(ids) > 1:
            return Mention(Unsure(ids), first, last)
        return Mention(Known(ids[0]), first, self._tail(found.units[0], last, tokens, taken))

    def _wordings(self, units: Iterable[int]) -> Iterator[list[str]]:
        """What these units are called, each as its folded words."""
        for unit in units:
            for wording in self._table.of_unit(unit):
                yield [self._table.words[number].folded for number in self._table.flat(wording)]

    def _tail(self, unit: int, last: int, tokens: list[Token], taken: frozenset[int]) -> int:
        """Where the words end that go on with the unit's name and tell nothing: "Điện lực Tân" + "Yên"."""
        names = [self._table.variant(wording) for wording in self._table.of_unit(unit)]
        while last < len(tokens) and last not in taken:
            before, after = tokens[last - 1].folded, tokens[last].folded
            if after in grains() and last + 1 < len(tokens) and tells_which(tokens[last + 1]):
                break   # "khu kinh tế năm nay", though it is "Khu kinh tế Nam Vũng Bàng"
            if not any(spoken.goes_on(before, after) for spoken in names):
                break
            last += 1
        return last

    def _stranger(self, run: list[Heard], tokens: list[Token], taken: frozenset[int]) -> Mention | None:
        """ "khu phố 3" where there are only 1, 2 and 12: a unit nobody knows, with the name behind it; the 3 counts nothing."""
        last = run[-1].token + 1
        if last >= len(tokens) or not tokens[last].folded.isdigit() or not self._numbers_follow(run):
            return None
        if last + 1 < len(tokens) and counts_people(tokens[last + 1].folded):
            return None
        if run[-1].folded in grains() and (len(run) == 1 or len(tokens[last].folded) == _YEAR):
            return None  # "đảng viên năm 2025", though there is a "Lục Nam 1"
        first = run[-2].first if len(run) > 1 else run[-1].first
        behind = self._hearing.run(tokens, last + 1, taken)
        named = self._known(behind, tokens, taken) if behind and behind[0].first == last + 1 else None
        end = named.last if named and named.first == last + 1 else last + 1
        return Mention(Unknown(" ".join(token.text for token in tokens[first:end])), first, end)

    def _numbers_follow(self, run: list[Heard]) -> bool:
        """Whether units are told apart by numbers behind these words: behind "xí nghiệp", not behind "doanh nghiệp"."""
        before = run[-2].folded if len(run) > 1 else ""
        return any((word, run[-1].folded) in self._index.before_numbers for word in {before, ""})

    def _by_number(self, run: list[Heard], tokens: list[Token]) -> _Found | None:
        """ "chi bộ 2", "ấp 1": words that name nobody, and the number that tells which."""
        last = next((place for place, word in enumerate(run) if word.folded[:1].isdigit()), 0)
        if not last or run[last - 1].folded in grains():
            return None
        after = run[last].token + 1
        if after < len(tokens) and counts_people(tokens[after].folded):
            return None
        words = [word.folded for word in run[: last + 1]]
        first = last
        named: Sequence[int] = ()
        while first and (longer := self._index.in_order(words[first - 1 :])):
            first, named = first - 1, longer
        return _Found(self._called(named), first, last) if named else None

    def _called(self, wordings: Iterable[int]) -> tuple[int, ...]:
        """The units that are called so; of a multitude the first, for nobody can be asked about them all."""
        units: set[int] = set()
        for wording in wordings:
            units.update(self._table.owners(wording))
            if len(units) > _ASKED_ABOUT:
                break
        return tuple(sorted(units)[:_ASKED_ABOUT])

    def _fit_all(self, words: tuple[tuple[str, str, bool, tuple[str, ...]], ...]) -> _Found | None:
        """The units that fit best, and the first and last of the words that name them."""
        run = [Heard(folded, spelled, at, at, capital, rivals) for at, (folded, spelled, capital, rivals) in enumerate(words)]
        found = [self._meant(heard) for heard in itertools.islice(_as_meant(run), _RIVALS)]
        best = max(map(_rank, found))
        chosen = [each for one in found if _rank(one) == best for each in one]
        if not chosen:
            return None
        start, end = min(fit.start for fit, _ in chosen), max(fit.end for fit, _ in chosen)
        return _Found(self._called(wording for _, wording in chosen), start, end)

    def _meant(self, run: list[Heard]) -> Chosen:
        return meant(run, self._index.candidates([word.folded for word in run]), self._table)


def _as_meant(run: list[Heard]) -> Iterator[list[Heard]]:
    """The run, and each that it may be as well where a word with a slip has rivals."""
    yield run
    for place, word in enumerate(run):
        for rival in word.rivals:
            yield [*run[:place], replace(word, folded=rival, spelled=rival), *run[place + 1 :]]


def _rank(chosen: Chosen) -> tuple[float, bool, int]:
    """How well a run names something: what its words tell; of as much, whether it is a whole name, and of how many words."""
    return max(((round(found.told, 6), found.whole, found.words) for found, _ in chosen), default=(0.0, False, 0))
