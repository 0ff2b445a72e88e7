"""Delivery: rows of the outbox leave, each chat's in order and no faster than it may. Knows no wording but a repeat's mark."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
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
from bot.pace import FOR_REPLIES, Pace
from locales.messages import say
from storage import conversations, outbox
from storage.database import Session
from storage.outbox import Leaving
from storage.people import member, out_of_reach, reach

log = logging.getLogger(__name__)
_LEASE = timedelta(minutes=1)
_BREATH = 0.1           # seconds between two rounds where a crowd waits
_LAST_WAIT = 6.0        # seconds that calls under way get when the program stops


@dataclass(eq=False)
class _Ended:
    """A call that is over and not on record yet. `until`: the moment before which its chat is not tried again.

    `failures`: how often it could not be recorded; before `try_at`, in the loop's time, it is not tried again.
    """

    row: Leaving
    outcome: Outcome
    until: datetime
    failures: int = 0
    try_at: float = 0.0


class Delivery:
    """Sends what is due whenever `bell` rings. For one process at a time: the limits are the bot's."""

    def __init__(self, bot: Bot, desk: Desk, clock: Clock, language: str) -> None:
        self.bell = Bell()
        self._bot, self._desk, self._clock, self._language = bot, desk, clock, language
        self._pace = Pace()
        self._failures: dict[int, int] = {}
        self._round: asyncio.Task[int] | None = None
        self._sending: dict[int, asyncio.Task[None]] = {}       # by row
        self._ended: list[_Ended] = []

    async def begin(self) -> None:
        """Take over from whoever sent before: what they had begun may have arrived."""
        await self._at_rest(None)       # it may have been this process, and the calls are not over yet
        left = await self._desk.do(outbox.release)
        if left:
            log.warning("%d messages were being sent when sending stopped; they go out once more, marked", left)

    async def send(self) -> None:
        """Record what has come to its end and send what may leave now; then wait for the bell, or until there is room.

        Once begun, a round is finished even if the one who waits is not there any more: what it has claimed must leave.
        """
        self._round = asyncio.create_task(self._go_round())
        room = await asyncio.shield(self._round)
        if room <= FOR_REPLIES:
            await asyncio.sleep(min(self._pace.pause(room), _BREATH))      # what ends meanwhile is recorded together
        await self.bell.heard(at_most=self._pace.pause(room))

    async def close(self) -> None:
        """Let the calls under way come to an end, for a while. What does not may have arrived, and is treated so."""
        await self._at_rest(_LAST_WAIT)
        for task in self._sending.values():
            task.cancel()

    async def _at_rest(self, seconds: float | None) -> None:
        if self._round is not None:
            await asyncio.wait({self._round})
        if self._sending:
            await asyncio.wait(self._sending.values(), timeout=seconds)
        await self._record_each(self._ended)

    async def _go_round(self) -> int:
        """How many more might have left."""
        now = asyncio.get_running_loop().time()
        ended, room = [each for each in self._ended if each.try_at <= now], self._pace.left()
        if not ended and not room:
            return room
        rows, deaf = await self._next(ended, room)
        for row in rows:
            self._pace.begin(_written_to(row))
            self._sending[row.id] = asyncio.create_task(self._deliver(row, row.lane in deaf))
        return room - len(rows)

    async def _next(self, ended: list[_Ended], room: int) -> tuple[list[Leaving], set[int]]:
        """What leaves now; and those among the chats that would not hear what they have not asked for.

        What has ended is recorded in the same transaction: a crowd costs few of them, and the next of each chat leaves at once.
        """
        def step(session: Session) -> tuple[list[Leaving], set[int]]:
            for each in ended:
                self._record(session, each)
            return self._claim(session, room)

        try:
            found = await self._desk.do(step)
        except Exception as error:
            log.error("%d ends of messages are recorded one by one\n%s", len(ended), outline(error))
            await self._record_each(ended)
            return await self._desk.do(lambda session: self._claim(session, room))
        self._forget(ended)
        return found

    def _claim(self, session: Session, room: int) -> tuple[list[Leaving], set[int]]:
        if not room:
            return [], set()
        held = set(self._pace.full())
        rows = outbox.claim(session, self._clock(), datetime.now(UTC) + _LEASE, held, room, FOR_REPLIES)
        return rows, out_of_reach(session, {row.lane for row in rows if not row.urgent})

    async def _record_each(self, ended: list[_Ended]) -> None:
        """One by one, so that none stands in another's way; what cannot be recorded yet is kept, lest it be sent again."""
        for each in list(ended):
            try:
                await self._desk.do(partial(self._record, ended=each))
                self._forget([each])
            except Exception as error:
                log.error("the end of message %d cannot be recorded yet\n%s", each.row.id, outline(error))
                each.failures += 1
                each.try_at = asyncio.get_running_loop().time() + pause(each.failures)

    def _forget(self, ended: list[_Ended]) -> None:
        self._ended = [each for each in self._ended if each not in ended]

    async def _deliver(self, row: Leaving, deaf: bool) -> None:
        try:
            outcome = await self._outcome(row, deaf)
            metrics.went(row.method, *kind_of(outcome))
            wait = self._wait(row, outcome)
            self._ended.append(_Ended(row, outcome, self._clock() + wait))
            self.bell.ring()
            asyncio.get_running_loop().call_later(wait.total_seconds(), self.bell.ring)
        finally:
            del self._sending[row.id]

    async def _outcome(self, row: Leaving, deaf: bool) -> Outcome:
        try:
            if row.doubts > outbox.ANSWER_LOST:
                return Lost("its answer was lost, and so was that of the repeat")
            if deaf and not row.urgent:
                return Unreachable("unreachable, and has not asked")
            return await self._call(row)
        finally:
            self._pace.end(_written_to(row))

    async def _call(self, row: Leaving) -> Outcome:
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

    def _record(self, session: Session, ended: _Ended) -> None:
        now, row = self._clock(), ended.row
        match ended.outcome:
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
                outbox.again(session, row.id, ended.until, doubtful)

    def _wait(self, row: Leaving, outcome: Outcome) -> timedelta:
        """How long the chat waits now: not at all, as long as the server wants, or longer with each failure in a row."""
        if not isinstance(outcome, Again):
            self._failures.pop(row.lane, None)
            return timedelta(0)
        self._failures[row.lane] = self._failures.get(row.lane, 0) + 1
        return outcome.wait or timedelta(seconds=pause(self._failures[row.lane]))


def _written_to(row: Leaving) -> int | None:
    """The chat whose limits the call counts towards; the end of a press is no message."""
    return None if row.method == END_PRESS else row.lane
