"""The workers: which chats have something to work, four rows at a time, each chat in its order. Knows no row's content."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from bot.clock import Clock
from bot.desk import Desk
from bot.logs import outline
from bot.loops import Bell, pause
from bot.work import Handler, work_one
from handlers.turn import House
from storage.intake import lanes_waiting

log = logging.getLogger(__name__)
THREADS = 4


class Workers:
    """Works what waits whenever `bell` rings. `worked` is called after each row: something may want to leave."""

    def __init__(self, desk: Desk, handler: Handler, house: House, clock: Clock, worked: Callable[[], None]) -> None:
        self.bell = Bell()
        self._desk, self._handler, self._house, self._clock, self._worked = desk, handler, house, clock, worked
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="work")
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._stopping = False

    async def work(self) -> None:
        """Start on every chat that waits and is not in work yet; then wait for the bell."""
        for lane in await self._desk.do(lanes_waiting):
            if lane not in self._lanes:
                self._lanes[lane] = asyncio.create_task(self._work_lane(lane))
        await self.bell.heard()

    async def close(self) -> None:
        """Finish the rows that are in work, begin no other."""
        self._stopping = True
        await asyncio.gather(*self._lanes.values())
        self._threads.shutdown(wait=True)

    async def _work_lane(self, lane: int) -> None:
        """Row after row. Where another replica is at work on the chat there is none to have: the next tick asks again."""
        worked = 0
        try:
            while not self._stopping and await self._row(lane):
                worked += 1
                self._worked()
        except Exception as error:
            log.error("a chat's messages wait: the database is in trouble\n%s", outline(error))
            await asyncio.sleep(0 if self._stopping else pause(1))
        finally:
            del self._lanes[lane]
        if worked:
            self.bell.ring()    # what arrived since the last look found this chat still in work

    async def _row(self, lane: int) -> bool:
        arguments = (self._desk.engine, lane, self._handler, self._house, self._clock)
        return await asyncio.get_running_loop().run_in_executor(self._threads, work_one, *arguments)
