"""`bot people`, `bot people end`: who has which role where, without a name; what the operator reads before a role ends."""

import io
import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from bot.ending_command import end_people
from bot.people_command import show_people
from bot.refused import RefusedError
from bot.settings import Store
from storage.audit import Audit
from storage.database import Engine, transaction
from storage.leaves import take_leave
from storage.people import Person, Role, member, reach
from storage.terms import Capacity, RoleKind
from tests.small_tree import ONE, TWO, A, K, put_units

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)
TODAY = NOW.date()
LONG_AGO = NOW - timedelta(days=100)
LAN, MINH, HOA = 700700701, 700700702, 700700703


@pytest.fixture
def store(engine: Engine) -> Store:
    """Lan (1) is secretary of units 1 and 2 and wrote today; Minh (2), her deputy in 1, is on leave and has never written;
    Hoa (3), officer of the bloc, joined yesterday and deleted her account."""
    put_units(engine, A, K, ONE, TWO)
    with transaction(engine) as session:
        for id, account, wrote in ((1, LAN, TODAY), (2, MINH, None), (3, HOA, None)):
            session.add(Person(id=id, user_id=account, joined_at=LONG_AGO, last_wrote_on=wrote))
        session.flush()
        for person, unit, kind, capacity, since in (
            (1, "1", RoleKind.SECRETARY, Capacity.HOLDER, LONG_AGO), (2, "1", RoleKind.SECRETARY, Capacity.DEPUTY, LONG_AGO),
            (3, "K", RoleKind.OFFICER, Capacity.HOLDER, NOW - timedelta(days=1)),
            (1, "2", RoleKind.SECRETARY, Capacity.HOLDER, LONG_AGO),
        ):  # fmt: skip
            session.add(Role(person_id=person, organization_id=unit, kind=kind, capacity=capacity, begins_at=since))
        take_leave(session, 2, TODAY, TODAY + timedelta(days=3), NOW)
        reach(session, HOA, reachable=False, now=NOW, why="deleted")
    return Store(database_url=engine.url.render_as_string(hide_password=False), language="en")


def rows(said: str) -> list[str]:
    return [" ".join(line.split()) for line in said.splitlines()]


OFFICER = "#3 K Đảng ủy Khối officer 21 November 2026 – – account deleted, since 22 November 2026"
LAN_IN_TWO = "#1 2 Chi bộ Gạch secretary 14 August 2026 22 November 2026 – –"
LAN_IN_ONE = "#1 1 Chi bộ Công ty May secretary 14 August 2026 22 November 2026 – –"
DEPUTY = "#2 1 Chi bộ Công ty May secretary (deputy) 14 August 2026 – 25 November 2026 –"
SHOWN = [
    ({"organization": None, "silent": None}, [OFFICER, LAN_IN_ONE, DEPUTY, LAN_IN_TWO]),
    ({"organization": "K", "silent": None}, [OFFICER, LAN_IN_ONE, DEPUTY, LAN_IN_TWO]),
    ({"organization": "1", "silent": None}, [LAN_IN_ONE, DEPUTY]),
    ({"organization": None, "silent": 30}, [DEPUTY]),
    ({"organization": None, "silent": 1}, [OFFICER, DEPUTY]),
    ({"organization": "2", "silent": 30}, []),
]


@pytest.mark.parametrize(("asked", "expected"), SHOWN)
def test_who_is_shown(store: Store, capsys: pytest.CaptureFixture[str], asked: dict[str, object], expected: list[str]) -> None:
    assert show_people(store, now=NOW, **asked) == 0  # type: ignore[arg-type]
    told = rows(capsys.readouterr().out)
    if expected:
        assert told == ["Person Id Unit Role Since Last wrote Away until Unreachable", *expected]
    else:
        assert told == ["Nobody."]
    assert "700700" not in str(told)


def test_an_unknown_organization_is_refused_with_those_there_are(store: Store) -> None:
    with pytest.raises(RefusedError, match=r"Z.* 1, 2, A, K"):
        show_people(store, "Z", None, NOW)
    with pytest.raises(RefusedError, match=r"Z.* 1, 2, A, K"):
        end_people(store, "1", "Z", True, NOW)


def roles(engine: Engine, account: int, now: datetime = NOW) -> list[str]:
    with transaction(engine) as session:
        known = member(session, account, now)
        return [held.organization_id for held in known.held] if known else []


def typed(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(words))


def test_what_will_end_is_read_back_and_agreed_to(
    engine: Engine, store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "y\n")
    assert end_people(store, "#1", None, False, NOW) == 0
    told = rows(capsys.readouterr().out)
    assert told[0] == "To end at once, person #1:"
    assert told[2:4] == [LAN_IN_ONE, LAN_IN_TWO]
    assert told[4] == "And with them, buttons: 0, unfinished reports: 0, reminders that wait: 0. What is on record stays."
    assert told[5] == "End them? (y/n) 2 roles have ended. Dead now, buttons: 0, unfinished reports: 0, reminders: 0."
    assert (roles(engine, LAN), roles(engine, MINH)) == ([], ["1"])
    with transaction(engine) as session:
        ends = session.exec(select(Audit).where(Audit.act == "end_role")).all()
        assert [(each.person_id, each.organization_id) for each in ends] == [(None, "1"), (None, "2")]


@pytest.mark.parametrize("answer", ["n\n", "\n", "", "#1\n"])
def test_without_agreement_nothing_ends(
    engine: Engine, store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: str
) -> None:
    typed(monkeypatch, answer)
    assert end_people(store, "1", None, False, NOW) == 1
    assert capsys.readouterr().err.splitlines() == ["Nothing was ended."]
    assert roles(engine, LAN) == ["1", "2"]


def test_only_the_role_in_one_unit(engine: Engine, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert end_people(store, "1", "2", True, NOW) == 0
    told = rows(capsys.readouterr().out)
    assert told[2:] == [LAN_IN_TWO, "Keeps 1 other role.", "1 role has ended."]
    assert roles(engine, LAN) == ["1"]


def test_a_second_time_there_is_nothing_to_end(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert end_people(store, "1", None, True, NOW) == 0
    capsys.readouterr()
    assert end_people(store, "1", None, True, NOW + timedelta(minutes=1)) == 1
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "Person #1 has no role there.\n")


@pytest.mark.parametrize("person", ["Lan", "", "#", "-1", "1.5", "٣", "9" * 30])
def test_what_is_no_number_is_refused(store: Store, person: str) -> None:
    with pytest.raises(RefusedError, match="is not the number of a person"):
        end_people(store, person, None, True, NOW)
