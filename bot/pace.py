"""How fast the bot may write: in all, to one chat, to one group. Knows Telegram's limits and a clock that never jumps."""

import time
from collections import deque
from collections.abc import Callable

IN_ALL = (30, 1.0)          # so many in so many seconds; the bot's limit, not the process's
IN_CHAT = (3, 3.0)          # one a second, with a little tolerance: an answer of three messages comes at once
IN_GROUP = (20, 60.0)


class Window:
    """At most `most` within any `seconds`."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        self._used: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Seconds until one more may go; 0 where it may now."""
        while self._used and self._used[0] + self._seconds <= now:
            self._used.popleft()
        return 0.0 if len(self._used) < self._most else self._used[0] + self._seconds - now

    def left(self, now: float) -> int:
        """How many may go at once."""
        self.wait(now)
        return self._most - len(self._used)

    def __len__(self) -> int:
        return len(self._used)

    def use(self, now: float) -> None:
        """One has gone."""
        self._used.append(now)


class Pace:
    """All limits together."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._now = monotonic
        self._all = Window(*IN_ALL)
        self._chats: dict[int, list[Window]] = {}

    def left(self) -> int:
        """How many calls may leave now."""
        return self._all.left(self._now())

    def call(self) -> None:
        """A call leaves, of whatever kind."""
        self._all.use(self._now())

    def write(self, chat: int) -> None:
        """A message leaves for the chat."""
        if chat not in self._chats:
            self._chats[chat] = [Window(*IN_CHAT)] + ([Window(*IN_GROUP)] if chat < 0 else [])
        for window in self._chats[chat]:
            window.use(self._now())

    def full(self) -> dict[int, float]:
        """Chats that must wait, and for how many seconds. Chats that were quiet for long are forgotten."""
        now = self._now()
        waits = {chat: max(window.wait(now) for window in windows) for chat, windows in self._chats.items()}
        self._chats = {chat: windows for chat, windows in self._chats.items() if any(map(len, windows))}
        return {chat: seconds for chat, seconds in waits.items() if seconds > 0}

    def pause(self) -> float:
        """Seconds until something that must wait now need not."""
        return min([*self.full().values(), *([self._all.wait(self._now())] if not self.left() else [])], default=60.0)
