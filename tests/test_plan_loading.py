"""Plans put on record: whose they are, loading again, and what is doubted."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from storage.audit import Audit
from storage.database import Engine, transaction
from storage.organizations import Organization
from storage.plan_doubts import Lacking, Overlap, PartTooLarge, doubts
from storage.plan_loading import Unbound, bind, load, milestones_of, plans, targets_of
from storage.targets import Plan
from storage.tree import tree_as_of
from tests.small_tree import NOW, PLAN, TODAY, A, K, plan_file, put_plan, put_units, row


def test_a_plan_is_bound_by_full_name_however_spelled_or_by_id(engine: Engine) -> None:
    put_units(engine, A | {"name": "Huyện uỷ A"}, K)
    with Session(engine) as session:
        by_name, by_id = bind(session, "HUYỆN ỦY A"), bind(session, "whatever", "K")
        assert isinstance(by_name, Organization)
        assert isinstance(by_id, Organization)
        assert (by_name.id, by_id.id) == ("A", "K")
        assert bind(session, "Huyện ủy") == Unbound("Huyện ủy", (("A", "Huyện uỷ A"), ("K", "Đảng ủy Khối")))
        assert bind(session, "Huyện ủy A", "Z") == Unbound("Z", (("A", "Huyện uỷ A"), ("K", "Đảng ủy Khối")))


def test_a_name_that_two_organizations_bear_is_asked_about(engine: Engine) -> None:
    put_units(engine, A, K, row("B", "A", "Huyện ủy A"))
    with Session(engine) as session:
        assert bind(session, "Huyện ủy A") == Unbound("Huyện ủy A", (("A", "Huyện ủy A"), ("B", "Huyện ủy A")), ambiguous=True)


def test_loading_again_replaces_and_overwrites_nothing(engine: Engine) -> None:
    put_units(engine, A, K)
    first, later = put_plan(engine), NOW + timedelta(days=1)
    second = put_plan(engine, PLAN.replace("at_least = 9", "at_least = 12"), now=later)
    with Session(engine) as session:
        assert [plan.id for plan in plans(session)] == [second.id]
        assert session.get_one(Plan, first.id).replaced_at == later
        assert [[target.at_least for target in targets_of(session, plan)] for plan in (first, second)] == [[9], [12]]
        entries = session.exec(select(Audit).where(Audit.act == "plan.load").order_by(col(Audit.id))).all()
        assert [entry.before for entry in entries] == [None, {"plan": first.id}]


def test_another_key_or_another_organization_replaces_nothing(engine: Engine) -> None:
    put_units(engine, A, K)
    put_plan(engine)
    put_plan(engine, key="b")
    with transaction(engine) as session:
        load(session, "a", plan_file(), session.get_one(Organization, "K"), NOW)
        assert len(plans(session)) == 3


@pytest.mark.parametrize(("whole", "part", "doubted"), [
    ("at_least = 9", "at_least = 8", False), ("at_least = 9", "at_least = 9", True), ("at_least = 9", "more_than = 8", True),
    ("more_than = 9", "at_least = 9", False), ("at_most = 9", "at_most = 10", True), ("exactly = 9", "exactly = 4", False),
])
def test_a_part_that_reaches_its_whole_is_doubted(engine: Engine, whole: str, part: str, doubted: bool) -> None:
    put_units(engine, A, K)
    target = PLAN[PLAN.index("[[target]]"):PLAN.index("[[milestone]]")]
    other = target.replace('"all"', '"part"\npart_of = "all"\nwhere = ["female"]').replace("at_least = 9", part)
    text = PLAN.replace("at_least = 9", whole) + other
    plan = put_plan(engine, text)
    with Session(engine) as session:
        found = doubts(targets_of(session, plan), [], TODAY)
    assert bool([doubt for doubt in found if isinstance(doubt, PartTooLarge)]) is doubted


@pytest.mark.parametrize(("instead", "doubted"), [
    ('to = 2026-06-30\n', True), ('from = 2026-07-01\n', False), ('where = ["female"]\n', False), ('for = ["branch"]\n', False),
])
def test_two_targets_for_the_same_are_doubted_where_their_days_meet(engine: Engine, instead: str, doubted: bool) -> None:
    put_units(engine, A, K)
    target = PLAN[PLAN.index("[[target]]"):PLAN.index("[[milestone]]")]
    plan = put_plan(engine, PLAN.replace("at_least = 9\n", "at_least = 9\nto = 2026-06-30\n")
                    + target.replace('"all"', '"again"') + instead)
    with Session(engine) as session:
        found = doubts(targets_of(session, plan), [], TODAY)
    assert bool([doubt for doubt in found if isinstance(doubt, Overlap)]) is doubted


def test_bodies_that_the_tree_lacks_are_named_and_kept(engine: Engine) -> None:
    put_units(engine, A, K)
    plan = put_plan(engine)
    with Session(engine) as session:
        found = doubts([], milestones_of(session, plan), date(2026, 9, 30), tree_as_of(session, TODAY).subtree("A"))
        assert found == [Lacking("branch"), Lacking("Ban Dân vận A")]
        assert milestones_of(session, plan)[0].shared_by == ["branch", "Ban Dân vận A"]
