"""A message as pieces: the longest known phrases, each with all that it may mean. Knows phrases, not sentences."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from handlers.reading.lexicon import Entry, Lexicon, lexicon
from handlers.reading.meaning import Language
from handlers.reading.tokens import Token, is_syllable, spelled

Tags = dict[str, tuple[str, ...]]  # kind → values; never changed, for pieces share it


@dataclass(slots=True)
class Piece:
    """Some tokens side by side and what they may mean: kind → values. `used` is set by the finder that explained it."""

    tokens: tuple[Token, ...]
    tags: Tags = field(default_factory=dict)
    number: float | None = None
    pair: tuple[int, int] | None = None  # "14/15"
    percent: bool = False
    used: bool = False
    text: str = field(init=False, compare=False)  # as typed
    word: str = field(init=False, compare=False)  # as understood: folded, mended
    mark: bool = field(init=False, compare=False)  # whether it is punctuation

    def __post_init__(self) -> None:
        tokens = self.tokens
        if len(tokens) == 1:
            self.text, self.word = tokens[0].text, tokens[0].word
        else:
            self.text, self.word = " ".join([token.text for token in tokens]), " ".join([token.word for token in tokens])
        self.mark = bool(tokens) and tokens[0].kind == "mark"

    def has(self, kind: str, *values: str) -> bool:
        """Whether it may mean this (one of the values, if any are given)."""
        found = self.tags.get(kind)
        if found is None or not values:
            return found is not None
        return values[0] in found or (len(values) > 1 and any(value in found for value in values))

    def value(self, kind: str) -> str:
        """What it means in that way; empty if nothing."""
        return self.tags.get(kind, ("",))[0]

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.tokens[0].start


def pieces(tokens: list[Token], language: Language, names: dict[int, tuple[int, str]]) -> list[Piece]:
    """The pieces in order. `names`: start of a token → (how many tokens, kind) that a finder has already taken as a name."""
    marked = _has_marks(tokens, lexicon(language))
    words, typed = tuple([token.word for token in tokens]), _typed(tokens)
    lengths = lexicon(language).lengths
    found, place = [], 0
    while place < len(tokens):
        token = tokens[place]
        if token.start in names:
            length, kind = names[token.start]
            piece = Piece(tuple(tokens[place : place + length]), {kind: ("",)}, used=True)
        else:
            length, tags = 1, _NOTHING
            if words[place] in lengths:
                free = _free(tokens, place, names, lengths[words[place]][0])
                length, tags = _longest(words[place:free], typed[place:free], language, marked)
                if length > 1 and _cuts_a_phrase(tokens, words, place, length, language, marked):
                    length, tags = _longest(words[place : place + 1], typed[place : place + 1], language, marked)
            piece = Piece(tuple(tokens[place : place + length]), tags)
        found.append(piece)
        place += len(piece.tokens)
    return found


def _has_marks(tokens: list[Token], known: Lexicon) -> bool:
    """Whether marks were typed, and not in one name only: "xuong sơn 2 dau nam ket nap 2"."""
    typed = [token for token in tokens if token.kind == "word"]
    with_marks = sum([token.text.lower() != token.folded for token in typed])
    if not with_marks or with_marks > 2:
        return with_marks > 0
    bare = (known.known.get(token.folded) for token in typed if token.text.lower() == token.folded)
    return with_marks * 2 > sum([spellings is not None and not any(map(str.isascii, spellings)) for spellings in bare])


def _free(tokens: list[Token], place: int, names: dict[int, tuple[int, str]], longest: int) -> int:
    """Where the tokens end that a phrase could take: before a name."""
    last = min(len(tokens), place + longest)
    return next((end for end in range(place + 1, last) if tokens[end].start in names), last) if names else last


def _cuts_a_phrase(
    tokens: list[Token], words: tuple[str, ...], place: int, length: int, language: Language, marked: bool
) -> bool:
    """Whether a phrase with other marks takes the first word of one with its very marks: "so kết nạp" is no "sơ kết".

    Without marks of one that says who or what is counted: "so ket nap", "duoc giao vien".
    """
    known, last = lexicon(language), place + length - 1
    taken, entries = tokens[place : last + 1], known.by_words.get(words[place : last + 1], ())
    if words[last] not in known.lengths or (marked and _is_written(entries, taken)):
        return False
    if marked and any(spelled(token.text) not in known.known.get(token.folded, ()) for token in taken):
        return False    # "quyêt định" is "quyết định", for "quyêt" is no word
    if not marked and (length > _TWO or not {entry.kind for entry in entries} <= _LIGHT):
        return False
    for longer in known.lengths[words[last]]:
        behind = known.by_words.get(words[last : last + longer], ()) if 1 < longer <= len(words) - last else ()
        if _is_written(behind, tokens[last : last + longer]) if marked else any(map(_tells_who, behind)):
            return True
    return False


def _tells_who(entry: Entry) -> bool:
    return entry.kind in ("facet", "counter") or (entry.kind, entry.value) == ("subject", "admit")


def _is_written(entries: tuple[Entry, ...], tokens: list[Token]) -> bool:
    """Whether one of the phrases is written so, with marks."""
    typed = " ".join([spelled(token.text) for token in tokens])
    return any(entry.spelled == typed and typed != " ".join(entry.words) for entry in entries)


_NOTHING: Tags = {}
_TWO = 2  # words; letters
_LIGHT = {"filler", "cue"}


@lru_cache(maxsize=32768)
def _longest(words: tuple[str, ...], typed: tuple[tuple[str, str], ...], language: Language, marked: bool) -> tuple[int, Tags]:
    """How many of the words are the longest phrase that begins with them, and what it may mean."""
    likely = next(_matches(words, typed, lexicon(language)), None)
    if likely is None:
        return 1, _NOTHING
    length = len(likely[0].words)
    if marked:
        written = " ".join([marks for marks, _ in typed[:length]])
        likely = [entry for entry in likely if entry.spelled == written] or likely
    tags: Tags = {}
    for entry in likely:
        if entry.value not in tags.get(entry.kind, ()):
            tags[entry.kind] = (*tags.get(entry.kind, ()), entry.value)
    return length, tags


def _matches(words: tuple[str, ...], typed: tuple[tuple[str, str], ...], known: Lexicon) -> Iterator[list[Entry]]:
    """The phrases that stand at the beginning, those of most words first."""
    for length in known.lengths[words[0]]:
        entries = known.by_words.get(words[:length], ()) if length <= len(words) else ()
        if not entries:
            continue
        written = " ".join([marks for marks, _ in typed[:length]])
        if found := [
            entry
            for entry in entries
            if (not entry.marked or entry.spelled == written) and not _another_word(entry, words, typed, known)
        ]:
            yield found


def _another_word(entry: Entry, words: tuple[str, ...], typed: tuple[tuple[str, str], ...], known: Lexicon) -> bool:
    """Whether a word was typed with marks that make it a different known word: "thực" is not "thúc", "Sài" is not "sai"."""
    marks, folded = typed[0]
    if len(entry.words) == 1 and entry.language == "vi" and entry.spelled == folded and marks != folded and is_syllable(folded):
        return True
    others = [
        marks not in (meant, folded) and marks in known.known.get(word, ())
        for word, (marks, folded), meant in zip(words, typed, entry.spelled.split(), strict=False)
    ]
    # "chính thúc", "lớp đôi tượng": of two long words, or of three and more, one may have slipped into another, where no other
    # phrase has these letters
    long = len(entry.words) > 2 or all(len(word) > 3 for word in entry.words)
    as_it_is = len(entry.words) > 3 or all(word == folded for word, (_, folded) in zip(entry.words, typed, strict=False))
    short = any(other and len(word) <= _TWO for other, word in zip(others, words, strict=False))        # "chi bộ mở" is no "mô"
    slipped = sum(others) == 1 and long and as_it_is and not short and _is_alone(entry, known)
    return any(others) and not slipped


def _is_alone(entry: Entry, known: Lexicon) -> bool:
    """Whether no other phrase is written with the same letters."""
    return len({other.spelled for other in known.by_words[entry.words]}) == 1


def _typed(tokens: list[Token]) -> tuple[tuple[str, str], ...]:
    """Each token as typed, and folded."""
    return tuple([(spelled(token.text), token.folded) for token in tokens])
