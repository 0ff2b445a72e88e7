"""Groups as Telegram makes them: who takes the bot in, new numbers, topics, people who hide, channels."""

from typing import Any

import pytest
from sqlmodel import select

from storage.conversations import Conversation
from storage.database import Engine, transaction
from storage.people import Person
from tests.rounds import Left, Round, press
from tests.updates import AN, ANONYMOUS, BOT, CHANNEL, GROUP, edited, message, pressed, said, standing

OLD: dict[str, Any] = {"id": -12, "type": "group", "title": "Cấp ủy"}
STRANGER: dict[str, Any] = {"id": 999, "is_bot": False, "first_name": "Lạ"}
ASKED = "@ket_nap_bot còn bao nhiêu nữa thì đạt chỉ tiêu năm nay?"
IN_TOPIC: dict[str, Any] = {"chat": GROUP, "message_thread_id": 4, "is_topic_message": True}
FROM_OLD = said(None, chat=GROUP, sender=STRANGER, migrate_from_chat_id=OLD["id"])
TO_NEW = said(None, chat=OLD, sender=STRANGER, migrate_to_chat_id=GROUP["id"])
UPGRADED = standing("member", GROUP, before="left", by=STRANGER)


@pytest.fixture
def around(engine: Engine) -> Round:
    return Round(engine)


def methods(calls: list[Left]) -> list[tuple[str, int]]:
    return [(call.method, call.chat) for call in calls]


def test_taken_in_by_a_member_it_says_what_it_answers_and_how(around: Round) -> None:
    (hello,) = around.come(standing("member", GROUP, before="left"))
    assert hello.chat == GROUP["id"]
    assert "@ket_nap_bot còn bao nhiêu" in hello.text
    assert "nhắn riêng" in hello.text


@pytest.mark.parametrize("by", [STRANGER, ANONYMOUS], ids=["a stranger", "nobody"])
def test_taken_in_by_anybody_else_it_says_one_line_and_leaves(around: Round, by: Any) -> None:
    line, leaving = around.come(standing("member", GROUP, before="left", by=by))
    assert "rời nhóm" in line.text
    assert (leaving.method, leaving.parameters) == ("leaveChat", {"chat_id": GROUP["id"]})
    assert around.come(standing("left", GROUP, by=BOT)) == []
    (hello,) = around.come(standing("member", GROUP, before="left"))
    assert "@ket_nap_bot" in hello.text


def test_what_it_may_do_in_a_group_and_that_it_is_put_out_needs_no_answer(around: Round) -> None:
    around.come(standing("member", GROUP, before="left"))
    for change in ("administrator", "restricted", "kicked"):
        assert around.come(standing(change, GROUP)) == []
    _, leaving = around.come(standing("member", GROUP, before="kicked", by=STRANGER))
    assert leaving.method == "leaveChat"


def test_put_out_of_a_group_nobody_is_unreachable(around: Round) -> None:
    around.come(standing("kicked", GROUP))
    with transaction(around.engine) as session:
        assert session.exec(select(Person)).one().unreachable_since is None


ORDERS = {
    "taken in first": [UPGRADED, TO_NEW, FROM_OLD], "taken in last": [TO_NEW, FROM_OLD, UPGRADED],
    "the new number alone": [UPGRADED, FROM_OLD], "by the old number alone": [TO_NEW, UPGRADED],
}  # fmt: skip


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_a_group_that_becomes_a_supergroup_keeps_the_bot_whoever_did_it(around: Round, order: list[Any]) -> None:
    around.come(standing("member", OLD, before="left"))
    assert around.come(*order) == []
    (answer,) = around.come(said(ASKED, chat=GROUP))
    assert "/9" in answer.text


def test_what_waits_and_what_was_begun_moves_with_the_group_once(around: Round) -> None:
    around.come(standing("member", OLD, before="left"))
    around.work_only(said(ASKED, chat=OLD))
    ((chat, asked),) = around.waiting()
    assert chat == OLD["id"]
    around.work_only(TO_NEW, FROM_OLD)
    around.work_only(TO_NEW)                            # and once more, as another update
    assert around.waiting() == [(GROUP["id"], asked)]
    (left,) = around.leave()
    assert left.parameters["chat_id"] == GROUP["id"]
    with transaction(around.engine) as session:
        found = session.exec(select(Conversation)).all()
    assert {(each.chat_id, each.user_id) for each in found} == {(GROUP["id"], 0), (GROUP["id"], AN["id"])}


def test_answers_go_to_the_topic_of_the_question(around: Round) -> None:
    (answer,) = around.come(said(ASKED, **IN_TOPIC))
    assert answer.parameters["message_thread_id"] == 4
    (again,) = around.come(edited(ASKED, **IN_TOPIC))
    assert again.parameters["message_thread_id"] == 4
    (elsewhere,) = around.come(said(ASKED, chat=GROUP))
    assert "message_thread_id" not in elsewhere.parameters


def test_a_press_in_a_topic_is_answered_there(around: Round) -> None:
    shown = message(message_id=8, sender=BOT, **IN_TOPIC)
    ended = around.come(pressed("gone", message=shown))
    assert methods(ended) == [("answerCallbackQuery", 0)]


def test_below_the_opening_of_a_topic_nobody_speaks_to_the_bot(around: Round) -> None:
    opening = message(None, message_id=4, sender=BOT, chat=GROUP, forum_topic_created={"name": "Tin", "icon_color": 7322096})
    assert around.come(said("chiều nay họp", **IN_TOPIC, reply_to_message=opening)) == []


def test_an_administrator_without_a_name_is_told_so_and_never_taken_for_anybody(around: Round) -> None:
    around.takes(ANONYMOUS["id"], "TY-02")              # even if somebody had given the stand-in a role
    hidden: dict[str, Any] = {"sender": ANONYMOUS, "sender_chat": GROUP, "chat": GROUP}
    (line,) = around.come(said(ASKED, **hidden))
    assert "ẩn danh" in line.text
    assert "9" not in line.text
    assert around.come(said("chiều nay họp", **hidden)) == []
    (ended,) = around.come(pressed(sender=ANONYMOUS, message=message(message_id=8, sender=BOT, chat=GROUP)))
    assert ended.method == "answerCallbackQuery"
    assert "ẩn danh" in ended.text
    assert len(ended.text) <= 200
    with transaction(around.engine) as session:
        assert session.exec(select(Conversation)).all() == []


@pytest.mark.parametrize("sender", [777000, 136817688])
def test_channels_are_not_answered(around: Round, sender: int) -> None:
    post = {"chat": GROUP, "sender_chat": CHANNEL, "sender": {**BOT, "id": sender}}
    assert around.come(said(ASKED, **post), {"channel_post": message(ASKED, chat=CHANNEL, sender=None)}) == []


def test_help_in_a_group_is_about_groups(around: Round) -> None:
    (answer,) = around.come(said("/help@ket_nap_bot", chat=GROUP))
    assert "Trong nhóm" in answer.text
    assert "reply_markup" not in answer.parameters


def test_one_person_in_two_chats_has_two_conversations(around: Round) -> None:
    card, in_group = around.come(said("hôm 12/11 kết nạp 2 đồng chí"), said("@ket_nap_bot đúng", chat=GROUP))
    assert (card.chat, in_group.chat) == (AN["id"], GROUP["id"])
    assert around.record() == []
    around.come(press(card, "Đúng"))
    assert around.record() == ["TY-01 admissions 2 2026-11-12"]
