"""Whether a number counts anything: it may be a name, an age, an hour, money. Knows what stands beside numbers, and no sums."""

import re
from functools import cache

from handlers.reading.line import Line
from handlers.reading.pieces import Piece
from handlers.reading.tokens import fold, is_syllable
from locales.vocabulary import words

_ALWAYS = ("24/24", "24/7")     # round the clock
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?")
NOUNS = ("counter", "facet", "thing", "sex", "trade")


def counts(line: Line, place: int) -> bool:
    """Whether a number counts people or things, and is no name, age, hour or money."""
    after = line.at(place + 1)
    if _numbers_a_list(line, place) or _names_a_workshop(line, place) or _is_of_what_stands_before(line, place):
        return False
    if line.at(place).text in _ALWAYS or _is_hour(line, place) or _is_no_day(line, place):
        return False
    if after.has("grain") and line.at(place - 1).has("introducer_in"):
        return False  # "trong 2 tuần qua"
    if after.has("grain", "day") and any(first == place + 1 and when.grain == "span" for first, _, when in line.time.spans):
        return False  # "hai ngày 14 và 15/11"
    if _is_class(after) or after.has("subject", "anniversary"):
        return False
    if after.has("measure") and not after.has("counter") and not after.has("facet"):
        return False
    if _counts_unknown(line, place) and not _is_object(line, place):
        return False
    day = place + 2 in line.timed or _DATE.fullmatch(line.at(place + 2).text) is not None      # or one that there is not
    lead_in = after.has("grain", "day") and day and place > 0  # "kết nạp 3 bữa 20/11"
    return not (after.has("grain") and not any(after.has(kind) for kind in NOUNS) and not after.used and not lead_in)


def _is_of_what_stands_before(line: Line, place: int) -> bool:
    """ "lớp 5", "tháng 13", "hôm 31/11": a name, or a time that there is not."""
    before, after = line.at(place - 1), line.at(place + 1)
    if before.mark and before.text in (":", ".") and not line.at(place - 2).has("counter"):
        before = line.at(place - 2) if not line.at(place - 2).has("thing", "class") else before
    apart = line.at(place - 1).mark and after.has("counter")     # "lý luận ct: 5 d/c"
    graded = not before.has("counter") or before.word == "bac"      # "cong nhan may bac 5"
    if before.has("ordinal") and not before.has("edge") and graded and not apart:
        return True
    if before.has("thing", "class") and not any(after.has(kind) for kind in ("counter", "facet")):
        return True
    if before.has("grain", "month", "quarter", "week") and not before.used:
        return True
    return line.at(place).pair is not None and (before.has("grain", "day") or before.has("daytime"))


def _is_hour(line: Line, place: int) -> bool:
    """The 30 of "7h30"."""
    return line.at(place - 1).word in ("h", "g") and line.at(place - 2).number is not None


def _is_no_day(line: Line, place: int) -> bool:
    """ "30 tháng 2", "31 Sept": a day that there is not."""
    number, after = line.at(place).number, line.at(place + 1)
    named = after.has("month_name") or (after.has("grain", "month") and line.at(place + 2).number is not None)
    return isinstance(number, int) and 29 <= number <= 31 and named and not after.used


def _numbers_a_list(line: Line, place: int) -> bool:
    """ "1. Nguyễn Thị Đế" in a line of its own."""
    opens = not line.at(place - 1).tokens or line.at(place - 1).text == "\n"
    return opens and line.at(place + 1).text in (".", ")", "/") and line.at(place + 2).number is None


def _names_a_workshop(line: Line, place: int) -> bool:
    """ "công nhân xưởng dệt 2"."""
    after, before = line.at(place + 1), line.at(place - 1)
    head = line.at(place - 2)
    if not (after.mark or not after.tokens) or not before.tokens or before.mark or not head.tokens:
        return False
    return not before.tags and bool({before.tokens[0].folded, head.tokens[-1].folded} & _workshops())


@cache
def _workshops() -> frozenset[str]:
    return frozenset(fold(word).split()[-1] for word in words("workshop", "any"))


def _counts_unknown(line: Line, place: int) -> bool:
    """ "2 thùng bia": a thing that nothing explains is counted."""
    after = line.at(place + 1)
    if line.language == "en" or after.tags or after.used or after.number is not None or not after.tokens:
        return False
    token = after.tokens[0]
    named = token.capital and not token.text.isupper()
    plain = token.kind == "word" and not named and is_syllable(token.folded)
    return plain and not any(line.at(place + 2).has(kind) for kind in NOUNS)


def _is_object(line: Line, place: int) -> bool:
    """ "kết nạp 1 lương y": right behind the verb stand those admitted, whatever they are."""
    before = line.at(place - 1)
    if before.has("none", "get") or before.has("extent", "addition"):
        before = line.at(place - 2)
    return before.has("subject", "admit", "full", "nominate", "transfer")


def _is_class(piece: Piece) -> bool:
    """ "1 lớp bồi dưỡng …": classes are not what is counted."""
    return piece.has("subject") and bool(piece.tokens) and piece.tokens[0].word in _class_words()


@cache
def _class_words() -> frozenset[str]:
    return frozenset(fold(word) for word in words("thing", "class"))
