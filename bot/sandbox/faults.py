"""Faults on demand: what goes wrong next, where and how often. Knows when a fault is due; the server carries it out.

A fault is armed for a method (or for any) and optionally for one chat, for a number of requests. Faults that refuse come
before anything is done; the lost, the late and the garbled answer come after the request has taken full effect, which the
bot cannot know.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.sandbox.call import Call
from bot.sandbox.malformed import MALFORMED
from bot.sandbox.refusal import Refusal, too_many
from bot.sandbox.updates import Updates

REFUSALS = {500: "Internal Server Error", 502: "Bad Gateway"}
WRITING = {"sendMessage", "sendPhoto", "sendDocument", "editMessageText", "editMessageReplyMarkup"}
SHORT_WHILE = 2     # seconds after which a bot may try again while everything is flooded


@dataclass
class _Armed:
    kind: str
    method: str
    chat: int | None
    times: int
    value: float = 0

    def is_due(self, kind: str, call: Call) -> bool:
        here = self.chat is None or call.text("chat_id") == str(self.chat)
        return self.times > 0 and self.kind == kind and here and self.method.lower() in ("", call.method.lower())


class Faults:
    """An empty method means any method, getUpdates included."""

    def __init__(self, updates: Updates, now: Callable[[], datetime], ring: Callable[[], None]) -> None:
        self._armed: list[_Armed] = []
        self._updates = updates
        self._now = now
        self._ring = ring
        self.flooding = False   # until switched off, 429 for whatever is written, to whomever

    def refuse(self, status: int, method: str = "", *, chat: int | None = None, times: int = 1) -> None:
        """500 comes as JSON, 502 as a proxy's page of HTML; nothing is done."""
        if status not in REFUSALS:
            raise ValueError(f"a refusal on demand is one of {sorted(REFUSALS)}")
        self._armed.append(_Armed("refuse", method, chat, times, status))

    def flood(self, chat: int, retry_after: int, *, times: int = 1) -> None:
        """429 for whatever is written to that chat."""
        self._armed.append(_Armed("flood", "", chat, times, retry_after))

    def lose_answer(self, method: str = "", *, chat: int | None = None, times: int = 1) -> None:
        """The request takes effect, then the connection breaks."""
        self._armed.append(_Armed("lose", method, chat, times))

    def garble_answer(self, method: str = "", *, chat: int | None = None, times: int = 1) -> None:
        """The request takes effect, and a page of HTML comes back with status 200."""
        self._armed.append(_Armed("garble", method, chat, times))

    def slow(self, seconds: float, method: str = "", *, chat: int | None = None, times: int = 1) -> None:
        """The request takes effect at once, the answer leaves so much later."""
        self._armed.append(_Armed("slow", method, chat, times, seconds))

    def redeliver(self, count: int) -> None:
        """The next getUpdates brings the last acknowledged updates once more."""
        self._updates.redeliver(count)
        self._ring()

    def malformed(self, kind: str) -> None:
        """Puts an update that is none into the queue, at its end; kinds: `malformed.MALFORMED`."""
        if kind not in MALFORMED:
            raise ValueError(f"no such kind of malformed update: {kind}; there are {', '.join(MALFORMED)}")
        self._updates.add_raw(MALFORMED[kind], self._now())
        self._ring()

    def restart_ids(self, at: int) -> None:
        """Update ids go on from there; only while none is waiting, and well below the last one."""
        self._updates.restart_ids(at)

    def clear(self) -> None:
        self._armed.clear()

    def check(self, call: Call) -> None:
        """Before the request is worked on."""
        refused = self._due("refuse", call)
        if refused is not None:
            raise Refusal(int(refused), REFUSALS[int(refused)])
        if self.flooding and call.method in WRITING:
            raise too_many(SHORT_WHILE)
        flooded = self._due("flood", call)
        if flooded is not None:
            raise too_many(int(flooded))

    def delay(self, call: Call) -> float:
        return self._due("slow", call) or 0

    def answer_is_lost(self, call: Call) -> bool:
        return self._due("lose", call) is not None

    def answer_is_garbled(self, call: Call) -> bool:
        return self._due("garble", call) is not None

    def _due(self, kind: str, call: Call) -> float | None:
        found = next((each for each in self._armed if each.is_due(kind, call)), None)
        if found is None:
            return None
        found.times -= 1
        return found.value


def apply_fault(faults: Faults, order: dict[str, Any]) -> None:
    """A fault as data: `{"fault": "slow", "seconds": 2, "method": "sendMessage"}`; a wrong order raises ValueError."""
    acts: dict[str, Callable[..., None]] = {
        "refuse": faults.refuse, "flood": faults.flood, "lose_answer": faults.lose_answer, "slow": faults.slow,
        "garble_answer": faults.garble_answer, "redeliver": faults.redeliver, "malformed": faults.malformed,
        "restart_ids": faults.restart_ids, "clear": faults.clear,
    }  # fmt: skip
    wanted = dict(order)
    act = acts.get(str(wanted.pop("fault", "")))
    if act is None:
        raise ValueError(f"a fault is one of {', '.join(acts)}")
    try:
        act(**wanted)
    except TypeError as wrong:
        raise ValueError(str(wrong)) from None
