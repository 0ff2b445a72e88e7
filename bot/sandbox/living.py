"""The bot of one world, as long as the world is open: it lives, is killed, lives again. Knows no page and no database."""

import asyncio
from collections.abc import Callable
from typing import Any, Literal

from bot.sandbox.nursery import UNKNOWN, Child
from bot.sandbox.shifted_clock import ShiftedClock
from bot.settings import Settings

Status = Literal["running", "stopped"]
_SAME_SIGNAL = 1.0  # seconds in which a signal to all processes has reached this one as well


class BotEndedError(Exception):
    """The bot has ended by a fault of its own, which it has told on stderr."""


class Living:
    """`status`: how it is now; `changed` is called whenever that is another."""

    def __init__(self, settings: Settings, clock: ShiftedClock, changed: Callable[[Status], None]) -> None:
        self.status: Status = "stopped"
        self._settings, self._clock, self._changed = settings, clock, changed
        self._child: Child | None = None

    async def until(self, stopped: asyncio.Event) -> None:
        """Live until all is to stop: one life after the other, as each is killed. Raises BotEndedError."""
        stop = asyncio.create_task(stopped.wait())
        try:
            while not stop.done():
                await self._live(stop)
        finally:
            stop.cancel()

    async def turned(self) -> None:
        """Let the bot know what its clock shows now. One that is not there yet will be told when it is."""
        if self._child is not None:
            await self._child.tell(self._clock.shift.total_seconds())

    async def kill(self) -> None:
        """SIGKILL now. It is started again at once, and knows nothing but what is in its database."""
        if self._child is not None:
            await self._child.killed()
            self._is("stopped")

    async def _live(self, stop: asyncio.Task[Any]) -> None:
        child = Child(_as_order(self._settings), self._clock.shift.total_seconds())
        await child.begin()
        self._child = child
        await self.turned()         # it may have been, while the child was born
        self._is("running")
        ended = asyncio.create_task(child.ended())
        await asyncio.wait({stop, ended}, return_when=asyncio.FIRST_COMPLETED)
        by_itself = ended.done()
        code = await ended if by_itself else await child.end()
        self._child = None
        self._is("stopped")
        if by_itself:
            await asyncio.wait({stop}, timeout=_SAME_SIGNAL)
        if stop.done() and (by_itself or code == UNKNOWN):
            return      # whoever ended all processes at once ended it too
        if code > 0 or (code == 0 and by_itself):
            raise BotEndedError(f"exit code {code}")

    def _is(self, status: Status) -> None:
        if self.status != status:
            self.status = status
            self._changed(status)


def _as_order(settings: Settings) -> dict[str, Any]:
    return {**settings.model_dump(mode="json"), "token": settings.token.get_secret_value()}
