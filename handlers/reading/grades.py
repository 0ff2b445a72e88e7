"""Ratings told grade by grade: "3 xuất sắc, 12 tốt, 1 hoàn thành". Knows the grades, and not who is rated."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from handlers.reading.line import Line

_GOOD = ("excellent", "good")
_BETWEEN = ("counter", "copula", "kind_word", "filler", "thing")    # "3 đ/c loại xuất sắc", "tốt có 12"
_COLONS = (":", "=", "-", "(")


class _Grade(NamedTuple):
    """A grade, how many have it, and where both stand."""

    place: int
    name: str
    number: int
    counted_at: int


class Ratings(NamedTuple):
    """How many were rated good or better, out of how many where that is told, and where their numbers stand."""

    good: int
    total: int | None
    places: frozenset[int]


def lists_grades(line: Line) -> bool:
    """Whether more than one grade is told, each with its number."""
    return line.has("grade") and len({grade.name for grade in _grades(line)}) > 1


def ratings(line: Line, others: Sequence[tuple[int, int]]) -> Ratings | None:
    """What the grades make together; None where fewer than two are told. `others`: place and value of all that is counted."""
    if not lists_grades(line):
        return None
    found = _grades(line)
    of_which = [place for place in line.places("parts", "of_which") if place > found[0].place]
    apart = [grade for grade in found if not (of_which and grade.place > of_which[0] and grade.name == "excellent")]
    at_least = [grade for grade in apart if grade.name in _GOOD and _or_better(line, grade)]
    good = at_least[0].number if at_least else sum(grade.number for grade in apart if grade.name in _GOOD)
    rest = [grade.number for grade in apart if grade.name not in _GOOD]
    places = frozenset(grade.counted_at for grade in found)
    whole = next((value for place, value in others if place not in places and value >= good), None)
    return Ratings(good, whole if whole is not None or not rest else good + sum(rest), places)


def grade_of_itself(line: Line) -> Literal["good", "below"] | None:
    """The grade of an organisation that tells of itself: "chi bộ hoàn thành tốt nhiệm vụ"; none where it is asked or denied."""
    named = {line.at(place).value("grade") for place in line.places("grade")}
    if len(named) != 1 or line.has("none", "not") or line.has("ask"):
        return None
    return "good" if named <= set(_GOOD) else "below"


def _grades(line: Line) -> list[_Grade]:
    """The grades with the numbers before them, or else behind them: "3 xuất sắc", "xuất sắc: 3"."""
    before, behind = ([each for place in line.places("grade") if (each := _counted(line, place, step))] for step in (-1, 1))
    taken = {grade.counted_at for grade in behind}
    first: dict[tuple[str, bool], _Grade] = {}      # what comes again belongs to another list
    for grade in behind if len(behind) > len(before) and len(taken) == len(behind) else before:
        first.setdefault((grade.name, _or_better(line, grade)), grade)
    return list(first.values())


def _counted(line: Line, place: int, step: int) -> _Grade | None:
    """The grade at this place with the number next to it on one side."""
    name, at = line.at(place).value("grade"), place + step
    if line.at(place - 1).has("none", "not"):
        name = "failed"
        at -= step < 0
    while line.at(at).tokens and (any(line.at(at).has(kind) for kind in _BETWEEN) or (step > 0 and _leads_on(line, at))):
        at += step
    number = line.at(at).number
    if not isinstance(number, int) or number < 0 or line.at(at).percent or at in line.timed:
        return None
    return _Grade(place, name, number, at)


def _or_better(line: Line, grade: _Grade) -> bool:
    """ "tốt trở lên"."""
    return line.at(grade.place + 1).has("subject", "good")


def _leads_on(line: Line, place: int) -> bool:
    return line.at(place).text in _COLONS or line.at(place).has("subject", "good")
