"""The bot of one world, as long as the world is open: it lives, is killed, lives again. Knows no page and no database."""

import asyncio
from collections.abc import Callable
from typing import Any, Literal

from bot.sandbox.nursery import Child, Nursery
from bot.sandbox.shifted_clock import ShiftedClock
from bot.settings import Settings

Status = Literal["running", "stopped"]


class BotEndedError(Exception):
    """The bot has ended by a fault of its own, which it has told on stderr."""


class Living:
    """`status`: how it is now; `changed` is called whenever that is another."""

    def __init__(
        self, nursery: Nursery, settings: Settings, clock: ShiftedClock, changed: Callable[[Status], None]
    ) -> None:
        self.status: Status = "stopped"
        self._nursery, self._settings, self._clock, self._changed = nursery, settings, clock, changed
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
            await self._child.order(shift=self._clock.shift.total_seconds())

    async def kill(self) -> None:
        """SIGKILL now. It is started again at once, and knows nothing but what is in its database."""
        if self._child is not None:
            await self._child.killed()
            self._is("stopped")

    async def _live(self, stop: asyncio.Task[Any]) -> None:
        taking = asyncio.create_task(self._nursery.take())
        if not await _before(stop, taking):
            taking.cancel()
            return
        self._child = child = taking.result()
        await child.order(settings=_as_order(self._settings), shift=self._clock.shift.total_seconds())
        self._is("running")
        self._nursery.prepare()
        ended = asyncio.create_task(child.ended())
        by_itself = await _before(stop, ended)
        code = await ended if by_itself else await child.end()
        self._child = None
        self._is("stopped")
        if code > 0 or (code == 0 and by_itself):
            raise BotEndedError(f"exit code {code}")

    def _is(self, status: Status) -> None:
        if self.status != status:
            self.status = status
            self._changed(status)


async def _before(stop: asyncio.Task[Any], other: asyncio.Task[Any]) -> bool:
    """Whether the other is done before all is to stop."""
    await asyncio.wait({stop, other}, return_when=asyncio.FIRST_COMPLETED)
    return other.done()


def _as_order(settings: Settings) -> dict[str, Any]:
    return {**settings.model_dump(mode="json"), "token": settings.token.get_secret_value()}
