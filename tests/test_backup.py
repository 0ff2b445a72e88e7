"""Backups: what goes in comes out, on either engine, from any version; what does not fit changes nothing."""

import stat
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import select

from bot.sandbox.settling import settle
from bot.sandbox.worlds import load
from storage.audit import Audit
from storage.backup import KEPT, NoBackup, take
from storage.backup_file import Header
from storage.conversations import Button, Conversation
from storage.database import Engine, connect, migrate, transaction, upgrade
from storage.duty_events import DutyAct, DutyEvent, say_of_duty
from storage.intake import Arrived, accept
from storage.invitations import create, redeem
from storage.ledger import Report
from storage.outbox import Enclosure, Outgoing, claim, put
from storage.people import Person
from storage.recording import Act, Entry, record, revise, withdraw
from storage.remembered import hold
from storage.reminders import take as remind_once
from storage.restoring import MisfitError, holdings, restore
from storage.row_values import reflected, rows_of
from storage.spans import day_span
from storage.terms import Extent, Indicator, RoleKind
from storage.unread import note_unread
from storage.wishes import Wish, wish
from tests.databases import Databases

NOW = datetime(2026, 11, 22, 9, 0, 0, 123456, tzinfo=UTC)
UNIT = "TY-01"


@pytest.fixture
def world(engine: Engine) -> Engine:
    """Tân Yên with two people, a report that was corrected and withdrawn, one that holds, and something in every table."""
    with transaction(engine) as session:
        settle(session, load("tan-yen"), NOW)
        for account, role in ((5_000_000_001, RoleKind.SECRETARY), (5_000_000_002, RoleKind.OFFICER)):
            redeem(session, create(session, UNIT, role, NOW), account, NOW)
        entry = Entry(organization=UNIT, indicator=Indicator.ADMISSIONS, span=day_span(NOW.date()), extent=Extent.ADDITION,
                      count=3, parts={"female": 1}, names=("Nguyễn Thị \u0041\u0300",), received_on=date(2026, 11, 2),
                      ceremony_on=NOW.date())
        record(session, "c1", entry, Act(effect="e1", by=1, at=NOW))
        revise(session, "c1", 1, entry, Act(effect="e2", by=1, at=NOW))
        withdraw(session, "c1", 2, Act(effect="e3", by=1, at=NOW))
        record(session, "c2", entry, Act(effect="e4", by=1, at=NOW, on_behalf="TY", entered_for=2))
        accept(session, 42, [Arrived(1, 501, '{"text": "kết nạp 3 \\u0000"}')], NOW)
        session.add(Conversation(chat_id=-1001234567890, user_id=501, state={"b": [1, None], "a": "ơ"}, updated_at=NOW))
        session.add(Button(key="k", chat_id=501, user_id=501, act="agree", subject="c1", created_at=NOW))
        waiting = [Outgoing(effect=f"o{place}", lane=501, method="sendMessage", due_at=NOW) for place in range(2)]
        put(session, waiting, [Enclosure(effect="o1", name="a.png", content=b"\x89PNG\x00\xff")])
        claim(session, NOW, NOW + timedelta(minutes=1))
        note_unread(session, NOW.date(), "gia vang … 9")
        say_of_duty(session, DutyEvent(effect="d1", duty="d", code="TY//x", organization_id=UNIT, act=DutyAct.DONE,
                                       day=NOW.date(), person_id=1, at=NOW))
        remind_once(session, 1, NOW.date(), {"d": "own"}, digest=True)
        wish(session, Wish(person_id=1, days_before=3, digest=0))
        hold(session, "telegram 42", "gone", NOW, NOW - timedelta(seconds=1))
    return engine


@pytest.fixture
def other(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[Engine]:
    """A database without a table, of the other engine."""
    kind = "sqlite_databases" if databases is request.getfixturevalue("postgres_databases") else "postgres_databases"
    makers: Databases = request.getfixturevalue(kind)
    url = makers.empty(tmp_path)
    engine = connect(url)
    yield engine
    engine.dispose()
    makers.drop(url)


def taken(engine: Engine, file: Path) -> Header:
    made = take(engine, file, NOW)
    assert isinstance(made, Header), made
    return made


def restored(engine: Engine, file: Path, header: Header) -> Engine:
    assert restore(engine, file, header, holdings(engine, NOW), NOW)
    return engine


def everything(engine: Engine) -> dict[str, list[Any]]:
    """All rows of all tables, as a backup writes them, without the lines that restoring itself leaves in the audit."""
    with engine.connect() as connection:
        found = {table.name: list(rows_of(connection, table)) for table in reflected(connection, set(KEPT))}
    found["audit"] = [row for row in found["audit"] if "restore" not in row]
    return found


def test_from_one_engine_to_the_other_and_back_nothing_changes(world: Engine, other: Engine, tmp_path: Path) -> None:
    header = taken(world, tmp_path / "one")
    restored(other, tmp_path / "one", header)
    there = everything(other)
    before = everything(world)
    assert {name for name, rows in before.items() if not rows} <= {"leave", "changedday"}, "a table that the test does not try"
    assert there.keys() == before.keys()
    assert [name for name in there if there[name] != before[name]] == ["outgoing"]
    restored(world, tmp_path / "two", taken(other, tmp_path / "two"))
    assert everything(world) == there


def test_what_waited_may_have_been_sent_and_nobody_is_sending(world: Engine, tmp_path: Path) -> None:
    restored(world, tmp_path / "b", taken(world, tmp_path / "b"))
    with transaction(world) as session:
        rows = session.exec(select(Outgoing).order_by(sa.column("id"))).all()
        assert [(row.attempts, row.leased_until) for row in rows] == [(1, None), (1, None)]
        assert session.connection().scalar(sa.text("SELECT count(*) FROM lease")) == 0


def test_life_goes_on_after_it(world: Engine, other: Engine, tmp_path: Path) -> None:
    """New rows get new numbers, and what is recorded is still protected."""
    restored(other, tmp_path / "b", taken(world, tmp_path / "b"))
    with transaction(other) as session:
        today = day_span(NOW.date())
        entry = Entry(organization=UNIT, indicator=Indicator.MEMBERS, span=today, extent=Extent.STATEMENT, count=9)
        assert record(session, "c3", entry, Act(effect="e5", by=1, at=NOW)).order == 5
        session.add(Person(user_id=77, joined_at=NOW))
        acts = [line.act for line in session.exec(select(Audit).order_by(sa.column("id"))).all()]
        assert acts[-2:] == ["restore", "report"]
    for table in (Report, Audit):
        with pytest.raises(sa.exc.DBAPIError, match="append-only"), other.begin() as connection:
            connection.execute(sa.delete(table))


def test_a_backup_of_an_older_version_is_restored_at_this_one(
    databases: Databases, empty_url: str, engine: Engine, tmp_path: Path
) -> None:
    old = connect(empty_url)
    with old.begin() as connection:
        upgrade(connection, "0002")
        person = {"id": 1, "user_id": 501, "joined_at": NOW.isoformat(sep=" ")}
        connection.execute(sa.text("INSERT INTO organization VALUES "
                                   "('A', 'branch', 'A', '[]', 'unknown', 'unknown', NULL, NULL)"))
        connection.execute(sa.text("INSERT INTO person (id, user_id, joined_at) VALUES (:id, :user_id, :joined_at)"), person)
        connection.execute(sa.text("INSERT INTO role (id, person_id, organization_id, kind, begins_at) "
                                   "VALUES (1, 1, 'A', 'secretary', :joined_at)"), person)
        connection.execute(sa.text("INSERT INTO invitation VALUES "
                                   "('h', 'A', 'secretary', :joined_at, :joined_at, NULL, 1)"), person)
    header = taken(old, tmp_path / "old")
    old.dispose()
    assert header.schema == "0002"
    restored(engine, tmp_path / "old", header)
    found = everything(engine)
    assert "holder" in found["role"][0]
    assert "holder" in found["invitation"][0]
    assert found["person"][0][1] == 501
    migrate(engine)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM audit"))


def test_a_backup_is_its_owners_and_never_overwrites_by_itself(world: Engine, tmp_path: Path) -> None:
    file = tmp_path / "b"
    taken(world, file)
    first = file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []
    assert take(world, file, NOW + timedelta(days=1)) is NoBackup.EXISTS
    assert file.read_bytes() == first
    assert isinstance(take(world, file, NOW + timedelta(days=1), replace=True), Header)
    assert file.read_bytes() != first
    file.write_text("thư từ")
    assert take(world, file, NOW, replace=True) is NoBackup.OTHER
    assert file.read_text() == "thư từ"


def test_where_there_is_nothing_of_ours_there_is_nothing_to_back_up(empty_url: str, tmp_path: Path) -> None:
    engine = connect(empty_url)
    assert take(engine, tmp_path / "b", NOW) is NoBackup.NO_TABLES
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(sa.text("INSERT INTO alembic_version VALUES ('9999')"))
    assert take(engine, tmp_path / "b", NOW) is NoBackup.NEWER
    engine.dispose()
    assert not (tmp_path / "b").exists()


def test_rows_that_do_not_fit_change_nothing(world: Engine, other: Engine, tmp_path: Path) -> None:
    """A report of a person who is not there: no checksum knows of that."""
    migrate(other)
    loose = everything(world)
    if world.dialect.name == "sqlite":
        with world.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
            with connection.begin():
                connection.execute(sa.text("UPDATE role SET person_id = 99"))
    else:
        with world.begin() as connection:
            connection.execute(sa.text("ALTER TABLE role DROP CONSTRAINT fk_role_person_id_person"))
            connection.execute(sa.text("UPDATE role SET person_id = 99"))
    header = taken(world, tmp_path / "b")
    assert everything(world) != loose
    empty = everything(other)
    with pytest.raises(MisfitError, match="role"):
        restore(other, tmp_path / "b", header, holdings(other, NOW), NOW)
    assert everything(other) == empty


def test_what_is_there_is_told_and_must_not_change_meanwhile(world: Engine, tmp_path: Path) -> None:
    there = holdings(world, NOW)
    assert (there.reports, there.people, there.empty, there.in_use, there.strange) == (2, 2, False, False, ())
    header = taken(world, tmp_path / "b")
    with transaction(world) as session:
        session.add(Person(user_id=77, joined_at=NOW))
    before = everything(world)
    assert not restore(world, tmp_path / "b", header, there, NOW)
    assert everything(world) == before
    with transaction(world) as session:
        hold(session, "telegram 43", "somebody", NOW, NOW + timedelta(seconds=15))
        session.connection().execute(sa.text("CREATE TABLE wordpress (id INTEGER)"))
    assert (holdings(world, NOW).in_use, holdings(world, NOW).strange) == (True, ("wordpress",))
