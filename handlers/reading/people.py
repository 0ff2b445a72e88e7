"""Finds people's names in a text. Knows Vietnamese surnames and what stands before a name, and not who the people are."""

from dataclasses import dataclass
from functools import cache

from handlers.reading.lexicon import lexicon
from handlers.reading.tokens import Token, fold, is_syllable, spelled
from locales.vocabulary import words

_BEHIND_NAMES = ("grain", "day", "birth", "either", "edge", "filler", "daytime", "subject", "done")
_OF_NAMES_ONLY = ("thi", "van")     # in the middle of three words that may be a name
_LETTERS = ("Y", "K", "H")      # that stand for a surname in the highlands
_LISTING = (",", ";", "-", "\n", "và", ".")


@dataclass(frozen=True)
class Person:
    """A name as typed, the tokens from first to before last. `reported`: not the sender's."""

    name: str
    first: int
    last: int
    reported: bool


@cache
def _folded(kind: str, value: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words(kind, value))


@cache
def _spelled(kind: str, value: str) -> frozenset[str]:
    return frozenset(spelled(word) for word in words(kind, value))


def find_people(tokens: list[Token], units_at: frozenset[int] = frozenset(), by_case: bool = False) -> list[Person]:
    """The people named, in order. Places in `units_at` belong to units' names. `by_case`: only names told by their capitals."""
    spoken = [token for token in tokens if token.kind == "word" and len(token.text) > 1]
    shouting = sum(token.text.isupper() for token in spoken) * 2 > len(spoken)
    found: list[Person] = []
    place = 0
    while place < len(tokens):
        listed = bool(found) and tokens[place - 1].text.lower() in _LISTING
        last = _name_end(tokens, place, units_at, shouting, listed)
        if last and by_case and not ((tokens[place].capital and not shouting) or is_addressed(tokens, place)):
            last = 0
        if last:
            name = " ".join(token.text for token in tokens[place:last])
            found.append(Person(name, place, last, not _is_sender(tokens, place)))
        place = last or place + 1
    return found


def _name_end(tokens: list[Token], place: int, units_at: frozenset[int], shouting: bool, listed: bool) -> int:
    """Where the name that begins here ends; 0 if none begins."""
    token = tokens[place]
    if token.kind != "word" or place in units_at:
        return 0
    by_form = token.capital and not shouting and (_stands_for_someone(tokens, place) or _is_built_as_name(tokens, place))
    if shouting and (loud := _loud_stranger(tokens, place, listed)):
        return loud
    if not _is_one_of("surname", token) and not by_form:
        return 0
    shouting = shouting or all(each.text.isupper() and len(each.text) > 1 for each in tokens[place : place + 3])
    by_case = token.capital and not shouting
    if place and (tokens[place - 1].folded, token.folded) in lexicon("vi").neighbours and not by_case:
        return 0        # "chi đoàn trong …"
    last = place + 1
    while last < len(tokens) and last - place < 5 and last not in units_at and tokens[last].kind == "word":
        if by_case and not tokens[last].capital:
            break
        if not by_case and (tokens[last].capital > token.capital or not _goes_on(tokens, place, last)):
            break
        last += 1
    length = last - place
    if shouting and listed and length <= 2 and _is_short_and_loud(tokens, place):
        return place + 2
    if by_case:
        if length == 1:
            return last if "'" in token.text and is_addressed(tokens, place) else 0     # "đ/c K'Brông"
        together = (token.folded, tokens[place + 1].folded) in lexicon("vi").neighbours if length == 2 else False
        return last if length >= 3 or (length == 2 and _introduced(tokens, place) and not together) else 0
    said = length >= 3 and all(is_syllable(token.folded) for token in tokens[place:last])
    if not said:
        return 0
    loud = shouting and _is_loud_name(tokens, place, last)
    return last if loud or listed or _introduced(tokens, place) or _only_in_names(tokens[place + 1]) else 0


def _is_loud_name(tokens: list[Token], place: int, last: int) -> bool:
    """In capitals: with marks, "THỊ" or a trade before it, and no phrase of the language: "DO CÔNG TY"."""
    name = tokens[place:last]
    if not _is_one_of("middle", name[1]) or (name[1].folded, name[2].folded) in lexicon("vi").neighbours:
        return False
    marked = any(token.text.lower() != token.folded for token in name)
    return marked or name[1].folded == _OF_NAMES_ONLY[0] or (_is_behind_trade(tokens, place) and _ends_there(tokens, last - 1))


def _is_behind_trade(tokens: list[Token], place: int) -> bool:
    """ "THƯ KÝ ĐÀM QUỐC VIỆT"."""
    before = tuple(token.folded for token in tokens[max(0, place - 2) : place])
    return any(entry.kind == "trade" for entry in lexicon("vi").by_words.get(before, ()))


def _loud_stranger(tokens: list[Token], place: int, listed: bool) -> int:
    """Where a name in capitals ends whose surname nobody knows: "Đ/C BÀN THỊ MẾN", "Đ/C SIU BLÊH", "RO CHAM H'YEN"; 0 if none."""
    if is_addressed(tokens, place) or listed:
        three = tokens[place : place + 3]
        if len(three) == 3 and three[1].folded in _OF_NAMES_ONLY and all(is_syllable(token.folded) for token in three):
            longer = place + 3 < len(tokens) and tokens[place + 3].kind == "word" and _is_fourth(tokens, place, place + 3)
            return 0 if _is_one_of("surname", three[0]) else place + 3 + longer
    if is_addressed(tokens, place) and len(two := tokens[place : place + 2]) == 2:
        strange = not any(token.folded in lexicon("vi").known or token.kind != "word" for token in two)
        return place + 2 if strange and not all(is_syllable(token.folded) for token in two) else 0
    three = tokens[place : place + 3]
    foreign = [token.kind == "word" and not is_syllable(token.folded) for token in three[1:]]
    if listed and three[0].text in _LETTERS and len(foreign) == 2 and any(foreign):
        return place + 3
    if _is_one_of("surname", tokens[place]):
        owned = next((at for at in range(place + 1, min(place + 3, len(tokens))) if "'" in tokens[at].text), 0)
        return owned + 1 if owned else 0
    return 0


def _is_short_and_loud(tokens: list[Token], place: int) -> bool:
    """ "…, LÊ NĂM (": two words with marks in a list of names, and nothing of the language behind them."""
    two = tokens[place : place + 2]
    if len(two) < 2 or two[1].kind != "word":
        return False
    together = (two[0].folded, two[1].folded) in lexicon("vi").neighbours
    marked = any(token.text.lower() != token.folded for token in two)
    return marked and not together and (place + 2 >= len(tokens) or tokens[place + 2].kind == "mark")


def _stands_for_someone(tokens: list[Token], place: int) -> bool:
    """ "đ/c H'Lan Niê": behind a title, two words with capitals that no phrase has are a name, whatever the surname."""
    if not is_addressed(tokens, place) or place + 1 >= len(tokens) or not tokens[place + 1].capital:
        return False
    long = place + 2 < len(tokens) and tokens[place + 2].capital
    return long or not any(token.folded in lexicon("vi").known for token in tokens[place : place + 2])


def _only_in_names(token: Token) -> bool:
    """ "thị", "văn" with their marks: "to van hanh" is a crew that operates something."""
    return token.folded in _OF_NAMES_ONLY and token.text.lower() != token.folded


def _is_built_as_name(tokens: list[Token], place: int) -> bool:
    """ "Bàn Thị Mến", "Y Blơm Niê": three words with capitals, of which the second or the first can only be a name's."""
    three = tokens[place : place + 3]
    if len(three) < 3 or not all(token.capital and token.kind == "word" for token in three):
        return False
    if any(token.text.isupper() for token in three[1:]):
        return False
    return three[1].folded in _OF_NAMES_ONLY or three[0].text in _LETTERS


def _is_one_of(kind: str, token: Token) -> bool:
    """Typed with marks, it must be that very word; without, it may be."""
    if token.folded not in _folded(kind, "any"):
        return False
    return token.text.lower() == token.folded or spelled(token.text) in _spelled(kind, "any")


def _goes_on(tokens: list[Token], place: int, at: int) -> bool:
    """In lower case a name is a surname, one or two middle names, and one word more; never a phrase that people say."""
    if at == place + 1:
        together = (tokens[place].folded, tokens[at].folded) in lexicon("vi").neighbours
        return _is_one_of("middle", tokens[at]) and not together
    return at == place + 2 or (at == place + 3 and _is_fourth(tokens, place, at))


def _is_fourth(tokens: list[Token], place: int, at: int) -> bool:
    """Whether a name goes on with a fourth word: "Kim Ngân" behind "Trần Thị"."""
    plain = tokens[place + 1].folded in _OF_NAMES_ONLY or _is_one_of("middle", tokens[at - 1])
    if not plain or not is_syllable(tokens[at].folded) or (_is_behind_names(tokens[at]) and not _is_one_of("given", tokens[at])):
        return False
    return tokens[at].folded not in lexicon("vi").known or _ends_there(tokens, at)


def _ends_there(tokens: list[Token], at: int) -> bool:
    """Whether something else begins behind this word: a mark, a number, a day."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is None or after.kind != "word" or _is_behind_names(after) or not is_syllable(after.folded)


def _is_behind_names(token: Token) -> bool:
    entries = (*lexicon("vi").by_first.get(token.folded, ()), *lexicon("en").by_first.get(token.folded, ()))
    marked = token.text.lower() != token.folded
    return any(entry.kind in _BEHIND_NAMES and not (marked and entry.spelled != spelled(token.text)) for entry in entries)


def _introduced(tokens: list[Token], place: int) -> bool:
    """Whether what stands before says that a name follows."""
    leads = _folded("naming", "lead")
    before = [token.folded for token in tokens[max(0, place - 4) : place] if token.kind == "word"]
    return any(" ".join(before[-count:]) in leads for count in (1, 2, 3) if len(before) >= count)


def is_addressed(tokens: list[Token], place: int) -> bool:
    """Whether "đồng chí" stands before, and is no counter ("2 đồng chí")."""
    before = [token.folded for token in tokens[max(0, place - 2) : place]]
    length = next((count for count in (2, 1) if " ".join(before[-count:]) in _folded("naming", "title")), 0)
    return length > 0 and (place == length or tokens[place - length - 1].kind != "number")


def _is_sender(tokens: list[Token], place: int) -> bool:
    before = [token.folded for token in tokens[max(0, place - 4) : place] if token.kind == "word"]
    leads = _folded("naming", "sender")
    return any(" ".join(before[-count:]) in leads for count in (1, 2, 3) if len(before) >= count)
