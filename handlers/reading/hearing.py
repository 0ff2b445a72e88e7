"""Which words of names the words of a text stand for: as typed, short, run together, or with a slip. Weighs no name."""

from functools import lru_cache
from typing import NamedTuple

from handlers.reading.alignment import Heard
from handlers.reading.lexicon import Entry, lexicon
from handlers.reading.name_borders import begins_days, counts_people, grains, tells_which
from handlers.reading.name_index import NameIndex
from handlers.reading.spoken_names import is_ordinary, shortened
from handlers.reading.tokens import Token, fold, is_syllable, spelled

LONGEST = 24  # words that stand in names, side by side; more are no name
_SHORT = 4  # letters: a word of fewer is mended only where it can be no word at all, by one that stands there in a name
_REMEMBERED = 1024
_COUNTED = frozenset(("digit", "ten", "tens", "scale", "counter", "facet", "thing", "grain", "measure", "daytime", "which"))
_BEHIND_NAMES = frozenset(("filler", "done", "none", "extent", "cue"))     # "trạm bơm hai đã …", "… chưa …"


class Sound(NamedTuple):
    """What tokens stand for: words of names, none if of none; how many tokens; and what the last word could be as well."""

    words: tuple[str, ...] = ()
    length: int = 1
    rivals: tuple[str, ...] = ()


class Hearing:
    """Hears names by the words of those that there are."""

    def __init__(self, index: NameIndex) -> None:
        self._index = index
        self._standing_for = lru_cache(maxsize=_REMEMBERED)(self._stand_for)

    def run(self, tokens: list[Token], place: int, taken: frozenset[int]) -> list[Heard]:
        """The words from here on that stand in names, as far as they go."""
        heard: list[Heard] = []
        while place < len(tokens) and place not in taken and len(heard) < LONGEST:
            token = tokens[place]
            if token.kind == "mark" and token.text in "-&–" and heard:
                place += 1
                continue
            following = tokens[place + 1] if place + 1 < len(tokens) else None
            if heard and following and token.text.islower() and token.folded in grains() and tells_which(following):
                break   # "khối DN năm nay", though it is "Khối Doanh nghiệp Nam Sơn"
            if heard and following and begins_days(token, following):
                break   # "chi bo khoa tu ngay 1/9", though there is a "Đa khoa tư nhân"
            sound = self.at(tokens, place, heard[-1].folded if heard else "")
            if not sound.words or (token.kind == "number" and not self._named_by(heard, token)):
                break
            plain = token.text.lower() == token.folded
            capital = plain and token.text.istitle() and place > 0 and tokens[place - 1].text != "."
            for word in sound.words:
                heard.append(Heard(fold(word), spelled(word), place, place + sound.length - 1, capital, sound.rivals))
            place += sound.length
        return heard

    def at(self, tokens: list[Token], place: int, before: str) -> Sound:
        """What the token stands for, and those behind it that it takes."""
        token = tokens[place]
        if token.kind == "mark":
            return Sound()
        if (figure := self._figure(tokens, place, before)) is not None:
            return Sound((figure,))
        if token.folded in self._index.known:
            return Sound((token.text,))
        after = tokens[place + 1].folded if place + 1 < len(tokens) else ""
        plain = token.text.lower().replace("đ", "d") == token.folded      # "hụt" is no "HU T…"
        return self._standing_for(spelled(token.text), token.folded, token.kind == "word", plain, before, after)

    def _figure(self, tokens: list[Token], place: int, before: str) -> str | None:
        """The 2 of "trạm bơm hai" where the units are numbered; "trạm bơm hai đồng chí" counts."""
        figure = _digit(tokens[place]) if before else ""
        if not figure or not self._index.is_numbered(before, figure):
            return None
        behind = tokens[place + 1] if place + 1 < len(tokens) else None
        if behind is None or behind.kind == "mark":
            return figure
        kinds = {entry.kind for entry in _entries(behind)}
        begins = {entry.kind for entry in lexicon("vi").by_first.get(behind.folded, ())}
        goes_on = "subject" in begins or not kinds.isdisjoint(_BEHIND_NAMES) or behind.folded in self._index.known
        in_phrase = (tokens[place].folded, behind.folded) in lexicon("vi").neighbours       # "tư nhân"
        counts = behind.kind == "number" or not kinds.isdisjoint(_COUNTED) or counts_people(behind.folded)
        return figure if goes_on and not (in_phrase or counts) else None

    def _stand_for(self, typed: str, folded: str, is_word: bool, plain: bool, before: str, after: str) -> Sound:
        """What is meant by a word that no name has."""
        known = self._index.known
        long = shortened().get(folded, ())
        if long and all(fold(word) in known for word in long):
            return Sound(long)
        if plain and (words := self._index.acronym(folded) or self._index.acronym_before(folded, after)):
            return Sound(words)
        if is_word and folded + after in known:
            return Sound((folded + after,), 2)
        return self._nearly(typed, folded, before, after) if is_word else Sound()

    def _nearly(self, typed: str, folded: str, before: str, after: str) -> Sound:
        """The name's word that was meant by one with a slip in it, or two run together."""
        if len(folded) > LONGEST or folded in lexicon("en").known:
            return Sound()
        if len(folded) < _SHORT:
            abbreviates = is_ordinary(folded, typed) and (is_syllable(folded) or after.isdigit())        # "sn 1990"
            return Sound() if abbreviates else self._torn(typed, folded, before, after)
        if is_ordinary(folded) or (is_syllable(folded) and not before):
            return Sound()
        found = self._index.mended(typed, before, after)
        return Sound(found[0], 1, tuple([words[0] for words in found[1:]])) if found else Sound()

    def _torn(self, typed: str, folded: str, before: str, after: str) -> Sound:
        """A name's word with a letter left out, behind one that it follows there: "Phúc Vnh"; a syllable between two such."""
        if len(folded) < 2 or not before:
            return Sound()
        found = [words[0] for words in self._index.mended(typed, before, after)]
        longer = [word for word in found if len(word) > len(folded) and word[0] == folded[0]]
        meant = [word for word in longer if self._index.follows(before, word)]
        if is_syllable(folded):
            meant = [word for word in meant if self._index.follows(word, after)]
        return Sound((meant[0],), 1, tuple(meant[1:])) if meant else Sound()

    def _named_by(self, heard: list[Heard], token: Token) -> bool:
        """Whether a number may be part of the name heard so far: "phân xưởng 1", "Tân Yên số 1"."""
        if not heard:
            return False
        return any(self._index.is_numbered(word.folded, token.folded) for word in heard[-3:])


def _digit(token: Token) -> str:
    """The figure that a word is, typed with its marks; none that could be a year."""
    if token.folded in grains():
        return ""
    return next((each.value for each in _entries(token) if each.kind == "digit" and each.spelled == spelled(token.text)), "")


def _entries(token: Token) -> tuple[Entry, ...]:
    return lexicon("vi").by_words.get((token.folded,), ())
