"""Finds people's names in a text. Knows Vietnamese surnames and what stands before a name, and not who the people are."""

from dataclasses import dataclass

from handlers.reading.lexicon import entries_of, lexicon
from handlers.reading.loud_names import LETTERS, is_loud_name, is_short_and_loud, loud_stranger
from handlers.reading.person_words import (
    OF_NAMES_ONLY,
    begins_name,
    goes_on,
    is_addressed,
    is_introduced,
    is_one_of,
    is_sender,
    only_in_names,
)
from handlers.reading.tokens import Token, is_syllable

_LISTING = (",", ";", "-", "\n", "va", "voi", "cung", ".")

_TITLES = ("chi", "anh", "ong", "ba", "d/c", "dc")


@dataclass(frozen=True)
class Person:
    """A name as typed, the tokens from first to before last. `reported`: not the sender's."""

    name: str
    first: int
    last: int
    reported: bool


def find_people(tokens: list[Token], units_at: frozenset[int] = frozenset(), by_case: bool = False) -> list[Person]:
    """The people named, in order. Places in `units_at` belong to units' names. `by_case`: only names told by their capitals."""
    spoken = [token for token in tokens if token.kind == "word" and len(token.text) > 1]
    shouting = sum(token.text.isupper() for token in spoken) * 2 > len(spoken)
    found: list[Person] = []
    place = 0
    while place < len(tokens):
        if not shouting and not tokens[place].text[0].isupper() and not begins_name(tokens[place].folded):
            place += 1
            continue
        listed = bool(found) and _goes_on_list(tokens, place)
        last = _name_end(tokens, place, units_at, shouting, listed)
        told = listed or _is_led_in(tokens, place) if shouting else tokens[place].capital
        if last and by_case and not told and not is_addressed(tokens, place):
            last = 0
        if last:
            name = " ".join(token.text for token in tokens[place:last])
            found.append(Person(name, place, last, not is_sender(tokens, place)))
        place = last or place + 1
    return found


def _goes_on_list(tokens: list[Token], place: int) -> bool:
    """ "…, Ma Thị Lả", "voi chi Sa Thi Bien": behind what parts names in a list, with a title or without."""
    before = place - 1 if tokens[place - 1].folded not in _TITLES else place - 2
    return tokens[before].folded in _LISTING


def _name_end(tokens: list[Token], place: int, units_at: frozenset[int], shouting: bool, listed: bool) -> int:
    """Where the name that begins here ends; 0 if none begins."""
    token = tokens[place]
    if token.kind != "word" or place in units_at:
        return 0
    if shouting and (loud := loud_stranger(tokens, place, listed)):
        return loud
    if token.text == "khong":
        return 0        # "khong thanh lap dc to chuc nao": "không"
    if not is_one_of("surname", token) and (shouting or not _has_form(tokens, place)):
        return 0
    shouting = shouting or all(each.text.isupper() and len(each.text) > 1 for each in tokens[place : place + 3])
    by_case = token.capital and not shouting
    if place and (tokens[place - 1].folded, token.folded) in lexicon("vi").neighbours and not by_case:
        return 0        # "chi đoàn trong …"
    last = _run_end(tokens, place, units_at, by_case)
    in_line = listed or (place > 1 and tokens[place - 2].text in ("-", "\n"))
    if shouting and in_line and last - place <= 2 and is_short_and_loud(tokens, place):
        return place + 2
    if by_case:
        return _told_by_case(tokens, place, last)
    if last - place < 3 or not all(is_syllable(token.folded) for token in tokens[place:last]):
        return 0
    loud = shouting and is_loud_name(tokens, place, last)
    return last if loud or listed or is_introduced(tokens, place) or only_in_names(tokens[place + 1]) else 0


def _run_end(tokens: list[Token], place: int, units_at: frozenset[int], by_case: bool) -> int:
    """Where the words end that could go on with the name."""
    last = place + 1
    while last < len(tokens) and last - place < 5 and last not in units_at and tokens[last].kind == "word":
        if by_case and not tokens[last].capital:
            break
        if not by_case and (tokens[last].capital > tokens[place].capital or not goes_on(tokens, place, last)):
            break
        last += 1
    return last


def _told_by_case(tokens: list[Token], place: int, last: int) -> int:
    """Where a name ends whose words begin with capitals; 0 if they are too few for one."""
    if last - place == 1:
        return last if "'" in tokens[place].text and is_addressed(tokens, place) else 0     # "đ/c K'Brông"
    if last - place > 2:
        return last
    together = (tokens[place].folded, tokens[place + 1].folded) in lexicon("vi").neighbours
    return last if is_introduced(tokens, place) and not together else 0


def _is_led_in(tokens: list[Token], place: int) -> bool:
    """Whether a list of people begins here: "KẾT NẠP: NGUYỄN VĂN ÚT, …"."""
    return place > 0 and tokens[place - 1].text in (":", "-")


def _has_form(tokens: list[Token], place: int) -> bool:
    """Whether it has the form of a name, whatever the surname."""
    if not tokens[place].capital:
        return False
    owned = "'" in tokens[place].text and is_addressed(tokens, place)       # "d/c K'Brong"
    return owned or _stands_for_someone(tokens, place) or _is_built_as_name(tokens, place)


def _stands_for_someone(tokens: list[Token], place: int) -> bool:
    """ "đ/c H'Lan Niê": behind a title, two words with capitals that no phrase has are a name, whatever the surname."""
    if not is_addressed(tokens, place) or place + 1 >= len(tokens) or not tokens[place + 1].capital:
        return False
    long = place + 2 < len(tokens) and tokens[place + 2].capital
    return long or not any(token.folded in lexicon("vi").known for token in tokens[place : place + 2])


def _is_built_as_name(tokens: list[Token], place: int) -> bool:
    """ "Bàn Thị Mến", "Y Blơm Niê": three words with capitals, of which the second or the first can only be a name's."""
    three = tokens[place : place + 3]
    if len(three) < 3 or not all(token.capital and token.kind == "word" for token in three):
        return False
    if any(token.text.isupper() for token in three[1:]) or any(entry.kind == "facet" for entry in entries_of(three)):
        return False    # "4 người Bru Vân Kiều"
    return three[1].folded in OF_NAMES_ONLY or three[0].text in LETTERS
