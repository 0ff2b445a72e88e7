"""Which of the names that words could be are meant: those that fit best, or are said word for word. Looks none up."""

from collections import Counter
from collections.abc import Sequence

from handlers.reading.alignment import Fit, Heard, fit
from handlers.reading.lexicon import lexicon
from handlers.reading.name_table import NameTable
from handlers.reading.spoken_names import Variant, is_ordinary, is_said
from handlers.reading.tokens import is_syllable

_OF_UNITS = frozenset(("business", "outsider"))  # words that are a unit's where one is called so
_ENOUGH = 1.0  # two syllables of a name, or one word that is no syllable
_VERBATIM = 3  # words of a name that are it where they are said one behind the other
_LOOKED_THROUGH = 64  # names that tell most, for one of them said word for word

Chosen = list[tuple[Fit, int]]  # how well each wording fits
Candidates = Sequence[tuple[float, int]]  # what each wording can tell at best; the best first


def meant(run: list[Heard], candidates: Candidates, table: NameTable) -> Chosen:
    """The wordings that are meant, all alike; none if the words are words of the sentence."""
    said = Counter(word.folded for word in run)
    chosen = _best(run, said, candidates, table)
    start, end = min((found.start for found, _ in chosen), default=0), max((found.end for found, _ in chosen), default=-1)
    if not any(_enough(run[start : end + 1], found) for found, _ in chosen):
        chosen = []
    if chosen and end - start + 1 == len(run) and any(found.verbatim for found, _ in chosen):
        return chosen
    whole = _verbatim(run, said, [wording for told, wording in candidates if told > table.tells(wording) - 0.01], table)
    if chosen:
        whole = [(found, wording) for found, wording in whole if found.start <= start and end <= found.end]
    return _most(whole) or chosen


def _best(run: list[Heard], said: Counter[str], candidates: Candidates, table: NameTable) -> Chosen:
    """The wordings that tell most, with the most words."""
    fits: Chosen = []
    top = (float("-inf"), False)
    for bound, wording in candidates:
        if bound < top[0]:
            break
        spoken = table.variant(wording)
        found = fit(run, spoken) if _may_fit(spoken, said) else None
        if found and (found.told, found.whole) >= top:
            top = (found.told, found.whole)
            fits.append((found, wording))
    return _most([(found, wording) for found, wording in fits if (found.told, found.whole) == top])


def _verbatim(run: list[Heard], said: Counter[str], wordings: list[int], table: NameTable) -> Chosen:
    """Names said word for word: "cơ quan xã Tam Nghĩa" is no hamlet Quan of Tam Nghĩa, though that would tell more."""
    fits: Chosen = []
    for wording in wordings[:_LOOKED_THROUGH]:
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
    telling = [word for word in heard if not is_ordinary(word.folded, word.spelled)]
    if len(heard) == 1 and (is_ordinary(heard[0].folded, heard[0].spelled) or is_syllable(heard[0].folded)) and not found.whole:
        return False
    phrase = tuple(word.folded for word in heard)
    kinds = {entry.kind for entry in lexicon("vi").by_first.get(phrase[0], ()) if entry.words == phrase}
    if not kinds <= _OF_UNITS or (not telling and not found.solid):
        return False
    if not telling and not found.whole and not kinds and phrase in lexicon("vi").neighbours:
        return False    # "nhà nước" is no treasury
    return found.told >= _ENOUGH or (found.whole and (len(heard) > 1 or bool(telling)))
