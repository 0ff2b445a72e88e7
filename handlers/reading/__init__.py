"""Reads what people type: a message in, its meanings out. Pure; knows vocabulary and calendar, no storage and no wording."""

from handlers.reading.explaining import Clause, explain
from handlers.reading.meaning import Asked, Known, Named, Period, Reading, Slots, Task, Unknown, Unsure
from handlers.reading.names import Names
from handlers.reading.reader import read
from handlers.reading.tasks import Tasks

__all__ = [
    "Asked", "Clause", "Known", "Named", "Names", "Period", "Reading", "Slots", "Task", "Tasks", "Unknown", "Unsure", "explain",
    "read",
]  # fmt: skip
