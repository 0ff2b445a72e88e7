"""What conversations about people leave on record: both persons of a clerk's report, who ended what, when somebody wrote."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from storage.audit import Audit
from storage.database import Engine, transaction
from storage.leaves import Leave
from storage.ledger import Report
from storage.people import Person, Role
from tests.chat_script import Script, read_script
from tests.play import Player, begin

WHO = "world: tan-yen\nperson Khoi: officer TY-K\nperson Lan: secretary TY-01\nperson Thu: secretary TY-01 clerk\n"


@pytest.fixture
def played(database_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Player:
    """The chat of the test's marker, played to its end."""
    path = tmp_path / "a.chat"
    path.write_text(WHO + request.param, encoding="utf-8")
    script: Script = read_script(path)
    player = begin(script, database_url)
    for line in script.lines:
        player.step(line)
    return player


@pytest.mark.parametrize("played", ["Thu: hôm qua kết nạp 2 đồng chí\nThu: đúng\n"], indirect=True)
def test_a_clerks_report_has_both_persons(played: Player, engine: Engine) -> None:
    with transaction(engine) as session:
        persons = {person.user_id: person.id for person in session.exec(select(Person))}
        report = session.exec(select(Report)).one()
        lan, thu = persons[played.account("Lan")], persons[played.account("Thu")]
        assert (report.reported_by, report.entered_for) == (thu, lan)
        noted = session.exec(select(Audit).where(Audit.subject == report.chain)).one()
        assert (noted.person_id, (noted.after or {})["entered_for"]) == (thu, lan)


@pytest.mark.parametrize("played", ["Khoi: gỡ bí thư chi bộ may Ngọc Lâm\nKhoi: đúng\nThu: hôm qua kết nạp 2\nThu: đúng\n"],
                         indirect=True)
def test_an_ended_role_says_who_ended_it_and_a_clerk_of_nobody_enters_for_nobody(played: Player, engine: Engine) -> None:
    with transaction(engine) as session:
        persons = {person.user_id: person.id for person in session.exec(select(Person))}
        ended = session.exec(select(Role).where(col(Role.ended_at).is_not(None))).one()
        assert ended.person_id == persons[played.account("Lan")]
        noted = session.exec(select(Audit).where(Audit.act == "end_role")).one()
        assert noted.person_id == persons[played.account("Khoi")]
        assert session.exec(select(Report)).one().entered_for is None


@pytest.mark.parametrize("played", ["Lan: tôi nghỉ đến thứ hai\nday: 2026-11-23\nThu: chào em\n"], indirect=True)
def test_the_last_day_on_which_somebody_wrote_and_their_leave(played: Player, engine: Engine) -> None:
    with transaction(engine) as session:
        wrote = {person.user_id: person.last_wrote_on for person in session.exec(select(Person))}
        assert wrote[played.account("Lan")] == date(2026, 11, 22)
        assert wrote[played.account("Thu")] == date(2026, 11, 23)
        assert wrote[played.account("Khoi")] is None
        leave = session.exec(select(Leave)).one()
        assert (leave.first_day, leave.last_day, leave.back_on) == (date(2026, 11, 22), date(2026, 11, 23), None)
