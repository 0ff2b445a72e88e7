"""The worlds that are open: each is begun when it is first asked for, and goes on until all end. Knows no page."""

import asyncio
from datetime import date
from pathlib import Path

from bot.sandbox.tryout import Tryout, begin
from bot.sandbox.worlds import NAMES, load


class Tryouts:
    """`root` is the address of this machine's server; the server of a world is found below `root`/worlds/NAME."""

    def __init__(self, folder: Path, root: str) -> None:
        self.stopped = asyncio.Event()
        self._folder, self._root = folder, root
        self._open: dict[str, Tryout] = {}
        self._bots: list[asyncio.Task[None]] = []
        self._opening = asyncio.Lock()

    def __getitem__(self, name: str) -> Tryout:
        """Raises KeyError for a world that is not open."""
        return self._open[name]

    async def open(self, name: str, day: date | None = None) -> Tryout:
        """Begin it, at the morning of `day`; one that is open stays as it is. Raises KeyError, RefusedError."""
        if name not in NAMES:
            raise KeyError(name)
        async with self._opening:
            if name not in self._open:
                address = f"{self._root}/worlds/{name}"
                self._open[name] = await asyncio.to_thread(lambda: begin(load(name), self._folder, address, day))
                self._start(self._open[name])
        return self._open[name]

    def _start(self, tryout: Tryout) -> None:
        bot = asyncio.create_task(tryout.run(self.stopped))
        bot.add_done_callback(lambda _: self.stopped.set())     # it ends when all end, or by a fault: then all end
        self._bots.append(bot)

    async def close(self) -> None:
        """End all: first the bots, in peace, then the servers. A fault that ended a bot is raised here."""
        self.stopped.set()
        try:
            await asyncio.gather(*self._bots)
        finally:
            for tryout in self._open.values():
                tryout.api.close()
