"""Processes for bots: each has imported all that a bot needs before it is asked for. Knows no world."""

import asyncio
import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).parents[2]
LAST_WAIT = 10.0    # seconds in which a bot that is told to end must have ended


class Child:
    """A process of `life`, with its orders and its answers; one order at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin  # noqa: S101  (a pipe)
        assert process.stdout  # noqa: S101  (another)
        self._process, self._orders, self._answers = process, process.stdin, process.stdout
        self._speaking = asyncio.Lock()

    @classmethod
    async def born(cls) -> "Child":
        """A new one, which has yet to import everything. What goes wrong in it is said on our stderr."""
        warnings = [f"-W{each}" for each in sys.warnoptions]
        path = os.pathsep.join(filter(None, [str(PROGRAM), os.environ.get("PYTHONPATH")]))
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", *warnings, "-m", "bot.sandbox.life",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,     # Ctrl+C is for us alone: a bot ends when we have told it to
        )  # fmt: skip
        return cls(process)

    async def order(self, **what: Any) -> None:
        """Have it carried out; the first order waits for the imports. A process that is gone carries out nothing."""
        async with self._speaking:
            await self._send((json.dumps(what) + "\n").encode())

    async def ready(self) -> None:
        """Return when all is imported."""
        async with self._speaking:
            await self._send(b"")

    async def _send(self, line: bytes) -> None:
        with contextlib.suppress(ConnectionError):
            self._orders.write(line)
            await self._orders.drain()
            await self._answers.readline()

    async def ended(self) -> int:
        """Its exit code, once it has ended; below zero where a signal ended it."""
        return await self._process.wait()

    async def killed(self) -> int:
        """SIGKILL, in the middle of whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        return await self.ended()

    async def end(self) -> int:
        """Let it end in peace; its exit code."""
        self._orders.close()
        try:
            async with asyncio.timeout(LAST_WAIT):
                return await self.ended()
        except TimeoutError:
            return await self.killed()


class Nursery:
    """Keeps one process in reserve: a world opens, and a bot that was killed lives again, without waiting for the imports."""

    def __init__(self) -> None:
        self._next: asyncio.Task[Child] | None = None
        self._taking = asyncio.Lock()

    def prepare(self) -> None:
        """Have one in reserve from now on."""
        self._next = self._next or asyncio.create_task(_grown())

    async def take(self) -> Child:
        """One that has imported everything."""
        async with self._taking:
            self.prepare()
            assert self._next  # noqa: S101  (just prepared)
            child = await asyncio.shield(self._next)
            self._next = None
        return child

    async def close(self) -> None:
        """The one in reserve has nothing to lose."""
        if self._next is None:
            return
        self._next.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await (await self._next).killed()


async def _grown() -> Child:
    child = await Child.born()
    try:
        await child.ready()
    except asyncio.CancelledError:
        await child.killed()
        raise
    return child
