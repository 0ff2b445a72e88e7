"""Orders about people, each as written, decomposed and without marks; and what is no such order, whatever else it is."""

from datetime import date
from typing import Any

import pytest

from handlers.reading import Asked, Known, Unknown, read
from handlers.reading.intents import RECORDED
from handlers.reading.staff_orders import StaffOrder, find_order, find_unit
from tests.every_sentence import TODAY, table
from tests.test_reading_sentences import NAMES, TASKS, ways

PEOPLE = table("people.toml")
ORDERS = [pytest.param(row, text, id=text) for row in PEOPLE["order"] for text in row["says"]]


def order(text: str, today: date = TODAY) -> StaffOrder | None:
    return find_order(text, today, NAMES)


def said(text: str, awaiting: str | None = None) -> set[str]:
    return {reading.intent for reading in read(text, Asked(TODAY, awaiting), NAMES, TASKS)}


def others(name: str) -> list[str]:
    """All sentences of a table that was made for the reader of reports and questions."""
    rows: Any = table(name)
    groups = rows.get("meaning") or rows.get("message")
    return [text for row in groups for text in row["says"]] if groups else [text for group in rows.values() for text in group]


@pytest.mark.parametrize(("row", "text"), ORDERS)
def test_an_order_means_this(row: dict[str, Any], text: str) -> None:
    unit = Known(row["unit"]) if "unit" in row else Unknown(row["unknown"]) if "unknown" in row else None
    for way in ways(text):
        found = order(way)
        assert found is not None, way
        assert (found.act, found.unit if not isinstance(found.unit, Unknown) else unit) == (row["act"], unit), way
        assert (found.post, found.capacity) == (row.get("post"), row.get("capacity")), way
        assert (found.first, found.last) == (row.get("first"), row.get("last")), way


@pytest.mark.parametrize(("row", "text"), ORDERS)
def test_the_reader_of_reports_records_nothing_of_it_and_answers_nothing(row: dict[str, Any], text: str) -> None:
    mine = RECORDED | {"confirm", "deny", "answer", "correct", "cancel"}
    allowed = {"end": {"cancel"}, "people": {"confirm"}}.get(row["act"], set())
    for way in ways(text):
        assert said(way) & mine <= allowed, way
        assert said(way, "same") & mine <= allowed, way


@pytest.mark.parametrize("text", PEOPLE["not_an_order"]["says"])
def test_this_is_no_order(text: str) -> None:
    for way in ways(text):
        assert order(way) is None, way


@pytest.mark.parametrize("name", ["recorded.toml", "asked.toml", "answered.toml", "several.toml", "nothing.toml"])
def test_nothing_is_taken_from_the_reader_of_reports(name: str) -> None:
    texts = others(name)
    assert len(texts) >= 20
    assert [text for text in texts for way in ways(text) if order(way) is not None] == []


def test_the_language_is_that_of_the_order_and_not_of_the_name() -> None:
    for text, language in (("invite the secretary of Hải Lộc", "en"), ("mời bí thư Jinwoo Vina", "vi"), ("moi Jinwoo", "vi")):
        found = order(text)
        assert found is not None
        assert found.language == language


@pytest.mark.parametrize(
    ("today", "text", "first", "last"),
    [
        (date(2026, 11, 23), "tôi nghỉ đến thứ hai", date(2026, 11, 23), date(2026, 11, 30)),     # said on a Monday: the next
        (date(2026, 12, 30), "tôi nghỉ đến 3/1", date(2026, 12, 30), date(2027, 1, 3)),
        (date(2026, 11, 27), "tôi nghỉ từ 25/11 đến 30/11", date(2026, 11, 25), date(2026, 11, 30)),
        (date(2026, 11, 20), "tôi nghỉ hết tuần", date(2026, 11, 20), date(2026, 11, 22)),
        (date(2026, 11, 20), "tôi nghỉ thứ sáu tuần sau", date(2026, 11, 27), date(2026, 11, 27)),
    ],
)
def test_days_of_leave_lie_ahead(today: date, text: str, first: date, last: date) -> None:
    found = order(text, today)
    assert found is not None
    assert (found.first, found.last) == (first, last)


def test_a_unit_alone_is_found_by_its_name() -> None:
    assert find_unit("chi bộ Jinwoo", NAMES) == Known("PL-JW")
    assert find_unit("Hải Lộc nhé", NAMES) == Known("PL-HL2")
    assert find_unit("chi bộ Hoa Sen", NAMES) == Unknown("Hoa Sen")
    assert find_unit("Jinwoo kết nạp được mấy", NAMES) is None
    assert find_unit("còn thiếu bao nhiêu", NAMES) is None
