"""Telegram's flood limits: how much a bot may write, in all, in one chat and in one group. Counts real time, knows no message.

Telegram publishes 30 a second in all, 1 a second in a chat with short bursts tolerated, 20 a minute in a group. It does not say
how long a burst may be; here five at once pass, if none went before them for five seconds.
"""

import math
import time
from collections import deque
from collections.abc import Callable

from bot.sandbox.refusal import too_many

IN_ALL = (30, 1.0)  # messages, in so many seconds
IN_CHAT = (5, 5.0)
IN_GROUP = (20, 60.0)


class _Window:
    """The last messages that counted; the next may go when the oldest of them is out of the window."""

    def __init__(self, most: int, seconds: float) -> None:
        self._times: deque[float] = deque(maxlen=most)
        self._seconds = seconds

    def wait(self, now: float) -> float:
        full = len(self._times) == self._times.maxlen
        return max(0.0, self._times[0] + self._seconds - now) if full else 0.0

    def count(self, now: float) -> None:
        self._times.append(now)


class Flood:
    def __init__(self, on: bool, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.on = on
        self._monotonic = monotonic
        self._all = _Window(*IN_ALL)
        self._chats: dict[int, list[_Window]] = {}

    def take(self, chat: int, group: bool) -> None:
        """Counts one message towards every limit that holds for the chat; a refused one counts towards none."""
        if not self.on:
            return
        now = self._monotonic()
        own = [_Window(*IN_CHAT), _Window(*IN_GROUP)] if group else [_Window(*IN_CHAT)]
        windows = [self._all, *self._chats.setdefault(chat, own)]
        seconds = max(each.wait(now) for each in windows)
        if seconds > 0:
            raise too_many(math.ceil(seconds))
        for each in windows:
            each.count(now)
