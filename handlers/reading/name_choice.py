"""Which of the names that words could be are meant: those that fit best, or are said word for word. Looks none up."""

from collections import Counter
from collections.abc import Container, Sequence

from handlers.reading.alignment import AGAINST, Fit, Heard, fit, may_stand_for
from handlers.reading.lexicon import lexicon
from handlers.reading.name_table import NameTable
from handlers.reading.spoken_names import Variant, is_ordinary, is_said
from handlers.reading.tokens import is_syllable

_OF_UNITS = frozenset(("business", "outsider", "other_body"))  # words that are a unit's where one is called so
_ENOUGH = 1.0  # two syllables of a name, or one word that is no syllable
_VERBATIM = 3  # words of a name that are it where they are said one behind the other
_NEARLY = 1e-9  # by which sums of weights may differ that are added in another order
_NOTHING = (float("-inf"), False)
_LOOKED_THROUGH = 64  # names that tell most, for one of them said word for word

Chosen = list[tuple[Fit, int]]  # how well each wording fits
Gains = tuple[dict[int, float], float]  # what words of names add at most, and what is lost where all are lacking
Candidates = Sequence[tuple[float, int]]  # what each wording can tell at best; the best first


def meant(run: list[Heard], candidates: Candidates, table: NameTable) -> Chosen:
    """The wordings that are meant, all alike; none if the words are words of the sentence."""
    if not candidates:
        return []
    said = Counter(word.folded for word in run)
    gains = _gains(run, table)
    best = _best(run, said, candidates, table, gains)
    chosen = [(found, wording) for found, wording in best if _enough(run[found.start : found.end + 1], found)]
    start, end = min((found.start for found, _ in chosen), default=0), max((found.end for found, _ in chosen), default=-1)
    if chosen and end - start + 1 == len(run) and any(found.verbatim for found, _ in chosen):
        return chosen
    whole = _verbatim(run, said, [wording for told, wording in candidates if told > table.tells(wording) - 0.01], table, gains)
    if chosen:
        whole = [(found, wording) for found, wording in whole if found.start <= start and end <= found.end]
    return _most(whole) or chosen


def _gains(run: list[Heard], table: NameTable) -> Gains:
    """What each word of a name adds at most, by its number, where it was said; and what is lost where all are lacking.

    A word that is no ordinary one is sure to speak against a name that lacks it; a number may be left out. What was typed
    with marks that make it another word tells half.
    """
    strange = {word.folded for word in run if not (word.folded.isdigit() or is_ordinary(word.folded, word.spelled))}
    adds: dict[int, float] = {}
    for word in run:
        for number, named in table.alike(word.folded):
            weight = named.weight if may_stand_for(word, named) else named.weight / 2
            adds[number] = adds.get(number, AGAINST if word.folded in strange else 0.0) + weight
    return adds, AGAINST * len(strange)


def _best(run: list[Heard], said: Counter[str], candidates: Candidates, table: NameTable, gains: Gains) -> Chosen:
    """The wordings that tell most, with the most words."""
    fits: Chosen = []
    adds, lost = gains
    mosts = [sum([adds[number] for number in table.flat(wording) if number in adds]) - lost for _, wording in candidates]
    top = _best_whole(run, list(zip(candidates, mosts, strict=True)), table, adds)
    for (bound, wording), most in zip(candidates, mosts, strict=True):
        if bound < top[0]:
            break
        if most < top[0] - _NEARLY:
            continue
        futile = most < _ENOUGH - _NEARLY or (top[1] and most <= top[0] and _is_exact(most))
        if futile and not table.is_said(wording, adds):
            continue
        spoken = table.variant(wording)
        found = fit(run, spoken) if _may_fit(spoken, said) else None
        if found and (found.told, found.whole) >= top:
            top = (found.told, found.whole)
            fits.append((found, wording))
    return _most([(found, wording) for found, wording in fits if (found.told, found.whole) == top])


def _best_whole(
    run: list[Heard], candidates: list[tuple[tuple[float, int], float]], table: NameTable, numbers: Container[int]
) -> tuple[float, bool]:
    """What the best of the names tells that were said whole: what tells less need not be weighed."""
    top = _NOTHING
    for (bound, wording), most in candidates:
        if bound < top[0]:
            break
        if most > top[0] and _is_exact(most) and table.is_said(wording, numbers):
            found = fit(run, table.variant(wording))
            if found and found.whole and found.told > top[0]:
                top = (found.told, True)
    return top


def _is_exact(told: float) -> bool:
    """Whether no number is in this sum: all that words tell is a multiple of a quarter, whatever is added first."""
    return (told * 4).is_integer()


def _verbatim(run: list[Heard], said: Counter[str], wordings: list[int], table: NameTable, gains: Gains) -> Chosen:
    """Names said word for word: "cơ quan xã Tam Nghĩa" is no hamlet Quan of Tam Nghĩa, though that would tell more."""
    fits: Chosen = []
    for wording in wordings[:_LOOKED_THROUGH]:
        if not table.may_be_said(wording, gains[0]):
            continue
        spoken = table.variant(wording)
        if len(spoken.core) >= _VERBATIM and is_said(spoken, said.keys()):
            found = fit(run, spoken)
            if found and found.verbatim and found.words >= _VERBATIM and _enough(run[found.start : found.end + 1], found):
                fits.append((found, wording))
    return fits


def _most(fits: Chosen) -> Chosen:
    """Those with the most words; of as many, those that are whole, then those written with the same marks."""
    most = max(((found.words, found.whole, found.alike) for found, _ in fits), default=(0, False, 0))
    return [(found, wording) for found, wording in fits if (found.words, found.whole, found.alike) == most]


def _may_fit(spoken: Variant, said: Counter[str]) -> bool:
    """Whether the words said could be enough for this name, in whatever order they stand."""
    told = sum([weight * said[word] for word, weight in spoken.weights.items() if word in said])
    return told >= _ENOUGH or spoken.core <= said.keys()


def _enough(heard: list[Heard], found: Fit) -> bool:
    """Whether the words are a name and not words of the sentence."""
    written = sum(word.capital for word in heard) > 1      # "quy Minh Cam" without marks
    telling = [word for word in heard if (written and word.capital) or not is_ordinary(word.folded, word.spelled)]
    if len(heard) == 1 and (is_ordinary(heard[0].folded, heard[0].spelled) or is_syllable(heard[0].folded)) and not found.whole:
        return False
    phrase = tuple(word.folded for word in heard)
    kinds = {entry.kind for entry in lexicon("vi").by_first.get(phrase[0], ()) if entry.words == phrase}
    if not kinds <= _OF_UNITS or (not telling and not found.solid):
        return False
    if not telling and not found.whole and not kinds and phrase in lexicon("vi").neighbours:
        return False    # "nhà nước" is no treasury
    return found.told >= _ENOUGH or (found.whole and (len(heard) > 1 or bool(telling)))
