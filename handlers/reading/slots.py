"""The slots of a clause, as its intent allows them. Knows which intents carry which slots, and no wording."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Literal

from handlers.reading.answers import says_nobody
from handlers.reading.grades import grade_of_itself
from handlers.reading.line import Line
from handlers.reading.meaning import Known, Period, Slots, Unit, Unsure
from handlers.reading.pieces import Piece
from handlers.reading.said import Said
from handlers.reading.tokens import fold
from locales.vocabulary import words

_AHEAD = {"ask_deadlines", "ask_target", "set_target", "ask_forecast"}
_BARE = {"confirm", "deny", "cancel", "help", "smalltalk", "other"}
_COUNTED = {"report", "answer", "correct", "set_target"}


def slots_of(intent: str, said: Said) -> Slots:
    """What the clause states, in the shape that its intent has."""
    if intent in _BARE:
        return Slots()
    if intent == "remind":
        return Slots(days_before=_days_before(said))
    fill = _FILLED.get(intent, _question)
    return fill(said, intent)


def _period(said: Said, intent: str) -> Period | None:
    when = said.when
    return when.period(said.line.asked.today, ahead=intent in _AHEAD) if when else None


def _unit(line: Line) -> Unit | None:
    """The unit said to be whose they are ("… của khu phố 1"), or else the first."""
    places = sorted(line.units)
    owners = [place for place in places if line.at(place - 1).word in _owning()]
    return line.units[(owners or places)[0]] if places else None


def _together(line: Line) -> Unit | None:
    """ "khu phố 1 và khu phố 2 kết nạp 3": whose they are is open."""
    places = sorted(line.units)
    pairs = [(one, other) for one, other in itertools.pairwise(places) if other == one + 2 and _joins(line.at(one + 1))]
    known = {unit.id for pair in pairs for place in pair if isinstance(unit := line.units[place], Known)}
    return Unsure(tuple(sorted(known))) if len(known) > 1 else None


def _joins(piece: Piece) -> bool:
    return piece.text == "," or piece.has("either") or piece.has("parts", "of_which")


@cache
def _owning() -> frozenset[str]:
    return frozenset(fold(word) for word in words("introducer", "owner"))


def _names(said: Said) -> tuple[str, ...]:
    """All who are named, or none of them."""
    if said.figures.others:
        return ()
    return tuple(person.name for _, person in sorted(said.line.people.items()) if person.reported)


def _setting(line: Line) -> str | None:
    return next((line.pieces[place].value("setting") for place in line.places("setting")), None)


def _question(said: Said, intent: str) -> Slots:
    format_ = (
        next((piece.value("format") for piece in said.line.pieces if piece.has("format")), None) if intent == "export" else None
    )
    task = said.line.task if intent in ("ask_deadlines", "task_done") else None
    indicator = None if task else said.indicator
    period = None if _within_task(said, task, intent) else _period(said, intent)
    if intent in ("nudge", "ask_missing", "task_done"):
        facets: tuple[str, ...] = ()
        union = None
    else:
        facets, union = tuple(sorted(said.figures.facets)), said.figures.union
    if intent == "report_none" and not _denies_some(said.line):
        facets, union = (), None
    if intent in ("ask_deadlines", "task_done"):
        indicator = None
    return Slots(
        indicator=indicator,
        facets=facets,
        union=union,
        unit=_unit(said.line),
        period=period,
        events=_events(said, indicator),
        task=task,
        format=format_,
        setting=_setting(said.line),
        whole=said.line.whole,
    )


def _denies_some(line: Line) -> bool:
    """ "chưa kết nạp được giáo viên nào": of these only there was none."""
    denied = line.places("none", "not")
    return bool(denied) and any(place > denied[0] for place in line.places("facet"))


def _within_task(said: Said, task: str | None, intent: str) -> bool:
    """Whether the time said is part of a task's name ("báo cáo năm") or what is asked."""
    if task is None:
        return False
    return intent == "ask_deadlines" or (said.when is not None and said.when.grain in ("year", "months", "half"))


def _events(said: Said, indicator: str | None) -> tuple[str, ...]:
    return said.events if indicator == "organisations" else ()


def _report(said: Said, intent: str) -> Slots:
    found, line = said.figures, said.line
    period = _period(said, intent)
    return Slots(
        indicator=said.indicator,
        count=found.count,
        total=found.total,
        percent=found.percent,
        breakdown=found.breakdown,
        facets=tuple(sorted(found.facets)),
        union=found.union,
        unit=_together(line) or _unit(line),
        period=period,
        names=_names(said),
        events=_events(said, said.indicator),
        setting=_setting(line),
        whole=line.whole,
        extent=_extent(said),
        vague=period is None and line.time.vague,
        graded=grade_of_itself(line) if said.indicator == "org_ratings" and not said.counted else None,
    )


def _extent(said: Said) -> Literal["addition", "statement"] | None:
    """Whether the figure is more, or the total of a span."""
    line = said.line
    if line.time.summed or line.whole or line.has("extent", "statement") or _whole_year(said):
        return "statement"
    if line.has("extent", "addition") or (said.when is not None and said.when.grain == "day"):
        return "addition"
    return None


def _whole_year(said: Said) -> bool:
    """ "cả năm nay"."""
    spans = [first for first, _, when in said.line.time.spans if when.grain == "year"]
    return any(said.line.at(first - 1).has("whole_time", "all") for first in spans)


def _correction(said: Said, intent: str) -> Slots:
    """Only what is new; the subject named again is not."""
    slots = _report(said, intent)
    keep = said.indicator if said.denied or not said.stated else None
    return Slots(
        indicator=keep,
        count=slots.count,
        total=slots.total,
        percent=slots.percent,
        breakdown=slots.breakdown,
        facets=slots.facets,
        union=slots.union,
        unit=slots.unit,
        period=slots.period,
        names=slots.names,
        events=_events(said, keep),
        relative=None if said.indicator or said.denied else _relative(said.line, slots),
    )


def _relative(line: Line, slots: Slots) -> Literal["more", "fewer"] | None:
    """ "thêm 1 người nữa", "bớt 1", "2 đ/c nữa": the only number, and nothing said of whom it counts.

    What is put right is told whole: "nhầm, thêm 4 chứ không phải 3", "4 người mới đúng".
    """
    numbers = [place for place, piece in enumerate(line.pieces) if piece.number is not None and place not in line.timed]
    if len(numbers) != 1 or slots.count != line.at(numbers[0]).number or slots.facets or slots.union or slots.names:
        return None
    before, behind = line.at(numbers[0] - 1), line.at(numbers[0] + 1)
    mistaken = any(place != numbers[0] - 1 for place in line.places("correct", "mistake", "rather", "not_but", "into"))
    if mistaken or before.has("relative", "more", "fewer"):
        return None if mistaken else "more" if before.has("relative", "more") else "fewer"
    behind = line.at(numbers[0] + 2) if behind.has("counter") else behind
    return "more" if behind.has("relative", "behind") else None


def _answer(said: Said, intent: str) -> Slots:
    slots = _report(said, intent)
    return replace(slots, count=0) if said.awaiting == "count" and slots.count is None and says_nobody(said) else slots


_A_YEAR = 366  # days; nobody is reminded earlier


def _days_before(said: Said) -> int | None:
    """How long before a deadline; 0 where reminders are not wanted."""
    line = said.line
    for place in range(len(line.pieces)):
        number = _of_days(line, place)
        if number is not None and number <= _A_YEAR:
            return number
    off = line.has("cancel", "drop") or any(
        line.at(place).has("cue", "off") and not line.at(place).has("cue", "on") for place in range(len(line.pieces))
    )
    return 0 if off else None


def _of_days(line: Line, place: int) -> int | None:
    """ "3 ngày", "hai tuần trước", "a week ahead"; a number that is alone is of days."""
    piece, after = line.at(place), line.at(place + 1)
    week = after.has("grain", "week")
    if isinstance(piece.number, int) and (week or not piece.used):
        return piece.number * (7 if week else 1)
    spoken = piece.value("digit") or piece.value("article")
    return int(spoken) * (7 if week else 1) if spoken and (week or after.has("grain", "day")) else None


_FILLED: dict[str, Callable[[Said, str], Slots]] = {
    "report": _report,
    "set_target": _report,
    "correct": _correction,
    "answer": _answer,
}
