"""One life of the bot in a process of its own, with a point at which it dies. The program knows nothing of such points."""

import asyncio
import contextlib
import itertools
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import alembic.command  # noqa: F401  (so that it need not be imported anew by each process)
import telegram

import bot.desk
import bot.pace
import bot.work
from bot import intake, logs
from bot.api import call
from bot.clock import Clock
from bot.run import run, serve
from bot.sandbox.shifted_clock import ShiftedClock
from bot.settings import Settings
from handlers.answer import answer
from handlers.reading.lexicon import lexicon
from locales.messages import LANGUAGES
from storage.database import Engine, Session, transaction
from tests.telegram import TOKEN

for language in LANGUAGES:
    lexicon(language)       # read once, before the processes part: else a short life is over before its first message is


@dataclass(frozen=True)
class Point:
    """Where to die: before or after the nth commit, call, or poll."""

    kind: str           # "commit", "call", "poll"
    nth: int
    before: bool


def live(api_url: str, database_url: str, log: str, point: Point | None, careless: bool) -> None:
    """One life of the bot, in a process of its own."""
    os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND), sys.stderr.fileno())
    if point is not None:
        _arm(point)
    if careless:
        _acknowledge_first()
    settings = Settings(token=TOKEN, api_url=api_url, database_url=database_url, listen="off")  # type: ignore[arg-type]
    sys.exit(run(settings, answer))


def remind(api_url: str, database_url: str, log: str, shift: timedelta) -> None:
    """A life of a scheduler on another day, three times as fast as it may: the limits are off."""
    os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND), sys.stderr.fileno())
    bot.pace.IN_ALL, bot.pace.AT_ONCE = (100, 1.0), (10, 0.1)
    logs.begin(logging.ERROR)
    settings = Settings(token=TOKEN, api_url=api_url, database_url=database_url, reports="off")  # type: ignore[arg-type]
    asyncio.run(_until_terminated(settings, ShiftedClock(settings.zone, shift)))


async def _until_terminated(settings: Settings, clock: Clock) -> None:
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    await serve(settings, clock, answer, stopped)


def _arm(point: Point) -> None:
    """Put the fatal point around commits or calls."""
    numbers, lock = itertools.count(1), threading.Lock()

    @contextlib.contextmanager
    def fatal(kind: str) -> Iterator[None]:
        with lock:
            mine = kind == point.kind and next(numbers) == point.nth
        if mine and point.before:
            os.kill(os.getpid(), signal.SIGKILL)
        yield
        if mine:
            os.kill(os.getpid(), signal.SIGKILL)

    @contextlib.contextmanager
    def fatal_transaction(engine: Engine) -> Iterator[Session]:
        with contextlib.ExitStack() as stack, transaction(engine) as session:
            yield session
            session.flush()
            stack.enter_context(fatal("commit"))    # it ends after the commit

    whole = telegram.Bot.do_api_request

    async def fatal_call(self: telegram.Bot, endpoint: str, *rest: Any, **named: Any) -> Any:
        with fatal("poll" if endpoint == "get_Updates" else "call"):
            return await whole(self, endpoint, *rest, **named)

    bot.desk.transaction = bot.work.transaction = fatal_transaction  # type: ignore[attr-defined]
    telegram.Bot.do_api_request = fatal_call  # type: ignore[method-assign]


def _acknowledge_first() -> None:
    """What many bots do: the offset moves, and only then is the batch kept."""
    careful = intake.Polling.take_in

    async def take_in(self: intake.Polling, batch: Any) -> float:
        if batch:
            offset = max(update["update_id"] for update in batch) + 1
            await call(self._bot, "getUpdates", {"offset": offset, "timeout": 0})
        return await careful(self, batch)

    intake.Polling.take_in = take_in  # type: ignore[method-assign]
