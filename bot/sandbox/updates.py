"""The queue of updates: ids, what was acknowledged, what was lost by age, what comes twice. Knows no message inside them."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

KEPT = timedelta(hours=24)  # what is not fetched by then is gone
UNHEARD_OF = 10  # an offset further ahead than this is from another numbering, and acknowledges nothing
# What a bot gets only when it asks for it by name.
ON_DEMAND = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(frozen=True)
class Waiting:
    number: int
    body: Any
    since: datetime


class Updates:
    """Ids rise by one. `allowed` is the bot's last wish, empty for the usual ones, and holds for updates made after it."""

    def __init__(self, first: int) -> None:
        self.next = first
        self.queue: list[Waiting] = []
        self.allowed: list[str] = []
        self.webhook = ""
        self.poll = 0  # the number of the latest call of getUpdates: an older one that still waits is ended
        self.past: deque[Waiting] = deque(maxlen=1000)
        self._again: list[Waiting] = []

    def add(self, kind: str, body: Any, now: datetime) -> None:
        wanted = kind in self.allowed if self.allowed else kind not in ON_DEMAND
        if wanted:
            self.add_raw(lambda number: {"update_id": number, kind: body}, now)

    def add_raw(self, make: Callable[[int], Any], now: datetime) -> None:
        """For updates that are not what they should be: whatever `make` returns for the next number."""
        self.queue.append(Waiting(self.next, make(self.next), now))
        self.next += 1

    def fetch(self, offset: int, limit: int, now: datetime) -> list[Any]:
        self.queue = [each for each in self.queue if now - each.since <= KEPT]
        if offset < 0:
            self._forget_all_but(self.queue[offset:])
        elif offset <= self.next + UNHEARD_OF:
            self._forget_all_but([each for each in self.queue if each.number >= offset])
        again, self._again = self._again, []
        return [each.body for each in [*again, *self.queue][:limit]]

    def redeliver(self, count: int) -> None:
        """The last acknowledged updates come once more, whatever the offset, with the ids that they had.

        The last pressed button is among them, however long ago that was.
        """
        presses = [each for each in self.past if isinstance(each.body, dict) and "callback_query" in each.body]
        last = list(self.past)[-count:]
        self._again = [*(each for each in presses[-1:] if each not in last), *last]

    def hang_up(self) -> None:
        """Whoever still waits for updates is not there any more: what comes next is not for them."""
        self.poll += 1

    def restart_ids(self, at: int) -> None:
        """Numbering goes on from a lower id, as Telegram's does after a quiet week; so nothing may be waiting."""
        if self.queue:
            raise ValueError("updates are still waiting: ids restart after a quiet week only")
        if at > self.next - UNHEARD_OF * 2:
            raise ValueError(f"a restart must be well below {self.next}, or the bot's offset would swallow the new updates")
        self.next = at

    def drop(self) -> None:
        self.queue.clear()

    def _forget_all_but(self, kept: list[Waiting]) -> None:
        numbers = {each.number for each in kept}
        self.past.extend(each for each in self.queue if each.number not in numbers)
        self.queue = kept
