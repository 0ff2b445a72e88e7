"""Unit files put on record, once and again; and which tasks and milestones hold for whom."""

from datetime import timedelta

from sqlmodel import Session, col, select

from storage.audit import Audit
from storage.database import Engine, transaction
from storage.milestones import holders, milestones_in_force
from storage.organization_loading import apply, difference
from storage.organizations import Organization, Placement
from storage.plan_loading import milestones_of
from storage.remembered import recall
from storage.targets import Milestone
from storage.terms import Ownership, Setting
from storage.tree import tree_as_of
from tests.small_tree import NOW, ONE, PLAN, TASK, TODAY, TWO, A, K, put_plan, put_units, row, unit_file

# Units.


def test_a_first_load_puts_every_unit_under_its_parent(engine: Engine) -> None:
    found = put_units(engine, ONE, TWO, K, A)
    assert found.first
    with Session(engine) as session:
        one = session.get_one(Organization, "1")
        assert (one.kind, one.ownership, one.setting) == ("branch", Ownership.FOREIGN_INVESTED, Setting.ENTERPRISE)
        placed = {place.organization_id: (place.parent_id, place.first_day) for place in session.exec(select(Placement))}
    assert placed == {"A": (None, None), "K": ("A", None), "1": ("K", None), "2": ("K", None)}


def test_loading_the_same_again_changes_nothing(engine: Engine) -> None:
    put_units(engine, A, K, ONE, tasks=[TASK])
    with Session(engine) as session:
        version = recall(session, "tree")
    assert put_units(engine, A, K, ONE, tasks=[TASK]).empty
    with Session(engine) as session:
        assert recall(session, "tree") == version
        assert len(session.exec(select(Audit)).all()) == 1


def test_a_changed_name_leaves_the_old_one_as_another_name(engine: Engine) -> None:
    put_units(engine, A, K, TWO)
    found = put_units(engine, A, K, TWO | {"name": "Chi bộ Gạch Tân Hồng", "aliases": ["Gạch", "tân hồng"]})
    assert [(change.field, change.before, change.after) for change in found.changes] == [
        ("name", "Chi bộ Gạch", "Chi bộ Gạch Tân Hồng"), ("aliases", "gạch", "gạch; tân hồng; Chi bộ Gạch")]
    put_units(engine, A, K, TWO)                                  # and back: no name of its own among the others
    with Session(engine) as session:
        two = session.get_one(Organization, "2")
        assert (two.name, two.aliases) == ("Chi bộ Gạch", ["gạch", "tân hồng", "Chi bộ Gạch Tân Hồng"])


def test_a_changed_parent_is_a_move_as_of_the_day(engine: Engine) -> None:
    put_units(engine, A, K, ONE)
    found = put_units(engine, A, K, ONE | {"parent": "A"})
    assert [(move.id, move.before, move.after) for move in found.moves] == [("1", "Đảng ủy Khối", "Huyện ủy A")]
    with Session(engine) as session:
        places = session.exec(select(Placement).where(Placement.organization_id == "1").order_by(col(Placement.id))).all()
        assert [(place.parent_id, place.first_day) for place in places] == [("K", None), ("A", TODAY)]
        assert tree_as_of(session, TODAY - timedelta(days=1))["1"].parent == "K"
        assert tree_as_of(session, TODAY)["1"].parent == "A"


def test_two_moves_on_one_day_are_one(engine: Engine) -> None:
    put_units(engine, A, K, ONE)
    put_units(engine, A, K, ONE | {"parent": "A"})
    put_units(engine, A, K, ONE)
    with Session(engine) as session:
        assert tree_as_of(session, TODAY)["1"].parent == "K"
    put_units(engine, A, K, ONE | {"parent": "A"}, today=TODAY + timedelta(days=1))
    with Session(engine) as session:
        assert tree_as_of(session, TODAY)["1"].parent == "K"
        assert tree_as_of(session, TODAY + timedelta(days=1))["1"].parent == "A"


def test_missing_units_are_listed_and_stay(engine: Engine) -> None:
    put_units(engine, A, K, ONE, TWO)
    found = put_units(engine, A, K, TWO)
    assert (found.missing, found.empty) == ((("1", "Chi bộ Công ty May"),), True)
    with Session(engine) as session:
        assert tree_as_of(session, TODAY)["1"].parent == "K"


def test_a_file_of_a_part_of_the_tree_leaves_its_top_where_it_stands(engine: Engine) -> None:
    put_units(engine, A, K, ONE)
    found = put_units(engine, K | {"parent": None}, ONE, TWO)
    assert (found.moves, [unit.id for unit in found.added], found.missing) == ((), ["2"], ())
    with Session(engine) as session:
        assert tree_as_of(session, TODAY)["K"].parent == "A"


def test_turning_the_tree_over_makes_no_circle(engine: Engine) -> None:
    put_units(engine, A, K, ONE)
    put_units(engine, ONE | {"parent": None}, K | {"parent": "1"}, A | {"parent": "K"})
    with Session(engine) as session:
        assert [unit.id for unit in tree_as_of(session, TODAY).subtree("1")] == ["1", "K", "A"]


def test_what_was_agreed_is_not_done_once_something_else_happened(engine: Engine) -> None:
    put_units(engine, A, K)
    with Session(engine) as session:
        agreed = difference(session, unit_file(A, K, ONE))
    put_units(engine, A, K, TWO)
    with transaction(engine) as session:
        assert not apply(session, agreed, TODAY, NOW)
    with Session(engine) as session:
        assert session.get(Organization, "1") is None


def test_every_change_of_the_tree_is_seen_by_whoever_keeps_a_copy(engine: Engine) -> None:
    versions = set()
    for units in ((A, K), (A, K, ONE), (A, K, ONE | {"parent": "A"}), (A, K, ONE | {"parent": "A", "name": "Chi bộ May"})):
        put_units(engine, *units)
        with Session(engine) as session:
            versions.add(recall(session, "tree"))
    assert len(versions) == 4
    assert None not in versions


def test_changes_are_on_record_before_and_after(engine: Engine) -> None:
    put_units(engine, A, K, ONE)
    put_units(engine, A, K, ONE | {"parent": "A", "to": "2026-12-31"}, TWO)
    with Session(engine) as session:
        entry = session.exec(select(Audit).order_by(col(Audit.id).desc())).first()
    assert entry is not None
    assert (entry.act, entry.organization_id) == ("organizations.load", "A")
    assert entry.before == {"1.to": "", "1.parent": "Đảng ủy Khối"}
    assert entry.after == {"1.to": "2026-12-31", "1.parent": "Huyện ủy A", "added": ["2"]}


# Tasks of unit files, and milestones of plans.


def in_force(engine: Engine) -> list[str]:
    with Session(engine) as session:
        return [row.key for row in milestones_in_force(session, tree_as_of(session, TODAY))]


def test_a_task_holds_for_every_unit_below_the_root(engine: Engine) -> None:
    put_units(engine, A, K, ONE, tasks=[TASK])
    with Session(engine) as session:
        [task] = milestones_in_force(session, tree := tree_as_of(session, TODAY))
        assert {unit.id for unit in holders(task, tree)} == {"K", "1"}


def test_a_task_gives_way_to_a_plans_milestone_of_the_same_name_in_either_order(engine: Engine) -> None:
    put_units(engine, A, K, tasks=[TASK, TASK | {"id": "other", "aliases": []}])
    assert in_force(engine) == ["t", "other"]
    put_plan(engine)
    assert in_force(engine) == ["review", "other"]
    put_plan(engine, PLAN[: PLAN.index("[[milestone]]")])
    assert in_force(engine) == ["t", "other"]


def test_a_plan_of_a_body_above_or_beside_replaces_no_task(engine: Engine) -> None:
    put_units(engine, row("P", None, "Tỉnh ủy", "committee"), A | {"parent": "P"}, K)
    put_units(engine, K | {"parent": None}, ONE, tasks=[TASK])
    put_plan(engine)
    assert in_force(engine) == ["review", "t"]


def test_a_changed_task_is_changed(engine: Engine) -> None:
    put_units(engine, A, tasks=[TASK])
    found = put_units(engine, A, tasks=[TASK | {"due": "2027-03"}])
    assert [(change.field, change.before, change.after) for change in found.changed_tasks] == [("due", "2026-12", "2027-03")]
    with Session(engine) as session:
        assert [task.due for task in session.exec(select(Milestone))] == ["2027-03"]


def test_who_has_a_milestone_by_kind_and_by_other_name(engine: Engine) -> None:
    put_units(engine, A, K, ONE, row("D", "A", "Ban Dân vận Huyện ủy A", "agency", aliases=["ban dân vận a"]))
    plan = put_plan(engine)
    with Session(engine) as session:
        [milestone] = milestones_of(session, plan)
        assert {unit.id for unit in holders(milestone, tree_as_of(session, TODAY))} == {"1", "D"}
