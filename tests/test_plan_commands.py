"""Plans and organizations at the command line, each on a database that begins without a table."""

import io
import json
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.columns import columns, width
from bot.organizations_command import load_organizations, show_organizations
from bot.plans_command import load_plan, show_plans
from storage.database import connect
from storage.organizations import Organization
from tests.small_tree import NOW, ONE, PLAN, TODAY, TWO, A, K


@pytest.fixture
def units_path(tmp_path: Path) -> Path:
    path = tmp_path / "units.json"
    path.write_text(json.dumps({"units": [A, K, ONE, TWO]}), encoding="utf-8")
    return path


Printed = pytest.CaptureFixture[str]


def test_plans_are_listed_with_nothing_loaded(empty_url: str, capsys: Printed) -> None:
    assert show_plans(empty_url, TODAY) == 0
    printed = capsys.readouterr().out
    for name in ("bac-giang", "bac-ninh", "hau-giang", "ninh-binh", "tan-yen"):
        assert f"chưa nạp; nạp bằng: bot plans load {name}" in printed
    assert "Mục tiêu cụ thể  40–55        mỗi năm, giai đoạn 2024–2025" in printed
    assert "chồng nhau trong năm 2025" in printed


def test_a_plan_is_loaded_and_shown_as_loaded(empty_url: str, units_path: Path, tmp_path: Path, capsys: Printed) -> None:
    path = tmp_path / "own.toml"
    path.write_text(PLAN, encoding="utf-8")
    assert load_organizations(empty_url, str(units_path), None, TODAY, NOW) == 0
    assert load_plan(empty_url, str(path), None, TODAY, NOW, "en") == 0
    assert load_plan(empty_url, str(path), "K", TODAY, NOW, "en") == 0
    printed = capsys.readouterr().out
    assert "Loaded “Kế hoạch” for Huyện ủy A (A). Targets: 1; to be done: 1." in printed
    assert "! was due on 30 September 2026: Sơ kết nghị quyết, 2" in printed
    assert "! the plan names “Ban Dân vận A”, which is not among the organisations; it is kept as named" in printed
    assert show_plans(empty_url, TODAY, "en") == 0
    printed = capsys.readouterr().out
    assert printed.count("loaded on 22 November 2026") == 2
    assert printed.index("own – Kế hoạch") < printed.index("tan-yen – ")


@pytest.mark.parametrize(("name", "said"), [
    ("tan-yen", "Không có tổ chức nào là “Huyện ủy Tân Yên”. Hiện có: A (Huyện ủy A); K (Đảng ủy Khối)."),
    ("no-such", "Không có kế hoạch hay tệp nào tên no-such. Có sẵn: bac-giang, bac-ninh, hau-giang, ninh-binh, tan-yen"),
])
def test_a_plan_that_fits_no_organization_or_is_none(
    empty_url: str, units_path: Path, capsys: Printed, name: str, said: str
) -> None:
    assert load_organizations(empty_url, str(units_path), None, TODAY, NOW) == 0
    assert load_plan(empty_url, name, None, TODAY, NOW) == 1
    assert said in capsys.readouterr().err


def test_a_wrong_plan_is_refused_with_line_field_and_reason(empty_url: str, tmp_path: Path, capsys: Printed) -> None:
    path = tmp_path / "own.toml"
    path.write_text(PLAN.replace("at_least = 9", "at_least = -1"), encoding="utf-8")
    assert load_plan(empty_url, str(path), None, TODAY, NOW) == 1
    assert capsys.readouterr().err.splitlines() == [f"{path}, dòng 11, at_least: phải là số nguyên không âm", "Chưa nạp gì."]


def test_plans_before_any_organization_say_what_to_load_first(empty_url: str, capsys: Printed) -> None:
    assert load_plan(empty_url, "tan-yen", None, TODAY, NOW, "en") == 1
    assert "First: bot organizations load FILE" in capsys.readouterr().err


def test_a_wrong_unit_file_leaves_nothing_half_loaded(empty_url: str, tmp_path: Path, capsys: Printed) -> None:
    path = tmp_path / "units.json"
    path.write_text(json.dumps({"units": [A, K, ONE | {"sector": "x"}]}, indent=1), encoding="utf-8")
    assert load_organizations(empty_url, str(path), True, TODAY, NOW) == 1
    assert capsys.readouterr().err.startswith(f"{path}, dòng 20, sector: “x” không dùng được")
    assert show_organizations(empty_url) == 0
    assert capsys.readouterr().out.startswith("Chưa có tổ chức nào")


@pytest.mark.parametrize(("agreed", "typed", "code"), [
    (None, "c\n", 0), (None, "Có\n", 0), (None, "y\n", 0), (None, "k\n", 1), (None, "\n", 1), (None, "", 1),
    (True, "", 0), (False, "", 1),
])
def test_an_update_is_shown_and_applied_only_once_agreed(
    empty_url: str, units_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch,
    agreed: bool | None, typed: str, code: int,
) -> None:
    assert load_organizations(empty_url, str(units_path), None, TODAY, NOW) == 0
    units_path.write_text(json.dumps({"units": [A, K, ONE | {"name": "Chi bộ May Mới"}]}), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    capsys.readouterr()
    assert load_organizations(empty_url, str(units_path), agreed, TODAY, NOW) == code
    printed = capsys.readouterr().out
    assert "Chi bộ Công ty May → Chi bộ May Mới" in printed
    assert "Không có trong tệp, vẫn giữ nguyên (1):\n  2  Chi bộ Gạch" in printed
    engine = connect(empty_url)
    with Session(engine) as session:
        assert session.get_one(Organization, "1").name == ("Chi bộ Công ty May" if code else "Chi bộ May Mới")
    engine.dispose()


def test_the_tree_is_shown_with_each_unit_below_its_parent(empty_url: str, units_path: Path, capsys: Printed) -> None:
    units = [A, K, ONE | {"to": "2026-12-31"}, TWO]
    units_path.write_text(json.dumps({"units": units}), encoding="utf-8")
    assert load_organizations(empty_url, str(units_path), None, TODAY, NOW) == 0
    capsys.readouterr()
    assert show_organizations(empty_url, "en") == 0
    assert capsys.readouterr().out.splitlines() == [
        "A  committee  agency                                                Huyện ủy A",
        "K  bloc                                                               Đảng ủy Khối",
        "1  branch     enterprise, foreign-invested, until 31 December 2026      Chi bộ Công ty May",
        "2  branch                                                               Chi bộ Gạch",
    ]


def test_columns_are_aligned_by_what_is_seen() -> None:
    assert [width(text) for text in ("Đảng ủy", "e\u0302\u0301", "漢字")] == [7, 1, 4]
    assert columns([("Đảng uỷ", "a"), ("漢字", "b")], "") == ["Đảng uỷ  a", "漢字     b"]
