"""Which parts of a running bot were last seen at work, and when. Knows their names and a clock that never jumps."""

import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

WORK, DELIVERY, TELEGRAM = "work", "delivery", "telegram"
# Seconds. The tick wakes work and delivery every two; a poll may last 35, and a failed one is tried again within 30.
ALLOWED = {WORK: 60.0, DELIVERY: 60.0, TELEGRAM: 90.0}


@dataclass(frozen=True)
class Silence:
    """A part that was not heard of for longer than it may."""

    part: str
    seconds: float
    allowed: float


class Pulse:
    """Parts are expected to beat only while they run: a replica that waits for its turn owes nothing."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.state = "starting"
        self._now = monotonic
        self._last: dict[str, float] = {}

    @contextmanager
    def expected(self, state: str, *parts: str) -> Iterator[None]:
        """From here to the end of the block the bot is in that state, and these parts must beat."""
        before, self.state = self.state, state
        self._last |= dict.fromkeys(parts, self._now())
        try:
            yield
        finally:
            self.state = before
            for part in parts:
                self._last.pop(part, None)

    def beat(self, part: str) -> None:
        """The part is at work. One that is not expected does not count."""
        if part in self._last:
            self._last[part] = self._now()

    def beating(self, part: str, step: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        """The step, which beats each time that it has come to its end."""

        async def taken() -> None:
            await step()
            self.beat(part)

        return taken

    def quiet_for(self) -> dict[str, float]:
        """Seconds since each expected part was last heard of."""
        now = self._now()
        return {part: now - last for part, last in self._last.items()}

    def silences(self) -> list[Silence]:
        """The parts that have been quiet for too long."""
        quiet = self.quiet_for()
        return [Silence(part, quiet[part], ALLOWED[part]) for part in quiet if quiet[part] > ALLOWED[part]]
