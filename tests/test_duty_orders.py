"""Orders about what is due, each as written, decomposed and without marks; and what is no such order."""

from datetime import date

import pytest

from handlers.reading import Asked, Known
from handlers.reading.duty_orders import DutyOrder, find_duty_order
from tests.every_sentence import TODAY, table
from tests.test_reading_sentences import NAMES, TASKS, ways

FRIDAY = date(2026, 11, 27)


def order(text: str) -> DutyOrder | None:
    return find_duty_order(text, Asked(TODAY), NAMES, TASKS)


@pytest.mark.parametrize(("text", "act", "day"), [
    ("hẹn thứ sáu", "promise", FRIDAY), ("trước thứ sáu", "promise", FRIDAY), ("em xin hẹn ngày 27/11", "promise", FRIDAY),
    ("nhắc lại tôi vào thứ sáu", "promise", FRIDAY), ("remind me on Friday", "promise", FRIDAY),
    ("đủ rồi ạ", "enough", None), ("đã xong", "done", None), ("đừng gửi bản tin nữa", "digest", None),
])  # fmt: skip
def test_short_ones(text: str, act: str, day: date | None) -> None:
    for way in ways(text):
        found = order(way)
        assert found is not None, way
        assert (found.act, found.day) == (act, day), way


@pytest.mark.parametrize(("text", "weekday"), [
    ("gửi tôi bản tin sáng thứ hai", 0), ("gửi cho tôi bản tổng hợp sáng thứ năm hằng tuần", 3),
    ("send me a digest on Friday", 4),
])  # fmt: skip
def test_the_morning_of_a_digest(text: str, weekday: int) -> None:
    assert [getattr(order(way), "weekday", None) for way in ways(text)] == [weekday] * len(ways(text))


def test_a_decision_has_its_unit_period_day_and_reason() -> None:
    excused = order("miễn báo cáo tháng 10 cho chi bộ Jinwoo vì hết nguồn")
    assert excused is not None
    assert (excused.act, excused.slots.unit, excused.reason) == ("excuse", Known("PL-JW"), "hết nguồn")
    assert excused.slots.period is not None
    assert excused.slots.period.last == date(2026, 10, 31)
    moved = order("gia hạn kiểm điểm cuối năm đến 15/1/2027 vì thay bí thư")
    assert moved is not None
    assert (moved.act, moved.slots.task, moved.day, moved.reason) == ("move", "review", date(2027, 1, 15), "thay bí thư")


@pytest.mark.parametrize("text", [
    "trước đây chi bộ kết nạp 3 đồng chí", "hẹn gặp lại", "xong hội nghị thì kết nạp 2 đồng chí", "đã xong chưa?",
    "by the way we admitted 2", "miễn phí", "hoãn", "nhắc tôi trước hạn 3 ngày", "done with 2 admissions",
])  # fmt: skip
def test_no_order(text: str) -> None:
    assert order(text) is None


def test_the_tables_of_other_sentences_hold_no_such_order() -> None:
    for name in ("recorded", "several", "nothing", "asked"):
        rows = table(f"{name}.toml")
        groups = rows.get("meaning") or rows.get("message")
        texts = [text for row in groups for text in row["says"]] if groups else [one for row in rows.values() for one in row]
        heard = [text for text in texts if isinstance(text, str) and order(text) is not None]
        assert heard == [], name
