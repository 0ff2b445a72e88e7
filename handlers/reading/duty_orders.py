"""Orders about what is due: excusing a unit, moving a day, promising one, a digest. Hears nothing but such an order."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Literal

from handlers.reading import addressee
from handlers.reading.keyboards import undo_vni
from handlers.reading.leave_days import leave_days
from handlers.reading.meaning import Asked, Language, Slots
from handlers.reading.names import Names
from handlers.reading.reader import read
from handlers.reading.tasks import Tasks
from handlers.reading.tokens import Token, composed, spelled, tokenize
from locales.vocabulary import phrases

Act = Literal["excuse", "move", "promise", "digest", "enough", "done"]
_BEGINNINGS = ("excuse", "move", "promise", "digest_off", "digest", "enough", "done")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
# Questions in which tasks are named, and reports of days gone by.
_WHEN: dict[Language, str] = {"vi": "hạn {what} là ngày nào", "en": "when is {what} due"}
_WHO: dict[Language, str] = {"vi": "đơn vị nào chưa nộp {what}", "en": "who has not sent {what}"}


@dataclass(frozen=True)
class DutyOrder:
    """What is wanted. `slots`: task, unit and period that it is about; `day`: to which it moves, or that is promised."""

    act: Act
    slots: Slots = field(default_factory=Slots)
    day: date | None = None
    reason: str = ""
    weekday: int | None = None                      # of the digest, Monday is 0; None: no digest any more
    language: Language = "vi"


def find_duty_order(text: str, asked: Asked, names: Names, tasks: Tasks) -> DutyOrder | None:
    """The order that the text is, or None. A question is none."""
    whole = undo_vni(composed(text))
    tokens = [token for token in addressee.without(tokenize(whole)) if token.kind != "mark" or token.text in "-–"]
    begun = _begins(tokens)
    if begun is None or "?" in text:
        return None
    act, length, language = begun
    rest = tokens[length:]
    if act in ("digest", "digest_off"):
        weekday = _weekday(rest)
        return DutyOrder("digest", weekday=None if act == "digest_off" else weekday or 0, language=language)
    if act in ("enough", "done"):
        alone = all(any(_says([token], words) for words, _ in _spellings("light")) for token in rest)
        return DutyOrder("enough" if act == "enough" else "done", language=language) if alone else None
    if act == "promise":
        day = _day(rest, asked.today)
        return DutyOrder("promise", day=day, language=language) if day is not None else None
    return _decision("excuse" if act == "excuse" else "move", whole, rest, asked, names, tasks, language)


def _decision(
    act: Act, whole: str, rest: list[Token], asked: Asked, names: Names, tasks: Tasks, language: Language
) -> DutyOrder | None:
    """Of an officer: what, for whom, to which day, why."""
    why, length = _last(rest, "because")
    reason = whole[rest[why + length].start :].strip(" .") if why + length < len(rest) else ""
    about = rest[:why]
    day = None
    if act == "move":
        to, _ = _last(about, "until")
        day = _day(about[to:], asked.today)
        about = about[:to]
    if not about:
        return None
    what = whole[about[0].start : about[-1].end]
    slots = _slots(_WHEN[language].format(what=what), asked, names, tasks)
    if slots.task is None and not slots.decided:
        slots = _slots(_WHO[language].format(what=what), asked, names, tasks)
    if slots.task is None and slots.unit is None and slots.period is None:
        return None
    return DutyOrder(act, slots, day, reason, language=language)


def _slots(question: str, asked: Asked, names: Names, tasks: Tasks) -> Slots:
    return read(question, Asked(asked.today, None, asked.speaker), names, tasks)[0].slots


def _day(tokens: list[Token], today: date) -> date | None:
    """The day that the tokens say and nothing else; one to come."""
    found = leave_days(tokens, today, frozenset())
    left = [token for place, token in enumerate(tokens) if place not in found.taken]
    besides = (*_spellings("light"), *_spellings("day"))
    return found.last if all(any(_says([token], words) for words, _ in besides) for token in left) else None


def _weekday(tokens: list[Token]) -> int | None:
    places = ((place, name) for place, name in enumerate(WEEKDAYS) if _last(tokens, name)[1])
    return next((place for place, _ in places), None)


@cache
def _spellings(meaning: str) -> tuple[tuple[tuple[Token, ...], Language], ...]:
    """Every spelling of the meaning as tokens, the longest first."""
    found = [(tuple(tokenize(each.text)), each.language) for each in phrases() if (each.kind, each.value) == ("duty", meaning)]
    ordered = sorted(found, key=lambda each: -len(each[0]))
    return tuple((tokens, "en" if language == "en" else "vi") for tokens, language in ordered)


def _begins(tokens: list[Token]) -> tuple[str, int, Language] | None:
    for act in _BEGINNINGS:
        for words, language in _spellings(act):
            if _says(tokens[: len(words)], words):
                return act, len(words), language
    return None


def _last(tokens: list[Token], meaning: str) -> tuple[int, int]:
    """Where the meaning is said last, and in how many tokens; behind all of them where it is not said."""
    for place in range(len(tokens) - 1, -1, -1):
        for words, _ in _spellings(meaning):
            if _says(tokens[place : place + len(words)], words):
                return place, len(words)
    return len(tokens), 0


def _says(tokens: list[Token], words: tuple[Token, ...]) -> bool:
    """Whether they are these words, typed with their marks or without any."""
    return len(tokens) == len(words) and all(
        spelled(token.text.lower()) in (spelled(word.text.lower()), spelled(word.folded))
        for token, word in zip(tokens, words, strict=True)
    )
