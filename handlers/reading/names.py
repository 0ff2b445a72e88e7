"""Finds units in a text by what they are called. Knows the units that the writer may see, and not what is said of them."""

import itertools
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from handlers.reading.alignment import Fit, Heard, fit
from handlers.reading.lexicon import lexicon
from handlers.reading.meaning import Known, Named, Unit, Unknown, Unsure
from handlers.reading.spoken_names import Variant, acronyms, is_ordinary, shortened, spell_out, variant
from handlers.reading.tokens import Token, fold, is_syllable, spelled
from locales.vocabulary import phrases

_YEAR = 4  # digits
_LONGEST = 24  # words that stand in names, side by side; more are no name
_REMEMBERED = 1024
_OF_UNITS = ("business", "outsider")  # words that are a unit's where one is called so
_ENOUGH = 1.0  # two syllables of a name, or one word that is no syllable


@dataclass(frozen=True)
class Mention:
    """A unit named by the tokens from first to before last."""

    unit: Unit
    first: int
    last: int


class Names:
    """An index of the units, built once."""

    def __init__(self, units: Iterable[Named]) -> None:
        self.units = {unit.id: unit for unit in units}
        common = self._common()
        self._variants: dict[str, list[Variant]] = {}
        self._by_word: dict[str, set[str]] = {}
        self._by_telling: dict[str, set[str]] = {}  # only words that tell something
        self._untold: set[str] = set()  # units with a name of which no word does
        self._acronyms: dict[str, tuple[str, ...]] = {}
        self._numbered: set[tuple[str, str]] = set()  # "xưởng 1": words with the number behind them
        for unit in self.units.values():
            self._variants[unit.id] = [variant(name, common) for name in (unit.name, *unit.aliases)]
            for spoken in self._variants[unit.id]:
                for word in spoken.words:
                    self._by_word.setdefault(word.folded, set()).add(unit.id)
                    if word.weight > 0.4:
                        self._by_telling.setdefault(word.folded, set()).add(unit.id)
                if not any(word.weight > 0.4 for word in spoken.words):
                    self._untold.add(unit.id)
                self._acronyms.update(acronyms(spoken))
                self._numbered.update(pair for pair in spoken.pairs if pair[1][:1].isdigit())
        self._before_numbers = frozenset(
            (spoken.words[at - 2].folded if at > 1 else "", spoken.words[at - 1].folded)
            for variants in self._variants.values() for spoken in variants
            for at in range(1, len(spoken.words)) if spoken.words[at].folded[:1].isdigit()
        )  # fmt: skip
        self._words = [word for word in self._by_word if len(word) >= 3]
        self._fitting = lru_cache(maxsize=_REMEMBERED)(self._fit_all)  # people say the same words again and again
        self._likest = lru_cache(maxsize=_REMEMBERED)(self._mend)

    def of_kind(self, *kinds: str) -> list[Named]:
        """The units of these kinds."""
        return [unit for unit in self.units.values() if unit.kind in kinds]

    def root(self) -> Named | None:
        """The unit above all others that are seen."""
        return next((unit for unit in self.units.values() if unit.parent not in self.units), None)

    def find(self, tokens: list[Token], taken: frozenset[int] = frozenset()) -> list[Mention]:
        """The units named, in order. Tokens in `taken` (by place) are no part of a name."""
        found, place = [], 0
        while place < len(tokens):
            run = self._run(tokens, place, taken)
            mention = (self._stranger(run, tokens) or self._best(run) or self._by_number(run, tokens)) if run else None
            if mention:
                mention = self._with_tail(mention, tokens, taken)
                found.append(mention)
            place = mention.last if mention else max(place + 1, run[-1].token + 1 if run else 0)
        return found

    def _with_tail(self, mention: Mention, tokens: list[Token], taken: frozenset[int]) -> Mention:
        """The mention with the words behind it that go on with its name and tell nothing: "Điện lực Tân" + "Yên"."""
        if not isinstance(mention.unit, Known):
            return mention
        pairs = {pair for spoken in self._variants[mention.unit.id] for pair in spoken.pairs}
        last = mention.last
        while last < len(tokens) and last not in taken and (tokens[last - 1].folded, tokens[last].folded) in pairs:
            last += 1
        return replace(mention, last=last)

    def _common(self) -> frozenset[tuple[str, str]]:
        """Words side by side in a quarter of the names: they tell nothing."""
        written = [[spelled(word) for word in spell_out(unit.name)] for unit in self.units.values()]
        counts = Counter(pair for words in written for pair in set(itertools.pairwise(words)))
        return frozenset(pair for pair, count in counts.items() if count >= 5 and count * 4 > len(self.units))

    def _run(self, tokens: list[Token], place: int, taken: frozenset[int]) -> list[Heard]:
        """The words from here on that stand in names, as far as they go."""
        heard: list[Heard] = []
        while place < len(tokens) and place not in taken and len(heard) < _LONGEST:
            token = tokens[place]
            if token.kind == "mark" and token.text in "-&–" and heard:
                place += 1
                continue
            words, length = self._hear(tokens, place, bool(heard))
            if not words or (token.kind == "number" and not self._named_by(heard, token)):
                break
            heard.extend(Heard(fold(word), spelled(word), place, place + length - 1) for word in words)
            place += length
        return heard

    def _stranger(self, run: list[Heard], tokens: list[Token]) -> Mention | None:
        """ "khu phố 3" where there are only 1, 2 and 12: a unit nobody knows, and the 3 counts nothing."""
        last = run[-1].token + 1
        if last >= len(tokens) or not tokens[last].folded.isdigit() or not self._numbers_follow(run):
            return None
        if last + 1 < len(tokens) and _counted(tokens[last + 1].folded):
            return None
        if run[-1].folded in _grains() and (len(run) == 1 or len(tokens[last].folded) == _YEAR):
            return None  # "đảng viên năm 2025", though there is a "Lục Nam 1"
        first = run[-2].first if len(run) > 1 else run[-1].first
        return Mention(Unknown(" ".join(token.text for token in tokens[first : last + 1])), first, last + 1)

    def _numbers_follow(self, run: list[Heard]) -> bool:
        """Whether units are told apart by numbers behind these words: behind "xí nghiệp", not behind "doanh nghiệp"."""
        before = run[-2].folded if len(run) > 1 else ""
        return any((word, run[-1].folded) in self._before_numbers for word in {before, ""})

    def _named_by(self, heard: list[Heard], token: Token) -> bool:
        """Whether a number may be part of the name heard so far: "phân xưởng 1", "Tân Yên số 1"."""
        if not heard:
            return False
        return any((word.folded, token.folded) in self._numbered for word in heard[-3:])

    def _hear(self, tokens: list[Token], place: int, inside: bool) -> tuple[tuple[str, ...], int]:
        """The words of a name that a token stands for, and how many tokens they take."""
        token = tokens[place]
        if token.kind == "mark":
            return (), 1
        if token.folded in self._by_word:
            return (token.text,), 1
        long = shortened().get(token.folded, ())
        if long and all(fold(word) in self._by_word for word in long):
            return long, 1
        if token.folded in self._acronyms:
            return self._acronyms[token.folded], 1
        if place + 1 < len(tokens) and token.folded + tokens[place + 1].folded in self._by_word and token.kind == "word":
            return (token.folded + tokens[place + 1].folded,), 2
        return self._nearly(token, inside), 1

    def _nearly(self, token: Token, inside: bool) -> tuple[str, ...]:
        """The name's word that was meant by one with a slip in it, or two run together."""
        if (
            token.kind != "word"
            or not 4 <= len(token.folded) <= _LONGEST
            or is_ordinary(token.folded)
            or token.folded in lexicon("en").known
        ):
            return ()
        return () if is_syllable(token.folded) and not inside else self._likest(token.folded)

    def _mend(self, folded: str) -> tuple[str, ...]:
        """The word of a name nearest to this one, or the two words of names that it runs together."""
        allowed = 2 if len(folded) >= 7 else 1
        best = min(((OSA.distance(folded, word, score_cutoff=allowed), word) for word in self._words), default=(9, ""))
        if best[0] <= allowed:
            return (best[1],)
        for cut in range(2, len(folded) - 1):
            if folded[:cut] in self._by_word and folded[cut:] in self._by_word and len(folded) > 5:
                return folded[:cut], folded[cut:]
        return ()

    def _best(self, run: list[Heard]) -> Mention | None:
        """The unit that a run of words names."""
        found = self._fitting(tuple((word.folded, word.spelled) for word in run))
        if found is None:
            return None
        ids, first, last = found
        unit: Unit = Known(ids[0]) if len(ids) == 1 else Unsure(ids)
        return Mention(unit, run[first].first, run[last].token + 1)

    def _by_number(self, run: list[Heard], tokens: list[Token]) -> Mention | None:
        """ "chi bộ 2", "ấp 1": words that name nobody, and the number that tells which."""
        last = next((place for place, word in enumerate(run) if word.folded[:1].isdigit()), 0)
        if not last or _names_a_time(run[last - 1].folded):
            return None
        after = run[last].token + 1
        if after < len(tokens) and _counted(tokens[after].folded):
            return None
        first = last - 1
        while first and _in_order(self._variants, self._by_word, run[first - 1 : last + 1]):
            first -= 1
        ids = tuple(_in_order(self._variants, self._by_word, run[first : last + 1]))
        if not ids:
            return None
        return Mention(Known(ids[0]) if len(ids) == 1 else Unsure(ids), run[first].first, run[last].token + 1)

    def _fit_all(self, words: tuple[tuple[str, str], ...]) -> tuple[tuple[str, ...], int, int] | None:
        """The units that fit best, and the first and last of the words that name them."""
        run = [Heard(folded, spelled, at, at) for at, (folded, spelled) in enumerate(words)]
        candidates = self._untold.union(*(self._by_telling.get(word.folded, set()) for word in run))
        said = Counter(word.folded for word in run)
        fits = {id_: found for id_ in sorted(candidates) if (found := self._fit(run, self._variants[id_], said))}
        if not fits:
            return None
        top = max((found.told, found.whole) for found in fits.values())
        even = {id_: found for id_, found in fits.items() if (found.told, found.whole) == top}
        most = max(found.words for found in even.values())
        chosen = sorted(id_ for id_, found in even.items() if found.words == most)
        start, end = min(even[id_].start for id_ in chosen), max(even[id_].end for id_ in chosen)
        heard = [word for word in run if start <= word.first and word.token <= end]
        return (tuple(chosen), heard[0].first, end) if self._enough(heard, even[chosen[0]]) else None

    def _enough(self, heard: list[Heard], found: Fit) -> bool:
        """Whether the words are a name and not words of the sentence."""
        telling = [word for word in heard if not is_ordinary(word.folded)]
        if len(heard) == 1 and (is_ordinary(heard[0].folded) or is_syllable(heard[0].folded)) and not found.whole:
            return False
        phrase = tuple(word.folded for word in heard)
        if any(entry.words == phrase and entry.kind not in _OF_UNITS for entry in lexicon("vi").by_first.get(phrase[0], ())):
            return False
        if not telling and not found.solid:
            return False
        return found.told >= _ENOUGH or (found.whole and (len(heard) > 1 or bool(telling)))

    def _fit(self, run: list[Heard], variants: list[Variant], said: Counter[str]) -> Fit | None:
        fits = [found for spoken in variants if _may_fit(spoken, said) and (found := fit(run, spoken))]
        return max(fits, key=lambda found: (found.told, found.whole, found.words), default=None)


def _may_fit(spoken: Variant, said: Counter[str]) -> bool:
    """Whether the words said could be enough for this name, in whatever order they stand."""
    told = sum(times * spoken.weights.get(word, 0.0) for word, times in said.items())
    return told >= _ENOUGH or spoken.core <= said.keys()


def _in_order(variants: dict[str, list[Variant]], by_word: dict[str, set[str]], run: list[Heard]) -> list[str]:
    """The units that have these words side by side in a name, sorted."""
    said = tuple(word.folded for word in run)
    found = []
    for id_ in set.intersection(*(by_word.get(word, set()) for word in said)):
        named = (tuple(word.folded for word in spoken.words) for spoken in variants[id_])
        if any(said == words[at : at + len(said)] for words in named for at in range(len(words) - len(said) + 1)):
            found.append(id_)
    return sorted(found)


def _names_a_time(folded: str) -> bool:
    return folded in _grains()


@cache
def _counted(folded: str) -> bool:
    """Whether people are counted by this word."""
    return any(
        entry.kind in ("counter", "facet", "sex") for entry in lexicon("vi").by_first.get(folded, ()) if len(entry.words) < 3
    )


@cache
def _grains() -> frozenset[str]:
    """Words of the calendar that numbers stand behind: "tháng", "năm"."""
    return frozenset(fold(phrase.text) for phrase in phrases() if phrase.kind == "grain")
