"""The worlds that are open: each is begun when it is first asked for, and goes on until all end. Knows no page."""

import asyncio
from datetime import date
from pathlib import Path

from bot.sandbox.cable import Cable
from bot.sandbox.founding import begin
from bot.sandbox.nursery import prepare
from bot.sandbox.serving import LOOPBACK
from bot.sandbox.tryout import Tryout
from bot.sandbox.worlds import NAMES, load


class Tryouts:
    """`port`: of this machine's server; the server of a world is found there below /worlds/NAME. `keeps`: so are its chats,
    the next time that the folder is opened."""

    def __init__(self, folder: Path, port: int, keeps: bool) -> None:
        self.stopped = asyncio.Event()
        self._folder, self._port, self._keeps = folder, port, keeps
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
                self._open[name] = await self._begun(name, day)
                self._start(self._open[name])
        return self._open[name]

    async def _begun(self, name: str, day: date | None) -> Tryout:
        prepare()       # it goes on while the world is laid down
        cable = Cable(self._port)
        await cable.mend()
        address = f"http://{LOOPBACK}:{cable.port}/worlds/{name}"
        begun = asyncio.to_thread(lambda: begin(load(name), self._folder, address, day, cable, self._keeps))
        try:
            return await begun
        except BaseException:
            await cable.cut()
            raise

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
