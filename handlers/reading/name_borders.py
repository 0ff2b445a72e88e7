"""What stands around a unit's name and is no part of it: the calendar, what is counted, a phrase. Knows no unit."""

from collections.abc import Iterable
from functools import cache

from handlers.reading.lexicon import Entry, entries_of, lexicon
from handlers.reading.person_words import OF_NAMES_ONLY, begins_name
from handlers.reading.tokens import Token, fold, spelled
from locales.vocabulary import phrases

_SHORT = 2  # words
_PHRASES = frozenset(("cue", "facet", "counter", "subject", "setting", "filler"))


def is_cut_from_a_phrase(tokens: list[Token], first: int, last: int) -> bool:
    """ "sau muoi hai dang vien" names no Hải Đăng, "đảng bộ cơ sở" no Thuế cơ sở: with the phrase's marks or none."""
    inside = tokens[first:last]
    if first and _is("counter", [tokens[first - 1], inside[0]]) and not entries_of(inside[:2]):
        return True     # "dong chi Nguyen Van An" names no "Chi bộ Nguyễn Văn Trỗi"
    if any(token.text.istitle() for token in inside):
        return False
    before, behind = tokens[max(0, first - 1) : first], tokens[last : last + 1]
    if (before and _is("thing", [*before, *inside])) or (behind and _is("counter", [*inside[-1:], *behind])):
        return True
    if len(inside) == _SHORT:
        begun = _is_phrase([*before, inside[0]]) and not _is_phrase(tokens[max(0, first - 2) : first])
        if begun or (behind and _is("subject", [inside[1], *behind])):
            return True     # "bao cao dang phi" names no Cao đẳng, "doanh nghiep thanh lap" no Nông nghiệp Thạnh Lợi
    return bool(before) and before[0].folded.isdigit() and _is("counter", inside[:2])       # "7 dong chi hai quy"


def is_of_a_quarter(tokens: list[Token], place: int) -> bool:
    """ "quý III": no "khu vực III"."""
    return place > 0 and tokens[place - 1].folded in grains() and set(tokens[place].folded) <= set("iv")


def is_cut_from_somebody(said: list[str], wordings: Iterable[list[str]]) -> bool:
    """ "Nguyen Thi Minh" of "Trường Nguyễn Thị Minh Khai": the last word of a person's name is never left out."""
    if len(said) < _SHORT or not begins_name(said[0]) or said[1] not in OF_NAMES_ONLY:
        return False
    behind = [
        word
        for words in ([*wording, ""] for wording in wordings)
        for at, word in enumerate(words[len(said) :])
        if words[at : at + len(said)] == said
    ]
    return bool(behind) and all(len(word) > 1 and not word.isdigit() for word in behind)


def _is_phrase(tokens: list[Token]) -> bool:
    """Whether these two words are a phrase, and none that heads a name: "tổ máy"."""
    found = (entry for entry in entries_of(tokens) if len(tokens) == _SHORT and entry.kind in _PHRASES)
    return any(_fits(entry, tokens) for entry in found)


def _is(kind: str, tokens: list[Token]) -> bool:
    """Whether these words are a phrase of this kind."""
    return any(entry.kind == kind and _fits(entry, tokens) for entry in entries_of(tokens))


def _fits(entry: Entry, tokens: list[Token]) -> bool:
    """Whether each word is typed with its marks, or with none."""
    return all(spelled(token.text) in (meant, token.folded) for token, meant in zip(tokens, entry.spelled.split(), strict=True))


@cache
def counts_people(folded: str) -> bool:
    """Whether people are counted by this word."""
    return any(
        entry.kind in ("counter", "facet", "sex") for entry in lexicon("vi").by_first.get(folded, ()) if len(entry.words) < 3
    )


def tells_which(token: Token) -> bool:
    """ "nay", "ngoái", "2025": what stands behind a word of the calendar."""
    entries = lexicon("vi").by_first.get(token.folded, ())
    return token.kind == "number" or any(entry.kind == "which" and len(entry.words) == 1 for entry in entries)


def begins_days(token: Token, following: Token) -> bool:
    """ "từ ngày", "den hom"; months and quarters may stand behind a name that ends so: "khoi nha dau tu quy 3"."""
    if not token.text.islower() or following.folded not in _days():
        return False
    return token.folded in _edges() if token.text == token.folded else spelled(token.text) in _edges()


@cache
def _edges() -> frozenset[str]:
    """Words that a time begins or ends behind, spelled and folded."""
    found = [phrase.text for phrase in phrases() if phrase.kind == "edge" and phrase.value in ("from", "to")]
    return frozenset((*map(spelled, found), *map(fold, found)))


@cache
def _days() -> frozenset[str]:
    return frozenset(fold(phrase.text) for phrase in phrases() if (phrase.kind, phrase.value) == ("grain", "day"))


@cache
def grains() -> frozenset[str]:
    """Words of the calendar that numbers stand behind: "tháng", "năm"."""
    return frozenset(fold(phrase.text) for phrase in phrases() if phrase.kind == "grain")
