"""A bell that wakes whoever waits for a change, in this thread or another. Knows that something changed, never what."""

import asyncio
import threading
from contextlib import suppress


class Bell:
    """Rung by people and by the bot, from any thread; waited for by pollers on an event loop and by tests on a thread."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._waiters: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self.rings = 0

    def ring(self) -> None:
        with self._condition:
            self.rings += 1
            self._condition.notify_all()
            waiters = list(self._waiters)
        for loop, event in waiters:
            with suppress(RuntimeError):  # its loop has ended meanwhile: nobody waits any more
                loop.call_soon_threadsafe(event.set)

    async def wait(self, seen: int, seconds: float) -> None:
        """Returns at once if the bell has rung since `seen`, else at the next ring or when the seconds are over."""
        mine = (asyncio.get_running_loop(), asyncio.Event())
        with self._condition:
            if self.rings != seen:
                return
            self._waiters.add(mine)
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await mine[1].wait()
        finally:
            with self._condition:
                self._waiters.discard(mine)

    def wait_here(self, seen: int, seconds: float) -> None:
        """The same for a thread without an event loop."""
        with self._condition:
            self._condition.wait_for(lambda: self.rings != seen, seconds)
