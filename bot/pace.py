"""How fast the bot may write: in all, to one chat, to one group. Knows Telegram's limits and a clock that never jumps."""

import math
import time
from collections import deque
from collections.abc import Callable

IN_ALL = (30, 1.0)          # so many in so many seconds; the bot's limit, not the process's
AT_ONCE = (8, 0.2)          # they leave spread out: thirty at once would be in each other's way, and end the later
IN_CHAT = (3, 3.0)          # one a second, with a little tolerance: an answer of three messages comes at once
IN_GROUP = (20, 60.0)
FOR_REPLIES = 1             # of those in all, what a crowd of reminders leaves free for an answer


class Window:
    """At most `most` within any `seconds`, wherever on their way the server counts them.

    A call counts from its beginning to its end, and for so many seconds after it: how long it was under way, and when within
    that time the server saw it, nobody knows here. So no delay on the line can make two calls meet at the other end.
    """

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        self._under_way = 0
        self._ended: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Seconds until one more may go; 0 where it may now, endless while that depends on the end of a call."""
        return 0.0 if self.left(now) > 0 else self.next_room(now)

    def left(self, now: float) -> int:
        """How many may go at once."""
        while self._ended and self._ended[0] + self._seconds <= now:
            self._ended.popleft()
        return self._most - len(self)

    def next_room(self, now: float) -> float:
        """Seconds until there is room for one more than now; endless where no call has ended."""
        return self._ended[0] + self._seconds - now if self._ended else math.inf

    def __len__(self) -> int:
        return self._under_way + len(self._ended)

    def begin(self) -> None:
        """One goes."""
        self._under_way += 1

    def end(self, now: float) -> None:
        """One has come to its end, whatever that was."""
        self._under_way -= 1
        self._ended.append(now)


class Pace:
    """All limits together."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._now = monotonic
        self._all, self._at_once = Window(*IN_ALL), Window(*AT_ONCE)
        self._chats: dict[int, list[Window]] = {}

    def left(self) -> int:
        """How many calls may leave now."""
        now = self._now()
        return min(self._all.left(now), self._at_once.left(now))

    def begin(self, chat: int | None) -> None:
        """A call leaves; with a message for the chat, or of another kind."""
        for window in (self._at_once, *self._counting(chat)):
            window.begin()
        self._at_once.end(self._now())

    def end(self, chat: int | None) -> None:
        """Such a call has come to its end."""
        for window in self._counting(chat):
            window.end(self._now())

    def full(self) -> dict[int, float]:
        """Chats that must wait, and for how many seconds. Chats that were quiet for long are forgotten."""
        now = self._now()
        waits = {chat: max(window.wait(now) for window in windows) for chat, windows in self._chats.items()}
        self._chats = {chat: windows for chat, windows in self._chats.items() if any(map(len, windows))}
        return {chat: seconds for chat, seconds in waits.items() if seconds > 0}

    def pause(self, room: int) -> float:
        """Seconds until something that had to wait need not, unless a call ends before. `room`: what was left then."""
        now = self._now()
        crowded = [window for window in (self._all, self._at_once) if window.left(now) <= room]
        more = max((window.next_room(now) for window in crowded), default=0.0) if room <= FOR_REPLIES else math.inf
        return min([60.0, more, *self.full().values()])

    def _counting(self, chat: int | None) -> list[Window]:
        if chat is None:
            return [self._all]
        if chat not in self._chats:
            self._chats[chat] = [Window(*IN_CHAT)] + ([Window(*IN_GROUP)] if chat < 0 else [])
        return [self._all, *self._chats[chat]]
