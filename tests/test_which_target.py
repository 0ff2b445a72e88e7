"""Which target answers: on both engines, with the five plans as they are loaded, and with numbers that officers gave."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

import storage
from storage.database import Engine, transaction
from storage.organizations import Organization, Placement
from storage.people import Person
from storage.plan_loading import load
from storage.planfile import PlanFile, read_plan
from storage.progress import Bounds
from storage.spans import Span, quarter_span, year_span
from storage.targets import Plan, Target
from storage.terms import Each, Indicator, Ownership, Setting
from storage.tree import Tree, tree_as_of
from storage.which_target import Applicable, Source, nearest_target, targets_for

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ADMISSIONS = Indicator.ADMISSIONS


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A province above a district above a bloc above a branch; nothing is loaded yet."""
    with transaction(engine) as session:
        session.add(Person(id=1, user_id=5, joined_at=NOW))
        above = None
        for id, kind in {"P": "province", "D": "committee", "K": "bloc", "B": "branch"}.items():
            owner = Ownership.PRIVATE if id == "B" else Ownership.UNKNOWN
            session.add(Organization(id=id, kind=kind, name=f"Tên {id}", ownership=owner))
            session.flush()
            session.add(Placement(organization_id=id, parent_id=above))
            above = id
        yield session


def load_plan(session: Session, name: str, organization: str) -> Plan:
    file = read_plan((Path(storage.__file__).parent / "plans" / f"{name}.toml").read_text(encoding="utf-8"))
    assert isinstance(file, PlanFile)
    found = session.get(Organization, organization)
    assert found is not None
    return load(session, name, file, found, NOW)


def give(
    session: Session, organization: str, number: int, year: int, after: int = 0, key: str = "",
    part_of: str | None = None, condition: str = "",
) -> None:
    key = key or f"{organization}{number}{year}{after}"
    session.add(Target(
        organization_id=organization, key=key, effect=key, indicator=ADMISSIONS, each=Each.YEAR, first_day=date(year, 1, 1),
        last_day=date(year, 12, 31), at_least=number, given_by=1, given_at=NOW + timedelta(hours=after),
        part_of=part_of, condition=condition,
    ))
    session.flush()


def ask(session: Session, unit: str, condition: str = "", span: Span | None = None, **more: object) -> list[Applicable]:
    tree: Tree = tree_as_of(session, TODAY)
    more = {"indicator": ADMISSIONS, "today": TODAY} | more
    return targets_for(session, tree, unit, condition=condition, span=span, **more)  # type: ignore[arg-type]


def minimums(found: list[Applicable]) -> list[int | None]:
    return [one.bounds.minimum for one in found]


def test_tan_yen_this_year_then_longer_spans(session: Session) -> None:
    load_plan(session, "tan-yen", "D")
    found = ask(session, "D")
    assert [(one.goal.clause, one.bounds.minimum, one.span) for one in found] == [
        ("II.2(1)", 9, year_span(2026)), ("III.3", 56, Span(date(2023, 1, 1), date(2030, 12, 31))),
    ]
    assert [(part.goal.key, part.bounds.minimum) for part in found[0].parts] == [("non-state", 8)]
    assert found[0].goal.setting is Setting.ENTERPRISE
    assert minimums(ask(session, "D", "non_state"))[0] == 8
    assert [(one.bounds.minimum, one.is_yearly) for one in ask(session, "D", "owner")] == [(3, False)]
    assert ask(session, "D", "female") == []
    assert minimums(ask(session, "D", setting=Setting.ENTERPRISE)) == [9]
    assert {one.bounds.minimum for one in ask(session, "D", indicator=Indicator.ORGANISATIONS)} == {7}
    rated = ask(session, "D", indicator=Indicator.ORG_RATINGS, span=year_span(2025))
    assert [one.bounds for one in rated] == [Bounds(None, None, 9000)]


def test_a_branch_without_a_target_is_answered_by_the_nearest_above(session: Session) -> None:
    load_plan(session, "bac-giang", "P")
    load_plan(session, "tan-yen", "D")
    found = ask(session, "B")
    assert {(one.unit, one.source) for one in found} == {("D", Source.OWN)}
    assert found[0].bounds.minimum == 9
    assert nearest_target(session, tree_as_of(session, TODAY), "B", ADMISSIONS, TODAY) == 9
    assert nearest_target(session, tree_as_of(session, TODAY), "D", ADMISSIONS, TODAY) == 9


def test_bac_giang_has_owners_among_its_two_hundred(session: Session) -> None:
    load_plan(session, "bac-giang", "P")
    found = ask(session, "P")
    assert [(one.bounds.minimum, [part.bounds.minimum for part in one.parts]) for one in found] == [(200, [5])]
    assert minimums(ask(session, "P", "owner")) == [5]
    assert minimums(ask(session, "P", indicator=Indicator.ORGANISATIONS)) == [10]


def test_hau_giang_ranges_overlap_in_2025_and_both_stay(session: Session) -> None:
    load_plan(session, "hau-giang", "P")
    ranges = [(one.bounds.minimum, one.bounds.maximum) for one in ask(session, "P", span=year_span(2025))]
    assert ranges == [(1020, 1250), (1020, 1250)]
    one, = ask(session, "P")
    assert [(part.bounds.minimum, part.bounds.maximum) for part in one.parts] == [(40, 55)]
    assert minimums(ask(session, "P", "non_state+worker|student")) == [40]
    assert ask(session, "P", "student") == []


def test_bac_ninh_a_plan_of_its_own_year(session: Session) -> None:
    load_plan(session, "bac-ninh", "K")
    assert minimums(ask(session, "K", span=year_span(2011), today=date(2011, 10, 5))) == [100]
    assert minimums(ask(session, "K", today=date(2011, 10, 5))) == [100]


def test_several_years_are_summed_and_a_quarter_has_none_of_its_own(session: Session) -> None:
    load_plan(session, "tan-yen", "D")
    years = ask(session, "D", span=Span(date(2024, 1, 1), date(2026, 12, 31)))
    assert (years[0].bounds.minimum, years[0].fits, years[0].parts[0].bounds.minimum) == (27, True, 24)
    assert not [one for one in ask(session, "D", span=Span(date(2021, 1, 1), date(2026, 12, 31))) if one.is_yearly]
    quarter = ask(session, "D", span=quarter_span(2026, 3))
    assert (quarter[0].bounds.minimum, quarter[0].span, quarter[0].fits) == (9, year_span(2026), False)
    by_2030 = ask(session, "D", span=Span(None, date(2030, 12, 31)))
    assert [(one.bounds.minimum, one.fits) for one in by_2030] == [(56, True)]


def test_given_to_the_unit_comes_before_everything_and_the_latest_holds(session: Session) -> None:
    load_plan(session, "tan-yen", "D")
    give(session, "B", 5, 2026, key="first")
    give(session, "B", 1, 2026, key="first.1", part_of="first", condition="owner")
    assert [(one.bounds.minimum, one.source, len(one.parts)) for one in ask(session, "B")] == [(5, Source.GIVEN, 1)]
    assert minimums(ask(session, "B", "owner")) == [1]
    give(session, "B", 4, 2026, after=1)
    assert [(one.bounds.minimum, one.parts) for one in ask(session, "B")] == [(4, ())]
    give(session, "B", 6, 2027)
    assert minimums(ask(session, "B", span=year_span(2027))) == [6]
    assert minimums(ask(session, "B", span=Span(date(2026, 1, 1), date(2027, 12, 31)))) == [10]
    give(session, "D", 11, 2026)
    assert [(one.bounds.minimum, one.source) for one in ask(session, "D")][:2] == [(11, Source.GIVEN), (9, Source.OWN)]


def test_a_share_for_units_of_a_kind(session: Session) -> None:
    plan = load_plan(session, "tan-yen", "D")
    for shared_by, number in {"branch": 2, "tên k": 7}.items():
        session.add(Target(
            plan_id=plan.id, organization_id="D", shared_by=[shared_by], key=shared_by, indicator=ADMISSIONS, each=Each.YEAR,
            first_day=plan.first_day, last_day=plan.last_day, at_least=number, given_at=NOW,
        ))
    session.flush()
    one, = ask(session, "B")
    assert (one.bounds.minimum, one.source, one.issuer, one.unit) == (2, Source.SHARE, "D", "B")
    assert minimums(ask(session, "K")) == [7]
    assert minimums(ask(session, "D"))[0] == 9
    give(session, "B", 3, 2026)
    assert [(one.bounds.minimum, one.source) for one in ask(session, "B")] == [(3, Source.GIVEN)]


def test_a_plan_that_was_loaded_again_counts_once(session: Session) -> None:
    load_plan(session, "tan-yen", "D")
    load_plan(session, "tan-yen", "D")
    assert minimums(ask(session, "D")) == [9, 56]
