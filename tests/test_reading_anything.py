"""Whatever is typed, the reader answers, and counts nothing that is not written."""

import re
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.reading import Asked, read
from handlers.reading.meaning import INTENTS
from tests.every_sentence import TODAY, table
from tests.test_reading_sentences import NAMES, TASKS

SENTENCES = [text for row in table("recorded.toml")["meaning"] for text in row["says"]]
WAITED = st.sampled_from([None, "confirm", "count", "unit", "date", "breakdown", "extent", "same", "choice"])


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200), WAITED, st.dates(min_value=date(2009, 1, 1), max_value=date(2040, 12, 31)))
def test_any_text_is_read(text: str, awaiting: str | None, today: date) -> None:
    readings = read(text, Asked(today, awaiting), NAMES, TASKS)
    assert readings
    assert {reading.intent for reading in readings} <= INTENTS


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SENTENCES), st.sampled_from(SENTENCES), st.integers(0, 80), st.integers(0, 80), WAITED)
def test_torn_sentences_are_read(one: str, other: str, cut: int, join: int, awaiting: str | None) -> None:
    assert read(one[:cut] + other[join:], Asked(TODAY, awaiting), NAMES, TASKS)


@pytest.mark.parametrize(
    "words",
    ["Hải Lộc ", "Phước Lộc A ", "kết nạp 2, ", "Jinwoo 2, ", "1/2 ", "a", "a1", "từ 1 đến ", "trăm nghìn ", "(", "ngày 1/"],
)
def test_no_text_is_too_long_to_read(words: str) -> None:
    assert read(words * (8000 // len(words)), Asked(TODAY), NAMES, TASKS)


def test_words_of_all_sorts_in_any_order_are_read() -> None:
    words = sorted({word for text in SENTENCES for word in text.split()} | {"trước", "thứ", "tuần", "quý", "đến", "mùng", "từ"})
    order = Random(301)  # noqa: S311
    for _ in range(1500):
        assert read(" ".join(order.choices(words, k=order.randint(1, 20))), Asked(TODAY), NAMES, TASKS)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 9999), st.integers(0, 99), st.sampled_from(["hôm qua", "tháng 10", "từ đầu năm"]))
def test_no_count_is_made_up(count: int, women: int, when: str) -> None:
    text = f"{when} chi bộ kết nạp {count} đồng chí, {women} nữ"
    (reading,) = read(text, Asked(TODAY), NAMES, TASKS)
    written = {int(digits) for digits in re.findall(r"\d+", text)}
    assert reading.slots.count == count
    assert reading.slots.breakdown == {"female": women}
    assert {reading.slots.count, *reading.slots.breakdown.values()} <= written
