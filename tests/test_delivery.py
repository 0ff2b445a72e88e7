"""Delivery against our own Bot API server: what arrives where, in which order, and what is on record afterwards."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from sqlmodel import select
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.api import make_bot
from bot.clock import Clock
from bot.delivery import Delivery
from bot.desk import Desk
from bot.loops import keep
from bot.outcome import Again, Elsewhere, Lost, Outcome, Unreachable, outcome_of
from bot.pace import Pace
from bot.sandbox.chats import Json
from bot.sandbox.files import plain_png
from storage.database import Engine, transaction
from storage.outbox import ANSWER_LOST, NO_CHAT, Enclosure, Leaving, Outgoing, claim, put, release
from storage.people import Person
from tests.telegram import AN, BINH, COMMITTEE, Telegram, telegram

MARK = "(gửi lại, có thể trùng)"


@pytest.fixture
def outside() -> Iterator[Telegram]:
    with telegram() as running:
        running.says("chào")
        running.says("chào", running.binh)
        running.api.people.group(COMMITTEE, "Cấp ủy", running.an)
        running.api.people.adds_bot(running.an, COMMITTEE)
        yield running


@dataclass
class Post:
    """The outbox and its delivery."""

    engine: Engine
    outside: Telegram
    number: int = field(default=0)

    def put(self, chat: int, text: str, **also: Any) -> None:
        """A message for the chat."""
        self.call("sendMessage", {"chat_id": chat, "text": text}, chat, **also)

    def call(self, method: str, parameters: Json, lane: int, paper: tuple[str, bytes] | None = None, **also: Any) -> None:
        """Any call."""
        self.number += 1
        now = datetime.now(UTC)
        row = Outgoing(effect=f"t/{self.number}", lane=lane, method=method, parameters=parameters, due_at=now, **also)
        enclosed = [Enclosure(effect=row.effect, name=paper[0], content=paper[1])] if paper else []
        with transaction(self.engine) as session:
            assert put(session, [row], enclosed) == 1

    @contextlib.asynccontextmanager
    async def sending(self) -> AsyncIterator[None]:
        """Delivery runs inside; afterwards what was being sent is on record."""
        desk = Desk(self.engine)
        bot = make_bot(self.outside.settings("sqlite:///unused.db"))
        delivery = Delivery(bot, desk, Clock(ZoneInfo("Asia/Ho_Chi_Minh")), "vi")
        async with bot:
            await delivery.begin()
            task = asyncio.create_task(keep("delivery", delivery.send))
            try:
                yield
            finally:
                task.cancel()
                await asyncio.wait({task})
                await delivery.close()
        desk.close()

    async def deliver(self, *heard: tuple[int, int]) -> None:
        """Send until each chat has that many messages, and everything is on record."""
        async with self.sending():
            await self.outside.api.until(lambda: all(len(self.outside.heard(chat)) >= count for chat, count in heard))

    async def try_to(self, method: str) -> None:
        """Send until the server has heard such a call, and its outcome is on record."""
        async with self.sending():
            await self.outside.api.until(lambda: bool(self.outside.api.journal.of(method)))

    def rows(self) -> list[Outgoing]:
        with transaction(self.engine) as session:
            return list(session.exec(select(Outgoing).order_by(Outgoing.id)))  # type: ignore[arg-type]

    def faults(self) -> list[str | None]:
        return [row.fault for row in self.rows()]


@pytest.fixture
def post(engine: Engine, outside: Telegram) -> Post:
    return Post(engine, outside)


async def test_messages_arrive_in_order_and_their_numbers_are_known(post: Post, outside: Telegram) -> None:
    for text in ("một", "hai", "ba"):
        post.put(AN, text)
    await post.deliver((AN, 3))
    assert outside.heard(AN) == ["một", "hai", "ba"]
    assert [row.message_id for row in post.rows()] == [message["message_id"] for message in outside.api.replies(AN)]
    assert post.faults() == [None] * 3


async def test_a_flooded_chat_waits_alone_and_keeps_its_order(post: Post, outside: Telegram) -> None:
    outside.api.faults.flood(AN, 1)
    for chat, text in ((AN, "một"), (AN, "hai"), (BINH, "ba"), (BINH, "bốn")):
        post.put(chat, text)
    await post.deliver((AN, 2), (BINH, 2))
    assert outside.heard(AN) == ["một", "hai"]
    sent = [entry for entry in outside.api.journal.of("sendMessage") if entry.status == 200]
    assert [entry.parameters["text"] for entry in sent] == ["ba", "bốn", "một", "hai"]


async def test_who_blocked_the_bot_is_marked_unreachable_and_others_are_not_held_up(post: Post, outside: Telegram) -> None:
    with transaction(post.engine) as session:
        session.add(Person(user_id=AN, joined_at=datetime.now(UTC)))
    outside.api.people.blocks(outside.an)
    post.put(AN, "một")
    post.put(BINH, "hai")
    await post.deliver((BINH, 1))
    assert outside.heard(AN) == []
    assert "blocked" in (post.faults()[0] or "")
    with transaction(post.engine) as session:
        assert session.exec(select(Person)).one().unreachable_since is not None


@pytest.mark.parametrize(("method", "kind"), [("sendPhoto", "photo"), ("sendDocument", "document")])
async def test_a_paper_arrives_whole_and_is_kept_no_longer(post: Post, outside: Telegram, method: str, kind: str) -> None:
    content = plain_png(8, 8)
    outside.api.faults.lose_answer(method)
    post.call(method, {"chat_id": AN, "caption": "tờ mời"}, AN, paper=("mời.png", content))
    await post.deliver((AN, 2))
    first, again = outside.api.replies(AN)
    assert [first["caption"], again["caption"]] == ["tờ mời", f"{MARK}\ntờ mời"]
    files = again[kind][-1] if kind == "photo" else again[kind]
    async with httpx.AsyncClient() as browser:
        kept = await browser.get(f"{outside.url.removesuffix('/bot')}/sandbox/file/{files['file_id']}")
    assert kept.content == content
    assert [row.parameters for row in post.rows()] == [{}]
    with transaction(post.engine) as session:
        assert session.exec(select(Enclosure)).all() == []


@pytest.mark.parametrize("how", ["lose_answer", "garble_answer"])
async def test_a_lost_answer_is_asked_for_once_more_and_marked(post: Post, outside: Telegram, how: str) -> None:
    getattr(outside.api.faults, how)("sendMessage")
    post.put(AN, "một")
    post.put(AN, "hai")
    await post.deliver((AN, 3))
    assert outside.heard(AN) == ["một", f"{MARK}\nmột", "hai"]
    assert post.faults() == [None, None]


async def test_an_answer_lost_twice_is_given_up_and_the_next_message_arrives(post: Post, outside: Telegram) -> None:
    outside.api.faults.lose_answer("sendMessage", times=2)
    post.put(AN, "một")
    post.put(AN, "hai")
    await post.deliver((AN, 3))
    assert outside.heard(AN) == ["một", f"{MARK}\nmột", "hai"]
    assert [fault is None for fault in post.faults()] == [False, True]


@pytest.mark.parametrize("status", [500, 502])
async def test_a_server_in_trouble_is_asked_again_without_a_mark(post: Post, outside: Telegram, status: int) -> None:
    outside.api.faults.refuse(status, "sendMessage", times=2)
    post.put(AN, "một")
    await post.deliver((AN, 1))
    assert outside.heard(AN) == ["một"]


@pytest.mark.parametrize("deaths", [1, 3])
async def test_what_a_dead_sender_had_begun_goes_out_marked(post: Post, outside: Telegram, deaths: int) -> None:
    post.put(AN, "một")
    for _ in range(deaths):
        with transaction(post.engine) as session:
            release(session)
            assert claim(session, datetime.now(UTC), datetime.now(UTC) + timedelta(minutes=1))
    await post.deliver((AN, 1))
    assert outside.heard(AN) == [f"{MARK}\nmột"]


async def test_what_left_whole_and_came_once_more_does_not_come_a_third_time_when_its_sender_dies(
    post: Post, outside: Telegram
) -> None:
    post.put(BINH, "hai")
    with transaction(post.engine) as session:       # lost before, and claimed for its repeat by one who dies
        row = session.exec(select(Outgoing).where(Outgoing.lane == BINH)).one()
        row.attempts = ANSWER_LOST
        session.add(row)
    with transaction(post.engine) as session:
        assert claim(session, datetime.now(UTC), datetime.now(UTC) + timedelta(minutes=1))
    with transaction(post.engine) as session:
        release(session)
    post.put(BINH, "ba")
    await post.deliver((BINH, 1))
    assert outside.heard(BINH) == ["ba"]


async def test_an_end_that_cannot_be_recorded_stands_in_nobodys_way(post: Post, outside: Telegram) -> None:
    outside.api.faults.slow(0.5, "sendMessage", chat=BINH)
    outside.api.faults.slow(1, "sendMessage", chat=AN)      # ends while the other still cannot be recorded
    for chat, text in ((AN, "một"), (BINH, "hai"), (AN, "ba")):
        post.put(chat, text)
    async with post.sending():
        await outside.api.until(lambda: bool(outside.heard(AN) and outside.heard(BINH)))
        with transaction(post.engine) as session:
            session.delete(session.exec(select(Outgoing).where(Outgoing.lane == BINH)).one())
        await outside.api.until(lambda: len(outside.heard(AN)) == 2)
    assert outside.heard(AN) == ["một", "ba"]
    assert [row.ended_at is not None for row in post.rows()] == [True, True]


async def test_an_edit_that_changes_nothing_has_arrived(post: Post, outside: Telegram) -> None:
    post.put(AN, "một")
    await post.deliver((AN, 1))
    (shown,) = outside.api.replies(AN)
    post.call("editMessageText", {"chat_id": AN, "message_id": shown["message_id"], "text": "một"}, AN)
    await post.try_to("editMessageText")
    assert post.faults() == [None, None]
    assert post.rows()[1].message_id == shown["message_id"]


async def test_an_edit_of_a_message_that_is_gone_is_said_anew(post: Post, outside: Telegram) -> None:
    post.call("editMessageText", {"chat_id": AN, "message_id": 999, "text": "một"}, AN)
    await post.deliver((AN, 1))
    assert outside.heard(AN) == ["một"]
    assert post.faults() == [None]


async def test_a_press_that_is_too_old_is_over(post: Post) -> None:
    post.call("answerCallbackQuery", {"callback_query_id": "1"}, NO_CHAT)
    await post.try_to("answerCallbackQuery")
    assert post.faults() == [None]
    assert post.rows()[0].ended_at is not None


async def test_what_the_server_will_never_take_is_given_up(post: Post, outside: Telegram) -> None:
    post.put(AN, "x" * 4097)
    post.put(AN, "hai")
    await post.deliver((AN, 1))
    assert outside.heard(AN) == ["hai"]
    assert [fault is None for fault in post.faults()] == [False, True]


async def test_the_end_of_a_press_does_not_queue_behind_messages(post: Post, outside: Telegram) -> None:
    for number in range(4):
        post.put(AN, f"tin {number}")
    post.call("answerCallbackQuery", {"callback_query_id": "1"}, NO_CHAT)
    await post.deliver((AN, 4))
    methods = [entry.method for entry in outside.api.journal if entry.method != "getMe"]
    assert methods.index("answerCallbackQuery") <= 2
    assert outside.heard(AN) == [f"tin {number}" for number in range(4)]


async def test_replies_outrank_reminders_and_reminders_wait_for_their_time(post: Post, outside: Telegram) -> None:
    post.put(AN, "nhắc", urgent=False)
    post.put(AN, "trả lời")
    with transaction(post.engine) as session:
        later = Outgoing(effect="later", lane=AN, method="sendMessage", parameters={"chat_id": AN, "text": "mai"}, urgent=False,
                         due_at=datetime.now(UTC) + timedelta(days=1))  # fmt: skip
        put(session, [later])
    async with post.sending():
        await outside.api.until(lambda: len(outside.heard(AN)) == 2)
    assert outside.heard(AN) == ["trả lời", "nhắc"]
    assert post.rows()[2].ended_at is None


SAID = Leaving(1, COMMITTEE, "sendMessage", {"chat_id": COMMITTEE, "text": "một"}, doubts=0)
MOVED = {"chat_id": -1009, "text": "một"}


@pytest.mark.parametrize(("error", "outcome"), [
    (ChatMigrated(-1009), Elsewhere(-1009, "sendMessage", MOVED)),
    (RetryAfter(7), Again(timedelta(seconds=7))),
    (Forbidden("bot was kicked"), Unreachable("bot was kicked")),
    (BadRequest("chat not found"), Lost("chat not found")),
    (EndPointNotFound("no such method, or no such token"), Again()),
    (NetworkError("Bad Gateway"), Again()),
    (TelegramError("Invalid server response"), Again(doubtful=True)),
], ids=lambda value: type(value).__name__)  # fmt: skip
def test_what_an_error_means(error: TelegramError, outcome: Outcome) -> None:
    assert outcome_of(error, SAID) == outcome


def test_a_call_that_never_left_cannot_have_arrived_and_one_without_answer_can() -> None:
    unsent, unheard = TimedOut(), TimedOut()
    unsent.__cause__, unheard.__cause__ = httpx.ConnectTimeout(""), httpx.ReadTimeout("")
    assert outcome_of(unsent, SAID) == Again()
    assert outcome_of(unheard, SAID) == Again(doubtful=True)


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(("chat", "seconds", "most"), [(AN, 1, 3), (AN, 60, 60), (COMMITTEE, 60, 20), (COMMITTEE, 120, 40)])
def test_no_chat_gets_more_than_it_may(chat: int, seconds: int, most: int) -> None:
    clock = Hand()
    pace, sent = Pace(clock), 0
    while clock.now < seconds:
        if chat not in pace.full() and pace.left():
            pace.begin(chat)
            pace.end(chat)
            sent += 1
        clock.now += 0.01
    assert sent == most


def test_all_chats_together_get_thirty_a_second() -> None:
    clock = Hand()
    pace, sent = Pace(clock), 0
    for chat in range(1000):
        while not pace.left():
            clock.now += pace.pause(0) or 0.001
        pace.begin(chat)
        pace.end(chat)
        sent += clock.now < 10
    assert sent == 300
