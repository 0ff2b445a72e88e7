"""`bot invite --all-below`: a link for each unit that has nobody yet, on the terminal or as a sheet that nobody else reads."""

import csv
import stat
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from bot.invite_command import Post, invite, invite_all_below, one_or_below, post
from bot.refused import RefusedError
from bot.settings import Store
from storage.database import Engine, transaction
from storage.invitations import create, redeem
from storage.organizations import Organization
from storage.people import Invitation, member
from storage.terms import Capacity, RoleKind
from tests.small_tree import ONE, TWO, A, K, put_units

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SECRETARY = Post(RoleKind.SECRETARY, Capacity.HOLDER)


@pytest.fixture
def store(engine: Engine) -> Store:
    """A committee, its bloc, two branches below, and one that ended last year."""
    put_units(engine, A, K, ONE, TWO)
    with transaction(engine) as session:
        session.get_one(Organization, "2").name = "=Gạch, “Tân Hồng”"
    put_units(engine, A, K, ONE, {**TWO, "name": "=Gạch, “Tân Hồng”"},
              {"id": "3", "parent": "K", "kind": "cell", "name": "Chi bộ cũ", "to": "2025-12-31"})  # fmt: skip
    return Store(database_url=engine.url.render_as_string(hide_password=False), language="en", username="ket_nap_bot")


def read(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened))


def made(engine: Engine) -> list[tuple[str, RoleKind, Capacity]]:
    with transaction(engine) as session:
        found = session.exec(select(Invitation)).all()
        return sorted((each.organization_id, each.kind, each.capacity) for each in found)


def test_a_sheet_has_a_link_that_works_for_each_unit_below(engine: Engine, store: Store, tmp_path: Path) -> None:
    file = tmp_path / "moi.csv"
    assert invite_all_below(store, "A", SECRETARY, str(file), False, NOW) == 0
    head, *slips = read(file)
    assert head[:3] == ["Id", "Unit", "Role"]
    assert [slip[:3] for slip in slips] == [
        ["K", "Đảng ủy Khối", "secretary"], ["1", "Chi bộ Công ty May", "secretary"], ["2", "'=Gạch, “Tân Hồng”", "secretary"],
    ]  # fmt: skip
    for number, (unit, _, _, link, message) in enumerate(slips):
        code = message.removeprefix("/start ")
        assert link == f"https://t.me/ket_nap_bot?start={code}"
        with transaction(engine) as session:
            redeem(session, code, 900 + number, NOW)
            known = member(session, 900 + number, NOW)
            assert known is not None
            assert [held.organization_id for held in known.held] == [unit]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_units_with_someone_or_with_an_open_invitation_are_left_out(
    engine: Engine, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    with transaction(engine) as session:
        redeem(session, create(session, "1", RoleKind.SECRETARY, NOW), 501, NOW)
        create(session, "2", RoleKind.SECRETARY, NOW)
    assert units_invited(store, capsys) == ["K"]
    assert units_invited(store, capsys) == []
    assert units_invited(store, capsys, everyone=True) == ["K", "1", "2"]
    assert units_invited(store, capsys, wanted=Post(RoleKind.SECRETARY, Capacity.DEPUTY)) == ["K", "1", "2"]
    assert units_invited(store, capsys, now=NOW + timedelta(days=8)) == ["K", "2"]      # what nobody used has run out


def units_invited(
    store: Store, capsys: pytest.CaptureFixture[str], *, wanted: Post = SECRETARY, everyone: bool = False, now: datetime = NOW
) -> list[str]:
    assert invite_all_below(store, "A", wanted, None, everyone, now) == 0
    return [line.split()[0] for line in capsys.readouterr().out.splitlines() if "https://t.me/ket_nap_bot?start=" in line]


def test_where_nobody_is_left_to_invite_there_is_no_file(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "moi.csv"
    assert invite_all_below(store, "1", SECRETARY, str(file), False, NOW) == 0
    assert capsys.readouterr().out.startswith("Below 1 every unit has someone or an open invitation")
    assert not file.exists()


@pytest.mark.parametrize(("name", "said"), [("there.csv", "is not overwritten"), ("no/folder.csv", "cannot be written")])
def test_a_file_that_cannot_be_made_leaves_no_invitation_behind(
    engine: Engine, store: Store, tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "there.csv").write_text("theirs", encoding="utf-8")
    with pytest.raises(RefusedError, match=said):
        invite_all_below(store, "A", SECRETARY, str(tmp_path / name), False, NOW)
    assert made(engine) == []
    assert (tmp_path / "there.csv").read_text(encoding="utf-8") == "theirs"


def test_without_the_bots_name_there_is_no_link_to_make(engine: Engine, store: Store) -> None:
    with pytest.raises(RefusedError, match="BOT_USERNAME"):
        invite_all_below(store.model_copy(update={"username": None}), "A", SECRETARY, None, False, NOW)
    assert made(engine) == []


def test_one_unit_may_get_a_deputy_or_a_clerk(engine: Engine, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    for capacity in ("deputy", "clerk"):
        assert invite(store, "1", post("en", "secretary", capacity), NOW) == 0
    assert made(engine) == [("1", RoleKind.SECRETARY, Capacity.CLERK), ("1", RoleKind.SECRETARY, Capacity.DEPUTY)]
    assert len(capsys.readouterr().out.splitlines()) == 4


@pytest.mark.parametrize(("role", "capacity", "said"), [
    ("boss", "holder", "boss.* secretary, officer, leader, operator"), ("officer", "chef", "chef.* holder, deputy, clerk"),
])  # fmt: skip
def test_a_post_that_there_is_not_is_refused(role: str, capacity: str, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        post("en", role, capacity)


@pytest.mark.parametrize(("organization", "above", "role"), [(None, None, "officer"), ("1", "A", "officer"), ("1", None, None)])
def test_one_unit_or_all_below_and_not_both(organization: str | None, above: str | None, role: str | None) -> None:
    with pytest.raises(RefusedError, match="Choose one of two"):
        one_or_below("en", organization, above, role)
