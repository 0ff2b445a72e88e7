"""How well words of a text fit one way to call a unit. Knows a run of words and a name, and not which units there are."""

from dataclasses import dataclass

from handlers.reading.lexicon import lexicon
from handlers.reading.spoken_names import Variant, is_ordinary


@dataclass(frozen=True)
class Heard:
    """A word of the text as it may stand in a name."""

    folded: str
    spelled: str
    first: int
    token: int


@dataclass(frozen=True)
class Fit:
    """How well a run of words fits a unit: what it tells, whether it is a whole name, how many words of any kind fit."""

    told: float
    whole: bool
    words: int
    start: int
    end: int
    solid: bool  # the words stand side by side in the name as well


def fit(run: list[Heard], spoken: Variant) -> Fit | None:
    """The best order-keeping match of a run with one name; digits of the run must be the name's."""
    digits = {word.folded for word in spoken.words if word.folded.isdigit()}
    while run and run[-1].folded.isdigit() and run[-1].folded not in digits:
        run = run[:-1]
    if any(word.folded.isdigit() and word.folded not in digits for word in run):
        return None
    matched = _closest(_aligned(run, spoken), spoken)
    if not matched:
        return None
    told = sum(spoken.words[there].weight for _, there in matched)
    within = range(matched[0][0], matched[-1][0] + 1)
    rest = [(word, place in within) for place, word in enumerate(run) if place not in dict(matched)]
    weights = {word.folded: word.weight / 2 for word in spoken.words}
    told += sum(weights.get(word.folded, 0.0) for word, _ in rest)
    strayed = sum(0.5 for word, inside in rest if word.folded not in weights and _strays(word, inside))
    solid = _solid([there for _, there in matched], spoken)
    covered = {there for _, there in matched}
    whole = all(place in covered for place in range(spoken.bare, len(spoken.words)))
    return Fit(told - strayed, whole, len(matched), run[matched[0][0]].first, run[matched[-1][0]].token, solid)


def _strays(word: Heard, within: bool) -> bool:
    """Whether a word that the name lacks speaks against it."""
    return within or not is_ordinary(word.folded)


def _closest(matched: list[tuple[int, int]], spoken: Variant) -> list[tuple[int, int]]:
    """Of the matched words, those that stand together and tell the most."""
    groups: list[list[tuple[int, int]]] = []
    for pair in matched:
        if groups and pair[0] - groups[-1][-1][0] <= 2:
            groups[-1].append(pair)
        else:
            groups.append([pair])
    best = max(groups, key=lambda group: sum(spoken.words[there].weight for _, there in group) + len(group) / 100, default=[])
    telling = [place for place, (_, there) in enumerate(best) if spoken.words[there].weight]
    return best[: telling[-1] + 1] if telling else best


def _solid(places: list[int], spoken: Variant) -> bool:
    """Whether no telling word of the name lies between those that were said."""
    telling = [place for place in places if spoken.words[place].weight]
    said = set(telling)
    return not telling or not any(spoken.words[place].weight for place in range(telling[0], telling[-1]) if place not in said)


def _aligned(run: list[Heard], spoken: Variant) -> list[tuple[int, int]]:
    """Pairs (place in the run, place in the name), in order in both, that tell the most."""
    table: list[list[tuple[float, tuple[tuple[int, int], ...]]]] = [[(0.0, ())] * (len(spoken.words) + 1)]
    for here, heard in enumerate(run):
        row: list[tuple[float, tuple[tuple[int, int], ...]]] = [(0.0, ())]
        for there, word in enumerate(spoken.words):
            best = max(table[-1][there + 1], row[-1], key=lambda cell: cell[0])
            if heard.folded == word.folded and not _clashes(heard, word.spelled):
                total, pairs = table[-1][there]
                gain = total + word.weight + 0.01
                if gain > best[0]:
                    best = (gain, (*pairs, (here, there)))
            row.append(best)
        table.append(row)
    return list(table[-1][-1][1])


def _clashes(heard: Heard, marked: str) -> bool:
    """Whether the word was typed with marks and is a different, ordinary word: "mấy" is not "May"."""
    if heard.spelled in (marked, heard.folded):
        return False
    return heard.spelled in lexicon("vi").known.get(heard.folded, ())
