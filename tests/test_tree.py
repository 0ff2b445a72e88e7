"""The tree as of a day, grown from rows: moves, ends, and that no process is shown an old one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from storage.database import Engine, connect, transaction
from storage.organizations import Organization, Placement
from storage.tree import tree_as_of, tree_changed
from tests.databases import Databases

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


def _two_levels(engine: Engine, *, version: bool = True) -> None:
    """Until July 2025 a district stands between the province and the branch; then it is gone."""
    with transaction(engine) as session:
        session.add(Organization(id="P", kind="committee", name="Tỉnh ủy"))
        session.add(Organization(id="D", kind="committee", name="Huyện ủy", last_day=BEFORE))
        session.add(Organization(id="B", kind="branch", name="Chi bộ"))
        session.add(Organization(id="N", kind="commune", name="Đảng ủy xã", first_day=AFTER))
        session.flush()
        session.add(Placement(organization_id="D", parent_id="P"))
        session.add(Placement(organization_id="B", parent_id="D"))
        session.add(Placement(organization_id="N", parent_id="P"))
        session.add(Placement(organization_id="B", parent_id="N", first_day=AFTER))
        if version:
            tree_changed(session)


def test_units_stand_where_they_stood_on_the_day(engine: Engine) -> None:
    _two_levels(engine)
    with transaction(engine) as session:
        before, after = tree_as_of(session, BEFORE), tree_as_of(session, AFTER)
    assert [unit.id for unit in before.subtree("P")] == ["P", "D", "B"]
    assert [unit.id for unit in before.ancestors("B")] == ["D", "P"]
    assert [unit.id for unit in after.subtree("P")] == ["P", "N", "B", "D"]
    assert after.was_within("B", "D", BEFORE)
    assert not after.was_within("B", "D", AFTER)
    assert [root.id for root in after.roots] == ["P"]


def test_turns_share_one_tree_until_something_changes(engine: Engine) -> None:
    _two_levels(engine)
    with transaction(engine) as session:
        first = tree_as_of(session, AFTER)
        assert tree_as_of(session, date(2026, 11, 22)) is first
        assert tree_as_of(session, BEFORE) is not first
    with transaction(engine) as session:
        found = session.get(Organization, "B")
        assert found is not None
        found.name = "Chi bộ Một"
        tree_changed(session)
    with transaction(engine) as session:
        assert tree_as_of(session, AFTER)["B"].name == "Chi bộ Một"
    assert first["B"].name == "Chi bộ"


def test_a_change_that_was_rolled_back_is_shown_to_nobody(engine: Engine) -> None:
    _two_levels(engine)
    try:
        with transaction(engine) as session:
            session.add(Organization(id="X", kind="branch", name="Chi bộ X"))
            tree_changed(session)
            assert "X" in tree_as_of(session, AFTER)
            raise LookupError
    except LookupError:
        pass
    with transaction(engine) as session:
        assert "X" not in tree_as_of(session, AFTER)


def test_without_a_version_everything_is_read_anew(engine: Engine) -> None:
    _two_levels(engine, version=False)
    with transaction(engine) as session:
        first = tree_as_of(session, AFTER)
        session.add(Organization(id="X", kind="branch", name="Chi bộ X"))
        session.flush()
        assert "X" in tree_as_of(session, AFTER)
        assert "X" not in first


def test_databases_side_by_side_have_their_own_trees(databases: Databases, tmp_path: Path) -> None:
    urls = [databases.fresh(tmp_path) for _ in range(10)]
    engines = [connect(url) for url in urls]
    for place, engine in enumerate(engines):
        with transaction(engine) as session:
            session.add(Organization(id="R", kind="committee", name=f"Đảng bộ {place}"))
            tree_changed(session)

    def name(place: int) -> str:
        with transaction(engines[place]) as session:
            return tree_as_of(session, AFTER)["R"].name

    with ThreadPoolExecutor(4) as threads:
        asked = [place for _ in range(4) for place in range(10)]
        assert list(threads.map(name, asked)) == [f"Đảng bộ {place}" for place in asked]
    for engine, url in zip(engines, urls, strict=True):
        engine.dispose()
        databases.drop(url)
