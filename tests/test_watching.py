"""What a monitor is told: whether a running bot is well, and its numbers, without a word of anybody's data."""

import asyncio
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from bot.clock import Clock
from bot.desk import Desk
from bot.pulse import ALLOWED, DELIVERY, TELEGRAM, WORK, Pulse
from bot.watching import Watch
from storage.database import Engine, connect, transaction
from storage.intake import Arrived, accept
from storage.organizations import Organization
from storage.outbox import Outgoing, put
from storage.people import Person, Role
from storage.terms import Capacity, RoleKind
from tests.telegram import AN, TOKEN, Telegram, telegram
from tests.test_run import PATIENCE, bot_run

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)


class Nine(Clock):
    def __call__(self) -> datetime:
        return NOW


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@contextmanager
def monitor(engine: Engine, pulse: Pulse) -> Iterator[httpx.AsyncClient]:
    """Asks a bot of which only this much runs."""
    desk = Desk(engine)
    try:
        app = Watch(desk, Nine(ZONE), pulse).app
        yield httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://bot")
    finally:
        desk.close()


async def health(engine: Engine, pulse: Pulse) -> tuple[int, dict[str, Any]]:
    with monitor(engine, pulse) as client:
        async with client:
            answer = await client.get("/health")
    return answer.status_code, answer.json()


STATES = [("starting", (TELEGRAM,)), ("standby", (WORK,)), ("polling", (WORK, DELIVERY, TELEGRAM))]


@pytest.mark.parametrize(("state", "parts"), STATES)
async def test_a_bot_whose_parts_are_at_work_is_well(engine: Engine, state: str, parts: tuple[str, ...]) -> None:
    hand = Hand()
    pulse = Pulse(hand)
    with pulse.expected(state, *parts):
        hand.seconds += 50
        assert await health(engine, pulse) == (200, {"status": "ok", "state": state, "wrong": []})


@pytest.mark.parametrize("part", [WORK, DELIVERY, TELEGRAM])
async def test_a_part_that_is_silent_is_named(engine: Engine, part: str) -> None:
    hand = Hand()
    pulse = Pulse(hand)
    with pulse.expected("polling", WORK, DELIVERY, TELEGRAM):
        hand.seconds += 100
        for other in {WORK, DELIVERY, TELEGRAM} - {part}:
            pulse.beat(other)
        code, said = await health(engine, pulse)
        assert (code, said["status"]) == (503, "trouble")
        assert said["wrong"] == [{"part": part, "silent_seconds": 100, "allowed_seconds": round(ALLOWED[part])}]
        pulse.beat(part)
        assert (await health(engine, pulse))[0] == 200


async def test_a_replica_that_waits_owes_telegram_nothing(engine: Engine) -> None:
    hand = Hand()
    pulse = Pulse(hand)
    with pulse.expected("standby", WORK):
        with pulse.expected("polling", DELIVERY, TELEGRAM):
            pass                                # the lease was lost
        hand.seconds += 1000
        pulse.beat(WORK)
        assert await health(engine, pulse) == (200, {"status": "ok", "state": "standby", "wrong": []})


async def test_a_database_that_does_not_answer_is_named(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'gone' / 'bot.db'}")
    assert await health(engine, Pulse()) == (503, {"status": "trouble", "state": "starting", "wrong": [{"part": "database"}]})
    with monitor(engine, Pulse()) as client:
        async with client:
            answer = await client.get("/metrics")
    assert answer.status_code == 200
    assert "bot_database_up 0.0" in answer.text
    assert "bot_queue_length" not in answer.text


async def test_the_house_in_numbers(engine: Engine) -> None:
    with transaction(engine) as session:
        session.add(Organization(id="ngoc-lam", kind="branch", name="Chi bộ May Ngọc Lâm"))
        session.add(Person(id=1, user_id=700700700, joined_at=NOW, last_wrote_on=NOW.date() - timedelta(days=10)))
        session.flush()
        deputy = Role(person_id=1, organization_id="ngoc-lam", kind=RoleKind.OFFICER, capacity=Capacity.DEPUTY, begins_at=NOW)
        session.add(deputy)
        accept(session, 77, [Arrived(1, 700700700, '{"text": "kết nạp 3"}')], NOW - timedelta(seconds=90))
        put(session, [
            Outgoing(effect="a", lane=700700700, method="sendMessage", parameters={"text": "đã ghi"}, due_at=NOW),
            Outgoing(effect="b", lane=700700700, method="sendMessage", urgent=False, due_at=NOW - timedelta(minutes=5)),
            Outgoing(effect="c", lane=700700700, method="sendMessage", urgent=False, due_at=NOW + timedelta(days=1)),
        ])  # fmt: skip
    with monitor(engine, Pulse()) as client:
        async with client:
            answer = await client.get("/metrics")
    for line in (
        "bot_database_up 1.0", "bot_polling 0.0", "bot_leases_held 0.0",
        'bot_queue_length{queue="intake"} 1.0', 'bot_queue_oldest_seconds{queue="intake"} 90.0',
        'bot_queue_length{queue="replies"} 1.0', 'bot_queue_length{queue="reminders"} 1.0',
        'bot_queue_length{queue="later"} 1.0', 'bot_queue_oldest_seconds{queue="reminders"} 300.0',
        'bot_people{capacity="deputy",role="officer"} 1.0', 'bot_people_wrote{days="7"} 0.0', 'bot_people_wrote{days="30"} 1.0',
    ):  # fmt: skip
        assert line in answer.text.splitlines()
    for private in ("700700700", "ngoc-lam", "Ngọc Lâm", "kết nạp", "đã ghi"):
        assert private not in answer.text


@pytest.fixture
def outside() -> Iterator[Telegram]:
    with telegram() as running:
        yield running


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def asked(port: int, path: str) -> httpx.Response:
    return httpx.get(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE)


def numbers(text: str) -> dict[str, float]:
    """Samples by name and labels."""
    return {name: float(value) for name, value in re.findall(r"^([^#\s]\S*) (\S+)$", text, re.MULTILINE)}


def test_a_running_bot_tells_what_it_does_and_nothing_of_anybody(outside: Telegram, tmp_path: Path) -> None:
    port = free_port()
    with bot_run(outside, tmp_path, BOT_LISTEN=f"127.0.0.1:{port}", BOT_LANGUAGE="en") as process:
        outside.says("chi bộ em vừa kết nạp 3 đồng chí")
        outside.api.until_here(lambda: bool(outside.heard(AN)), PATIENCE)
        outside.api.until_here(lambda: numbers(asked(port, "/metrics").text).get(SENT, 0) >= 1, PATIENCE)
        well, told, lost = asked(port, "/health"), asked(port, "/metrics"), asked(port, "/")
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=10)
    assert (well.status_code, well.json()) == (200, {"status": "ok", "state": "polling", "wrong": []})
    assert lost.status_code == 404
    counted = numbers(told.text)
    assert counted["bot_updates_taken_total"] == counted["bot_updates_worked_total"] == counted["bot_turn_seconds_count"] == 1
    assert (counted["bot_updates_set_aside_total"], counted["bot_polling"], counted["bot_leases_held"]) == (0, 1, 1)
    assert told.headers["content-type"].startswith("text/plain")
    for private in (str(AN), "kết nạp", "An", TOKEN, outside.heard(AN)[0][:20]):
        assert not re.search(rf"\b{re.escape(private)}\b", told.text)
    assert (process.returncode, f"http://127.0.0.1:{port}/health" in said) == (0, True)


SENT = 'bot_outgoing_total{method="sendMessage",outcome="sent",reason=""}'


def test_a_client_that_hangs_on_does_not_keep_the_bot_from_stopping(outside: Telegram, tmp_path: Path) -> None:
    port = free_port()
    with bot_run(outside, tmp_path, BOT_LISTEN=f"127.0.0.1:{port}") as process:
        outside.api.until_here(lambda: len(outside.api.journal.of("setMyCommands")) == 3, PATIENCE)
        with socket.create_connection(("127.0.0.1", port)) as slow:
            slow.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n")         # and never the rest
            begun = time.monotonic()
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=10)
        assert time.monotonic() - begun < 10
    assert process.returncode == 0


def test_a_port_that_was_asked_for_and_is_taken_is_refused_in_one_line(outside: Telegram, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        with bot_run(outside, tmp_path, BOT_LISTEN=listen, BOT_LANGUAGE="en") as process:
            _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert said.splitlines() == [said.strip()]
    assert said.startswith(f"{listen} (BOT_LISTEN) cannot be opened")
    assert not (tmp_path / "bot.db").exists()


def usual_port_taken() -> socket.socket | None:
    """None where another program of this machine has it already, which serves as well."""
    try:
        return socket.create_server(("127.0.0.1", 8080))
    except OSError:
        return None


def test_the_usual_port_taken_by_another_does_not_stop_the_bot(outside: Telegram, tmp_path: Path) -> None:
    taken = usual_port_taken()
    try:
        with bot_run(outside, tmp_path, BOT_LISTEN="", BOT_LANGUAGE="en") as process:
            outside.api.until_here(lambda: len(outside.api.journal.of("setMyCommands")) == 3, PATIENCE)
            process.send_signal(signal.SIGTERM)
            _, said = process.communicate(timeout=10)
    finally:
        if taken is not None:
            taken.close()
    assert process.returncode == 0
    assert "127.0.0.1:8080 is in use by another program; the bot goes on" in said


async def test_the_second_of_two_is_well_and_stands_by(outside: Telegram, tmp_path: Path) -> None:
    ports = free_port(), free_port()
    with bot_run(outside, tmp_path, BOT_LISTEN=f"127.0.0.1:{ports[0]}"):
        await outside.api.until(lambda: len(outside.api.journal.of("setMyCommands")) == 3, PATIENCE)
        with bot_run(outside, tmp_path, BOT_LISTEN=f"127.0.0.1:{ports[1]}") as second:
            await asyncio.to_thread(until_it_says, second, "đợi đến lượt")
            told = [await asyncio.to_thread(asked, port, "/health") for port in ports]
    assert [(each.status_code, each.json()["state"]) for each in told] == [(200, "polling"), (200, "standby")]


def until_it_says(process: subprocess.Popen[str], words: str) -> None:
    """Read its log as far as the words. Raises StopIteration where it ends without them."""
    assert process.stderr is not None
    next(line for line in process.stderr if words in line)
