"""`bot run`: puts intake, work, delivery and clock together, and takes them apart again. Knows no handler's subject."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator, Coroutine
from datetime import timedelta
from typing import Any, TypeVar

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot import garbage, logs
from bot.api import call, make_bot
from bot.clock import Clock, ticking
from bot.delivery import Delivery
from bot.desk import Desk
from bot.intake import Polling, TokenRefusedError
from bot.lease import LeaseOf
from bot.logs import Tell
from bot.loops import keep, pause, together
from bot.opening import open_database
from bot.pulse import DELIVERY, TELEGRAM, WORK, Pulse
from bot.refused import RefusedError
from bot.reminding import Reminding
from bot.settings import EXAMPLES, Settings
from bot.watching import POLLING, Watch, listening, served
from bot.work import Handler
from bot.workers import Workers
from handlers.reading import Asked, Names, Tasks, read
from handlers.turn import House
from locales.messages import LANGUAGES, say
from storage.database import Engine
from storage.intake import forget
from storage.remembered import remember

log = logging.getLogger(__name__)
T = TypeVar("T")
KEPT = timedelta(days=3)        # redelivery ends after one; numbers of updates may begin anew after seven
COMMANDS = ("start", "help", "cancel", "language", "people", "invite")


def run(settings: Settings, handler: Handler) -> int:
    """Run until SIGTERM or SIGINT; the exit code. Raises RefusedError."""
    logs.begin(form=settings.log)
    try:
        asyncio.run(_run(settings, handler))
    except TokenRefusedError:
        raise RefusedError(say(settings.language, "operator.token.refused", example=EXAMPLES["BOT_TOKEN"])) from None
    return 0


async def _run(settings: Settings, handler: Handler) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):      # Windows knows neither
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await serve(settings, Clock(settings.zone), handler, stopped, watched=True)


async def serve(
    settings: Settings, clock: Clock, handler: Handler, stopped: asyncio.Event, *, watched: bool = False
) -> None:
    """Migrate, then take in, work and deliver until `stopped` is set. `watched`: answer monitors at the port that is set.

    Raises RefusedError, TokenRefusedError.
    """
    tell, pulse = Tell(settings.language), Pulse()
    with contextlib.nullcontext() if not watched else listening(settings, tell) as port:
        async with _open_desk(settings, tell) as desk, served(Watch(desk, clock, pulse), port), _open_bot(settings) as bot:
            with pulse.expected("starting", TELEGRAM):
                name = await _unless(stopped, _introduce(bot, settings, desk, tell))
            if name is not None:
                if watched:
                    _warm_up(clock)
                house = House(settings.language, settings.names == "on", name, settings.rhythm, settings.hours)
                await _Service(settings, clock, handler, house, bot, desk, tell, pulse).until(stopped)
    tell("stopped")


def _warm_up(clock: Clock) -> None:
    """What every message needs is read in before the first comes."""
    read("kết nạp 1", Asked(clock().date()), Names(()), Tasks(()))
    garbage.tidy()


@contextlib.asynccontextmanager
async def _open_desk(settings: Settings, tell: Tell) -> AsyncIterator[Desk]:
    engine = await asyncio.to_thread(open_database, settings.database_url, settings.language)
    try:
        tell("database", kind=_kind(engine))
        tell("house", spoken=settings.language, zone=settings.timezone, names=settings.names)
        desk = Desk(engine)
        try:
            yield desk
        finally:
            await asyncio.to_thread(desk.close)
    finally:
        engine.dispose()


@contextlib.asynccontextmanager
async def _open_bot(settings: Settings) -> AsyncIterator[Bot]:
    bot = make_bot(settings)
    try:
        yield bot
    finally:
        await bot.shutdown()


def _kind(engine: Engine) -> str:
    return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[engine.dialect.name]


async def _introduce(bot: Bot, settings: Settings, desk: Desk, tell: Tell) -> str:
    """The bot's own name, asked for until the server answers; remembered for invitations."""
    failures = 0
    while True:
        try:
            await bot.initialize()
            break
        except InvalidToken:
            raise TokenRefusedError from None
        except TelegramError as error:
            failures += 1
            log.info("getMe: %s", type(error).__name__)
            tell("unreachable", url=settings.api_url, seconds=round(pause(failures), 1))
            await asyncio.sleep(pause(failures))
    await desk.do(lambda session: remember(session, "bot_name", bot.username))
    tell("bot", name=bot.username, number=bot.id, url=settings.api_url)
    return bot.username


class _Service:
    """The parts of one running bot."""

    def __init__(
        self, settings: Settings, clock: Clock, handler: Handler, house: House, bot: Bot, desk: Desk, tell: Tell, pulse: Pulse
    ) -> None:
        self._bot, self._tell, self._desk, self._clock, self._pulse = bot, tell, desk, clock, pulse
        self._delivery = Delivery(bot, desk, clock, settings.language)
        self._workers = Workers(desk, handler, house, clock, self._delivery.bell.ring)
        self._polling = Polling(
            bot, settings.bot_id, desk, clock, self._workers.bell.ring, lambda: pulse.beat(TELEGRAM), tell
        )
        self._lease = LeaseOf(desk, f"telegram {settings.bot_id}")
        self._language = settings.language
        self._reminding = Reminding(desk, house, clock, self._delivery.bell.ring) if settings.reminders == "on" else None

    async def until(self, stopped: asyncio.Event) -> None:
        """Run, then stop in order: nothing new comes in, what is in work is finished, what is being sent arrives."""
        scheduler = ticking(self._wake)
        scheduler.start()
        try:
            await _unless(stopped, self._go_on())
        finally:
            self._tell("stopping")
            self._pulse.state = "stopping"
            scheduler.shutdown(wait=False)
            if self._reminding is not None:
                self._reminding.close()
            await self._workers.close()
            await self._delivery.close()
            with contextlib.suppress(Exception):        # a lease that is not given up ends by itself
                await self._lease.give_up()

    def _wake(self) -> None:
        self._workers.bell.ring()
        self._delivery.bell.ring()
        if self._reminding is not None:
            self._reminding.bell.ring()

    async def _go_on(self) -> None:
        with self._pulse.expected("standby", WORK):
            await together(
                keep("work", self._pulse.beating(WORK, self._workers.work)),
                *([keep("reminding", self._reminding.step)] if self._reminding is not None else []),
                keep("tidying", _tidy),
                self._lease.while_mine(self._face_telegram, lambda: self._tell("waiting")),
            )

    async def _face_telegram(self) -> None:
        """What only one process may do."""
        with self._pulse.expected(POLLING, DELIVERY, TELEGRAM):
            if self._reminding is not None:
                await self._reminding.clear()
            await self._delivery.begin()
            self._tell("polling")
            await together(
                keep("delivery", self._pulse.beating(DELIVERY, self._delivery.send)),
                keep("polling", self._poll),
                keep("forgetting", self._forget),
                self._describe(),
            )

    async def _poll(self) -> None:
        await asyncio.sleep(await self._polling.poll())

    async def _forget(self) -> None:
        """Updates that are long done with go, before Telegram can give their numbers to others."""
        before = self._clock() - KEPT
        await self._desk.do(lambda session: forget(session, before))
        await asyncio.sleep(KEPT.total_seconds() / 10)

    async def _describe(self) -> None:
        """The commands in the menu, in each language; the house's own for everybody else. Not worth a second try."""
        for language in (None, *LANGUAGES):
            words = language or self._language
            commands = [{"command": name, "description": say(words, f"command.{name}")} for name in COMMANDS]
            try:
                await call(self._bot, "setMyCommands", {"commands": commands, "language_code": language})
            except TelegramError as error:
                log.warning("setMyCommands: %s", type(error).__name__)


async def _tidy() -> None:
    await asyncio.sleep(garbage.EVERY)
    garbage.tidy()


async def _unless(stopped: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """The work's result; None, and the work cancelled, where the program is to stop first."""
    task, stop = asyncio.create_task(work), asyncio.create_task(stopped.wait())
    try:
        await asyncio.wait({task, stop}, return_when=asyncio.FIRST_COMPLETED)
        return await task if task.done() else None
    finally:
        task.cancel()
        stop.cancel()
        await asyncio.wait({task, stop})
