"""`bot check`: worlds that people have reported in are clean; each fault put into one is found, and called by its name."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.check_command import named_in
from bot.sandbox.settling import settle
from bot.sandbox.worlds import load
from handlers.routes import ABOUT_RECORDS
from locales.messages import LANGUAGES, say
from storage.checking import recount
from storage.checking.all_checks import check_all, check_each
from storage.checking.finding import Finding
from storage.conversations import Button, Conversation
from storage.database import Engine, Session, connect, transaction
from storage.intake import Arrived, accept
from storage.invitations import create, redeem
from storage.outbox import Outgoing, put
from storage.recording import Act, Entry, record, revise, withdraw
from storage.spans import Span, day_span, year_span
from storage.terms import Extent, Indicator, RoleKind
from tests.conftest import ENGINES

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
BLOC, ONE, TWO = "TY-K", "TY-01", "TY-02"


def act(effect: str) -> Act:
    return Act(effect=effect, by=1, at=NOW)


def entry(count: int, unit: str = ONE, **more: Any) -> Entry:
    usual = {"indicator": Indicator.ADMISSIONS, "span": day_span(date(2026, 10, 12)), "extent": Extent.ADDITION}
    values: dict[str, Any] = usual | more
    return Entry(organization=unit, count=count, **values)


@pytest.fixture
def world(engine: Engine) -> Engine:
    """A world of the test's own."""
    return peopled(engine)


@pytest.fixture(scope="module", params=ENGINES)
def shared_world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One for all tests that leave it as it is."""
    makers = request.getfixturevalue("sqlite_databases" if request.param == "sqlite" else "postgres_databases")
    url = makers.fresh(tmp_path_factory.mktemp("world"))
    engine = connect(url)
    yield peopled(engine)
    engine.dispose()
    makers.drop(url)


def peopled(engine: Engine) -> Engine:
    """Tân Yên with reports of every kind, a conversation with a button, and a message that waits."""
    with transaction(engine) as session:
        settle(session, load("tan-yen"), NOW)
        redeem(session, create(session, ONE, RoleKind.SECRETARY, NOW), 501, NOW)
        record(session, "c1", entry(3, parts={"female": 1}, whole="worker"), act("e1"))
        revise(session, "c1", 1, entry(4, parts={"female": 2}), act("e2"))
        record(session, "c2", entry(2, TWO), act("e3"))
        withdraw(session, "c2", 1, act("e4"))
        record(session, "c3", entry(9, BLOC, span=year_span(2025), extent=Extent.STATEMENT), act("e5"))
        record(session, "c4", entry(27, indicator=Indicator.MEMBERS, extent=Extent.STATEMENT), act("e6"))
        record(session, "c5", entry(8, indicator=Indicator.ORG_RATINGS, total=9, extent=Extent.STATEMENT, span=year_span(2025)),
               act("e7"))
        record(session, "c6", entry(0, TWO, indicator=None, said_none=True), act("e8"))
        record(session, "c8", entry(5, TWO, received_on=date(2026, 10, 12)), act("e10"))
        accept(session, 42, [Arrived(1, 501, "{}")], NOW)
        session.add(Conversation(chat_id=501, user_id=501, state={"last": ["c1"]}, updated_at=NOW))
        session.add(Button(key="k", chat_id=501, user_id=501, act="fix", subject="c1", revision=2, created_at=NOW))
        put(session, [Outgoing(effect="o", lane=501, method="sendMessage", due_at=NOW)])
    return engine


def found(engine: Engine, now: datetime = NOW) -> list[Finding]:
    return [finding for checked in check_all(engine, now, named_in, ABOUT_RECORDS) for finding in checked.findings]


def names(engine: Engine, now: datetime = NOW) -> set[str]:
    return {finding.name for finding in found(engine, now)}


def loosen(connection: sa.Connection) -> None:
    """Take away what keeps the tables right, as a mistake in a migration, or a hand, might."""
    if connection.dialect.name == "sqlite":
        for name in connection.scalars(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            connection.execute(sa.text(f"DROP TRIGGER {name}"))
        return
    for table in ("report", "part", "audit"):
        connection.execute(sa.text(f"DROP TRIGGER {table}_append_only ON {table}"))
    keys = "SELECT conrelid::regclass, conname FROM pg_constraint WHERE contype IN ('f', 'u', 'c') AND connamespace = " \
           "'public'::regnamespace ORDER BY contype DESC"  # fmt: skip
    for table, name in connection.execute(sa.text(keys)).all():
        connection.execute(sa.text(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'))


@contextmanager
def spoilt(engine: Engine, statements: str) -> Iterator[Session]:
    """The database with these changes, until the block ends."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        loosen(connection)
        for statement in statements.split(";"):
            connection.execute(sa.text(statement))
        yield Session(connection)
        connection.rollback()
        connection.invalidate()                     # SQLite's would go on without foreign keys


def faults_in(session: Session) -> list[Finding]:
    return [finding for checked in check_each(session, NOW, named_in, ABOUT_RECORDS) for finding in checked.findings]


def test_a_clean_world_is_clean(shared_world: Engine) -> None:
    assert found(shared_world) == []
    with spoilt(shared_world, "SELECT 1") as session:
        assert faults_in(session) == [], "loosened, but not spoilt"


SPOILT = {
    "chain_gap": "UPDATE report SET revision = 3 WHERE effect = 'e2'",
    "chain_order": "UPDATE report SET revision = 3 WHERE effect = 'e1'; UPDATE report SET revision = 1 WHERE effect = 'e2';"
                   "UPDATE report SET revision = 2 WHERE effect = 'e1'",
    "withdrawn_nothing": "UPDATE report SET standing = 'withdrawn' WHERE effect = 'e3'",
    "withdrawn_other": "UPDATE report SET count = 5 WHERE effect = 'e4'",
    "number_negative": "UPDATE report SET count = -1 WHERE effect = 'e6'",
    "number_missing": "UPDATE report SET count = NULL WHERE effect = 'e6'",
    "share_over_whole": "UPDATE report SET count = 10 WHERE effect = 'e7'",
    "indicator_missing": "UPDATE report SET indicator = NULL WHERE effect = 'e6'",
    "none_counted": "UPDATE report SET count = 1 WHERE effect = 'e8'",
    "part_over_count": "UPDATE part SET count = 5",
    "condition_odd": "UPDATE report SET whole = 'youth+female' WHERE effect = 'e6'",
    "days_backwards": "UPDATE report SET last_day = '2025-01-01' WHERE effect = 'e6'",
    "days_long_ago": "UPDATE report SET first_day = '0202-10-12' WHERE effect = 'e6'",
    "days_ahead": "UPDATE report SET last_day = '2027-01-01' WHERE effect = 'e6'",
    "ceremony_odd": "UPDATE report SET received_on = '2026-10-13', ceremony_on = last_day WHERE effect = 'e2'",
    "recorded_ahead": "UPDATE report SET recorded_at = '2026-12-22 09:00:00.000000' WHERE effect = 'e6'",
    "audit_missing": "DELETE FROM audit WHERE subject = 'c4'",
    "audit_twice": "INSERT INTO audit (id, at, act, subject, before, after) "
                   "SELECT id + 1000, at, act, subject, before, after FROM audit WHERE subject = 'c4'",
    "audit_differs": "UPDATE report SET count = 28 WHERE effect = 'e6'",
    "audit_alone": "DELETE FROM report WHERE effect = 'e6'",
    "units_circle": "UPDATE placement SET parent_id = 'TY-01' WHERE organization_id = 'TY-K'",
    "reference_broken": "UPDATE report SET reported_by = 99 WHERE effect = 'e6'",
    "role_in_ended": "UPDATE organization SET last_day = '2026-11-01' WHERE id = 'TY-01'",
    "role_backwards": "UPDATE role SET ended_at = '1999-01-01 00:00:00.000000'",
    "target_of_ended": "UPDATE organization SET last_day = '2026-11-01'",
    "milestone_of_ended": "UPDATE organization SET last_day = '2026-11-01'",
    "target_of_nobody": """UPDATE target SET shared_by = '["Hội Vô danh"]'""",
    "milestone_of_nobody": """UPDATE milestone SET shared_by = '["Hội Vô danh"]'""",
    "talk_unreadable": """UPDATE conversation SET state = '{"forms": [{"kind": "poem"}]}'""",
    "draft_of_no_unit": """UPDATE conversation SET state = '{"forms": [{"kind": "report", "id": "d", "unit": "X"}]}'""",
    "draft_of_no_report": """UPDATE conversation SET state = '{"last": ["c99"]}'""",
    "button_of_no_report": "UPDATE button SET revision = 3",
    "buttons_of_no_talk": "UPDATE button SET user_id = 502",
    "sending_stuck": "UPDATE outgoing SET leased_until = '2026-11-22 07:00:00.000000'",
    "sending_late": "UPDATE outgoing SET due_at = '2026-11-22 07:00:00.000000'",
    "sending_to_nobody": "UPDATE outgoing SET lane = 502",
    "papers_left": "UPDATE outgoing SET ended_at = due_at; INSERT INTO enclosure VALUES ('o', 'a.png', '')",
    "update_late": "UPDATE intake SET received_at = '2026-11-22 07:00:00.000000'",
    "update_set_aside": "UPDATE intake SET ended_at = received_at, body = NULL, fault = 'abcd'",
    "update_kept": "UPDATE intake SET ended_at = received_at",
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_each_fault_is_found_by_its_name(name: str, shared_world: Engine) -> None:
    with spoilt(shared_world, SPOILT[name]) as session:
        told = faults_in(session)
    assert name in {finding.name for finding in told}
    for finding in (finding for finding in told if finding.name == name):
        for language in LANGUAGES:
            assert say(language, f"check.found.{name}", **{**dict(finding.values), "indicator": "?"})


def test_an_effect_that_was_recorded_twice(sqlite_databases: Any, tmp_path: Path) -> None:
    """Both engines' tables refuse it, and SQLite's cannot be loosened: the table is made anew without its keys."""
    engine = connect(sqlite_databases.fresh(tmp_path))
    with transaction(engine) as session:
        settle(session, load("tan-yen"), NOW)
        redeem(session, create(session, ONE, RoleKind.SECRETARY, NOW), 501, NOW)
        record(session, "c1", entry(3), act("e1"))
        record(session, "c2", entry(3), act("e2"))
    made_anew = "CREATE TABLE loose AS SELECT * FROM report; DROP TABLE report; ALTER TABLE loose RENAME TO report;" \
                "UPDATE report SET effect = 'e1', extent = 'wish', setting = 'moon' WHERE chain = 'c2'"  # fmt: skip
    with spoilt(engine, made_anew) as session:
        assert {"effect_twice", "term_unknown", "sums_impossible"} <= {finding.name for finding in faults_in(session)}
    engine.dispose()


def test_a_sum_that_two_ways_of_counting_do_not_share(world: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing in a database can bring that about but a mistake in the arithmetic: one of the two ways forgets a report."""
    whole = recount._reported
    monkeypatch.setattr(recount, "_reported", lambda tree, said, there: whole(tree, list(said)[1:], there))
    assert ("sum_differs", ONE, Indicator.ADMISSIONS) in {
        (each.name, dict(each.values).get("unit"), dict(each.values).get("indicator")) for each in found(world)
    }


def test_a_total_below_what_it_covers_is_a_remark(world: Engine) -> None:
    ten_months = Span(date(2026, 1, 1), date(2026, 10, 31))
    with transaction(world) as session:
        record(session, "c7", entry(3, BLOC, span=ten_months, extent=Extent.STATEMENT), act("e9"))
    (remark,) = found(world)
    assert (remark.name, remark.is_remark, dict(remark.values)["below"]) == ("statement_smaller", True, 4)


def test_what_waits_for_a_moment_is_not_stuck(shared_world: Engine) -> None:
    assert names(shared_world, NOW + timedelta(minutes=30)) == set()
    assert names(shared_world, NOW + timedelta(hours=2)) == {"sending_late", "update_late"}


def test_nothing_is_changed(shared_world: Engine) -> None:
    asked: list[str] = []
    sa.event.listen(shared_world, "before_cursor_execute", lambda *call: asked.append(call[2].lstrip()))
    found(shared_world)
    assert not [statement for statement in asked if not statement.startswith(("SELECT", "BEGIN", "PRAGMA"))]
