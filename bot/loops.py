"""Steps taken again and again until the program stops. Knows how to wait, and what to do when a step goes wrong."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from bot.logs import outline

log = logging.getLogger(__name__)
FIRST_PAUSE = 0.5       # seconds
LONGEST_PAUSE = 30.0


class HopelessError(Exception):
    """A fault that waiting does not mend: it ends the loop, and the program."""


def pause(failures: int) -> float:
    """Seconds to wait after so many failures in a row: doubling, and never long."""
    return float(min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE))


async def keep(name: str, step: Callable[[], Awaitable[None]]) -> None:
    """Take the step for ever. A fault in it is logged and waited out; a hopeless one and cancelling end it."""
    failures = 0
    while True:
        try:
            await step()
            failures = 0
        except HopelessError:
            raise
        except Exception as error:
            failures += 1
            log.error("%s: trouble number %d in a row\n%s", name, failures, outline(error))
            await asyncio.sleep(pause(failures))


async def together(*works: Coroutine[Any, Any, None]) -> None:
    """Run all; when one raises, cancel the others and raise just that."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


class Bell:
    """Rung where something may be there to do; whoever waits hears every ring that came since it last listened."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake the listener. From the loop's own thread only."""
        self._rung.set()

    async def heard(self, at_most: float | None = None) -> None:
        """Return at the next ring, or after so many seconds."""
        try:
            async with asyncio.timeout(at_most):
                await self._rung.wait()
        except TimeoutError:
            return
        finally:
            self._rung.clear()
