"""The tick's work: whoever has something due gets the day's one reminder, in working hours. Knows no duty and no wording."""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from bot.calls import reminder_call
from bot.clock import Clock
from bot.desk import Desk
from bot.loops import Bell
from handlers.reminding import remind
from handlers.turn import House
from storage.changed_days import working_days
from storage.database import Engine, transaction
from storage.day_plan import due_today, state_of
from storage.outbox import put
from storage.reminders import call_off_waiting

log = logging.getLogger(__name__)
AFRESH = 300.0          # seconds after which all is looked at again, though nothing that is watched has changed
_SHARE = 20             # looking takes no more than one part in so many of the time, however often something changes


def remind_all(engine: Engine, house: House, clock: Clock, go_on: Callable[[], bool] = lambda: True) -> int:
    """Give everybody who has something due their reminder; how many got one. Nothing outside working hours.

    Any number of processes may do this at once: the reminder's row decides who sends it. `go_on` is asked before each.
    """
    if not _may_ring(engine, house, clock):
        return 0
    with transaction(engine) as session:
        plan = due_today(session, house.rhythm, clock())
    number = 0
    today = clock().date()
    for due in plan:
        now = clock()
        if not go_on() or now.date() != today or now.hour >= house.hours.last:
            break
        with transaction(engine) as session:
            made = remind(session, due, house, now)
            if made is not None:
                number += put(session, [reminder_call(made, now)])
    return number


def _may_ring(engine: Engine, house: House, clock: Clock) -> bool:
    """Whether a message may ring now. What may not any more is called off."""
    _call_off(engine, house, clock)
    now = clock()
    if not house.hours.first <= now.hour < house.hours.last:
        return False
    with transaction(engine) as session:
        return working_days(session).is_working(now.date())


def _call_off(engine: Engine, house: House, clock: Clock) -> None:
    """What waits since an earlier day, or since the hours are over, is not sent any more. Asks no calendar."""
    now = clock()
    with transaction(engine) as session:
        called_off = call_off_waiting(session, now.date(), now, today_too=now.hour >= house.hours.last)
    if called_off:
        log.warning("%d reminders waited until their day was over; they come on the next, with what is due then", called_off)


class Reminding:
    """Reminds whenever `bell` rings and something may have become due."""

    def __init__(self, desk: Desk, house: House, clock: Clock, reminded: Callable[[], None]) -> None:
        self.bell = Bell()
        self._desk, self._house, self._clock, self._reminded = desk, house, clock, reminded
        self._seen: object = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="remind")
        self._looked = self._rests_until = float("-inf")
        self._stopping = False

    async def step(self) -> None:
        """Look, remind, then wait for the bell."""
        now = self._clock()
        state = now.date(), now.hour, await self._desk.do(state_of)
        begun = time.monotonic()
        if begun > self._looked + AFRESH or (state != self._seen and begun > self._rests_until):
            arguments = (self._desk.engine, self._house, self._clock, lambda: not self._stopping)
            if await asyncio.get_running_loop().run_in_executor(self._thread, remind_all, *arguments):
                self._reminded()
            self._seen, self._looked = state, time.monotonic()
            self._rests_until = self._looked + _SHARE * (self._looked - begun)
        await self.bell.heard()

    async def clear(self) -> None:
        """Call off what must not ring any more, before sending begins."""
        arguments = (self._desk.engine, self._house, self._clock)
        await asyncio.get_running_loop().run_in_executor(self._thread, _call_off, *arguments)

    def close(self) -> None:
        """Finish the reminder that is being made, begin no other."""
        self._stopping = True
        self._thread.shutdown(wait=True, cancel_futures=True)
