"""How well words of a text fit one way to call a unit. Knows a run of words and a name, and not which units there are."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.reading.lexicon import lexicon
from handlers.reading.spoken_names import NameWord, Variant, is_ordinary

AGAINST = 0.5  # what a word that a name lacks takes from what the others tell
_GAP = 2  # places in the text from one word of a name to the next, at most

Pair = tuple[int, int]  # place in the run, place in the name


@dataclass(slots=True)     # not frozen, here and below: a frozen one takes thrice as long to be made
class Heard:
    """A word of the text as it may stand in a name."""

    folded: str
    spelled: str
    first: int
    token: int
    capital: bool = False  # written like a name, where not everything is
    rivals: tuple[str, ...] = ()  # other words of names that one with a slip may be as well


@dataclass(slots=True)
class Fit:
    """How well a run of words fits a unit: what it tells, whether it is a whole name, how many words of any kind fit."""

    told: float
    whole: bool
    words: int
    start: int
    end: int
    solid: bool  # the words stand side by side in the name as well
    verbatim: bool  # said word for word, but for words at the beginning that tell nothing
    alike: int  # words written with the very marks of the name, where marks were typed at all


def fit(run: Sequence[Heard], spoken: Variant) -> Fit | None:
    """The best order-keeping match of a run with one name; digits of the run must be the name's."""
    weights = spoken.weights
    while run and run[-1].folded.isdigit() and run[-1].folded not in weights:
        run = run[:-1]
    if [word for word in run if word.folded.isdigit() and word.folded not in weights]:
        return None
    matched = _closest(_aligned(run, spoken), spoken)
    if not matched:
        return None
    first, last = matched[0][0], matched[-1][0]
    heard, named = {here for here, _ in matched}, {there for _, there in matched}
    told = sum([spoken.words[there].weight for _, there in matched])
    for place, word in enumerate(run):
        if place not in heard:
            weight = weights.get(word.folded)
            if weight is not None:
                told += weight / 2 if _could_be_of(word, spoken) and not _is_alone(run, place, spoken, heard) else 0
            elif first <= place <= last or not is_ordinary(word.folded, word.spelled):
                told -= AGAINST
    whole = named.issuperset(range(spoken.bare, len(spoken.words)))
    begun = matched[0][1]
    verbatim = len(matched) == last - first + 1 == len(spoken.words) - begun and not any(
        word.weight for word in spoken.words[spoken.bare : begun]
    )
    alike = _alike(run, matched, spoken)
    return Fit(told, whole, len(matched), run[first].first, run[last].token, _solid(matched, named, spoken), verbatim, alike)


def _is_alone(run: Sequence[Heard], place: int, spoken: Variant, matched: set[int]) -> bool:
    """Whether an ordinary word stands outside the name, with no other of its words: "Kim Son co them" is no "cơ khí"."""
    word = run[place]
    if word.spelled != word.folded or not is_ordinary(word.folded):
        return False
    sides = (side for side in (place - 1, place + 1) if 0 <= side < len(run) and side not in matched)
    return not any(run[side].folded in spoken.weights for side in sides)


def _could_be_of(word: Heard, spoken: Variant) -> bool:
    """ "quý" with its marks is no "quỹ"."""
    return word.spelled == word.folded or any(spoken.words[at].spelled == word.spelled for at in spoken.places[word.folded])


def _alike(run: Sequence[Heard], matched: list[Pair], spoken: Variant) -> int:
    """ "Hưng Cường" is no "Hùng Cường"; without any marks nothing tells them apart."""
    if not [here for here, _ in matched if run[here].spelled != run[here].folded]:
        return 0
    return len([here for here, there in matched if run[here].spelled == spoken.words[there].spelled])


def _closest(matched: list[Pair], spoken: Variant) -> list[Pair]:
    """Of the matched words, those that stand together and tell the most."""
    groups: list[list[Pair]] = []
    for pair in matched:
        if groups and pair[0] - groups[-1][-1][0] <= _GAP:
            groups[-1].append(pair)
        else:
            groups.append([pair])
    best = groups[0] if len(groups) == 1 else max(groups, key=lambda group: _tells(group, spoken), default=[])
    if {there for _, there in best}.issuperset(range(spoken.bare, len(spoken.words))):
        return best  # the whole name, though its last words tell nothing: half of all units are "… Tam Khê"
    while best and not spoken.words[best[-1][1]].weight and any(spoken.words[there].weight for _, there in best):
        best = best[:-1]
    return best


def _tells(group: list[Pair], spoken: Variant) -> float:
    return sum(spoken.words[there].weight for _, there in group) + len(group) / 100


def _solid(matched: list[Pair], named: set[int], spoken: Variant) -> bool:
    """Whether no telling word of the name lies between those that were said."""
    telling = [there for _, there in matched if spoken.words[there].weight]
    if not telling:
        return True
    return not any(spoken.words[place].weight for place in range(telling[0], telling[-1]) if place not in named)


def _aligned(run: Sequence[Heard], spoken: Variant) -> list[Pair]:
    """The words in order in both that tell the most."""
    rows: list[tuple[int, tuple[int, ...]]] = []
    for here, heard in enumerate(run):
        places = spoken.places.get(heard.folded)
        if places is not None and heard.spelled != heard.folded:
            places = _places(heard, places, spoken)
        if places:
            rows.append((here, places))
    single = [there[0] for _, there in rows if len(there) == 1]
    if len(single) == len(rows) and all(before < after for before, after in itertools.pairwise(single)):
        return [(here, there[0]) for here, there in rows]
    return _most_telling(rows, spoken)


def _most_telling(rows: list[tuple[int, tuple[int, ...]]], spoken: Variant) -> list[Pair]:
    """Of all that could be paired, the pairs in order that tell the most; the earliest of those that tell alike."""
    columns = sorted({there for _, places in rows for there in places})     # the others are paired with nothing
    above: list[tuple[float, tuple[Pair, ...]]] = [(0.0, ())] * (len(columns) + 1)
    for here, places in rows:
        row = [above[0]]
        for column, there in enumerate(columns):
            best = above[column + 1] if above[column + 1][0] >= row[-1][0] else row[-1]
            if there in places:
                total, pairs = above[column]
                gain = total + spoken.words[there].weight + 0.01
                if gain > best[0]:
                    best = (gain, (*pairs, (here, there)))
            row.append(best)
        above = row
    return list(above[-1][1])


def _places(heard: Heard, places: tuple[int, ...], spoken: Variant) -> tuple[int, ...]:
    """Of these places those where the word may stand, which was typed with marks."""
    if not _is_itself(heard):
        return places
    return tuple([place for place in places if spoken.words[place].spelled == heard.spelled])


def may_stand_for(heard: Heard, named: NameWord) -> bool:
    """Whether the word may be meant by one of the same letters: "mấy", an ordinary word, is not "May"."""
    return heard.spelled in (heard.folded, named.spelled) or not _is_itself(heard)


def _is_itself(heard: Heard) -> bool:
    """Whether the marks that were typed make it an ordinary word, which is no other then."""
    return heard.spelled in lexicon("vi").known.get(heard.folded, ())
