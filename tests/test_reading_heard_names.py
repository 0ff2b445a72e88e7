"""What words of names are heard in words that no name has: a letter left out, a word as near to several, numbers in words."""

import pytest

from handlers.reading import Known, Named, Names, Unsure
from tests.test_reading_names import one

SLIPPED = Names(
    [
        Named("I", "Chi bộ Công ty TNHH Khoáng sản Phú Thịnh"),
        Named("A", "Chi bộ Công ty Cổ phần Khoáng sản Phú Thành"),
        Named("C", "Chi bộ Công ty Cổ phần Khoáng sản Phú Thạch"),
        Named("N", "Chi bộ Trường THPT Nam Thạch"),
        Named("N2", "Chi bộ Trường THPT Nam Thành số 2"),
        Named("Q", "Chi bộ Quỹ tín dụng nhân dân Kim Sơn"),
        Named("V", "Đảng bộ xã Phúc Vinh"),
        Named("B", "Chi bộ Công ty Bao bì Cao Thắng"), Named("D", "Chi bộ Công ty Giày da Bảo An"),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("khoáng sản phú thnh kết nạp 2 đồng chí", Unsure(("A", "I"))),
        ("khoáng sản phú thịh kết nạp 2 đồng chí", Known("I")),
        ("khoáng sản Phú Thàh", Known("A")),                # as it is marked
        ("khoang san Phu Thah", Unsure(("A", "C"))),
        ("trường Nam Thah số 2 kết nạp 1", Known("N2")),    # by what stands behind it
        ("xã Phúc Vnh kết nạp 16", Known("V")),
        ("Phúc vh kết nạp 16", None),                       # two letters are lacking
        ("xã Vnh kết nạp 16", None),                        # nothing of the name before it
        ("quỹ tín dụng nân dân Kim Sn", Known("Q")),
        ("nân dân xã kết nạp 2", None),
        ("Da bao cao anh, thang 9 chua co gi", None),       # "bao … Cao", "da Bảo": neither is enough
    ],
)
def test_a_slip_that_could_be_several_names_is_asked_about(text: str, unit: Known | Unsure | None) -> None:
    assert one(text, SLIPPED) == unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("chi bộ hai kết nạp ba đồng chí", "2"),
        ("chi bo hai vua ket nap 3", "2"),
        ("chi bộ một: kết nạp 3", "1"),
        ("chi bộ hai", "2"),
        ("chi bộ hai đồng chí được kết nạp", None),
        ("chi bộ ba tháng qua kết nạp 2", None),
        ("chi bộ hai mươi đảng viên", None),
        ("chi bộ hai nữ", None),
        ("chi bộ một lần nữa báo cáo", None),
        ("chi bộ một số đồng chí", None),
    ],
)
def test_units_that_are_numbered_are_heard_in_words_too(text: str, unit: str | None) -> None:
    numbered = Names([Named(str(number), f"Chi bộ {number}") for number in range(1, 13)])
    assert one(text, numbered) == (Known(unit) if unit else None)
