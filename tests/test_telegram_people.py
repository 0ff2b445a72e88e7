"""People as Telegram shows them: out of reach, renamed, with two phones, with much to say at once, with albums."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel, select

from storage.database import Engine, transaction
from storage.outbox import Outgoing, put
from storage.people import DELETED, Person, hears, reach
from tests.rounds import NOW, Left, Round, press
from tests.updates import AN, AT_NOON, GROUP, album, edited, message, said, standing

LONGEST = 2000
STRANGER = {"id": 999, "is_bot": False, "first_name": "Lạ"}
THEIR_CHAT = {"id": 999, "type": "private", "first_name": "Lạ"}


@pytest.fixture
def around(engine: Engine) -> Round:
    return Round(engine)


def an(around: Round) -> Person:
    with transaction(around.engine) as session:
        return session.exec(select(Person).where(Person.user_id == AN["id"])).one()


def cards(calls: list[Left]) -> list[Left]:
    return [call for call in calls if call.method == "sendMessage" and "Đúng" in str(call.parameters.get("reply_markup"))]


def test_who_blocked_the_bot_is_unreachable_until_they_let_it_in(around: Round) -> None:
    assert around.come(standing("kicked")) == []
    assert (an(around).unreachable_why, an(around).unreachable_since) == ("blocked", NOW)
    assert around.come(standing("member", before="kicked")) == []
    assert (an(around).unreachable_why, an(around).unreachable_since) == (None, None)


def test_who_writes_can_be_reached_and_who_writes_in_a_group_need_not_be(around: Round) -> None:
    with transaction(around.engine) as session:
        reach(session, AN["id"], reachable=False, now=NOW, why=DELETED)
    around.come(said("@ket_nap_bot tiến độ", chat=GROUP))
    assert an(around).unreachable_why == "deleted"
    (answer,) = around.come(said("cảm ơn"))
    assert answer.chat == AN["id"]
    assert an(around).unreachable_why is None


def test_what_waits_unasked_is_not_sent_to_who_blocked_the_bot_nor_afterwards(around: Round) -> None:
    with transaction(around.engine) as session:
        reminder = Outgoing(effect="r", lane=AN["id"], method="sendMessage", parameters={"chat_id": AN["id"], "text": "nhắc"},
                            urgent=False, due_at=NOW + timedelta(days=1))  # fmt: skip
        put(session, [reminder])
    around.work_only(said("cảm ơn"), standing("kicked"))
    assert [text for _, text in around.waiting()] != []
    assert "nhắc" not in [text for _, text in around.waiting()]
    with transaction(around.engine) as session:
        assert not hears(session, AN["id"])
    around.come(standing("member", before="kicked"))
    assert around.waiting() == []


def test_a_new_name_changes_nothing_and_no_name_is_kept(around: Round) -> None:
    before = {**AN, "first_name": "Bùi Kín Tiếng", "last_name": "Xưa", "username": "kintieng_77"}
    after = {**AN, "first_name": "Ẩn Danh Mới", "username": "tenmoi_88"}
    chats = [{"id": AN["id"], "type": "private", **{name: who[name] for name in ("first_name", "username")}}
             for who in (before, after)]
    (card,) = around.come(said("hôm 12/11 kết nạp 2 đồng chí", sender=before, chat=chats[0]))
    around.come(press(card, "Đúng", sender=after), standing("kicked", chats[1], by=after),
                standing("member", chats[1], before="kicked", by=after))
    shown = around.come(said("báo cáo của tôi", sender=after, chat=chats[1]),
                        said("@ket_nap_bot tiến độ", sender=after, chat={**GROUP, "title": "Nhóm Kín Tiếng"}))
    assert "Kết nạp 2 đảng viên" in shown[0].text
    kept = everything_kept(around.engine).casefold()
    assert "admissions" in kept
    assert [word for word in ("kín tiếng", "k\\u00edn", "xưa", "kintieng", "ẩn danh mới", "tenmoi") if word in kept] == []


def everything_kept(engine: Engine) -> str:
    """Every value of every row of every table, as text."""
    with engine.connect() as connection:
        return "\n".join(
            repr(tuple(row)) for table in SQLModel.metadata.sorted_tables for row in connection.execute(sa.select(table))
        )


def test_one_button_pressed_on_two_devices_has_one_effect_and_both_are_told(around: Round) -> None:
    (card,) = around.come(said("hôm 12/11 kết nạp 2 đồng chí"))
    calls = around.come(press(card, "Đúng", "q1"), press(card, "Đúng", "q2"))
    ended = [call.parameters["callback_query_id"] for call in calls if call.method == "answerCallbackQuery"]
    assert sorted(ended) == ["q1", "q2"]
    assert around.record() == ["TY-01 admissions 2 2026-11-12"]
    assert sum("Đã ghi" in call.text for call in calls) == 1
    assert "Nút này đã cũ" in calls[-1].text
    assert "Kết nạp 2 đảng viên" in calls[-1].text


SENTENCE = "hôm 12/11 kết nạp 2 đồng chí. "
LONG = {
    "words": SENTENCE + "rất vui " * 500, "one word": "a" * 4096, "digits": "1234567890" * 409, "emoji": "🎉" * 4096,
    "emoji behind a report": SENTENCE + "🎉" * 2000, "lines": "kết nạp 1\n" * 409, "marks": "e\u0323\u0302" * 1365,
    "reports": SENTENCE * 136, "questions": "còn bao nhiêu? " * 273, "commas": "," * 4096, "brackets": "(" * 4096,
    "names": "Chi bộ Công ty TNHH May Ngọc Lâm " * 124, "dates": "12/11/2026 " * 372, "percents": "5/6, 83%; " * 409,
}  # fmt: skip


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_the_longest_messages_are_answered_and_nothing_breaks(around: Round, text: str) -> None:
    calls = around.come(said(text[:4096]))
    assert calls
    assert all(0 < len(call.text) <= LONGEST for call in calls)
    assert not any("Xin lỗi" in call.text for call in calls)
    assert around.record() == []


def test_a_message_that_the_client_cut_in_two_is_read_in_both_halves(around: Round) -> None:
    first = "hôm 10/11 kết nạp 2 đồng chí. " + "Buổi lễ trang trọng. " * 190
    second = "Hôm 11/11 chuyển chính thức 1 đồng chí."
    calls = around.come(said(first[:4096]), said(second, message_id=10))
    assert "Chuyển đảng chính thức cho 1" in calls[-1].text
    assert all(len(call.text) <= LONGEST for call in calls)


def test_ten_messages_at_once_are_worked_in_order_and_nothing_is_lost(around: Round) -> None:
    texts = ["hôm 1/11 kết nạp 1 đồng chí", "hôm 2/11 kết nạp 2 đồng chí, 1 nữ", "còn bao nhiêu nữa thì đạt chỉ tiêu năm nay?",
             "hôm 3/11 chuyển chính thức 3 đồng chí", "cảm ơn", "hôm 4/11 kết nạp 4 đồng chí", "chỉ tiêu năm nay là bao nhiêu?",
             "hôm 5/11 có 5 đồng chí học lớp nhận thức về Đảng"]  # fmt: skip
    updates = [said(text, message_id=20 + place, date=AT_NOON - 60 + place) for place, text in enumerate(texts)]
    updates.insert(5, edited("hôm 2/11 kết nạp 3 đồng chí, 1 nữ", message_id=21))
    calls = around.come(*updates)
    assert all(len(call.text) <= LONGEST for call in calls)
    assert sum("/9" in call.text for call in calls) >= 1
    *_, last = cards(calls)
    for words in ("Kết nạp 1 đảng viên, ngày 01/11", "Kết nạp 3 đảng viên, trong đó 1 nữ, ngày 02/11", "ngày 03/11",
                  "Kết nạp 4 đảng viên, ngày 04/11", "ngày 05/11"):
        assert words in last.text
    assert around.record() == []
    around.come(press(last, "Đúng"))
    assert around.record() == [
        "TY-01 admissions 1 2026-11-01", "TY-01 admissions 3 2026-11-02 [female=1]", "TY-01 full_memberships 3 2026-11-03",
        "TY-01 admissions 4 2026-11-04", "TY-01 training_awareness 5 2026-11-05",
    ]  # fmt: skip


def test_an_album_gets_one_answer(around: Round) -> None:
    (answer,) = around.come(*album("", "", "", ""))
    assert "chỉ đọc được chữ" in answer.text
    assert around.come(*album("", number="13579", first=40)) == []      # the last picture, a poll later
    assert len(around.come(*album("", "", number="24680"))) == 1


def test_the_caption_of_an_album_is_read_and_its_other_pictures_pass(around: Round) -> None:
    (card,) = around.come(*album("hôm 12/11 kết nạp 2 đồng chí", "", ""))
    around.come(press(card, "Đúng"))
    assert around.record() == ["TY-01 admissions 2 2026-11-12"]


def test_captions_of_a_forwarded_album_are_all_on_the_last_card(around: Round) -> None:
    origin = {"type": "hidden_user", "sender_user_name": "Ai đó", "date": AT_NOON}
    calls = around.come(*album(
        "Chi bộ May Ngọc Lâm hôm 10/11 kết nạp 2 đồng chí", "", "Chi bộ May Ngọc Lâm 11/11 chuyển chính thức 1 đồng chí", "",
        forward_origin=origin,
    ))
    assert len(calls) == 2
    assert "Kết nạp 2 đảng viên" in calls[-1].text
    assert "Chuyển đảng chính thức cho 1" in calls[-1].text


def test_an_album_of_a_stranger_gets_one_answer(around: Round) -> None:
    calls = around.come(*album("", "xin chào", "", sender=STRANGER, chat=THEIR_CHAT))
    assert len(calls) == 1
    assert "mã mời" in calls[0].text


SILENT: dict[str, Any] = {
    "reaction": {"message_reaction": {"chat": {"id": 501, "type": "private"}, "message_id": 8, "user": AN, "date": AT_NOON,
                                      "old_reaction": [], "new_reaction": [{"type": "emoji", "emoji": "👍"}]}},
    "business": {"business_message": message("hôm 12/11 kết nạp 2", business_connection_id="b")},
    "vote": {"poll_answer": {"poll_id": "p", "user": AN, "option_ids": [0], "option_persistent_ids": ["0"]}},
    "about to pay": {"pre_checkout_query": {
        "id": "c", "from": AN, "currency": "VND", "total_amount": 1, "invoice_payload": "x"}},
    "not known yet": {"thought_reading": {"from": AN, "thought": "kết nạp 3"}},
}  # fmt: skip


@pytest.mark.parametrize("update", SILENT.values(), ids=SILENT)
def test_what_is_not_for_the_bot_gets_silence(around: Round, update: Any) -> None:
    assert around.come(update) == []
    assert around.record() == []
