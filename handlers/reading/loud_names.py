"""People's names where all is in capitals, which then tell nothing. Knows what only a name can be, and no sentence."""

from handlers.reading.lexicon import lexicon
from handlers.reading.person_words import OF_NAMES_ONLY, ends_there, is_addressed, is_fourth, is_introduced, is_one_of
from handlers.reading.tokens import Token, is_syllable

_COMRADE = ("chi", "d/c", "dc")        # "đồng chí"; "CO" may be "có"
_BEFORE_LISTS = (":", "-", "–")
LETTERS = ("Y", "K", "H")      # that stand for a surname in the highlands


def is_loud_name(tokens: list[Token], place: int, last: int) -> bool:
    """In capitals: with marks, "THỊ" or a trade before it, and no phrase of the language: "DO CÔNG TY"."""
    name = tokens[place:last]
    if not is_one_of("middle", name[1]):
        return False
    if (name[1].folded, name[2].folded) in lexicon("vi").neighbours:
        return False    # "DO CÔNG TY"
    marked = any(token.text.lower() != token.folded for token in name)
    if name[1].folded in OF_NAMES_ONLY and tokens[place - 1].text in _BEFORE_LISTS:
        return True     # ": NGUYEN VAN UT, LE THI MAN"
    return marked or name[1].folded == OF_NAMES_ONLY[0] or (_is_behind_trade(tokens, place) and ends_there(tokens, last - 1))


def _is_behind_trade(tokens: list[Token], place: int) -> bool:
    """ "THƯ KÝ ĐÀM QUỐC VIỆT"."""
    before = tuple(token.folded for token in tokens[max(0, place - 2) : place])
    return any(entry.kind == "trade" for entry in lexicon("vi").by_words.get(before, ()))


def loud_stranger(tokens: list[Token], place: int, listed: bool) -> int:
    """Where a name ends of a rare form: "Đ/C BÀN THỊ MẾN", "Đ/C SIU BLÊH", "RO CHAM H'YEN", "SÙNG A PÁO"; 0 if none."""
    three = tokens[place : place + 3]
    if rare := _rare_end(tokens, place, listed):
        return rare
    addressed = is_addressed(tokens, place) and tokens[place - 1].folded in _COMRADE
    led_in = listed or addressed or tokens[place - 1].text in _BEFORE_LISTS
    if led_in and len(three) == 3 and three[1].folded in OF_NAMES_ONLY and all(is_syllable(token.folded) for token in three):
        fourth = tokens[place + 3] if place + 3 < len(tokens) and tokens[place + 3].kind == "word" else None
        foreign = fourth is not None and not is_syllable(fourth.folded) and fourth.folded not in lexicon("vi").known
        longer = fourth is not None and (foreign or is_fourth(tokens, place, place + 3))
        return 0 if is_one_of("surname", three[0]) else place + 3 + longer
    if is_addressed(tokens, place) and len(two := tokens[place : place + 2]) == 2:
        strange = not any(token.folded in lexicon("vi").known or token.kind != "word" for token in two)
        return place + 2 if strange and not all(is_syllable(token.folded) for token in two) else 0
    strangers = [token.kind == "word" and not is_syllable(token.folded) for token in three[1:]]
    if listed and three[0].text in LETTERS and len(strangers) == 2 and any(strangers):
        return place + 3
    if is_one_of("surname", tokens[place]):
        owned = next((at for at in range(place + 1, min(place + 3, len(tokens))) if "'" in tokens[at].text), 0)
        return owned + 1 if owned else 0
    return 0


def _rare_end(tokens: list[Token], place: int, listed: bool) -> int:
    """Where a name ends whose surname and middle name are words as well: "SÙNG A PÁO", "TÔN NỮ DIỆU LINH"; 0 if none."""
    if not is_one_of("surname", tokens[place]) or place + 2 >= len(tokens):
        return 0
    last = place + 3
    while last < len(tokens) and last < place + 4 and tokens[last].kind == "word":
        last += 1
    if not all(token.kind == "word" and is_syllable(token.folded) for token in tokens[place:last]):
        return 0
    whole = listed and (last == len(tokens) or tokens[last].kind == "mark")     # ", LÊ ĐĂNG KHOA"
    if whole and is_one_of("middle", tokens[place + 1]):
        return last
    led_in = listed or is_introduced(tokens, place) or tokens[place - 1].text in _BEFORE_LISTS
    if not led_in or not is_one_of("middle", tokens[place + 1], "rare"):
        return 0
    return last if last == place + 4 and is_fourth(tokens, place, place + 3) else place + 3


def is_short_and_loud(tokens: list[Token], place: int) -> bool:
    """ "…, LÊ NĂM (": two words with marks in a list of names, and nothing of the language behind them."""
    two = tokens[place : place + 2]
    if len(two) < 2 or two[1].kind != "word":
        return False
    together = (two[0].folded, two[1].folded) in lexicon("vi").neighbours
    marked = is_addressed(tokens, place) or any(token.text.lower() != token.folded for token in two)
    return marked and not together and (place + 2 >= len(tokens) or tokens[place + 2].kind == "mark")
