"""`bot status`: how the house stands, without a word of anybody's data; of tables that do not fit no more than that."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.refused import RefusedError
from bot.settings import Store
from bot.status_command import status
from storage.database import Engine, connect, revisions, transaction, upgrade
from storage.intake import Arrived, accept, end, next_of_lane
from storage.invitations import create
from storage.leaves import take_leave
from storage.outbox import Outgoing, call_off, claim, failed, put
from storage.people import Person, Role, reach
from storage.remembered import hold, leases, let_go
from storage.revision import place
from storage.terms import Capacity, RoleKind
from tests.small_tree import ONE, TWO, A, K, put_plan, put_units

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)
NEWEST = revisions()[0]
TODAY = NOW.date()
LONG_AGO = NOW - timedelta(days=100)
TASK: dict[str, object] = {"id": "t", "name": "Báo cáo năm", "due": "2026-12"}
LAN, MINH, HOA = 700700701, 700700702, 700700703


def people(engine: Engine) -> None:
    """Lan is secretary of two units, Minh her deputy in one, on leave; Hoa, an officer, has blocked the bot."""
    with transaction(engine) as session:
        for id, account, wrote in ((1, LAN, 2), (2, MINH, 20), (3, HOA, 60)):
            session.add(Person(id=id, user_id=account, joined_at=LONG_AGO, last_wrote_on=TODAY - timedelta(days=wrote)))
        session.flush()
        for person, unit, kind, capacity, since in (
            (1, "1", RoleKind.SECRETARY, Capacity.HOLDER, LONG_AGO), (1, "2", RoleKind.SECRETARY, Capacity.HOLDER, LONG_AGO),
            (2, "1", RoleKind.SECRETARY, Capacity.DEPUTY, NOW - timedelta(days=25)),
            (3, "K", RoleKind.OFFICER, Capacity.HOLDER, LONG_AGO),
        ):  # fmt: skip
            session.add(Role(person_id=person, organization_id=unit, kind=kind, capacity=capacity, begins_at=since))
        take_leave(session, 2, TODAY, TODAY + timedelta(days=3), NOW)
        reach(session, HOA, reachable=False, now=NOW)
        create(session, "2", RoleKind.SECRETARY, NOW)


def traffic(engine: Engine) -> None:
    """Three updates: one worked, one set aside, one waiting. Of the outbox: two wait, one is sent later, one is being sent,
    one was given up, one called off."""
    with transaction(engine) as session:
        for number, lane in enumerate((LAN, MINH, HOA), 1):
            accept(session, 77, [Arrived(number, lane, '{"text": "kết nạp 3"}')], NOW - timedelta(minutes=number))
        for lane, fault in ((LAN, None), (MINH, "ab12cd34")):
            row = next_of_lane(session, lane)
            assert row is not None
            end(row, NOW, fault)
        put(session, [message("given up", LAN)])
        (leaving,) = claim(session, NOW, NOW + timedelta(minutes=1))
        failed(session, leaving.id, NOW, "Forbidden: bot was blocked")
        put(session, [message("called off", MINH, urgent=False)])
        call_off(session, MINH, NOW, "role ended")
        put(session, [message("being sent", LAN)])
        claim(session, NOW, NOW + timedelta(minutes=1))
        put(session, [message("reply", HOA), message("reminder", HOA, urgent=False),
                      message("later", HOA, urgent=False, due_at=NOW + timedelta(days=1))])  # fmt: skip
        hold(session, "telegram 77", "may-1 4242 abcd", datetime.now(UTC), datetime.now(UTC) + timedelta(hours=1))


def message(effect: str, lane: int, **changed: object) -> Outgoing:
    whole = {"effect": effect, "lane": lane, "method": "sendMessage", "parameters": {"text": effect}, "due_at": NOW, **changed}
    return Outgoing.model_validate(whole)


@pytest.fixture
def house(engine: Engine) -> Engine:
    put_units(engine, A, K, ONE, TWO, tasks=[TASK])
    put_plan(engine)
    people(engine)
    traffic(engine)
    return engine


def shown(engine: Engine, capsys: pytest.CaptureFixture[str], language: str = "en", as_json: bool = False) -> str:
    url = engine.url.render_as_string(hide_password=False)
    assert status(Store(database_url=url, language=language), as_json, NOW) == 0
    return capsys.readouterr().out


LINES = [
    f"{NEWEST}, as this version needs them",
    "(host may-1, process 4242)",
    "Last message in 22 November 2026 08:59",
    "Last one worked 22 November 2026 09:00",
    "Waiting to be worked 1, the oldest since 22 November 2026 08:57",
    "Replies to send 1, the oldest since 22 November 2026 09:00",
    "Reminders to send 1, the oldest since 22 November 2026 09:00",
    "Being sent 1; for later: 1",
    "Not delivered, last 24 hours 1",
    "Messages with faults, last 24 hours 1",
    "ab12cd34 22 November 2026 09:00",
    "Open invitations 1",
    "People by role people new in 30 days wrote in 7 days wrote in 30 days away unreachable",
    "secretary 1 0 1 1 0 0",
    "secretary (deputy) 1 1 0 1 1 0",
    "officer 1 0 0 0 0 1",
    "everybody 3 1 1 2 1 1",
    "Due in the next 60 days",
    "31 December 2026 A 3 units Báo cáo năm",
    "Due once, and past",
    "30 September 2026 A 2 units Sơ kết nghị quyết",
]


def test_everything_is_told_once(house: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    told = [" ".join(line.split()) for line in shown(house, capsys).splitlines()]
    missing = [line for line in LINES if sum(each.endswith(line) for each in told) != 1]
    assert missing == [], "\n".join(told)


def test_nobody_is_shown(house: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    for language in ("vi", "en"):
        for as_json in (False, True):
            told = shown(house, capsys, language, as_json)
            for private in ("70070070", "kết nạp", "blocked", "given up", "Công ty May", "Chi bộ"):
                assert private not in told


def test_as_json_it_says_the_same(house: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    said = json.loads(shown(house, capsys, as_json=True))
    assert (said["revision"], said["newest"], said["today"]) == (NEWEST, NEWEST, "2026-11-22")
    assert said["seen"]["inbound"]["length"] == 1
    assert [(each["fault"], each["at"][:10]) for each in said["set_aside"]] == [("ab12cd34", "2026-11-22")]
    assert said["seen"]["groups"][-1]["people"] == 3
    assert [(each["day"], each["name"]) for each in said["deadlines"]] == [
        ("2026-09-30", "Sơ kết nghị quyết"), ("2026-12-31", "Báo cáo năm"),
    ]  # fmt: skip


PLACES = [
    ("postgresql://bot:hunter2@db:5433/house", "db:5433/house"),
    ("postgresql://bot:hunter2@db/house?sslmode=require", "db/house"),
    ("postgresql://bot@/house?host=/run/postgresql&password=hunter2", "/run/postgresql/house"),
    ("sqlite:////srv/Chi bộ 1/bot.db", "/srv/Chi bộ 1/bot.db"),
    ("sqlite:///file:///srv/Chi%20b%E1%BB%99%201/bot.db?uri=true", "/srv/Chi bộ 1/bot.db"),
]


@pytest.mark.parametrize(("url", "said"), PLACES)
def test_the_place_is_told_without_user_and_password(url: str, said: str) -> None:
    engine = connect(url)
    assert place(engine) == said
    engine.dispose()


def test_a_house_where_nothing_has_happened(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    told = shown(engine, capsys, "vi")
    assert "không chạy" in told
    assert told.count("không có trong 3 ngày qua") == 2
    assert "Hạn" not in told


@pytest.mark.parametrize(("revision", "said"), [(None, "none yet"), ("0002", f"0002, older than this version ({NEWEST})")])
def test_tables_that_do_not_fit_are_left_as_they_are(
    empty_url: str, capsys: pytest.CaptureFixture[str], revision: str | None, said: str
) -> None:
    engine = connect(empty_url)
    with engine.begin() as connection:
        if revision is not None:
            upgrade(connection, revision)
    for as_json in (False, True):
        assert status(Store(database_url=empty_url, language="en"), as_json, NOW) == 1
        told = capsys.readouterr().out
        assert said in told if not as_json else json.loads(told)["revision"] == revision
    engine.dispose()


def test_tables_of_a_newer_version_are_named_as_such(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert status(Store(database_url=engine.url.render_as_string(hide_password=False), language="en"), False, NOW) == 1
    assert f"9999, newer than this version ({NEWEST})" in capsys.readouterr().out


def test_asking_makes_no_database(tmp_path: Path) -> None:
    for url in (f"sqlite:///{tmp_path / 'bot.db'}", f"sqlite:///{(tmp_path / 'bot.db').as_uri()}?uri=true"):
        with pytest.raises(RefusedError, match="There is no database at /"):
            status(Store(database_url=url, language="en"), False, NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_lease_is_held_since_it_was_taken(engine: Engine) -> None:
    def step(me: str, minute: int) -> list[tuple[str, datetime]]:
        now = NOW + timedelta(minutes=minute)
        with transaction(engine) as session:
            hold(session, "telegram 77", me, now, now + timedelta(minutes=2))
            return [(each.holder, each.since) for each in leases(session, now)]

    assert step("a", 0) == [("a", NOW)]
    assert step("a", 1) == [("a", NOW)]                                             # kept
    assert step("b", 2) == [("a", NOW)]                                             # not to be had
    assert step("b", 4) == [("b", NOW + timedelta(minutes=4))]                      # it had ended
    assert step("b", 9) == [("b", NOW + timedelta(minutes=9))]                      # kept too late: there was a break
    with transaction(engine) as session:
        let_go(session, "telegram 77", "b", NOW + timedelta(minutes=10))
        assert leases(session, NOW + timedelta(minutes=10)) == []
