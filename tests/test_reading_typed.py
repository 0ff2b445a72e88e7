"""Every sentence of all tables as other keyboards and habits type it: read alike or less surely, never as another."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import pytest

from bot.labelled import written
from handlers.reading import Reading, Unknown
from handlers.reading.tokens import fold
from tests.every_sentence import Sentence, every_sentence, measured
from tests.many_units import without_marks

WAYS: dict[str, Callable[[str], str]] = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text), "capitals": str.upper, "without marks": without_marks,
}
CHANGES = {"report", "report_none", "task_done", "set_target", "correct", "answer", "confirm"}   # something is on record by it
ASKED_FOR = {"indicator", "count", "total", "percent", "period", "names"}                        # where they are missing
LEAST = 0.97


def meaning(reading: Reading) -> dict[str, Any]:
    """An intent and slots in a form that compares: names without marks, a unit that nobody knows in angle brackets."""
    slots = written(reading)["slots"]
    if "names" in slots:
        slots["names"] = [fold(name) for name in slots["names"]]
    if isinstance(reading.slots.unit, Unknown):
        slots["unit"] = f"<{fold(reading.slots.unit.text)}>"
    return {"intent": reading.intent, "slots": slots, "union": reading.slots.union, "whole": reading.slots.whole}


def less_sure(found: dict[str, Any], meant: dict[str, Any]) -> bool:
    """Whether it is the same with something missing that is then asked for, or with a unit of which it is asked which."""
    ours, theirs = dict(found["slots"]), dict(meant["slots"])
    for slot in ASKED_FOR - ours.keys():
        theirs.pop(slot, None)
    unit, wanted = ours.get("unit"), theirs.get("unit")
    asked_which = isinstance(unit, list) and (wanted in unit or (isinstance(wanted, list) and set(wanted) & set(unit)))
    if wanted is not None and (str(unit).startswith("<") or asked_which):
        ours["unit"] = wanted
    return {**found, "slots": ours} == {**meant, "slots": theirs}


def is_another(found: list[dict[str, Any]], meant: list[dict[str, Any]], own: str | None = None) -> bool:
    """Whether anything would be recorded that the sentence did not say as it was written; `own`: the writer's unit."""
    left = list(meant)
    for reading in found:
        same = next((each for each in left if less_sure(reading, each) or _unnamed(reading, own) == _unnamed(each, own)), None)
        if same is not None:
            left.remove(same)
        elif reading["intent"] in CHANGES:
            return True
    return False


def _unnamed(reading: dict[str, Any], own: str | None) -> dict[str, Any]:
    """Where no unit is named it is the writer's own, and where that is named the same is recorded."""
    slots = {slot: value for slot, value in reading["slots"].items() if slot != "unit" or own is None or value != own}
    return {**reading, "slots": slots}


@dataclass
class Typed:
    """What one way of typing came to."""

    same: int = 0
    every: int = 0
    other: list[str] = field(default_factory=list)


@cache
def outcome() -> dict[str, Typed]:
    """Each sentence read as it is written, and in all ways."""
    found = {way: Typed() for way in WAYS}
    for sentence in (*every_sentence(), *measured()):
        meant = _read(sentence)
        for way, typed in WAYS.items():
            text = typed(sentence.text)             # for one in four the same: what is read of it then is, too
            read = meant if text == sentence.text else _read(replace(sentence, text=text))
            found[way].every += 1
            found[way].same += read == meant
            if is_another(read, meant, sentence.asked.speaker):
                found[way].other.append(f"{sentence.text!r}\n    meant {meant}\n    read  {read}")
    return found


def _read(sentence: Sentence) -> list[dict[str, Any]]:
    return [meaning(reading) for reading in sentence.read()]


@pytest.mark.parametrize("way", WAYS)
def test_a_sentence_typed_otherwise_means_the_same(way: str) -> None:
    typed = outcome()[way]
    assert typed.every > 2000
    assert typed.same / typed.every >= LEAST, f"{typed.same} of {typed.every}"


@pytest.mark.parametrize("way", WAYS)
def test_a_sentence_typed_otherwise_is_never_something_else(way: str) -> None:
    typed = outcome()[way]
    assert not typed.other, "\n".join(typed.other)


REPORT = {"intent": "report", "slots": {"indicator": "admissions", "count": 3, "unit": "A", "breakdown": {"female": 1}}}


@pytest.mark.parametrize(
    ("change", "another"),
    [
        ({}, False), ({"unit": ["A", "B"]}, False), ({"unit": "<a b>"}, False), ({"count": None}, False),
        ({"unit": ["A", "C"]}, False),
        ({"count": 2}, True), ({"unit": "B"}, True), ({"unit": None}, True), ({"unit": ["B", "C"]}, True),
        ({"indicator": "members"}, True), ({"breakdown": None}, True), ({"facets": ["worker"]}, True),
    ],
)  # fmt: skip
def test_what_counts_as_something_else(change: dict[str, Any], another: bool) -> None:
    slots = {slot: value for slot, value in {**REPORT["slots"], **change}.items() if value is not None}  # type: ignore[dict-item]
    assert is_another([{**REPORT, "slots": slots}], [REPORT]) is another
    assert is_another([{**REPORT, "slots": slots}], []) is True
    assert is_another([{**REPORT, "intent": "other", "slots": {}}], [REPORT]) is False


def test_the_writers_own_unit_named_or_not_is_the_same() -> None:
    unnamed = {**REPORT, "slots": {slot: value for slot, value in REPORT["slots"].items() if slot != "unit"}}  # type: ignore[attr-defined]
    assert is_another([unnamed], [REPORT], own="A") is False
    assert is_another([REPORT], [unnamed], own="A") is False
    assert is_another([REPORT], [unnamed], own="B") is True
