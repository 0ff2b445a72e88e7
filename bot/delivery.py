"""Delivery: rows of the outbox leave, each chat's in order and no faster than it may. Knows no wording but a repeat's mark."""

import asyncio
import itertools
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram import Bot, InputFile
from telegram.error import TelegramError

from bot import metrics
from bot.api import call
from bot.calls import ENCLOSING, END_PRESS, SEND, as_called
from bot.clock import Clock
from bot.desk import Desk
from bot.logs import outline
from bot.loops import Bell, pause
from bot.outcome import Again, Arrived, Elsewhere, Lost, Outcome, Unreachable, kind_of, outcome_of
from bot.pace import Pace
from locales.messages import say
from storage import conversations, outbox
from storage.database import Session
from storage.outbox import Leaving
from storage.people import hears, member, reach

log = logging.getLogger(__name__)
_LEASE = timedelta(minutes=1)
_LAST_WAIT = 6.0        # seconds that calls under way get when the program stops
_MOST_DOUBTS = 1        # an answer lost twice is not asked for again


class Delivery:
    """Sends what is due whenever `bell` rings. For one process at a time: the limits are the bot's."""

    def __init__(self, bot: Bot, desk: Desk, clock: Clock, language: str) -> None:
        self.bell = Bell()
        self._bot, self._desk, self._clock, self._language = bot, desk, clock, language
        self._pace = Pace()
        self._failures: dict[int, int] = {}
        self._sending: dict[int, asyncio.Task[None]] = {}       # by row

    async def begin(self) -> None:
        """Take over from whoever sent before: what they had begun may have arrived."""
        if self._sending:
            await asyncio.wait(self._sending.values())      # it was this process, and the calls are not over yet
        left = await self._desk.do(outbox.release)
        if left:
            log.warning("%d messages were being sent when sending stopped; they go out once more, marked", left)

    async def send(self) -> None:
        """Send what may leave now, all at once; then wait for the bell, or until a chat may be written to again."""
        room = self._pace.left()
        if room:
            for row in await self._claim(room):
                self._pace.call()
                if row.method != END_PRESS:
                    self._pace.write(row.lane)
                self._sending[row.id] = asyncio.create_task(self._deliver(row))
        await self.bell.heard(at_most=self._pace.pause())

    async def close(self) -> None:
        """Let the calls under way come to an end, for a while. What does not may have arrived, and is treated so."""
        if self._sending:
            await asyncio.wait(self._sending.values(), timeout=_LAST_WAIT)
        for task in self._sending.values():
            task.cancel()

    async def _claim(self, room: int) -> list[Leaving]:
        now, until, held = self._clock(), datetime.now(UTC) + _LEASE, set(self._pace.full())
        return await self._desk.do(lambda session: outbox.claim(session, now, until, held, room))

    async def _deliver(self, row: Leaving) -> None:
        try:
            outcome = await self._call(row)
            metrics.went(row.method, *kind_of(outcome))
            wait = self._wait(row, outcome)
            await self._patiently(lambda session: self._record(session, row, outcome, wait))
            asyncio.get_running_loop().call_later(wait.total_seconds(), self.bell.ring)
        finally:
            del self._sending[row.id]

    async def _call(self, row: Leaving) -> Outcome:
        if row.doubts > _MOST_DOUBTS:
            return Lost("the answer was lost twice")
        if not row.urgent and not await self._desk.do(lambda session: hears(session, row.lane)):
            return Unreachable("unreachable, and has not asked")
        parameters = as_called(row.method, row.parameters)
        if row.method in ENCLOSING or (row.doubts and row.method == SEND):
            parameters = await self._desk.do(lambda session: self._whole(session, row))
        try:
            result = await call(self._bot, row.method, parameters)
        except TelegramError as error:
            return outcome_of(error, row)
        except Exception as error:
            log.error("message %d: an answer that makes no sense\n%s", row.id, outline(error))
            return Again(doubtful=True)
        return Arrived(result.get("message_id") if isinstance(result, dict) else None)

    def _whole(self, session: Session, row: Leaving) -> dict[str, Any]:
        """The message with what is enclosed, and with a word that it may be there already where that is so."""
        parameters = dict(row.parameters)
        if row.doubts:
            known = member(session, row.lane, self._clock())
            mark = say((known.language if known else None) or self._language, "delivery.repeat")
            words = "caption" if row.method in ENCLOSING else "text"
            parameters[words] = f"{mark}\n{parameters[words]}"
        paper = outbox.enclosed(session, row.effect)
        if paper is not None:
            parameters[ENCLOSING[row.method]] = InputFile(paper.content, filename=paper.name)
        return parameters

    def _record(self, session: Session, row: Leaving, outcome: Outcome, wait: timedelta) -> None:
        now = self._clock()
        match outcome:
            case Arrived(message_id):
                outbox.sent(session, row.id, now, message_id)
            case Unreachable(words, person):
                if person is not None:
                    reach(session, row.lane, reachable=False, now=now, why=person)
                    outbox.call_off(session, row.lane, now, words)
                outbox.failed(session, row.id, now, words)
            case Lost(why):
                log.error("message %d was given up: %s", row.id, why)
                outbox.failed(session, row.id, now, why)
            case Elsewhere(lane, method, parameters):
                outbox.replace(session, row.id, lane, method, parameters)
                if lane != row.lane:
                    outbox.move(session, row.lane, lane)
                    conversations.move(session, row.lane, lane)
            case Again(doubtful=doubtful):
                outbox.again(session, row.id, now + wait, doubtful)

    def _wait(self, row: Leaving, outcome: Outcome) -> timedelta:
        """How long the chat waits now: not at all, as long as the server wants, or longer with each failure in a row."""
        if not isinstance(outcome, Again):
            self._failures.pop(row.lane, None)
            return timedelta(0)
        self._failures[row.lane] = self._failures.get(row.lane, 0) + 1
        return outcome.wait or timedelta(seconds=pause(self._failures[row.lane]))

    async def _patiently(self, step: Callable[[Session], None]) -> None:
        """Recorded at any price: what has arrived must not be sent again because the database was busy."""
        for failures in itertools.count(1):
            try:
                return await self._desk.do(step)
            except Exception as error:
                log.error("the end of a message cannot be recorded yet\n%s", outline(error))
                await asyncio.sleep(pause(failures))
