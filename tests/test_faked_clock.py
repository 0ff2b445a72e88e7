"""`bot run` under a clock that libfaketime shifts: started on 15 September 2026, it reminds whom it should."""

import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from glob import glob
from pathlib import Path

import pytest
from sqlmodel import select

from bot.sandbox.settling import settle
from bot.sandbox.worlds import load
from storage.database import connect, migrate, transaction
from storage.people import Person, Role
from storage.reminders import Reminder
from storage.terms import RoleKind
from tests.telegram import TOKEN, telegram

LIBRARY = "/usr/lib/*/faketime/libfaketimeMT.so.1"
MORNING = "@2026-09-15 02:05:00"                    # UTC: five past nine in the house, a Tuesday
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
# In the order in which they are reminded: the one who has something due is the last.
BRANCH, OFFICER, BLOC = 6001, 6002, 6003
SEATS = {BRANCH: ("TY-01", RoleKind.SECRETARY), OFFICER: ("TY", RoleKind.OFFICER), BLOC: ("TY-K", RoleKind.SECRETARY)}


@pytest.fixture
def library() -> str:
    found = glob(LIBRARY)
    if not found:
        pytest.skip("libfaketime: apt-get install faketime")
    return found[0]


def settled(url: str) -> None:
    """Tân Yên as it stood at New Year."""
    engine = connect(url)
    migrate(engine)
    with transaction(engine) as session:
        settle(session, load("tan-yen"), NEW_YEAR)
        for person, (account, (unit, kind)) in enumerate(SEATS.items(), 1):
            session.add(Person(id=person, user_id=account, joined_at=NEW_YEAR))
            session.flush()
            session.add(Role(person_id=person, organization_id=unit, kind=kind, begins_at=NEW_YEAR))
    engine.dispose()


def reminded(url: str) -> set[tuple[int, date]]:
    """Persons with their reminders' days."""
    engine = connect(url)
    with transaction(engine) as session:
        found = {(row.person_id, row.day) for row in session.exec(select(Reminder))}
    engine.dispose()
    return found


def test_started_in_september_it_reminds_of_the_interim_review(library: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    settled(url)
    with telegram() as outside:
        for account in SEATS:
            outside.says("/start", outside.api.people.person(account, "Lan"))
        outside.api.exchange.updates.drop()
        given = {"BOT_TOKEN": TOKEN, "BOT_API_URL": outside.url, "BOT_DATABASE_URL": url, "BOT_LISTEN": "off", "TZ": "UTC",
                 "LD_PRELOAD": library, "FAKETIME": MORNING, "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                 "NO_FAKE_STAT": "1"}  # fmt: skip
        clean = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
        with subprocess.Popen([sys.executable, "-m", "bot.cli", "run"], env={**clean, **given}) as process:
            try:
                outside.api.until_here(lambda: bool(outside.heard(BLOC) and outside.heard(BRANCH)), 60)
                process.send_signal(signal.SIGTERM)
                assert process.wait(timeout=30) == 0
            finally:
                process.kill()
        (branch,), (bloc,) = outside.heard(BRANCH), outside.heard(BLOC)
        assert outside.heard(OFFICER) == []
    assert branch.startswith("🔔 Nhắc việc ngày 15/09/2026")
    assert "Quán triệt" in branch       # of 2023, before the bot knew of it: asked about once
    assert "Sơ kết" not in branch
    assert "Sơ kết việc thực hiện Nghị quyết số 301: hạn 30/09/2026" in bloc
    assert reminded(url) == {(1, date(2026, 9, 15)), (3, date(2026, 9, 15))}
