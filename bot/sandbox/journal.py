"""The witness: every request that reached the server, with its answer. Knows nothing of what happened in the chats."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Heard:
    """`parameters` as text, files as name, mime and size; `answer` is the whole JSON body, also where it never arrived."""

    at: datetime
    method: str
    parameters: dict[str, Any]
    status: int
    answer: Any
    arrived: bool

    def as_json(self) -> dict[str, Any]:
        return {"at": self.at.isoformat(), "method": self.method, "parameters": self.parameters, "status": self.status,
                "answer": self.answer, "arrived": self.arrived}  # fmt: skip


class Journal:
    def __init__(self) -> None:
        self._entries: list[Heard] = []

    def note(self, entry: Heard) -> None:
        self._entries.append(entry)

    def __iter__(self) -> Iterator[Heard]:
        return iter(list(self._entries))

    def __len__(self) -> int:
        return len(self._entries)

    def of(self, method: str) -> list[Heard]:
        """In the order of arrival; refused ones included."""
        return [each for each in self if each.method == method]
