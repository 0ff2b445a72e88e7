"""Messages that cannot go where they were meant for: accounts that ended, groups that moved, topics and cards that are gone."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlmodel import select
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.calls import as_called
from bot.outcome import Elsewhere, Lost, Outcome, Unreachable, outcome_of
from bot.sandbox.upheavals import Upheavals
from storage.conversations import Conversation
from storage.database import Engine, transaction
from storage.outbox import Leaving
from storage.people import Person, reach
from tests.post import Post
from tests.telegram import AN, BINH, COMMITTEE, Telegram, telegram

SMALL = -4321
NOW = datetime(2026, 11, 20, 5, tzinfo=UTC)


@pytest.fixture
def outside() -> Iterator[Telegram]:
    with telegram() as running:
        running.says("chào")
        running.says("chào", running.binh)
        running.api.people.group(SMALL, "Cấp ủy", running.an, supergroup=False)
        running.api.people.adds_bot(running.an, SMALL)
        yield running


@pytest.fixture
def post(engine: Engine, outside: Telegram) -> Post:
    return Post(engine, outside)


def known(post: Post) -> None:
    with transaction(post.engine) as session:
        session.add(Person(user_id=AN, joined_at=NOW))


def why(post: Post) -> str | None:
    with transaction(post.engine) as session:
        return session.exec(select(Person)).one().unreachable_why


async def test_an_account_that_is_deleted_is_noted_as_such(post: Post, outside: Telegram) -> None:
    known(post)
    Upheavals(outside.api.exchange).deletes_account(outside.an)
    post.put(AN, "một")
    await post.try_to("sendMessage")
    assert (why(post), post.faults()) == ("deleted", ["Forbidden: user is deactivated"])


async def test_who_is_out_of_reach_gets_replies_and_nothing_unasked(post: Post, outside: Telegram) -> None:
    known(post)
    with transaction(post.engine) as session:
        reach(session, AN, reachable=False, now=NOW)
    post.put(AN, "nhắc", urgent=False)
    post.put(AN, "trả lời")
    post.put(BINH, "nhắc", urgent=False)
    await post.deliver((AN, 1), (BINH, 1))
    assert (outside.heard(AN), outside.heard(BINH)) == (["trả lời"], ["nhắc"])


async def test_what_waits_unasked_for_who_has_blocked_the_bot_is_called_off(post: Post, outside: Telegram) -> None:
    known(post)
    outside.api.people.blocks(outside.an)
    post.put(AN, "trả lời")
    post.put(AN, "nhắc", urgent=False)
    await post.try_to("sendMessage")
    assert why(post) == "blocked"
    assert all(row.ended_at is not None for row in post.rows())
    assert len(outside.api.journal.of("sendMessage")) == 1


async def test_put_out_of_a_group_nobody_is_cut_off(post: Post, outside: Telegram) -> None:
    known(post)
    outside.api.people.removes_bot(outside.an, SMALL)
    post.put(SMALL, "một")
    await post.try_to("sendMessage")
    assert (why(post), post.faults()) == (None, ["Forbidden: bot was kicked from the group chat"])


async def test_a_group_that_became_a_supergroup_gets_all_that_waits(post: Post, outside: Telegram) -> None:
    new = Upheavals(outside.api.exchange).upgrades(outside.an, SMALL).id
    with transaction(post.engine) as session:
        session.add(Conversation(chat_id=SMALL, user_id=AN, updated_at=NOW))
    post.put(SMALL, "một")
    post.call("editMessageText", {"chat_id": SMALL, "message_id": 999, "text": "hai"}, SMALL)
    post.put(SMALL, "ba")
    await post.deliver((new, 3))
    assert outside.heard(new) == ["một", "hai", "ba"]
    assert {row.lane for row in post.rows()} == {new}
    with transaction(post.engine) as session:
        assert session.exec(select(Conversation)).one().chat_id == new
    assert len([each for each in outside.api.journal.of("sendMessage") if each.status == 400]) == 1


async def test_a_card_that_was_deleted_in_a_topic_is_sent_anew(post: Post, outside: Telegram) -> None:
    """The server would refuse an edit with a topic; Telegram takes none either."""
    post.call("editMessageText", {"chat_id": AN, "message_id": 999, "text": "một", "message_thread_id": 4}, AN)
    await post.try_to("sendMessage")
    assert outside.api.journal.of("editMessageText")[0].parameters.keys() == {"chat_id", "message_id", "text"}
    assert outside.api.journal.of("sendMessage")[0].parameters["message_thread_id"] in (4, "4")


async def test_the_bot_leaves_after_its_last_word(post: Post, outside: Telegram) -> None:
    post.put(SMALL, "tôi xin phép rời nhóm")
    post.call("leaveChat", {"chat_id": SMALL}, SMALL)
    await post.try_to("leaveChat")
    assert outside.heard(SMALL) == ["tôi xin phép rời nhóm"]
    assert outside.api.exchange.chats[SMALL].bot == "left"
    assert post.faults() == [None, None]


EDIT = Leaving(1, COMMITTEE, "editMessageText",
               {"chat_id": COMMITTEE, "text": "một", "message_id": 8, "message_thread_id": 4}, doubts=0)  # fmt: skip
SAID = Leaving(1, COMMITTEE, "sendMessage", {"chat_id": COMMITTEE, "text": "một", "message_thread_id": 4}, doubts=0)
TO_AN = Leaving(1, AN, "sendMessage", {"chat_id": AN, "text": "một"}, doubts=0)
ANEW = {"chat_id": COMMITTEE, "text": "một", "message_thread_id": 4}
WITHOUT = {"chat_id": COMMITTEE, "text": "một"}

OUTCOMES: list[tuple[str, TelegramError, Leaving, Outcome]] = [
    ("blocked", Forbidden("bot was blocked by the user"), TO_AN, Unreachable("bot was blocked by the user", "blocked")),
    ("deleted", Forbidden("user is deactivated"), TO_AN, Unreachable("user is deactivated", "deleted")),
    ("kicked", Forbidden("bot was kicked from the supergroup chat"), SAID,
     Unreachable("bot was kicked from the supergroup chat", None)),
    ("the group is deleted", Forbidden("the group chat was deleted"), SAID, Unreachable("the group chat was deleted", None)),
    ("card gone", BadRequest("message to edit not found"), EDIT, Elsewhere(COMMITTEE, "sendMessage", ANEW)),
    ("card was a picture", BadRequest("there is no text in the message to edit"), EDIT,
     Elsewhere(COMMITTEE, "sendMessage", ANEW)),
    ("card in a group that moved", ChatMigrated(-1009), EDIT,
     Elsewhere(-1009, "sendMessage", {**ANEW, "chat_id": -1009})),
    ("topic gone", BadRequest("message thread not found"), SAID, Elsewhere(COMMITTEE, "sendMessage", WITHOUT)),
    ("topic closed", BadRequest("TOPIC_CLOSED"), SAID, Elsewhere(COMMITTEE, "sendMessage", WITHOUT)),
    ("no topic at all", BadRequest("message thread not found"), TO_AN, Lost("message thread not found")),
    ("may not write", BadRequest("not enough rights to send text messages to the chat"), SAID,
     Lost("not enough rights to send text messages to the chat")),
]  # fmt: skip


@pytest.mark.parametrize(("error", "row", "outcome"), [row[1:] for row in OUTCOMES], ids=[row[0] for row in OUTCOMES])
def test_what_a_refusal_means(error: TelegramError, row: Leaving, outcome: Outcome) -> None:
    assert outcome_of(error, row) == outcome


def test_only_an_edit_does_without_its_topic() -> None:
    assert as_called("editMessageText", EDIT.parameters).keys() == {"chat_id", "text", "message_id"}
    assert as_called("sendMessage", SAID.parameters) == SAID.parameters
