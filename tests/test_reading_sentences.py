"""Sentences and what they mean: each as written, decomposed, and without marks."""

import unicodedata
from typing import Any

import pytest

from bot.labelled import written
from handlers.reading import Asked, Unknown, read
from handlers.reading.tokens import fold
from tests.every_sentence import TODAY, known, table
from tests.many_units import without_marks

NAMES, TASKS = known("")
RECORDS = {"report", "report_none", "task_done", "set_target"}


def ways(text: str) -> list[str]:
    return [text, unicodedata.normalize("NFD", text), without_marks(text)]


def meaning(reading: dict[str, Any]) -> dict[str, Any]:
    """An intent and slots in a form that compares: periods as pairs, names without marks."""
    slots = dict(reading["slots"])
    if isinstance(slots.get("period"), dict):
        slots["period"] = [slots["period"]["from"] or "", slots["period"]["to"] or ""]
    if "names" in slots:
        slots["names"] = [fold(name) for name in slots["names"]]
    slots.pop("union", None)
    return {"intent": reading["intent"], "slots": slots}


def said(text: str, awaiting: str | None = None) -> list[dict[str, Any]]:
    return [meaning(written(reading)) for reading in read(text, Asked(TODAY, awaiting), NAMES, TASKS)]


MEANINGS = [
    pytest.param(row, text, id=text)
    for name in ("recorded.toml", "asked.toml", "answered.toml")
    for row in table(name)["meaning"]
    for text in row["says"]
]


@pytest.mark.parametrize(("row", "text"), MEANINGS)
def test_a_sentence_means_this(row: dict[str, Any], text: str) -> None:
    for way in ways(text):
        assert said(way, row.get("awaiting")) == [meaning(row)], way
    slots = read(text, Asked(TODAY, row.get("awaiting")), NAMES, TASKS)[0].slots
    assert slots.union == row["slots"].get("union")
    if "extent" in row:
        assert slots.extent == row["extent"]
    if "events" in row:
        assert list(slots.events) == row["events"]


@pytest.mark.parametrize(
    ("row", "text"), [pytest.param(row, text, id=text) for row in table("several.toml")["message"] for text in row["says"]]
)
def test_a_message_says_several_things(row: dict[str, Any], text: str) -> None:
    for way in ways(text):
        found = said(way)
        assert [one["intent"] for one in found] == [one["intent"] for one in row["means"]], way
        for one, meant in zip(found, row["means"], strict=True):
            if one["intent"] in RECORDS:
                assert one == meaning(meant), way


@pytest.mark.parametrize("text", [text for group in table("nothing.toml").values() for text in group])
def test_nothing_is_recorded(text: str) -> None:
    for way in (*ways(text), text.upper()):
        assert not {one["intent"] for one in said(way)} & RECORDS, way


@pytest.mark.parametrize("awaiting", [None, "confirm", "count", "unit", "date", "breakdown", "extent", "same", "choice"])
def test_nothing_is_recorded_whatever_is_awaited(awaiting: str | None) -> None:
    for text in (text for group in table("nothing.toml").values() for text in group):
        assert not {one["intent"] for one in said(text, awaiting)} & RECORDS, text


@pytest.mark.parametrize("text", ["chs", "Plase Chs", "hảem"])
def test_a_few_letters_that_resemble_a_no_are_no_zero(text: str) -> None:
    for no in ("chưa có", "hem", "hemm"):
        assert [one["slots"] for one in said(no, "count")] == [{"count": 0}], no
    assert not any(one["slots"] for one in said(text, "count"))


def test_a_unit_that_nobody_knows_is_said_to_be_unknown() -> None:
    for text, name in (("chi bộ Hoa Sen kết nạp 2 đồng chí", "Hoa Sen"), ("khu phố 3 kết nạp 2 đ/c", "khu phố 3")):
        slots = read(text, Asked(TODAY), NAMES, TASKS)[0].slots
        assert slots.unit == Unknown(name)
        assert slots.count == 2


@pytest.mark.parametrize(
    "text", ["Kính gửi Đảng ủy phường Phước Lộc, chi bộ", "chi bộ em", "bên tôi", "Báo cáo ban tổ chức, tụi em"]
)
def test_an_addressee_and_the_own_branch_are_no_unit(text: str) -> None:
    (reading,) = read(f"{text} kết nạp 2 đồng chí", Asked(TODAY), NAMES, TASKS)
    assert (reading.intent, reading.slots.unit, reading.slots.count) == ("report", None, 2)


def test_words_that_nothing_explained_are_kept() -> None:
    (reading,) = read("chi bộ kết nạp 2 đồng chí hôm 31/11 ở Xyzt", Asked(TODAY), NAMES, TASKS)
    assert set(reading.left) == {"31/11", "Xyzt"}


@pytest.mark.parametrize(
    "text",
    [
        "sáng nay chi bộ họp định kỳ xong thì làm lễ kết nạp cho 1 quần chúng, buổi lễ rất trang trọng ạ",
        "kết nạp 1 đ/c theo QĐ số 57-QĐ/ĐU, tên là Phạm Văn Đức, quê ở đây luôn nhé",
        "phối hợp với Trường Chính trị Tôn Thất mở lớp trung cấp lý luận cho 50 đồng chí",
        "nhờ em lấy giúp file ảnh báo cáo tháng này nghen",
        "Đính chính: 23/25 đ/c chứ không phải 22/25",
        "I'd like to report that our cell admitted 2 people last week, thanks a lot",
    ],
)
def test_everyday_words_need_no_explaining(text: str) -> None:
    for way in ways(text):
        assert [reading.left for reading in read(way, Asked(TODAY), NAMES, TASKS)] == [()], way


def test_a_name_that_nobody_knows_is_kept_though_its_words_are_everyday() -> None:
    (reading,) = read("tại Hội An kết nạp 2 đồng chí", Asked(TODAY), NAMES, TASKS)
    assert reading.left == ("Hội", "An")


@pytest.mark.parametrize(
    ("text", "unit", "left"),
    [
        ("Samsin được mấy rồi", None, ("Samsin",)),
        ("bên Samsin tháng 10 được mấy", Unknown("Samsin"), ()),
        ("chi bộ Zzz được mấy rồi", Unknown("Zzz"), ()),
        ("Đơn vị: Hoa Sen, còn thiếu mấy", Unknown("Hoa Sen"), ()),
        ("bên Thành Công còn thiếu mấy", Unknown("Thành Công"), ()),
        ("Chi bộ Hoa Mai được mấy rồi", Unknown("Hoa Mai"), ()),
        ("chi bộ trường mầm non Hoa Mai được mấy rồi", Unknown("mầm non Hoa Mai"), ()),
        ("công ty may Hoa Sen được mấy rồi", Unknown("may Hoa Sen"), ()),
    ],
)
def test_a_question_about_a_unit_that_nobody_knows(text: str, unit: Unknown | None, left: tuple[str, ...]) -> None:
    (reading,) = read(text, Asked(TODAY), NAMES, TASKS)
    assert (reading.intent, reading.slots.unit, reading.left) == ("ask_progress", unit, left)


@pytest.mark.parametrize(
    "host", ["phối hợp với Jinwoo", "phối hợp với công ty Hoa Sen", "Tại hội trường,", "ở Trường Chính trị"]
)
def test_who_takes_part_is_no_unit(host: str) -> None:
    (reading,) = read(f"{host} mở 1 lớp trung cấp lý luận cho 50 đồng chí", Asked(TODAY), NAMES, TASKS)
    assert (reading.slots.unit, reading.slots.count, reading.left) == (None, 50, ())


def test_a_long_report_is_read_where_it_begins_like_one() -> None:
    long = "Buổi lễ diễn ra trang trọng, đúng quy định. " * 14
    for opening in ("Chi bộ báo cáo: ", "Kính gửi Đảng ủy phường. Chi bộ em ", "Chào đ/c, trong quý III/2026 chi bộ "):
        (reading,) = read(f"{opening}kết nạp 3 đồng chí, trong đó 1 nữ. {long}", Asked(TODAY), NAMES, TASKS)
        assert (reading.intent, reading.slots.count, reading.slots.breakdown) == ("report", 3, {"female": 1})
    (reading,) = read(f"Tin vắn. Hôm qua, tỉnh ta kết nạp 3 đồng chí. {long}", Asked(TODAY), NAMES, TASKS)
    assert reading.intent == "other"


def test_just_now_is_told_apart_from_a_day() -> None:
    assert read("chi bộ vừa kết nạp 2 đồng chí", Asked(TODAY), NAMES, TASKS)[0].slots.vague
    assert not read("chi bộ vừa kết nạp 2 đồng chí hôm 3/11", Asked(TODAY), NAMES, TASKS)[0].slots.vague


def test_the_setting_and_the_whole_are_told() -> None:
    slots = read("năm 2025 toàn phường kết nạp 9 đảng viên trong doanh nghiệp", Asked(TODAY), NAMES, TASKS)[0].slots
    assert (slots.setting, slots.whole, slots.facets) == ("enterprise", True, ())


def test_the_language_is_that_of_the_words() -> None:
    for text, language in (("how far are we from target", "en"), ("còn thiếu mấy nữa", "vi"), ("con thieu may nua", "vi")):
        assert read(text, Asked(TODAY), NAMES, TASKS)[0].language == language
