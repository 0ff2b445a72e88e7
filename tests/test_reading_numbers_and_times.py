"""Numbers and words of time, each within a sentence that reports."""

from datetime import date

import pytest

from handlers.reading import Asked, Period, Slots, read
from tests.every_sentence import TODAY, table
from tests.test_reading_sentences import NAMES, TASKS, ways


def slots(text: str, today: date = TODAY) -> Slots:
    (reading,) = read(text, Asked(today), NAMES, TASKS)
    assert reading.intent == "report", text
    return reading.slots


def period(ends: list[str]) -> Period | None:
    days = [date.fromisoformat(end) if end else None for end in ends]
    return Period(days[0], days[1]) if days else None


TIMES = [pytest.param(phrase, ends, id=phrase) for kind in table("times.toml").values() for phrase, ends in kind.items()]


@pytest.mark.parametrize(("phrase", "ends"), TIMES)
def test_a_phrase_of_time(phrase: str, ends: list[str]) -> None:
    english = phrase.isascii() and not any(letter.isdigit() for letter in phrase[:1]) and phrase.split()[0] in ENGLISH
    sentences = (
        [f"we admitted 7 people {phrase}"] if english else [f"{phrase} kết nạp 7 đồng chí", f"kết nạp 7 đồng chí {phrase}"]
    )
    for sentence in sentences:
        for way in ways(sentence):
            found = slots(way)
            assert found.period == period(ends), way
            assert found.count == 7, way


ENGLISH = {"on", "in", "by", "last", "this", "yesterday", "two", "three"}


@pytest.mark.parametrize(
    ("words", "count"), [pytest.param(*pair, id=pair[0]) for pair in table("numbers.toml")["counts"].items()]
)
def test_a_number(words: str, count: int) -> None:
    for way in ways(f"chi bộ kết nạp {words} đồng chí hôm qua"):
        assert slots(way).count == count, way


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("two dozen", 24),
        ("half a dozen", 6),
        ("a hundred", 100),
        ("a hundred and five", 105),
        ("one hundred five", 105),
        ("2 hundred", 200),
        ("dozens of", None),
        ("hundreds of", None),
    ],
)
def test_a_number_in_english(words: str, count: int | None) -> None:
    assert slots(f"we admitted {words} new members yesterday").count == count


@pytest.mark.parametrize(
    ("text", "count", "breakdown"),
    [
        ("kết nạp một trăm hai nữ", 100, {"female": 2}),
        ("kết nạp trăm mốt đồng chí", 110, {}),
        ("tháng mười mười hai đồng chí được kết nạp", 12, {}),
        ("tháng 9 chục đồng chí được kết nạp", 10, {}),
        ("tháng này 2 chục đồng chí được kết nạp", 20, {}),
        ("kết nạp 2 tuần trước", 2, {}),
        ("kết nạp 2 ngày 31/9", 2, {}),
        ("kết nạp 3 chục, 1 chục nữ", 30, {"female": 10}),
        ("kết nạp 2 đồng chí, thưởng mỗi đồng chí 500 nghìn đồng", 2, {}),
    ],
)
def test_a_number_beside_another(text: str, count: int, breakdown: dict[str, int]) -> None:
    found = slots(text)
    assert (found.count, dict(found.breakdown)) == (count, breakdown)


@pytest.mark.parametrize("words", table("numbers.toml")["none"])
def test_no_number(words: str) -> None:
    for way in ways(f"chi bộ kết nạp {words} đồng chí hôm qua"):
        for reading in read(way, Asked(TODAY), NAMES, TASKS):
            assert reading.slots.count is None, way


@pytest.mark.parametrize(
    ("today", "text", "ends"),
    [
        (date(2026, 11, 22), "hồi chiều thứ 6 kết nạp 1 đồng chí", ["2026-11-20", "2026-11-20"]),
        (date(2026, 11, 22), "hồi chiều hôm qua kết nạp 1 đồng chí", ["2026-11-21", "2026-11-21"]),
        (date(2026, 11, 20), "hồi sáng thứ sáu kết nạp 1 đồng chí", ["2026-11-20", "2026-11-20"]),
        (date(2026, 11, 22), "sáng nay chủ nhật kết nạp 1 đồng chí", ["2026-11-22", "2026-11-22"]),
        (date(2026, 1, 3), "hôm 31/12 kết nạp 1 đồng chí", ["2025-12-31", "2025-12-31"]),
        (date(2026, 1, 3), "tháng 12 kết nạp 1 đồng chí", ["2025-12-01", "2025-12-31"]),
        (date(2026, 1, 3), "quý rồi kết nạp 1 đồng chí", ["2025-10-01", "2025-12-31"]),
        (date(2026, 1, 3), "hôm 15 kết nạp 1 đồng chí", ["2025-12-15", "2025-12-15"]),
        (date(2024, 3, 15), "hôm 29/2 kết nạp 1 đồng chí", ["2024-02-29", "2024-02-29"]),
        (date(2026, 2, 18), "mùng 6 Tết kết nạp 1 đồng chí", ["2025-02-03", "2025-02-03"]),
    ],
)
def test_a_day_without_a_year_is_the_latest(today: date, text: str, ends: list[str]) -> None:
    assert slots(text, today).period == period(ends)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("tháng 3 có việc gì đến hạn", ["2027-03-01", "2027-03-31"]),
        ("tháng 11 có việc gì đến hạn", ["2026-11-01", "2026-11-30"]),
        ("chỉ tiêu quý 1 là bao nhiêu", ["2027-01-01", "2027-03-31"]),
        ("chỉ tiêu quý 4 là bao nhiêu", ["2026-10-01", "2026-12-31"]),
        ("tháng 3 kết nạp được mấy người", ["2026-03-01", "2026-03-31"]),
    ],
)
def test_deadlines_and_targets_look_ahead(text: str, ends: list[str]) -> None:
    (reading,) = read(text, Asked(TODAY), NAMES, TASKS)
    assert reading.slots.period == period(ends)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("kết nạp 1 học sinh lớp 12", 1),
        ("kết nạp 1 đồng chí 23 tuổi", 1),
        ("kết nạp 2 công nhân tổ may 3", 2),
        ("kết nạp 1 đ/c theo QĐ số 57-QĐ/ĐUK, thực hiện NQ 301", 1),
        ("Họp chi bộ 14/15 đ/c dự. Kết nạp 1 đồng chí", 1),
        ("nhân kỷ niệm 96 năm ngày thành lập Đảng, chi bộ kết nạp 2 đồng chí", 2),
        ("lúc 15h chiều qua kết nạp 2 đồng chí", 2),
    ],
)
def test_a_number_that_counts_nobody_is_left_alone(text: str, count: int) -> None:
    assert slots(text).count == count
