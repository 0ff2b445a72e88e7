"""The tables of whole messages: what each means, over which roster. Knows where they lie, and none of the reader's rules."""

import json
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from handlers.reading import Asked, Names, Tasks
from tests.score_reading import roster

FOLDER = Path(__file__).parent / "sentences"
# With slots; the held-out third is in none of these lists.
WHOLE = ("open", "second", "third", "given", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
# With their intent alone.
MEANT = ("first", "second", "third", "fourth", "fifth")
LEARNT = tuple(f"own/{name}" for name in WHOLE) + tuple(f"intents/{name}" for name in MEANT)


@dataclass(frozen=True)
class Message:
    """A line of a table, and what it is read with."""

    text: str
    asked: Asked
    names: Names
    tasks: Tasks
    intent: str
    line: dict[str, Any]


def messages(*tables: str) -> Iterator[Message]:
    """All lines of these tables: "own/open", "intents/first"."""
    for table in tables:
        for text in (FOLDER / f"{table}.jsonl").read_text(encoding="utf-8").splitlines():
            line = json.loads(text)
            names, tasks = read_roster(line["roster"])
            asked = Asked(date.fromisoformat(line["today"]), line["awaiting"], line["speaker"])
            yield Message(line["text"], asked, names, tasks, line["intent"], line)


def sentences() -> Iterator[Message]:
    """The short tables of sentences, meaning first; orders about people are `other` to the reader of reports."""
    names, tasks = roster(FOLDER / "roster.json")
    for name in ("recorded", "asked", "answered", "people"):
        table = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
        for row in (*table.get("meaning", ()), *table.get("order", ())):
            for text in row["says"]:
                asked = Asked(date(2026, 11, 22), row.get("awaiting"))
                yield Message(text, asked, names, tasks, row.get("intent", "other"), row)


@cache
def read_roster(letter: str) -> tuple[Names, Tasks]:
    """The units and tasks that a table's messages speak of."""
    return roster(FOLDER / "own" / f"roster_{letter}.json")


def without_marks(text: str) -> str:
    """As people type who have no time for them."""
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(letter for letter in apart if not unicodedata.combining(letter)))
