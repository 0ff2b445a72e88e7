"""Working updates: each has its effects once or not at all, each chat keeps its order, and what fails stops nobody."""

import itertools
import json
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from bot.clock import Clock
from bot.intake import envelope
from bot.work import Handler, work_one
from handlers.turn import Answer, Choice, House, Pressed, Reply, Text, Turn
from storage import intake
from storage.audit import Audit
from storage.database import Engine, Session, connect, transaction
from storage.intake import Intake, accept, lanes_waiting
from storage.outbox import Outgoing
from tests.updates import PRIVATE, pressed, said

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
HOUSE = House(language="vi", bot_name="ket_nap_bot")


class Noon(Clock):
    def __call__(self) -> datetime:
        return NOW


CLOCK = Noon(ZoneInfo("Asia/Ho_Chi_Minh"))


def echo(session: Session, turn: Turn) -> Answer:
    """Records what was said, and says it back."""
    content = turn.content
    if isinstance(content, Pressed):
        return Answer((Reply("Đã ghi", replaces=content.message_id),), aside="Xong")
    assert isinstance(content, Text)
    session.add(Audit(at=turn.now, act="said", subject=content.text[:90]))
    return Answer((Reply(f"> {content.text}"),))


def clumsy(session: Session, turn: Turn) -> Answer:
    """Fails after it has recorded something."""
    answer = echo(session, turn)
    session.flush()
    if isinstance(turn.content, Text) and turn.content.text == "bí mật":
        raise ValueError(turn.content.text)
    return answer


def arrive(engine: Engine, *updates: dict[str, Any]) -> int:
    """The updates come in, numbered from 1 in their order."""
    numbered = [{**update, "update_id": number} for number, update in enumerate(updates, 1)]
    arrived = [known for known in map(envelope, numbered) if known is not None]
    with transaction(engine) as session:
        return accept(session, 77, arrived, NOW)


def work(engine: Engine, lane: int = 501, handler: Handler = echo) -> int:
    """Work the lane to its end; how many rows there were."""
    return sum(itertools.takewhile(bool, (work_one(engine, lane, handler, HOUSE, CLOCK) for _ in itertools.count())))


def recorded(engine: Engine) -> list[str]:
    with transaction(engine) as session:
        return list(session.exec(select(Audit.subject).order_by(Audit.id)))  # type: ignore[arg-type]


def outbox(engine: Engine) -> list[Outgoing]:
    with transaction(engine) as session:
        return list(session.exec(select(Outgoing).order_by(Outgoing.id)))  # type: ignore[arg-type]


def rows(engine: Engine) -> list[Intake]:
    with transaction(engine) as session:
        return list(session.exec(select(Intake).order_by(Intake.id)))  # type: ignore[arg-type]


def test_a_message_is_worked_once_and_its_words_are_wiped(engine: Engine) -> None:
    assert arrive(engine, said("kết nạp 3")) == 1
    assert work(engine) == 1
    (left,) = outbox(engine)
    assert (left.lane, left.method, left.parameters) == (501, "sendMessage", {"chat_id": 501, "text": "> kết nạp 3"})
    assert recorded(engine) == ["kết nạp 3"]
    (row,) = rows(engine)
    assert (row.body, row.ended_at, row.fault) == (None, NOW, None)


def test_a_redelivered_update_has_no_second_effect(engine: Engine) -> None:
    assert arrive(engine, said("kết nạp 3"), said("kết nạp 4")) == 2
    assert work(engine) == 2
    assert arrive(engine, said("kết nạp 3"), said("kết nạp 4"), said("kết nạp 5")) == 1
    assert work(engine) == 1
    assert recorded(engine) == ["kết nạp 3", "kết nạp 4", "kết nạp 5"]
    assert len(outbox(engine)) == 3


def test_a_press_is_ended_and_edits_its_message(engine: Engine) -> None:
    arrive(engine, pressed("k1"))
    work(engine)
    ended, edit = outbox(engine)
    assert (ended.lane, ended.method) == (0, "answerCallbackQuery")
    assert ended.parameters == {"callback_query_id": "q1", "text": "Xong"}
    assert (edit.lane, edit.method) == (501, "editMessageText")
    assert edit.parameters == {"chat_id": 501, "text": "Đã ghi", "message_id": 8}


def test_buttons_and_offered_words(engine: Engine) -> None:
    def offer(session: Session, turn: Turn) -> Answer:
        card = Reply("Đúng không?", choices=((Choice("Đúng", "k1"), Choice("Sửa", "k2")), (Choice("Huỷ", "k3"),)), about="d1")
        return Answer((card, Reply("Mời chọn", keyboard=(("Báo cáo", "Tiến độ"),))))

    arrive(engine, said("kết nạp 3"))
    work(engine, handler=offer)
    card, words = outbox(engine)
    assert card.about == "d1"
    assert card.parameters["reply_markup"] == {"inline_keyboard": [
        [{"text": "Đúng", "callback_data": "k1"}, {"text": "Sửa", "callback_data": "k2"}],
        [{"text": "Huỷ", "callback_data": "k3"}],
    ]}  # fmt: skip
    assert words.parameters["reply_markup"] == {
        "keyboard": [[{"text": "Báo cáo"}, {"text": "Tiến độ"}]], "resize_keyboard": True,
    }  # fmt: skip
    assert len({card.effect, words.effect}) == 2


def test_a_failing_turn_records_nothing_apologises_and_lets_the_next_pass(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    arrive(engine, said("kết nạp 3"), said("bí mật"), said("kết nạp 4"))
    with caplog.at_level(logging.INFO):
        assert work(engine, handler=clumsy) == 3
    assert recorded(engine) == ["kết nạp 3", "kết nạp 4"]
    first, sorry, last = outbox(engine)
    fault = rows(engine)[1].fault
    assert fault is not None
    assert fault in sorry.parameters["text"]
    assert fault in caplog.text
    assert "Xin lỗi" in sorry.parameters["text"]
    assert "bí mật" not in caplog.text
    assert rows(engine)[1].body is None
    assert [first.parameters["text"], last.parameters["text"]] == ["> kết nạp 3", "> kết nạp 4"]


def test_a_failing_press_is_ended_all_the_same(engine: Engine) -> None:
    def fail(session: Session, turn: Turn) -> Answer:
        raise ValueError

    arrive(engine, pressed("k1"))
    work(engine, handler=fail)
    assert [left.method for left in outbox(engine)] == ["answerCallbackQuery", "sendMessage"]


def test_what_cannot_be_read_is_set_aside_between_two_that_can(engine: Engine) -> None:
    arrive(engine, said("kết nạp 3"), {"message": {"chat": PRIVATE, "date": "hôm qua"}}, said("kết nạp 4"))
    assert work(engine) == 3
    assert [row.fault is None for row in rows(engine)] == [True, False, True]
    assert recorded(engine) == ["kết nạp 3", "kết nạp 4"]


def test_what_the_bot_has_nothing_to_do_with_ends_without_fault(engine: Engine) -> None:
    arrive(engine, {"thought_reading": {}})
    assert work(engine, lane=0) == 1
    assert [(row.fault, row.body) for row in rows(engine)] == [(None, None)]


def test_a_stranger_who_cannot_be_answered_hears_the_apology_in_the_language_of_the_phone(engine: Engine) -> None:
    english = said("bí mật", sender={"id": 501, "is_bot": False, "first_name": "An", "language_code": "en-GB"})
    arrive(engine, english)
    work(engine, handler=clumsy)
    assert outbox(engine)[0].parameters["text"].startswith("Sorry")


def test_chats_wait_in_order_and_are_worked_apart(engine: Engine) -> None:
    other = {**PRIVATE, "id": 502}
    arrive(engine, said("một", chat=other), said("hai"), said("ba", chat=other))
    with transaction(engine) as session:
        assert lanes_waiting(session) == [502, 501]
    assert work(engine, lane=502) == 2
    with transaction(engine) as session:
        assert lanes_waiting(session) == [501]


def test_two_replicas_at_one_chat_keep_its_order(database_url: str) -> None:
    """Each has an engine of its own; one is held in the middle of the first message while the other looks for work."""
    engines = [connect(database_url), connect(database_url)]
    inside, go_on = threading.Event(), threading.Event()

    def slow(session: Session, turn: Turn) -> Answer:
        inside.set()
        go_on.wait(5)
        return echo(session, turn)

    arrive(engines[0], *(said(f"tin {number}") for number in range(1, 9)))
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(work_one, engines[0], 501, slow, HOUSE, CLOCK)
        assert inside.wait(5)
        if engines[1].dialect.name == "postgresql":         # SQLite lets nobody else in at all
            assert work(engines[1]) == 0
        go_on.set()
        assert first.result()
        both = [threads.submit(work, engine) for engine in engines]
        assert sum(done.result() for done in both) <= 7
    work(engines[0])
    assert recorded(engines[0]) == [f"tin {number}" for number in range(1, 9)]
    for engine in engines:
        engine.dispose()


def test_what_ended_long_ago_is_forgotten_and_its_number_may_come_again(engine: Engine) -> None:
    arrive(engine, said("kết nạp 3"))
    work(engine)
    with transaction(engine) as session:
        intake.forget(session, before=NOW.replace(year=2027))
    assert arrive(engine, said("kết nạp 4")) == 1


def test_no_character_that_json_can_carry_stops_a_batch(engine: Engine) -> None:
    odd = json.loads('{"update_id": 1, "message": {"chat": {"id": 501}, "text": "\\ud83d \\u0000", "n": NaN}}')
    assert arrive(engine, odd, said("kết nạp 3")) == 2
    assert work(engine) == 2
    assert recorded(engine) == ["kết nạp 3"]
