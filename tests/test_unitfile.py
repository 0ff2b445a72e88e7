"""Unit files as JSON and as sheets: what they become, and for each wrong one the line, the field and the reason."""

import json
import unicodedata
from datetime import date

import pytest

from locales.unit_settings import setting_in_name
from storage.faults import Reason
from storage.names import plain
from storage.terms import Ownership, Setting
from storage.unitfile import UnitFile, read_units
from tests.sheets import sheet

HEADINGS = ("id", "parent", "kind", "name", "aliases", "sector", "setting", "from", "to")
TREE = (
    HEADINGS,
    ("A", None, "committee", "Huyện ủy A", "toàn huyện; HU A", None, None, None, None),
    ("K", "A", "bloc", "Đảng ủy Khối Doanh nghiệp huyện A"),
    ("1", "K", "cell", "Chi bộ Công ty May", "may", "fdi", None, date(2020, 5, 1), None),
    ("2", "K", "party_committee", "Đảng bộ Viễn thông", None, "state", "enterprise", None, date(2025, 6, 30)),
)


def listed(*units: str, tasks: str = "", root: str = '"A"') -> bytes:
    rest = f',\n "tasks": [\n{tasks}\n ]' if tasks else ""
    return (f'{{\n "root": {root},\n "units": [\n' + ",\n".join(units) + f"\n ]{rest}\n}}").encode()


def unit(id: str, parent: str | None, **more: object) -> str:
    return json.dumps({"id": id, "parent": parent, "kind": "cell", "name": f"Chi bộ {id}"} | more, ensure_ascii=False)


def good(content: bytes, name: str = "units.json") -> UnitFile:
    read = read_units(name, content, setting_in_name)
    assert isinstance(read, UnitFile), read
    return read


def faults(content: bytes, name: str = "units.json") -> list[tuple[int | None, str, Reason]]:
    read = read_units(name, content, setting_in_name)
    assert isinstance(read, list), "the file was taken"
    return [(fault.line, fault.field, fault.reason) for fault in read]


def test_kinds_sectors_and_days_of_a_sheet() -> None:
    file = good(sheet(*TREE), "units.xlsx")
    assert file.root == "A"
    assert [(one.id, one.parent, one.kind, one.ownership, one.setting, one.first_day, one.last_day) for one in file.units] == [
        ("A", None, "committee", Ownership.UNKNOWN, Setting.AGENCY, None, None),
        ("K", "A", "bloc", Ownership.UNKNOWN, Setting.ENTERPRISE, None, None),
        ("1", "K", "branch", Ownership.FOREIGN_INVESTED, Setting.ENTERPRISE, date(2020, 5, 1), None),
        ("2", "K", "grassroots", Ownership.STATE, Setting.ENTERPRISE, None, date(2025, 6, 30)),
    ]
    assert [one.aliases for one in file.units] == [("toàn huyện", "HU A"), (), ("may",), ()]


def test_a_sheet_and_json_of_the_same_units_are_the_same() -> None:
    rows = [dict(zip(HEADINGS, row, strict=False)) for row in TREE[1:]]
    for row in rows:
        row["aliases"] = [one.strip() for one in str(row.get("aliases") or "").split(";") if one.strip()]  # type: ignore[assignment]
    written = json.dumps({"units": rows}, default=str).encode()
    one, other = good(written), good(sheet(*TREE), "units.xlsx")
    assert [(row.id, row.name, row.aliases, row.first_day) for row in one.units] == [
        (row.id, row.name, row.aliases, row.first_day) for row in other.units]


def test_parents_come_before_their_children_whatever_the_order() -> None:
    file = good(listed(unit("C", "B"), unit("B", "A"), unit("A", None)))
    assert [one.id for one in file.units] == ["A", "B", "C"]


def test_numbers_for_ids_are_text() -> None:
    rows = (HEADINGS[:4], (1, None, "committee", "Huyện ủy"), (2, 1, "cell", "Chi bộ"))
    assert [(one.id, one.parent) for one in good(sheet(*rows), "UNITS.XLSX").units] == [("1", None), ("2", "1")]


def test_names_are_composed_and_trimmed() -> None:
    name = unicodedata.normalize("NFD", "  Chi bộ   Thủy lợi ")
    assert good(listed(unit("A", None, name=name))).units[0].name == "Chi bộ Thủy lợi"


def test_tasks() -> None:
    task = '{"id": "t", "name": "Sơ kết", "aliases": ["sơ kết giữa kỳ"], "due": "2026-09-30"}'
    assert [(one.id, one.aliases, one.due) for one in good(listed(unit("A", None), tasks=task)).tasks] == [
        ("t", ("sơ kết giữa kỳ",), "2026-09-30")]
    assert faults(listed(unit("A", None), tasks=task + ",\n" + task)) == [(8, "id", Reason.DUPLICATE)]
    assert faults(listed(unit("A", None), tasks=task.replace("2026-09-30", "30/9"))) == [(7, "due", Reason.NOT_DUE)]


WRONG_UNITS = [
    ([unit("B", "A"), unit("A", None), unit("B", "A")], [(6, "id", Reason.DUPLICATE)]),
    ([unit("A", None), unit("B", "X")], [(5, "parent", Reason.NO_SUCH)]),
    ([unit("A", None), unit("B", "C"), unit("C", "B")], [(5, "parent", Reason.CYCLE), (6, "parent", Reason.CYCLE)]),
    ([unit("A", "A")], [(None, "parent", Reason.NO_ROOT), (4, "parent", Reason.CYCLE)]),
    ([unit("A", None), unit("B", None)], [(5, "parent", Reason.MANY_ROOTS)]),
    ([unit("A", None), unit("B", "A", sector="foreign")], [(5, "sector", Reason.NOT_ONE_OF)]),
    ([unit("A", None), unit("B", "A", setting="factory")], [(5, "setting", Reason.NOT_ONE_OF)]),
    ([unit("A", None, **{"from": "2020-02-30"})], [(4, "from", Reason.NOT_DAY)]),
    ([unit("A", None, **{"from": "2021-01-01", "to": "2020-01-01"})], [(4, "from", Reason.BACKWARDS)]),
    ([unit("A", None, name=" ")], [(4, "name", Reason.MISSING)]),
    ([unit("A", None, kind="Chi bộ")], [(4, "kind", Reason.NOT_KIND)]),
    ([unit("A", None, aliases="a;b")], [(4, "aliases", Reason.NOT_TEXTS)]),
    ([unit("A", None, sectr="state")], [(4, "sectr", Reason.UNKNOWN_FIELD)]),
    ([unit("", None)], [(2, "root", Reason.NO_SUCH), (4, "id", Reason.MISSING)]),
    ([unit("B", None)], [(2, "root", Reason.NO_SUCH)]),
]


@pytest.mark.parametrize(("units", "places"), WRONG_UNITS)
def test_units_are_checked(units: list[str], places: list[tuple[int | None, str, Reason]]) -> None:
    assert faults(listed(*units)) == places


def test_the_line_is_the_fields_own() -> None:
    values = {"units": [{"id": "A", "parent": None, "kind": "cell", "name": "x", "sector": "?"}]}
    assert faults(json.dumps(values, indent=1).encode()) == [(8, "sector", Reason.NOT_ONE_OF)]


@pytest.mark.parametrize(("content", "places"), [
    (b'{"units": [}', [(1, "", Reason.SYNTAX)]),
    (b"\xff\xfe", [(None, "", Reason.UNREADABLE)]),
    (b"[]", [(1, "units", Reason.NOT_TABLES)]),
    (b"{}", [(1, "units", Reason.NOT_TABLES)]),
    (b'{"units": []}', [(None, "parent", Reason.NO_ROOT)]),
    (b'{\n"unit": []}', [(2, "unit", Reason.UNKNOWN_FIELD)]),
    (b'{"units": [1]}', [(1, "units", Reason.NOT_TABLES)]),
])
def test_files_that_are_no_unit_file(content: bytes, places: list[tuple[int | None, str, Reason]]) -> None:
    assert faults(content) == places


@pytest.mark.parametrize(("rows", "places"), [
    ([("id", "parent", "kind")], [(1, "name", Reason.NO_COLUMN)]),
    ([("id", "parent", "kind", "name", "tên")], [(1, "tên", Reason.UNKNOWN_FIELD)]),
    ([HEADINGS, ("A", None, "committee", "A"), (), ("B", "X", "cell", "B")], [(4, "parent", Reason.NO_SUCH)]),
    ([HEADINGS, ("A", None, "committee", "A", None, "Nhà nước")], [(2, "sector", Reason.NOT_ONE_OF)]),
    ([HEADINGS, ("A", None, "committee", "A", None, None, None, "hôm qua")], [(2, "from", Reason.NOT_DAY)]),
])
def test_sheets_are_checked_by_row(rows: list[tuple[object, ...]], places: list[tuple[int | None, str, Reason]]) -> None:
    assert faults(sheet(*rows), "units.xlsx") == places


def test_a_sheet_that_is_none() -> None:
    assert faults(b"not a zip", "units.xlsx") == [(None, "", Reason.UNREADABLE)]


@pytest.mark.parametrize(("name", "setting"), [
    ("Chi bộ Công ty TNHH May Ngọc Lâm", "enterprise"), ("Chi bộ Hợp tác xã Nông nghiệp Phúc Hòa", "enterprise"),
    ("Chi bộ HTX Phúc Hòa", "enterprise"), ("Chi bộ Quỹ tín dụng nhân dân Cao Thượng", "enterprise"),
    ("Chi bộ Ngân hàng Chính sách xã hội", "enterprise"), ("Chi bộ Điện lực Tân Yên", "enterprise"),
    ("Đảng ủy Khối Doanh nghiệp tỉnh Bắc Ninh", "enterprise"), ("Đảng ủy Khối Cơ quan và Doanh nghiệp tỉnh Ninh Bình", None),
    ("Chi bộ Trường THPT Tân Yên số 1", "school"), ("Chi bộ Trường Tiểu học xã Cao Xá", "school"),
    ("Đảng bộ Cao đẳng Cộng đồng", "school"), ("Đảng bộ Đại học Sông Hậu", "school"),
    ("Đảng bộ xã Cao Xá", "commune"), ("Đảng bộ xã Trường Giang", "commune"), ("Đảng bộ thị trấn Nhã Nam", "commune"),
    ("Đảng ủy phường Vạn An", "commune"), ("Huyện ủy Tân Yên", "agency"), ("Huyện uỷ Tân Yên", "agency"),
    ("Ban Dân vận Huyện ủy", "agency"), ("Chi bộ Sở Tài nguyên và Môi trường", "agency"),
    ("Chi bộ Chi cục Quản lý thị trường", "agency"), ("Chi bộ Bảo hiểm xã hội huyện", None),
    ("Chi bộ Môi trường đô thị", None), ("Đảng bộ cơ sở Tân Lập", None), ("Chi bộ Phân xưởng 1 May Hà Phong", None),
    ("CHI BỘ CÔNG TY MÔI TRƯỜNG", "enterprise"),
])
def test_where_a_unit_works_as_its_name_tells(name: str, setting: str | None) -> None:
    assert setting_in_name(name) == setting
    assert setting_in_name(unicodedata.normalize("NFD", name)) == setting


def test_a_stated_setting_wins_over_the_name() -> None:
    file = good(listed(unit("A", None, name="Trường A", setting="agency")))
    assert file.units[0].setting is Setting.AGENCY


@pytest.mark.parametrize(("one", "other", "same"), [
    ("Huyện ủy Tân Yên", "huyện uỷ  Tân Yên", True), ("Phúc Hòa", "Phúc Hoà", True), ("Quý", "QUÝ", True),
    ("Tân Yên", "Tân Yến", False),
    ("Thuỷ lợi", unicodedata.normalize("NFD", "Thủy lợi"), True), ("Khoa học", "Khóa học", False),
])
def test_when_two_spellings_are_one_name(one: str, other: str, same: bool) -> None:
    assert (plain(one) == plain(other)) is same
