"""Every sentence of all tables that are open, with its roster and what surrounds it. Knows files, and no meaning."""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from bot.labelled import message_in
from bot.labelled import roster as read_roster
from handlers.reading import Asked, Names, Reading, Tasks, read

FOLDER = Path(__file__).parent / "sentences"
# Messages with slots, those that are measured only, and messages with their intent alone.
OPEN = (
    "open", "second", "third", "given", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
)  # fmt: skip
MEASURED = ("held_out", "measured", "measured_too")     # they teach nothing, and are scored
MEANT = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
TAUGHT = (*(f"own/{name}" for name in OPEN), *(f"intents/{name}" for name in MEANT))
TODAY = date(2026, 11, 22)


def roster(path: Path) -> tuple[Names, Tasks]:
    """The units and tasks of a roster file without faults."""
    read = read_roster(path.name, path.read_bytes())
    assert not isinstance(read, list), read
    return read


@cache
def known(letter: str) -> tuple[Names, Tasks]:
    """The roster of a set of our own, by its letter; that of the tables where there is none."""
    return roster(FOLDER / "own" / f"roster_{letter}.json" if letter else FOLDER / "roster.json")


@dataclass(frozen=True)
class Sentence:
    """A message, over one of the rosters."""

    text: str
    asked: Asked
    roster: str = ""

    def read(self) -> list[Reading]:
        """What the reader makes of it."""
        return read(self.text, self.asked, *known(self.roster))


def table(name: str) -> dict[str, Any]:
    """A table of sentences."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def own_lines() -> Iterator[dict[str, Any]]:
    """The lines of our own sets that are open."""
    for name in OPEN:
        yield from lines(f"own/{name}")


def measured() -> list[Sentence]:
    """The messages that are measured only."""
    return [Sentence(*message_in(line), line["roster"]) for name in MEASURED for line in lines(f"own/{name}")]


def lines(name: str) -> Iterator[dict[str, Any]]:
    """The lines of a set: "own/open", "intents/first"."""
    for text in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(text)


def lessons(*names: str) -> Iterator[tuple[Sentence, str]]:
    """Whole messages and what they are for: of the sets named, and of the short tables, whose orders report nothing."""
    for line in (line for name in names for line in lines(name)):
        yield Sentence(*message_in(line), line["roster"]), line["intent"]
    for name in ("recorded.toml", "asked.toml", "answered.toml", "people.toml"):
        rows = table(name)
        for row in (*rows.get("meaning", ()), *rows.get("order", ())):
            for text in row["says"]:
                yield Sentence(text, Asked(TODAY, row.get("awaiting"))), row.get("intent", "other")


def every_sentence() -> list[Sentence]:
    """All of them; words of number and time stand in a report."""
    found = [Sentence(*message_in(line), line["roster"]) for line in own_lines()]
    for name in ("recorded.toml", "asked.toml", "answered.toml"):
        for row in table(name)["meaning"]:
            found += [Sentence(text, Asked(TODAY, row.get("awaiting"))) for text in row["says"]]
    several, people, numbers = table("several.toml")["message"], table("people.toml"), table("numbers.toml")
    plain = [text for row in (*several, *people["order"], people["not_an_order"]) for text in row["says"]]
    plain += [text for group in table("nothing.toml").values() for text in group]
    plain += [f"chi bộ kết nạp {words} đồng chí hôm qua" for words in (*numbers["counts"], *numbers["none"])]
    plain += [f"kết nạp 7 đồng chí {phrase}" for group in table("times.toml").values() for phrase in group]
    return found + [Sentence(text, Asked(TODAY)) for text in plain]
