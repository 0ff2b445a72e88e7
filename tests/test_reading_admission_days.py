"""The days of an admission as they are said: receipt, ceremony, none yet; as written, and without marks."""

from typing import Any

import pytest

from bot.labelled import written
from handlers.reading import Asked, read
from tests.every_sentence import TODAY, known, table
from tests.many_units import without_marks

NAMES, TASKS = known("")
TABLE = table("admission_days.toml")


def rows(name: str) -> list[Any]:
    return [pytest.param(row, text, id=text) for row in TABLE[name] for text in row["says"]]


def said(text: str, awaiting: str | None = None) -> list[dict[str, Any]]:
    return [written(each) for each in read(text, Asked(TODAY, awaiting), NAMES, TASKS)]


def days(reading: dict[str, Any]) -> dict[str, str]:
    return {name: reading[name] for name in ("received", "ceremony") if name in reading}


def wanted(row: dict[str, Any]) -> dict[str, str]:
    return {name: row[name].isoformat() for name in ("received", "ceremony") if name in row}


@pytest.mark.parametrize(("row", "text"), rows("days"))
def test_the_days_of_a_report(row: dict[str, Any], text: str) -> None:
    for way in (text, without_marks(text)):
        (reading,) = said(way)
        assert (reading["intent"], reading["slots"].get("count")) == ("report", 3), way
        assert (days(reading), reading.get("held")) == (wanted(row), row.get("held")), way
        assert reading["slots"]["period"] == dict.fromkeys(("from", "to"), row["period"].isoformat()), way


@pytest.mark.parametrize(("row", "text"), rows("amends"))
def test_days_that_amend_what_waits(row: dict[str, Any], text: str) -> None:
    for way in (text, without_marks(text)):
        (reading,) = said(way, "confirm")
        assert (reading["intent"], days(reading)) == ("correct", wanted(row)), way
        assert row.get("held", True) == reading.get("held", True), way


@pytest.mark.parametrize(("row", "text"), rows("nothing"))
def test_nothing_is_recorded_of_plans_and_questions(row: dict[str, Any], text: str) -> None:
    for way in (text, without_marks(text)):
        assert {each["intent"] for each in said(way)} & {"report", "correct", "task_done"} == set(), way


@pytest.mark.parametrize(("row", "text"), rows("asks"))
def test_whose_ceremony_is_due_is_asked(row: dict[str, Any], text: str) -> None:
    for way in (text, without_marks(text)):
        (reading,) = read(way, Asked(TODAY), NAMES, TASKS)
        assert (reading.intent, reading.slots.decided) == ("ask_deadlines", True), way
