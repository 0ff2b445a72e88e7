"""The form of our own sentences and their rosters; knows nothing of the reader, nor whether a reading is right."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.every_sentence import MEANT, MEASURED, OPEN

OWN = Path(__file__).parent / "sentences" / "own"
FIELDS = ["id", "text", "lang", "today", "speaker", "awaiting", "intent", "slots", "tags", "roster"]


def words(text: str) -> set[str]:
    return set(text.split())


INTENTS = words(
    "report report_none task_done correct cancel confirm deny answer ask_progress ask_target ask_forecast ask_ranking "
    "ask_missing ask_deadlines ask_history chart export set_target nudge remind help smalltalk other"
)
INDICATORS = words(
    "admissions full_memberships organisations youth_unions trade_unions org_ratings member_ratings training_awareness "
    "training_new_members training_theory candidates transfers_in members"
)
FACETS = words("female youth owner manager worker student teacher ethnic_minority religious non_state fdi")
ANSWERS = {"count": {"count"}, "unit": {"unit"}, "date": {"period"}, "breakdown": {"breakdown", "facets"}}
CHOICES = {
    "indicator": INDICATORS,
    "event": {"merged", "received", "renamed", "dissolved"},
    "format": {"docx", "xlsx", "csv", "pdf", "png"},
}
VOICES = words("textile coop_elder youth south central keys bare capitals officer leader fdi dictation")
ONLY_WITH = {"task": {"task_done", "ask_deadlines"}, "format": {"export"}, "days_before": {"remind"}}

Line = dict[str, Any]


def lines(name: str) -> list[Line]:
    return [json.loads(line) for line in (OWN / name).read_text(encoding="utf-8").splitlines()]


def roster(letter: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((OWN / f"roster_{letter}.json").read_text(encoding="utf-8"))
    return read


LETTERS = (*"abcdefghijklmnopqrstuvwx", "given")
ROSTERS = {letter: roster(letter) for letter in LETTERS}
UNITS = {letter: {unit["id"] for unit in read["units"]} for letter, read in ROSTERS.items()}
TASKS = {letter: {task["id"] for task in read["tasks"]} for letter, read in ROSTERS.items()}


def faults_of_numbers(slots: dict[str, Any]) -> Iterator[str]:
    for slot in {"count", "total", "days_before"} & set(slots):
        if type(slots[slot]) is not int or slots[slot] < 0:
            yield f"{slot} is no whole number"
    count, total = slots.get("count"), slots.get("total")
    if total is not None and (count is None or count > total):
        yield "total without a count below it"
    for facet, part in slots.get("breakdown", {}).items():
        if facet not in FACETS or type(part) is not int or (count is not None and not 0 <= part <= count):
            yield f"breakdown of {facet} is {part}"


def faults_of_words(line: Line) -> Iterator[str]:
    slots = line["slots"]
    for slot in set(CHOICES) & set(slots):
        if slots[slot] not in CHOICES[slot]:
            yield f"{slot} {slots[slot]!r} is unknown"
    facets = slots.get("facets", [])
    if facets != sorted(set(facets) & FACETS) or set(facets) & set(slots.get("breakdown", {})):
        yield f"facets {facets}"
    for name in slots.get("names", []):
        if name not in line["text"]:
            yield f"the name {name!r} is not in the text"
    if "event" in slots and slots.get("indicator") != "organisations":
        yield "an event of no organisations"


def faults_of_places_and_days(line: Line) -> Iterator[str]:
    slots, letter = line["slots"], line["roster"]
    unit = slots.get("unit", [])
    ids = [unit] if isinstance(unit, str) else unit
    if not set(ids) <= UNITS[letter] or ids != sorted(set(ids)) or (isinstance(unit, list) and len(unit) == 1):
        yield f"unit {unit!r}"
    if slots.get("task", next(iter(TASKS[letter]))) not in TASKS[letter]:
        yield f"task {slots['task']!r}"
    if line["speaker"] is not None and line["speaker"] not in UNITS[letter]:
        yield f"speaker {line['speaker']!r}"
    if "period" not in slots:
        return
    period = slots["period"]
    days = [date.fromisoformat(day) for day in (period["from"], period["to"]) if day is not None]
    if set(period) != {"from", "to"} or not days or days != sorted(days):
        yield f"period {period}"


def faults_of_intent(line: Line) -> Iterator[str]:
    intent, slots, awaiting = line["intent"], line["slots"], line["awaiting"]
    if intent not in INTENTS or line["lang"] not in {"vi", "en"} or awaiting not in {None, "confirm", *ANSWERS}:
        yield f"intent {intent}, lang {line['lang']}, awaiting {awaiting}"
    if intent == "other" and slots:
        yield "other has slots"
    if intent in {"confirm", "deny"} and awaiting != "confirm":
        yield f"{intent} of nothing"
    if intent == "answer" and not ANSWERS.get(awaiting, set()) & set(slots):
        yield f"no answer to {awaiting}"
    for slot in set(ONLY_WITH) & set(slots):
        if intent not in ONLY_WITH[slot]:
            yield f"{slot} with {intent}"
    if line["roster"] in "ab" and line["tags"][0] not in VOICES:
        yield f"voice {line['tags'][0]!r}"


def faults(line: Line) -> Iterator[str]:
    if list(line) != FIELDS or not line["text"].strip():
        yield f"fields {list(line)}"
        return
    date.fromisoformat(line["today"])
    yield from faults_of_intent(line)
    yield from faults_of_numbers(line["slots"])
    yield from faults_of_words(line)
    yield from faults_of_places_and_days(line)


SETS = [f"{name}.jsonl" for name in (*MEASURED, *OPEN)]
SHORT = [field for field in FIELDS if field not in ("slots", "tags")]


@pytest.mark.parametrize("name", SETS)
def test_every_line_is_well_formed(name: str) -> None:
    assert {line["id"]: found for line in lines(name) if (found := list(faults(line)))} == {}


def test_no_message_stands_twice() -> None:
    every = [line for name in SETS for line in lines(name)]
    said = [(line["text"].casefold(), line["today"], line["speaker"], line["awaiting"]) for line in every]
    assert len(set(said)) == len(every) == len({line["id"] for line in every})


def test_a_third_is_held_out_by_the_hash_of_its_ids() -> None:
    held = {line["id"] for line in lines("held_out.jsonl")}
    opened = {line["id"] for line in lines("open.jsonl")}
    every = sorted(held | opened, key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    assert len(every) >= 690
    assert held == set(every[: len(every) // 3])


def test_both_parts_hold_every_intent_and_the_set_every_indicator_facet_and_voice() -> None:
    parts = [lines("open.jsonl"), lines("held_out.jsonl")]
    assert [{line["intent"] for line in part} for part in parts] == [INTENTS, INTENTS]
    every = [line for part in parts for line in part]
    assert {line["slots"].get("indicator") for line in every} >= INDICATORS
    assert {line["tags"][0] for line in every} == VOICES
    every_slots = [line["slots"] for line in every]
    assert {facet for slots in every_slots for facet in [*slots.get("facets", []), *slots.get("breakdown", {})]} == FACETS


@pytest.mark.parametrize("name", MEANT)
def test_every_line_that_tells_its_intent_alone_is_well_formed(name: str) -> None:
    for line in lines(f"../intents/{name}.jsonl"):
        assert list(line) == SHORT
        assert line["text"].strip()
        assert date.fromisoformat(line["today"])
        assert line["intent"] in INTENTS
        assert line["awaiting"] in {None, "confirm", *ANSWERS}
        assert line["speaker"] is None or line["speaker"] in UNITS[line["roster"]]


@pytest.mark.parametrize("letter", LETTERS)
def test_a_roster_is_one_tree(letter: str) -> None:
    read = ROSTERS[letter]
    assert len(UNITS[letter]) == len(read["units"])
    assert [unit["id"] for unit in read["units"] if unit["parent"] is None] == [read["root"]]
    assert {unit["parent"] for unit in read["units"]} - {None} <= UNITS[letter]
    assert all(date.fromisoformat(task["due"]) and task["name"] for task in read["tasks"])
