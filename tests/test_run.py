"""`bot run` as a process, against our own Bot API server over a port: it answers, survives what is malformed, and stops."""

import asyncio
import itertools
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import garbage
from bot.clock import Clock
from bot.run import serve
from bot.sandbox.malformed import MALFORMED
from handlers.turn import Answer, Reply, Text, Turn
from storage.database import Session, connect, transaction
from storage.remembered import recall
from tests.kill_bot import trial
from tests.lives import Point
from tests.telegram import AN, TOKEN, Telegram, telegram

PATIENCE = 60       # seconds; a machine with much to do starts slowly


@pytest.fixture
def outside() -> Iterator[Telegram]:
    with telegram() as running:
        yield running


@contextmanager
def bot_run(outside: Telegram, folder: Path, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """The command in a process of its own."""
    database = f"sqlite:///{folder / 'bot.db'}"
    given = {"BOT_TOKEN": TOKEN, "BOT_API_URL": outside.url, "BOT_DATABASE_URL": database, "BOT_LISTEN": "off", **settings}
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    with subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "run"], env={**clean, **given}, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_it_says_what_it_does_and_stops_on_sigterm(outside: Telegram, tmp_path: Path) -> None:
    with bot_run(outside, tmp_path, BOT_LANGUAGE="en") as process:
        outside.says("chào")
        outside.api.until_here(lambda: bool(outside.heard(AN)), PATIENCE)
        process.send_signal(signal.SIGTERM)
        begun = time.monotonic()
        _, said = process.communicate(timeout=10)
    assert process.returncode == 0
    assert time.monotonic() - begun < 10
    assert said.splitlines() == [line for line in said.splitlines() if " INFO bot: " in line]
    for words in ("SQLite", "Language en", "@admissions_bot", "Taking messages", "Stopped"):
        assert words in said
    assert TOKEN not in said
    assert "chào" not in said


def test_a_token_that_the_server_refuses_is_one_line(outside: Telegram, tmp_path: Path) -> None:
    with bot_run(outside, tmp_path, BOT_TOKEN="7654321:" + "x" * 35, BOT_LANGUAGE="en") as process:
        _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert said.splitlines()[-1].startswith("Telegram refuses BOT_TOKEN")
    assert "Traceback" not in said
    assert "x" * 35 not in said


def test_a_database_that_cannot_be_opened_is_one_line(outside: Telegram, tmp_path: Path) -> None:
    with bot_run(outside, tmp_path, BOT_DATABASE_URL="sqlite:////nonexistent/x.db", BOT_LANGUAGE="en") as process:
        _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert said.splitlines() == [said.strip()]
    assert "BOT_DATABASE_URL" in said


def say_back(_: Session, turn: Turn) -> Answer:
    """The shortest conversation: for what is not about any."""
    return Answer((Reply(turn.content.text),)) if isinstance(turn.content, Text) else Answer()


@asynccontextmanager
async def serving(outside: Telegram, url: str) -> AsyncIterator[None]:
    """The service in this process."""
    stopped = asyncio.Event()
    running = asyncio.create_task(serve(outside.settings(url), Clock(ZoneInfo("Asia/Ho_Chi_Minh")), say_back, stopped))
    try:
        yield
    finally:
        stopped.set()
        await running


async def test_commands_are_described_in_both_languages_and_the_name_is_known(outside: Telegram, database_url: str) -> None:
    async with serving(outside, database_url):
        await outside.api.until(lambda: len(outside.api.journal.of("setMyCommands")) == 3, PATIENCE)
    told = [entry.parameters.get("language_code") for entry in outside.api.journal.of("setMyCommands")]
    assert told == [None, "vi", "en"]
    engine = connect(database_url)
    with transaction(engine) as session:
        assert recall(session, "bot_name") == "admissions_bot"
    engine.dispose()


async def test_updates_may_come_twice_and_their_numbers_may_begin_anew(outside: Telegram, database_url: str) -> None:
    async with serving(outside, database_url):
        outside.says("một")
        await outside.api.until(lambda: outside.heard(AN) == ["một"], PATIENCE)
        await outside.api.until(lambda: not outside.api.exchange.updates.queue, PATIENCE)
        outside.api.faults.redeliver(1)
        outside.says("hai")
        await outside.api.until(lambda: outside.heard(AN) == ["một", "hai"], PATIENCE)
        await outside.api.until(lambda: not outside.api.exchange.updates.queue, PATIENCE)
        outside.api.faults.restart_ids(1000)
        outside.says("ba")
        await outside.api.until(lambda: outside.heard(AN) == ["một", "hai", "ba"], PATIENCE)


async def test_only_one_of_two_faces_telegram_and_the_other_takes_over(outside: Telegram, database_url: str) -> None:
    async with AsyncExitStack() as first:
        await first.enter_async_context(serving(outside, database_url))
        await outside.api.until(lambda: len(outside.api.journal.of("setMyCommands")) == 3, PATIENCE)
        async with serving(outside, database_url):
            outside.says("một")
            await outside.api.until(lambda: outside.heard(AN) == ["một"], PATIENCE)
            await first.aclose()
            outside.says("hai")
            await outside.api.until(lambda: outside.heard(AN) == ["một", "hai"], PATIENCE)
    assert not [entry for entry in outside.api.journal if entry.status == 409]


async def test_a_running_bot_looks_its_heap_through_again_and_again(
    outside: Telegram, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    times, enough = itertools.count(1), asyncio.Event()
    monkeypatch.setattr(garbage, "EVERY", 0.01)
    monkeypatch.setattr(garbage, "tidy", lambda: enough.set() if next(times) == 3 else None)
    async with serving(outside, database_url):
        await asyncio.wait_for(enough.wait(), PATIENCE)


def test_a_malformed_update_of_each_kind_between_two_good_ones() -> None:
    with trial() as here:
        here.feed.begin()
        for kind in MALFORMED:
            here.outside.api.faults.malformed(kind)
            here.feed.begin()
        toll = here.toll()
    assert toll.reports == len(MALFORMED) + 1
    assert toll.clean, str(toll)


@pytest.mark.parametrize("point", [
    Point("poll", 1, before=False),      # updates taken, not yet kept
    Point("commit", 5, before=True),     # among them those of intake, work and delivery, whichever comes fifth
    Point("commit", 7, before=False),
    Point("commit", 9, before=True),
    Point("call", 5, before=True),       # the first message, after getMe and the commands
    Point("call", 5, before=False),      # arrived, and not yet on record
], ids=str)  # fmt: skip
def test_killed_at_a_point_nothing_is_lost_and_nothing_doubled(point: Point) -> None:
    with trial() as here:
        assert here.at(point)
        toll = here.toll()
    assert (toll.reports, toll.kills) == (2, 1)
    assert toll.clean, str(toll)


def test_killed_at_random_nothing_is_lost_and_nothing_doubled(empty_url: str) -> None:
    with trial(empty_url) as here:
        here.at_random(2, random.Random(7))  # noqa: S311  (chance, not secrecy)
        toll = here.toll()
    assert toll.kills == 2
    assert toll.reports > 2
    assert toll.clean, str(toll)


def test_a_bot_that_acknowledges_first_does_lose_reports() -> None:
    """The measure measures: without this the two tests above might see nothing.

    Two people report, then agree; a poll takes a batch, the next one acknowledges it. By the sixth poll at the latest one has
    agreed, by the fourth where both reports came in one batch.
    """
    assert any(_lost_at(poll) for poll in (4, 5, 6))


def _lost_at(poll: int) -> int:
    with trial(careless=True) as here:
        here.at(Point("poll", poll, before=False))
        return here.toll().lost
