"""Names of units: each found in every manner of typing, near-equals asked about, numbers exact, strangers nobody."""

import random
import unicodedata
from collections.abc import Callable

import pytest

from handlers.reading import Known, Named, Names, Unknown, Unsure
from handlers.reading.slips import Slips
from handlers.reading.tokens import composed, fold, is_syllable, tokenize
from tests.many_units import messages, roster, with_slip, without_marks

UNITS = roster(900)
NAMES = Names(UNITS)
GENERIC = ("Chi bộ Trường ", "Chi bộ Công ty ", "Chi bộ Hợp tác xã ", "TNHH ", "Một thành viên ", "Cổ phần ")


def found(text: str, names: Names = NAMES) -> set[str]:
    """The units that are found, for certain or to be asked about."""
    ids: set[str] = set()
    for mention in names.find(tokenize(composed(text))):
        if isinstance(mention.unit, Known | Unsure):
            ids.update([mention.unit.id] if isinstance(mention.unit, Known) else mention.unit.ids)
    return ids


def one(text: str, names: Names) -> Known | Unsure | Unknown | None:
    """What the only name in the text is."""
    mentions = names.find(tokenize(composed(text)))
    assert len(mentions) < 2, mentions
    return mentions[0].unit if mentions else None


def without_generic(name: str) -> str:
    for words in GENERIC:
        name = name.replace(words, "")
    return name


def decomposed(name: str) -> str:
    return unicodedata.normalize("NFD", name)


def other_tone_place(name: str) -> str:
    return name.replace("òa", "oà").replace("ỏa", "oả").replace("úy", "uý").replace("ủy", "uỷ")


@pytest.mark.parametrize("typed", [str, str.upper, str.lower, decomposed, without_marks, other_tone_place, without_generic])
def test_each_unit_is_found_however_it_is_typed(typed: Callable[[str], str]) -> None:
    missed = [unit.name for unit in UNITS if unit.id not in found(typed(unit.name))]
    assert missed == []


def test_each_unit_is_found_in_a_sentence_and_by_its_other_names() -> None:
    for unit in UNITS[1:]:
        for name in (unit.name, *unit.aliases):
            assert unit.id in found(f"{name} vừa kết nạp 3 đồng chí, 1 nữ"), name
            assert unit.id in found(f"hôm qua {name} được mấy rồi"), name


def test_who_has_the_whole_name_is_meant_alone() -> None:
    shared = {unit.id for unit in UNITS for other in UNITS if other is not unit and fold(unit.name) == fold(other.name)}
    alone = [unit for unit in UNITS if unit.id not in shared and found(unit.name) == {unit.id}]
    assert len(alone) > 0.97 * (len(UNITS) - len(shared))


def test_a_slip_in_a_telling_word_is_mended() -> None:
    chance = random.Random(3)  # noqa: S311
    words = {fold(word) for unit in UNITS for word in unit.name.split()}
    slipped = [(unit, with_slip(unit.name, chance)) for unit in UNITS for _ in range(2)]
    plain = [(unit, name) for unit, name in slipped if not any(_may_be_meant(word, words) for word in _new(name, unit.name))]
    assert len(plain) > 500
    right = [unit.id in found(f"Chi bộ {name}") for unit, name in plain]
    assert sum(right) > 0.95 * len(right)


def _new(slipped: str, name: str) -> set[str]:
    return {fold(word) for word in slipped.split()} - {fold(word) for word in name.split()}


def _may_be_meant(word: str, words: set[str]) -> bool:
    """Whether the slip made a word of it that could be another name's, or too little is left to tell."""
    return word in words or is_syllable(word) or len(word) < 4


def test_names_that_differ_in_nothing_are_asked_about() -> None:
    by_name: dict[str, set[str]] = {}
    for unit in UNITS:
        by_name.setdefault(fold(unit.name), set()).add(unit.id)
    for name, ids in by_name.items():
        assert ids <= found(name), name


def test_a_number_that_differs_never_matches() -> None:
    numbered = [unit for unit in UNITS if any(word.isdigit() for word in unit.name.split())]
    assert len(numbered) > 50
    for unit in numbered:
        other = " ".join("77" if word.isdigit() else word for word in unit.name.split())
        assert unit.id not in found(f"{other} kết nạp 2 đồng chí"), other


STRANGE = [
    "Chi bộ thôn {}", "Chi bộ Công ty TNHH {}", "Công ty Cổ phần May {}", "Trường Mầm non {}", "HTX Nông nghiệp {}",
    "Chi bộ Quỹ tín dụng nhân dân {}", "Chi bộ Trạm Y tế xã {}", "Đảng bộ xã {}",
]  # fmt: skip


@pytest.mark.parametrize("shape", STRANGE)
@pytest.mark.parametrize("stranger", ["Quỳnh Xoan", "Zupraxo", "Ngoèo Vẹm", "Blenmor Keez"])
def test_who_is_none_of_them_is_nobody(shape: str, stranger: str) -> None:
    few = Names([UNITS[1], Named("M", "Chi bộ Công ty TNHH May Hà Phong")])
    assert found(shape.format(stranger), few) == set()


ALIKE = Names(
    [
        Named("H", "Đảng ủy phường Hà Phong"), Named("M", "Chi bộ Công ty May Hà Phong", ("may HP",)),
        Named("M1", "Chi bộ 1 May Hà Phú"), Named("M2", "Chi bộ 2 May Hà Phú"), Named("M12", "Chi bộ 12 May Hà Phú"),
        Named("Q", "Chi bộ Quỹ tín dụng nhân dân Thượng Lâm", ("Quỹ Hạ Lâm cũ",)),
        Named("V", "Chi bộ Công ty Vận tải Hoàng Gia"),
        Named("B", "Chi bộ Công ty Bao bì Hoàng Gia"), Named("S", "Chi bộ Công ty TNHH Samsin Vina"),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("chi bộ Hoàng Gia", Unsure(("B", "V"))),
        ("may Hà Phú", Unsure(("M1", "M12", "M2"))),
        ("chi bộ 1 may Hà Phú", Known("M1")),
        ("chi bộ 12 may ha phu", Known("M12")),
        ("bao bì Hoàng Gia", Known("B")),
        ("QTDND Thượng Lâm", Known("Q")),
        ("quỹ Hạ Lâm cũ", Known("Q")),
        ("chi bộ hai may Hà Phú kết nạp 3", Known("M2")),
        ("samsn vina", Known("S")),
        ("Samsinvina", Known("S")),
        ("sam sin", Known("S")),
        ("may HP", Known("M")),
    ],
)
def test_near_equals_are_asked_about(text: str, unit: Known | Unsure) -> None:
    for way in (text, without_marks(text), decomposed(text), text.upper()):
        assert one(way, ALIKE) == unit, way


def test_of_a_multitude_alike_no_more_are_asked_about_than_one_can_look_at() -> None:
    many = Names([Named(f"U{number:03}", "Chi bộ thôn Đông") for number in range(300)])
    unit = one("chi bộ thôn Đông", many)
    assert isinstance(unit, Unsure)
    assert unit.ids == tuple(f"U{number:03}" for number in range(50))


def test_a_large_roster_finds_what_a_small_one_does() -> None:
    units = roster(6000)
    names, named = Names(units), [message for message in messages(units, 300) if message.unit]
    right = [message.unit is not None and message.unit.id in found(message.text, names) for message in named]
    assert sum(right) > 0.9 * len(right)


CLINIC = Names(
    [
        Named("PK", "Chi bộ Phòng khám Đa khoa Hòa An"),
        Named("KN", "Chi bộ Khoa Nội"),
        Named("HT", "Chi bộ Công ty TNHH MTV Hoa tiêu Hàng hải khu vực III", ("hoa tiêu III",)),
    ]
)


def test_a_no_with_a_slip_in_it_is_no_word_of_a_name() -> None:
    (mention,) = CLINIC.find(tokenize("phòng khám khog có kết nạp ai"))
    assert (mention.unit, mention.first, mention.last) == (Known("PK"), 0, 2)


def test_a_quarter_is_no_region_of_the_same_number() -> None:
    assert one("quý III chi bộ kết nạp 2", CLINIC) is None
    assert one("khu vực III kết nạp 2", CLINIC) == Known("HT")


SCHOOLS = Names(
    [
        Named("ND", "Chi bộ Trường THCS Nguyễn Du"),
        Named("MK", "Chi bộ Trường THPT Nguyễn Thị Minh Khai"),
        Named("VT", "Chi bộ Trường THCS Nguyễn Văn Trỗi"),
    ]
)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("trường Nguyễn Du kết nạp 1", Known("ND")),
        ("THCS nguyen du ket nap 1", Known("ND")),
        ("Nguyễn Thị Minh Khai kết nạp 1", Known("MK")),
        ("Minh Khai kết nạp 1", Known("MK")),
        ("ket nap nguyen thi minh anh", None),
        ("ket nap 1 dong chi Nguyen Van An hom qua", None),
        ("ban nguyen van binh duoc ket nap", None),
        ("hoat dong chi bo Nguyen Van Troi", Known("VT")),
    ],
)
def test_a_school_that_bears_a_name_is_no_other_who_bears_half_of_it(text: str, unit: Known | None) -> None:
    assert one(text, SCHOOLS) == unit


def test_no_roster_has_no_names() -> None:
    assert Names([]).find(tokenize("chi bộ 2 kết nạp 3 đồng chí")) == []
    assert Names([]).root() is None


@pytest.mark.parametrize("word", ["samsin", "daeyang", "electronics", "phong", "nghia"])
def test_slips_are_found_whatever_letter_they_are_in(word: str) -> None:
    slips = Slips(["samsin", "daeyang", "electronics", "phong", "nghia", "phuong", "vina"])
    for place in range(len(word)):
        wrong = {word[:place] + word[place + 1 :], word[:place] + "x" + word[place:], word[:place] + "x" + word[place + 1 :]}
        wrong.add(word[:place] + word[place : place + 2][::-1] + word[place + 2 :])
        for slipped in wrong:
            assert word in [near for _, near in slips.near(slipped)], slipped
    assert slips.near("khongai") == []
