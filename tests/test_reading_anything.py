"""Whatever is typed, the reader answers, and counts nothing that is not written."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.reading import Asked, Reading, Slots, read
from handlers.reading.meaning import INTENTS
from tests.benchmark_anything import Found, batch, read_one
from tests.every_sentence import TODAY, Sentence, table
from tests.test_reading_sentences import NAMES, TASKS
from tests.written_numbers import Origin, origins, written

SENTENCES = [text for row in table("recorded.toml")["meaning"] for text in row["says"]]
WAITED = st.sampled_from([None, "confirm", "count", "unit", "date", "breakdown", "extent", "same", "choice"])


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200), WAITED, st.dates(min_value=date(2009, 1, 1), max_value=date(2040, 12, 31)))
def test_any_text_is_read(text: str, awaiting: str | None, today: date) -> None:
    readings = read(text, Asked(today, awaiting), NAMES, TASKS)
    assert readings
    assert {reading.intent for reading in readings} <= INTENTS


def test_messages_that_nobody_wrote_are_read_and_count_nothing_unwritten() -> None:
    found = batch("test", 500)
    assert found.broken == []
    assert found.nowhere == []
    assert found.origins[Origin.WRITTEN] > 100


@pytest.mark.parametrize(
    "text",
    [
        "cách đây 82776573 hôm kết nạp 15 kỹ sư", "em xin nghỉ 91726773 hôm nhé", "kết nạp 3 đồng chí tháng 5/0000",
        "quý 3/0000 kết nạp 3", "giai đoạn 0000-2030", "giai đoạn 2030-2023 kết nạp 3", "từ năm 2027 kết nạp 3",
        "20-12/11 kết nạp 3", "từ đầu năm 2027 đến nay kết nạp 3", "kết nạpăm" + "2" * 60 + "0 cho anh",
        "kết nạp trăm mười trăm mười công nhân", "admitted four ten workers",
        "Lê Thị Hoa, Hoaa, công nhân, hôm qua đã được kết nạp Đảng\nLê Thị Hoa, Hoaa, công nhân, hôm qua đã được kết nạp Đảng",
    ],
)  # fmt: skip
def test_what_once_broke_the_reader(text: str) -> None:
    found = Found()
    read_one(Sentence(text, Asked(TODAY)), found)
    assert (found.broken, found.nowhere) == ([], [])


@pytest.mark.parametrize(
    "words",
    ["Hải Lộc ", "Phước Lộc A ", "kết nạp 2, ", "Jinwoo 2, ", "1/2 ", "a", "a1", "từ 1 đến ", "trăm nghìn ", "(", "ngày 1/"],
)
def test_no_text_is_too_long_to_read(words: str) -> None:
    assert read(words * (8000 // len(words)), Asked(TODAY), NAMES, TASKS)


SAID = sorted({word for text in SENTENCES for word in text.split()})
OF_NUMBERS = "một hai ba bốn mười mươi mốt lăm chục trăm nghìn linh tư năm tá two dozen"
NUMBERS = st.one_of(st.integers(0, 10**9).map(str), st.sampled_from(OF_NUMBERS.split()))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(SAID), NUMBERS), min_size=1, max_size=14), WAITED)
def test_no_count_comes_out_of_nowhere(words: list[str], awaiting: str | None) -> None:
    found = Found()
    read_one(Sentence(" ".join(words), Asked(TODAY, awaiting)), found)
    assert (found.broken, found.nowhere) == ([], [])


@pytest.mark.parametrize(
    ("text", "numbers", "others"),
    [
        ("kết nạp hai mươi mốt", {21, 2, 20, 1}, {23, 12, 201}),
        ("một nghìn hai trăm linh năm", {1205, 1200, 1000, 5}, {125, 15}),
        ("1.200 đ/c, 36/35", {1200, 36, 35}, {12, 71}),
        ("nine hundred and twelve", {912, 9, 12}, {921, 21}),
        ("hai mốt, 3 nữ", {21, 3}, {24, 213}),
        ("bảyy với muwowif", {7, 10}, {8}),
        ("2 chụcc nữ, 3 nam", {20, 3}, {203, 61}),
        ("2 trăm 30", {230}, {203, 2300}),
        ("5 ch/ục nữ", {5}, {57}),
        ("nửa tá, trăm rưỡi", {6, 150}, {1006, 155}),
        ("1,2 nghìn", {1200}, {120, 12000}),
        ("hai trăm tư", {240}, {244, 24}),
        ("muoilaam với saasu, mooot", {15, 6, 1}, {156, 51}),
        ("bốn tăm mười hai", {48, 12}, {512}),
        ("trăm rưưưỡi", {150}, {15}),
    ],
)
def test_what_the_judge_of_numbers_finds(text: str, numbers: set[int], others: set[int]) -> None:
    found = frozenset[int]().union(*written(text, slips=True))
    assert numbers <= found
    assert not others & found
    for number in others - {24, 71}:                # 21 + 3 and 36 + 35 are sums
        reading = Reading("report", Slots(count=number))
        assert list(origins(text, reading)) == [(number, Origin.NOWHERE)]


def test_a_slip_with_other_marks_is_no_number() -> None:
    assert [reading.slots.count for reading in read("kết nạp năm ạnhầm", Asked(TODAY), NAMES, TASKS)] == [None]
    assert [reading.slots.count for reading in read("kết nạp hai mốtt đồng chí", Asked(TODAY), NAMES, TASKS)] == [21]
    no_women = Reading("answer", Slots(breakdown={"female": 0}))
    assert [list(origins(text, no_women)) for text in ("cảđều nam", "đềulà nam")] == [[(0, Origin.NOBODY)]] * 2
    assert list(origins("kết nạp 3", no_women)) == [(0, Origin.NOWHERE)]


def test_a_hundred_that_lacks_a_letter_is_one() -> None:
    found = {number: list(origins("bốn tăm mười hai", Reading("report", Slots(count=number)))) for number in (412, 48, 421)}
    assert found == {412: [(412, Origin.SLIP)], 48: [(48, Origin.WRITTEN)], 421: [(421, Origin.NOWHERE)]}


def test_a_short_word_between_two_numbers_parts_them() -> None:
    both = Reading("report", Slots(count=3))
    assert list(origins("hai nữ mộtt nam", both)) == [(3, Origin.SLIP)]     # "nữ" is near "tư"
    assert list(origins("hai nữ mộtt nam", Reading("report", Slots(count=9)))) == [(9, Origin.NOWHERE)]
    assert list(origins("tám tư nam ba nữ", Reading("report", Slots(count=87)))) == [(87, Origin.SUM)]      # "nam" is no 5


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 9999), st.integers(0, 99), st.sampled_from(["hôm qua", "tháng 10", "từ đầu năm"]))
def test_no_count_is_made_up(count: int, women: int, when: str) -> None:
    text = f"{when} chi bộ kết nạp {count} đồng chí, {women} nữ"
    (reading,) = read(text, Asked(TODAY), NAMES, TASKS)
    written = {int(digits) for digits in re.findall(r"\d+", text)}
    assert reading.slots.count == count
    assert reading.slots.breakdown == {"female": women}
    assert {reading.slots.count, *reading.slots.breakdown.values()} <= written
