"""Every figure of the five sources, with its clause, as it lies in the tables once the plan is loaded."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from bot.sandbox import worlds
from storage import shipped_plans
from storage.conditions import canonical
from storage.database import Engine, transaction
from storage.milestones import holders
from storage.organization_loading import apply, difference
from storage.organizations import Organization
from storage.plan_doubts import Doubt, Lacking, Overlap, Past, doubts
from storage.plan_loading import bind, load, milestones_of, targets_of
from storage.planfile import PlanFile, read_plan
from storage.targets import Milestone, Plan, Target
from storage.terms import Ownership, Setting
from storage.tree import Tree, tree_as_of

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
UNION = canonical("student|non_state+worker")

# clause, indicator, each, days, bounds, setting, condition, part of
FIGURES: dict[str, list[tuple[str, str, str, str, str, str, str, str]]] = {
    "bac-giang": [
        ("Mục tiêu", "admissions", "year", "2023–2030", "≥200", "", "non_state", ""),
        ("Mục tiêu", "admissions", "year", "2023–2030", "≥5", "", "owner", "non-state"),
        ("Mục tiêu", "organisations", "year", "2023–2030", "≥10", "", "non_state", ""),
        ("Mục tiêu", "org_ratings", "year", "2023–2030", "≥9000bp", "", "non_state", ""),
        ("Mục tiêu", "member_ratings", "year", "2023–2030", "≥8500bp", "", "non_state", ""),
    ],
    "tan-yen": [
        ("II.2(1)", "admissions", "year", "2023–2030", "≥9", "enterprise", "", ""),
        ("II.2(1)", "admissions", "year", "2023–2030", "≥8", "", "non_state", "in-enterprises"),
        ("II.2(1)", "admissions", "span", "2023–2030", "≥3", "", "owner", ""),
        ("II.2(2)", "organisations", "span", "2023–2030", "≥7", "", "non_state", ""),
        ("II.2(3)", "org_ratings", "year", "2023–2030", "≥9000bp", "", "non_state", ""),
        ("II.2(3)", "member_ratings", "year", "2023–2030", "≥8500bp", "", "non_state", ""),
        ("III.3", "organisations", "span", "2023–2030", "≥7", "", "non_state", ""),
        ("III.3", "admissions", "span", "2023–2030", ">55", "", "non_state", ""),
    ],
    "hau-giang": [
        ("Mục tiêu cụ thể", "admissions", "year", "2024–2025", "≥1020 ≤1250", "", "", ""),
        ("Mục tiêu cụ thể", "admissions", "year", "2024–2025", "≥40 ≤55", "", UNION, "all-2024-2025"),
        ("Mục tiêu cụ thể", "admissions", "year", "2025–2030", "≥1020 ≤1250", "", "", ""),
        ("Mục tiêu cụ thể", "admissions", "year", "2025–2030", "≥40 ≤55", "", UNION, "all-2025-2030"),
    ],
    "bac-ninh": [("Kết quả", "admissions", "year", "2011–2011", "≥100", "", "", "")],
    "ninh-binh": [],
}

DUE: dict[str, list[tuple[str, str, str, list[str]]]] = {       # clause, every, due, who: those that have a day
    "bac-giang": [], "bac-ninh": [], "ninh-binh": [],
    "tan-yen": [
        ("IV.1", "", "2023-12", ["bloc", "grassroots", "branch", "agency"]),
        ("IV.2", "", "2023-12", ["Ban Dân vận Huyện ủy Tân Yên", "Liên đoàn Lao động huyện Tân Yên", "Huyện đoàn Tân Yên"]),
        ("IV.2", "", "2023-12", ["Ban Dân vận Huyện ủy Tân Yên", "Liên đoàn Lao động huyện Tân Yên", "Huyện đoàn Tân Yên"]),
        ("IV.4", "year", "12-31", ["Ban Tổ chức Huyện ủy Tân Yên"]),
        ("IV.8", "", "2026-Q3", ["Đảng ủy Khối Doanh nghiệp huyện Tân Yên"]),
        ("IV.8", "", "2030-Q3", ["Đảng ủy Khối Doanh nghiệp huyện Tân Yên"]),
        ("III.2", "year", "12-31", ["Đảng ủy Khối Doanh nghiệp huyện Tân Yên"]),
    ],
    "hau-giang": [("Giải pháp", "year", "12-31", ["committee", "bloc"]), ("Giải pháp", "year", "12-31", [])],
}

# What the sources state without its being a target, or leave in doubt: each must be readable in the plan.
SAID = {
    "bac-giang": ["09.10.2023", "26/9/2023", "301-KH/TU", "vốn đầu tư nước ngoài"],
    "tan-yen": ["2023- 030", "không có khoản 6", "301-KH/TU", "09.10.2023", "cộng dồn", "vốn đầu tư nước ngoài", "64"],
    "hau-giang": ["4.715", "436", "87", "chồng nhau ở năm 2025", "không chia ra"],
    "bac-ninh": ["2009 kết nạp 73", "2010 kết nạp 161", "131%", "39 nữ", "74 trong độ tuổi đoàn", "trùng", "53 tổ chức",
                 "20 đảng bộ", "33 chi bộ", "2.340", "52 doanh nghiệp"],
    "ninh-binh": ["13 tổ chức đảng", "đổi tên 3", "350", "1 chủ doanh nghiệp", "14 tổ chức đoàn", "không nêu chỉ tiêu nào"],
}


class Loaded:
    """A world with its plan in the tables."""

    def __init__(self, session: Session, plan: Plan, day: date) -> None:
        self.plan, self.day = plan, day
        self.targets: list[Target] = list(targets_of(session, plan))
        self.milestones: list[Milestone] = list(milestones_of(session, plan))
        self.tree: Tree = tree_as_of(session, day)


@pytest.fixture(params=worlds.NAMES)
def loaded(request: pytest.FixtureRequest, engine: Engine) -> Loaded:
    return put(engine, request.param)


def put(engine: Engine, name: str) -> Loaded:
    world = worlds.load(name)
    with transaction(engine) as session:
        assert apply(session, difference(session, world.units), world.day, NOW)
        file = read_plan(shipped_plans.text(world.plan))
        assert isinstance(file, PlanFile), file
        owner = bind(session, file.organization)
        assert isinstance(owner, Organization), owner
        return Loaded(session, load(session, name, file, owner, NOW), world.day)


def figure(row: Target) -> tuple[str, str, str, str, str, str, str, str]:
    bounds = (("≥", row.at_least), (">", row.more_than), ("≤", row.at_most), ("=", row.exactly))
    written = [f"{sign}{value}" for sign, value in bounds if value is not None]
    written += [f"≥{row.at_least_basis_points}bp"] if row.at_least_basis_points is not None else []
    days = f"{row.first_day.year}–{row.last_day.year}"
    return (row.clause, row.indicator.value, row.each.value, days, " ".join(written),
            row.setting.value if row.setting else "", row.condition, row.part_of or "")


def test_every_target_and_no_other(loaded: Loaded) -> None:
    assert [figure(row) for row in loaded.targets] == FIGURES[loaded.plan.key]


def test_every_day_that_something_is_due(loaded: Loaded) -> None:
    dated = [(row.clause, row.every, row.due, row.shared_by) for row in loaded.milestones if row.due]
    assert dated == DUE[loaded.plan.key]


def test_what_is_no_target_stands_in_the_notes(loaded: Loaded) -> None:
    notes = "\n".join([*loaded.plan.notes, *(note for row in loaded.targets for note in row.notes)])
    assert [said for said in SAID[loaded.plan.key] if said not in notes] == []


def test_targets_begin_and_end_on_whole_years(loaded: Loaded) -> None:
    assert {f"{row.first_day:%d/%m}–{row.last_day:%d/%m}" for row in loaded.targets} <= {"01/01–31/12"}


def test_events_are_those_of_founding(loaded: Loaded) -> None:
    assert {row.events for row in loaded.targets if row.indicator == "organisations"} <= {"founded"}
    assert {row.events for row in loaded.targets if row.indicator != "organisations"} <= {""}


@pytest.mark.parametrize(("name", "symbol", "basis", "first", "last"), [
    ("bac-giang", "301-NQ/TU", [], date(2023, 1, 1), date(2030, 12, 31)),
    ("tan-yen", "", ["301-NQ/TU"], date(2023, 1, 1), date(2030, 12, 31)),
    ("hau-giang", "20", [], date(2024, 1, 1), date(2030, 12, 31)),
    ("bac-ninh", "", ["07-CT/TW"], date(2011, 1, 1), date(2011, 12, 31)),
    ("ninh-binh", "", [], date(2019, 7, 17), date(2024, 7, 17)),
])
def test_the_documents_themselves(name: str, symbol: str, basis: list[str], first: date, last: date) -> None:
    file = read_plan(shipped_plans.text(name))
    assert isinstance(file, PlanFile)
    assert (file.symbol, list(file.basis), file.first_day, file.last_day) == (symbol, basis, first, last)


def test_tan_yen_says_who_does_what_in_every_clause_but_the_sixth(engine: Engine) -> None:
    clauses = {row.clause for row in put(engine, "tan-yen").milestones}
    assert clauses == {f"IV.{number}" for number in (1, 2, 3, 4, 5, 7, 8)} | {f"III.{number}" for number in range(1, 6)}


def test_the_groups_of_tasks(engine: Engine) -> None:
    assert len(put(engine, "bac-giang").milestones) == 5
    assert [row.name.split()[0] for row in put(engine, "ninh-binh").milestones].count("Khảo") == 1


def found(loaded: Loaded) -> list[Doubt]:
    return doubts(loaded.targets, loaded.milestones, loaded.day, loaded.tree.subtree(loaded.plan.organization_id))


def test_each_world_has_every_body_that_its_plan_names(loaded: Loaded) -> None:
    assert [doubt for doubt in found(loaded) if isinstance(doubt, Lacking)] == []


def test_doubts_of_hau_giang_are_the_year_that_stands_in_both_periods(engine: Engine) -> None:
    overlaps = [doubt for doubt in found(put(engine, "hau-giang")) if isinstance(doubt, Overlap)]
    assert [(one.first, one.last) for one in overlaps] == [(date(2025, 1, 1), date(2025, 12, 31))] * 2


def test_doubts_of_tan_yen_are_two_clauses_twice_and_four_days_gone_by(engine: Engine) -> None:
    doubted = found(put(engine, "tan-yen"))
    assert [(one.one.clause, one.other.clause) for one in doubted if isinstance(one, Overlap)] == [
        ("II.2(1)", "III.3"), ("II.2(2)", "III.3")]
    assert [one.due for one in doubted if isinstance(one, Past)] == [date(2023, 12, 31)] * 3 + [date(2026, 9, 30)]


def test_who_has_to_do_it(engine: Engine) -> None:
    tan_yen = put(engine, "tan-yen")
    by_key = {row.key: {unit.id for unit in holders(row, tan_yen.tree)} for row in tan_yen.milestones}
    assert by_key["interim-review"] == {"TY-K"}
    assert by_key["own-programme"] == {"TY-BDV", "TY-LDLD", "TY-HD"}
    assert by_key["supervision"] == {"TY"}
    assert by_key["study"] == {unit.id for unit in tan_yen.tree.subtree("TY")} - {"TY"}
    hau_giang = put(engine, "hau-giang")
    givers = {row.key: [unit.id for unit in holders(row, hau_giang.tree)] for row in hau_giang.milestones}["school-targets"]
    assert "HG" not in givers
    assert len(givers) == 9


# What the sources state about the organisations themselves.
def test_bac_ninh_has_the_numbers_of_its_source() -> None:
    world = worlds.load("bac-ninh")
    below = Counter(unit.kind for unit in world.units.units if unit.parent == "BN")
    enterprises = [unit for unit in world.units.units if unit.parent == "BN" and unit.setting is Setting.ENTERPRISE]
    assert (below, len(enterprises)) == ({"grassroots": 20, "branch": 33}, 52)
    names = " ".join(unit.name for unit in world.units.units if unit.kind == "grassroots")
    assert [name for name in ("Viễn thông Bắc Ninh", "LILAMA 69-1", "Tập đoàn DABACO") if name not in names] == []


def test_ninh_binh_has_thirteen_non_state_organisations_one_of_them_foreign() -> None:
    owned = Counter(unit.ownership for unit in worlds.load("ninh-binh").units.units)
    assert (owned[Ownership.PRIVATE], owned[Ownership.FOREIGN_INVESTED]) == (12, 1)


def test_tan_yen_has_the_units_that_people_speak_of() -> None:
    units = {unit.id: unit.name for unit in worlds.load("tan-yen").units.units}
    assert units["TY-01"] == "Chi bộ Công ty TNHH May Ngọc Lâm"
    assert len([id for id in units if id.startswith("TY-") and id[3:].isdigit()]) == 18


@pytest.mark.parametrize(("name", "day"), [
    ("tan-yen", "2026-11-22"), ("bac-ninh", "2011-10-05"), ("bac-giang", "2024-12-20"),
    ("ninh-binh", "2024-07-03"), ("hau-giang", "2024-12-15"),
])
def test_each_world_opens_at_its_day_with_people_to_be(name: str, day: str) -> None:
    world = worlds.load(name)
    ids = {unit.id for unit in world.units.units}
    assert world.day.isoformat() == day
    assert world.plan in shipped_plans.names()
    assert {person.organization for person in world.people} <= ids
    assert {"secretary", "officer", "leader"} <= {person.role.value for person in world.people}


@pytest.mark.parametrize("name", worlds.NAMES)
def test_no_name_stands_for_two_units(name: str) -> None:
    names = Counter(alias.casefold() for unit in worlds.load(name).units.units for alias in {unit.name, *unit.aliases})
    assert [alias for alias, times in names.items() if times > 1] == []


def test_nothing_of_a_loaded_plan_is_lost(engine: Engine) -> None:
    put(engine, "tan-yen")
    with Session(engine) as session:
        assert (len(session.exec(select(Target)).all()), len(session.exec(select(Milestone)).all())) == (8, 17)
