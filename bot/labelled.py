"""Labelled messages and rosters: lines of JSON that the reader is tried on, and the one way of writing a reading down."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from handlers.reading import Asked, Known, Named, Names, Reading, Task, Tasks, Unsure
from locales.unit_settings import setting_in_name

if TYPE_CHECKING:
    from storage.faults import Fault

_PLAIN = ("indicator", "count", "total", "percent", "task", "format", "days_before")


class LineError(Exception):
    """A line that cannot be read: the key of the sentence that says why, and the field that it names."""

    def __init__(self, reason: str, field: str = "") -> None:
        super().__init__(reason, field)
        self.reason, self.field = reason, field


def roster(name: str, content: bytes) -> "tuple[Names, Tasks] | list[Fault]":
    """The units and tasks of a roster file, as the reader takes them; or all that is wrong with the file."""
    from storage.unitfile import read_units  # with it comes the database's library: only a roster waits for it

    listed = read_units(name, content, setting_in_name)
    if isinstance(listed, list):
        return listed
    units = [Named(unit.id, unit.name, unit.aliases, unit.parent, unit.kind) for unit in listed.units]
    return Names(units), Tasks([Task(task.id, task.name, tuple(task.aliases)) for task in listed.tasks])


def message_in(line: object) -> tuple[str, Asked]:
    """The text of a labelled message and what surrounds it. Raises LineError."""
    if not isinstance(line, Mapping):
        raise LineError("no_object")
    for field in ("id", "text", "today"):
        if not isinstance(line.get(field), str):
            raise LineError("missing" if line.get(field) is None else "no_text", field)
    if any("\ud800" <= letter <= "\udfff" for letter in line["id"] + line["text"]):
        raise LineError("no_text", "text")      # half a letter, which JSON can name and nobody can write
    for field in ("speaker", "awaiting"):
        if not isinstance(line.get(field), str | None):
            raise LineError("no_text", field)
    try:
        today = date.fromisoformat(line["today"])
    except ValueError:
        raise LineError("no_day", "today") from None
    return line["text"], Asked(today, line.get("awaiting"), line.get("speaker"))


def written(reading: Reading) -> dict[str, Any]:
    """A reading in the shape of the labelled files."""
    slots = reading.slots
    found: dict[str, Any] = {name: getattr(slots, name) for name in _PLAIN}
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
    said = {"intent": reading.intent, "slots": {name: value for name, value in found.items() if value not in (None, [], {})}}
    days = {name: day.isoformat() for name in ("received", "ceremony") if (day := getattr(slots, name)) is not None}
    return said | days | ({"held": slots.held} if slots.held is not None else {})
