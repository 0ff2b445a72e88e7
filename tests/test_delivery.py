"""Delivery against our own Bot API server: what arrives where, in which order, and what is on record afterwards."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlmodel import select

from bot.sandbox.files import plain_png
from storage.database import Engine, transaction
from storage.outbox import ANSWER_LOST, NO_CHAT, Enclosure, Outgoing, claim, put, release
from storage.people import Person
from tests.post import Post
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
