"""Reads labelled messages and prints the readings, one JSON object a line, for a scorer.

python -m tests.score_reading MESSAGES.jsonl ROSTER.json > READINGS.jsonl
"""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from handlers.reading import Asked, Known, Named, Names, Reading, Task, Tasks, Unsure, read

_KINDS = {"cell": "branch", "party_committee": "grassroots"}


def roster(path: Path) -> tuple[Names, Tasks]:
    """The units and tasks of a roster file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    units = [
        Named(unit["id"], unit["name"], tuple(unit["aliases"]), unit["parent"], _KINDS.get(unit["kind"], unit["kind"]))
        for unit in data["units"]
    ]
    tasks = [Task(task["id"], task["name"], tuple(task["aliases"])) for task in data["tasks"]]
    return Names(units), Tasks(tasks)


def written(reading: Reading) -> dict[str, Any]:
    """A reading in the shape of the labelled files."""
    slots = reading.slots
    found: dict[str, Any] = {
        name: getattr(slots, name) for name in ("indicator", "count", "total", "percent", "task", "format", "days_before")
    }
    found |= {"breakdown": slots.breakdown, "facets": list(slots.facets), "names": list(slots.names)}
    found["event"] = slots.events[0] if slots.events else None
    if slots.period:
        found["period"] = {
            "from": slots.period.first and slots.period.first.isoformat(),
            "to": slots.period.last and slots.period.last.isoformat(),
        }
    if isinstance(slots.unit, Known):
        found["unit"] = slots.unit.id
    elif isinstance(slots.unit, Unsure):
        found["unit"] = list(slots.unit.ids)
    return {"intent": reading.intent, "slots": {name: value for name, value in found.items() if value not in (None, [], {})}}


def main(messages: str, units: str) -> None:
    names, tasks = roster(Path(units))
    for line in Path(messages).read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        asked = Asked(date.fromisoformat(case["today"]), case["awaiting"], case["speaker"])
        readings = [written(reading) for reading in read(case["text"], asked, names, tasks)]
        print(json.dumps({"id": case["id"], "readings": readings}, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:3])
