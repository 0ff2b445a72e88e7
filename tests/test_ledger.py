"""The ledger on both engines: what is recorded once, corrected, withdrawn and asked back, and that nothing is overwritten."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlmodel import Session, select

from storage.audit import Audit
from storage.database import Engine, transaction
from storage.ledger import Part, Report, Standing
from storage.ledger_queries import chains_of, decided_only, last_by, latest_of, overlapping, revisions, said, same
from storage.organizations import Organization, Placement
from storage.people import Person
from storage.recording import Act, Entry, Stale, entry_of, record, revise, withdraw
from storage.said import Said
from storage.spans import Span, day_span, month_span, year_span
from storage.terms import Extent, Indicator, Setting

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TWELFTH = date(2026, 10, 12)


@pytest.fixture
def world(engine: Engine) -> Engine:
    """A bloc with two branches, and a secretary."""
    with transaction(engine) as session:
        for id, kind in {"K": "bloc", "A": "branch", "B": "branch"}.items():
            session.add(Organization(id=id, kind=kind, name=id))
        session.flush()
        session.add_all(Placement(organization_id=id, parent_id="K") for id in "AB")
        session.add(Person(id=1, user_id=5_000_000_001, joined_at=NOW))
        session.add(Person(id=2, user_id=5_000_000_002, joined_at=NOW))
    return engine


@pytest.fixture
def session(world: Engine) -> Iterator[Session]:
    with transaction(world) as session:
        yield session


def act(effect: str, by: int = 1) -> Act:
    return Act(effect=effect, by=by, at=NOW)


def entry(count: int = 3, organization: str = "A", span: Span | None = None, **more: object) -> Entry:
    values: dict[str, object] = {"extent": Extent.ADDITION, "indicator": Indicator.ADMISSIONS} | more
    return Entry(organization=organization, span=span or day_span(TWELFTH), count=count, **values)  # type: ignore[arg-type]


def test_a_report_is_read_back_as_it_was_said(session: Session) -> None:
    whole = entry(
        5, whole="worker+female", parts={"owner+female": 1, "youth": 0}, setting=Setting.ENTERPRISE, names=("Nguyễn Thị A",),
        events=("renamed", "merged"), indicator=Indicator.ORGANISATIONS,
    )
    written = record(session, "c1", whole, Act(effect="e1", by=1, at=NOW, on_behalf="K"))
    assert [written] == said(session, None, Indicator.ORGANISATIONS)
    assert (written.whole, dict(written.parts)) == ("female+worker", {"female+owner": 1, "youth": 0})
    assert (written.events, written.names, written.on_behalf) == (("merged", "renamed"), ("Nguyễn Thị A",), "K")
    assert (written.revision, written.recorded_at, written.setting) == (1, NOW, Setting.ENTERPRISE)


def test_a_decision_that_was_received_counts_from_its_ceremony_on(session: Session) -> None:
    waiting = record(session, "c1", entry(3, received_on=TWELFTH), act("e1"))
    record(session, "c2", entry(1, "B", received_on=TWELFTH), act("e2"))
    assert (said(session, None, Indicator.ADMISSIONS), waiting.is_decided_only) == ([], True)
    assert decided_only(session, ["A"], day_span(TWELFTH)) == [waiting]
    assert decided_only(session, None, month_span(2026, 9)) == []
    day = date(2026, 10, 20)
    held = revise(session, "c1", 1, entry(3, span=day_span(day), received_on=TWELFTH, ceremony_on=day), act("e3"))
    assert said(session, None, Indicator.ADMISSIONS) == [held]
    assert [(each.received_on, each.ceremony_on) for each in revisions(session, "c1")] == [(TWELFTH, None), (TWELFTH, day)]
    withdraw(session, "c1", 2, act("e4"))
    assert entry_of(revisions(session, "c1")[-1]).ceremony_on == day
    notes = [note.after for note in session.exec(select(Audit).where(Audit.subject == "c1"))]
    assert [note and (note.get("received"), note.get("ceremony")) for note in notes] == [
        ("2026-10-12", None), ("2026-10-12", "2026-10-20"), ("2026-10-12", "2026-10-20"),
    ]


def test_the_same_effect_twice_records_once(session: Session) -> None:
    first = record(session, "c1", entry(3), act("e1"))
    assert record(session, "c1", entry(3), act("e1")) == first
    changed = revise(session, "c1", 1, entry(4), act("e2"))
    assert revise(session, "c1", 1, entry(4), act("e2")) == changed
    assert [each.count for each in revisions(session, "c1")] == [3, 4]


def test_a_correction_holds_and_the_first_stays_on_record(session: Session) -> None:
    record(session, "c1", entry(3, parts={"female": 1}), act("e1"))
    record(session, "c2", entry(2, "B"), act("e2"))
    revise(session, "c1", 1, entry(4, span=day_span(date(2026, 10, 11))), act("e3", by=2))
    found = said(session, None, Indicator.ADMISSIONS)
    assert [(each.chain, each.count, dict(each.parts), each.since < each.order) for each in found] == [
        ("c2", 2, {}, False), ("c1", 4, {}, True),
    ]
    assert [dict(each.parts) for each in revisions(session, "c1")] == [{"female": 1}, {}]


def test_a_stale_revision_changes_nothing_and_says_how_it_stands(session: Session) -> None:
    record(session, "c1", entry(3), act("e1"))
    now = revise(session, "c1", 1, entry(4), act("e2"))
    assert isinstance(now, Said)
    assert revise(session, "c1", 1, entry(5), act("e3")) == Stale(now)
    assert withdraw(session, "c1", 1, act("e4")) == Stale(now)
    with pytest.raises(KeyError):
        revise(session, "c9", 1, entry(5), act("e5"))


def test_a_withdrawal_and_its_undoing(session: Session) -> None:
    record(session, "c1", entry(3, parts={"female": 1}), act("e1"))
    gone = withdraw(session, "c1", 1, act("e2"))
    assert isinstance(gone, Said)
    assert (gone.standing, gone.count, dict(gone.parts)) == (Standing.WITHDRAWN, 3, {"female": 1})
    assert said(session, None, Indicator.ADMISSIONS) == []
    assert latest_of(session, "c1") == gone
    back = revise(session, "c1", 2, entry_of(gone), act("e3"))
    assert said(session, None, Indicator.ADMISSIONS) == [back]


def test_what_holds_around_a_span(session: Session) -> None:
    record(session, "day", entry(1), act("e1"))
    record(session, "ever", entry(9, span=Span(None, date(2024, 1, 1)), extent=Extent.STATEMENT), act("e2"))
    record(session, "none", entry(0, "B", month_span(2026, 10), indicator=None, said_none=True), act("e3"))
    record(session, "other", entry(7, "B", indicator=Indicator.MEMBERS), act("e4"))

    def found(organizations: list[str] | None, around: Span | None) -> list[str]:
        return [each.chain for each in said(session, organizations, Indicator.ADMISSIONS, around)]

    assert found(None, None) == ["day", "ever", "none"]
    assert found(None, year_span(2026)) == ["day", "none"]
    assert found(["A"], year_span(2026)) == ["day"]
    assert found(["A", "B", "K"], year_span(2023)) == ["ever"]
    assert found([], None) == []


def test_a_report_that_moves_to_another_unit_leaves_the_first(session: Session) -> None:
    record(session, "c1", entry(3, "A"), act("e1"))
    revise(session, "c1", 1, entry(3, "B"), act("e2"))
    assert said(session, ["A"], Indicator.ADMISSIONS) == []
    assert [each.chain for each in chains_of(session, organizations=["B"])] == ["c1"]


def test_the_same_again(session: Session) -> None:
    record(session, "c1", entry(3), act("e1"))
    record(session, "c2", entry(3, span=month_span(2026, 10), extent=Extent.STATEMENT), act("e2", by=2))
    record(session, "c3", entry(4), act("e3"))
    record(session, "c4", entry(3, "B"), act("e4"))
    record(session, "c5", entry(3, span=day_span(date(2026, 9, 1))), act("e5"))
    again = latest_of(session, "c1")
    assert again is not None
    assert [each.chain for each in same(session, again)] == ["c2"]
    touching = overlapping(session, "A", Indicator.ADMISSIONS, (), day_span(TWELFTH))
    assert [each.chain for each in touching] == ["c1", "c2", "c3"]


def test_history_shows_the_latest_first_and_the_withdrawn(session: Session) -> None:
    for place, organization in enumerate("AABK", 1):
        record(session, f"c{place}", entry(place, organization), act(f"e{place}", by=1 if place < 4 else 2))
    withdraw(session, "c3", 1, act("e5"))
    assert [(each.chain, each.holds) for each in chains_of(session, person=1)] == [("c3", False), ("c2", True), ("c1", True)]
    assert [each.chain for each in chains_of(session, organizations=["A", "K"], limit=2)] == ["c4", "c2"]
    assert (last_by(session, 1), last_by(session, 2), last_by(session, 3)) == ("c2", "c4", None)


def test_every_act_is_in_the_audit_without_names(session: Session) -> None:
    record(session, "c1", entry(3, names=("Nguyễn Thị A",)), act("e1"))
    revise(session, "c1", 1, entry(4), act("e2", by=2))
    withdraw(session, "c1", 2, act("e3"))
    session.flush()
    lines = session.exec(select(Audit).order_by(sa.column("id"))).all()
    assert [(line.act, line.person_id, line.subject) for line in lines] == [
        ("report", 1, "c1"), ("correct", 2, "c1"), ("withdraw", 1, "c1"),
    ]
    counts = [((line.before or {}).get("count"), (line.after or {}).get("count")) for line in lines]
    assert counts == [(None, 3), (3, 4), (4, 4)]
    assert "Nguyễn" not in str([(line.before, line.after) for line in lines])


def test_however_many_units_there_are_two_queries_bring_all(world: Engine) -> None:
    with transaction(world) as session:
        for place in range(30):
            record(session, f"c{place}", entry(place, "AB"[place % 2], parts={"female": 0}), act(f"e{place}"))
    asked: list[str] = []
    event.listen(world, "before_cursor_execute", lambda *call: asked.append(call[2]))
    with transaction(world) as session:
        assert len(said(session, ["A", "B", "K"], Indicator.ADMISSIONS, year_span(2026))) == 30
    assert len([statement for statement in asked if statement.lstrip().startswith("SELECT")]) == 2


@pytest.mark.parametrize("table", [Report, Part, Audit])
@pytest.mark.parametrize("statement", ["update", "delete"])
def test_the_database_itself_refuses_to_overwrite(world: Engine, table: type, statement: str) -> None:
    with transaction(world) as session:
        record(session, "c1", entry(3, parts={"female": 1}), act("e1"))
    column = "act" if table is Audit else "count"
    value = "forged" if table is Audit else 99
    change = sa.update(table).values({column: value}) if statement == "update" else sa.delete(table)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), world.begin() as connection:
        connection.execute(change)
    with transaction(world) as session:
        found = latest_of(session, "c1")
        assert found is not None
        assert (found.count, dict(found.parts)) == (3, {"female": 1})
