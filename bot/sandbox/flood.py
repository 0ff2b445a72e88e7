"""Telegram's flood limits: how much a bot may write, in all, in one chat and in one group. Counts real time, knows no message.

Telegram publishes the rates (30 a second in all, 1 a second in a chat with short bursts tolerated, 20 a minute in a group), not
the size of a burst; five is what it lets pass in practice.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.refusal import too_many

IN_ALL = (30, 30.0)  # at once, a second
IN_CHAT = (5, 1.0)
IN_GROUP = (20, 20 / 60)


@dataclass
class _Allowance:
    most: int
    a_second: float
    left: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until one more is allowed; 0 where it is now."""
        self.left = min(self.most, self.left + (now - self.at) * self.a_second)
        self.at = now
        return 0 if self.left > 1 - 1e-9 else (1 - self.left) / self.a_second


class Flood:
    def __init__(self, on: bool, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.on = on
        self._monotonic = monotonic
        self._allowances: dict[tuple[str, int], _Allowance] = {}

    def take(self, chat: int, group: bool) -> None:
        """Counts one message towards every limit that holds for the chat; a refused one counts towards none."""
        if not self.on:
            return
        now = self._monotonic()
        limits = {("all", 0): IN_ALL, ("chat", chat): IN_CHAT}
        if group:
            limits["group", chat] = IN_GROUP
        held = [self._allowances.setdefault(key, _Allowance(most, rate, most, now)) for key, (most, rate) in limits.items()]
        seconds = max(each.wait(now) for each in held)
        if seconds > 0:
            raise too_many(max(1, math.ceil(seconds)))
        for each in held:
            each.left -= 1
