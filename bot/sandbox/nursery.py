"""Processes for bots, made from one that has imported all that a bot needs: a life begins at once. Knows no world."""

import asyncio
import contextlib
import multiprocessing
import threading
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from typing import Any

LAST_WAIT = 10.0    # seconds in which a bot that is told to end must have ended
UNKNOWN = 255       # exit code of one whose end could not be seen: the process that made it had ended before
FORKS = "forkserver" in multiprocessing.get_all_start_methods()
CONTEXT: Any = multiprocessing.get_context("forkserver" if FORKS else "spawn")     # two types with nothing in common
CONTEXT.set_forkserver_preload(["bot.sandbox.life", "alembic.command", "alembic.config"])


def prepare() -> None:
    """Let the one process from which all are made begin with its imports; nobody waits for it."""
    if FORKS:
        forkserver.ensure_running()


class Child:
    """The process of one life, with the line on which it is told of the clock."""

    def __init__(self, settings: dict[str, Any], shift: float) -> None:
        self._line, self._theirs = CONTEXT.Pipe()
        self._process = CONTEXT.Process(target=_live, args=(self._theirs, settings, shift), daemon=True)
        self._speaking = threading.Lock()
        self._over = asyncio.Event()

    async def begin(self) -> None:
        """Return when it lives, or is over already."""
        loop = asyncio.get_running_loop()
        await asyncio.to_thread(self._start)
        threading.Thread(target=self._watch, args=(loop,), daemon=True).start()

    async def tell(self, shift: float) -> None:
        """By how many seconds its clock is ahead from now on. One that is gone hears nothing."""
        await asyncio.to_thread(self._tell, shift)

    async def ended(self) -> int:
        """Its exit code, once it is over; below zero where a signal ended it."""
        await self._over.wait()
        return int(self._process.exitcode)

    async def killed(self) -> int:
        """SIGKILL, in the middle of whatever it does."""
        self._process.kill()
        return await self.ended()

    async def end(self) -> int:
        """Let it end in peace; its exit code."""
        self._line.close()
        try:
            async with asyncio.timeout(LAST_WAIT):
                return await self.ended()
        except TimeoutError:
            return await self.killed()

    def _start(self) -> None:
        self._process.start()
        self._theirs.close()
        with contextlib.suppress(EOFError, OSError):
            self._line.recv()

    def _tell(self, shift: float) -> None:
        with self._speaking, contextlib.suppress(EOFError, OSError):
            self._line.send(shift)
            self._line.recv()

    def _watch(self, loop: asyncio.AbstractEventLoop) -> None:
        self._process.join()
        with contextlib.suppress(RuntimeError):     # the loop has ended before it
            loop.call_soon_threadsafe(self._over.set)


def _live(line: Connection, settings: dict[str, Any], shift: float) -> None:
    from bot.sandbox.life import live  # heavy, and needed there alone

    live(line, settings, shift)
