"""Which words may stand in a person's name, and what stands around one. Knows the vocabulary of names, and finds none."""

from functools import cache

from handlers.reading.lexicon import lexicon
from handlers.reading.tokens import Token, fold, is_syllable, spelled
from locales.vocabulary import words

OF_NAMES_ONLY = ("thi", "van")     # in the middle of three words that may be a name
_BEHIND_NAMES = ("grain", "day", "birth", "either", "edge", "filler", "daytime", "subject", "done")


@cache
def _folded(kind: str, value: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words(kind, value))


@cache
def _spelled(kind: str, value: str) -> frozenset[str]:
    return frozenset(spelled(word) for word in words(kind, value))


def only_in_names(token: Token) -> bool:
    """ "thị", "văn" with their marks: "to van hanh" is a crew that operates something."""
    return token.folded in OF_NAMES_ONLY and token.text.lower() != token.folded


def begins_name(folded: str) -> bool:
    """Whether it may be a surname."""
    return folded in _folded("surname", "any")


def is_one_of(kind: str, token: Token, value: str = "any") -> bool:
    """Typed with marks, it must be that very word; without, it may be."""
    if token.folded not in _folded(kind, value):
        return False
    return token.text.lower() == token.folded or spelled(token.text) in _spelled(kind, value)


def goes_on(tokens: list[Token], place: int, at: int) -> bool:
    """In lower case a name is a surname, one or two middle names, and one word more; never a phrase that people say."""
    if at == place + 1:
        together = (tokens[place].folded, tokens[at].folded) in lexicon("vi").neighbours
        return is_one_of("middle", tokens[at]) and not together
    return at == place + 2 or (at == place + 3 and is_fourth(tokens, place, at))


def is_fourth(tokens: list[Token], place: int, at: int) -> bool:
    """Whether a name goes on with a fourth word: "Kim Ngân" behind "Trần Thị"."""
    plain = tokens[place + 1].folded in OF_NAMES_ONLY or is_one_of("middle", tokens[at - 1])
    if not plain or not is_syllable(tokens[at].folded):
        return False
    marked = any(token.text.lower() != token.folded for token in tokens[place:at])
    if _is_behind_names(tokens[at], marked) and not is_one_of("given", tokens[at]):
        return False
    if is_one_of("given", tokens[at]) and marked:
        return True     # "HỒ THỊ TUYẾT NHUNG ĐƯỢC": with marks it would be "NHƯNG"
    if at + 1 < len(tokens) and (tokens[at].folded, tokens[at + 1].folded) in lexicon("vi").neighbours:
        return False    # "TRƯƠNG THỊ MỴ CÔNG NHÂN"
    return tokens[at].folded not in lexicon("vi").known or ends_there(tokens, at)


def ends_there(tokens: list[Token], at: int) -> bool:
    """Whether something else begins behind this word: a mark, a number, a day."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is None or after.kind != "word" or _is_behind_names(after) or not is_syllable(after.folded)


def _is_behind_names(token: Token, marked: bool = False) -> bool:
    """`marked`: beside words with marks it is no English one."""
    english = () if marked else lexicon("en").by_first.get(token.folded, ())
    entries = (*lexicon("vi").by_first.get(token.folded, ()), *english)
    typed = token.text.lower() != token.folded
    return any(entry.kind in _BEHIND_NAMES and not (typed and entry.spelled != spelled(token.text)) for entry in entries)


def is_introduced(tokens: list[Token], place: int) -> bool:
    """Whether what stands before says that a name follows."""
    leads = _folded("naming", "lead")
    before = [token.folded for token in tokens[max(0, place - 4) : place] if token.kind == "word"]
    return any(" ".join(before[-count:]) in leads for count in (1, 2, 3) if len(before) >= count)


def is_addressed(tokens: list[Token], place: int) -> bool:
    """Whether "đồng chí" stands before, and is no counter ("2 đồng chí")."""
    before = [token.folded for token in tokens[max(0, place - 2) : place]]
    length = next((count for count in (2, 1) if " ".join(before[-count:]) in _folded("naming", "title")), 0)
    return length > 0 and (place == length or tokens[place - length - 1].kind != "number")


def is_sender(tokens: list[Token], place: int) -> bool:
    before = [token.folded for token in tokens[max(0, place - 4) : place] if token.kind == "word"]
    leads = _folded("naming", "sender")
    return any(" ".join(before[-count:]) in leads for count in (1, 2, 3) if len(before) >= count)
