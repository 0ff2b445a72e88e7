"""Invitations: used once, by whom, until when; and what is on record afterwards."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from storage.audit import Audit
from storage.database import Engine, transaction
from storage.invitations import Refusal, create, open_to_people, redeem
from storage.organizations import Organization
from storage.people import Invitation, Role, member
from storage.terms import RoleKind

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
AN, BINH = 501, 502


@pytest.fixture
def code(engine: Engine) -> str:
    with transaction(engine) as session:
        session.add(Organization(id="ngoc-lam", kind="branch", name="Chi bộ May Ngọc Lâm"))
        session.flush()
        return create(session, "ngoc-lam", RoleKind.SECRETARY, NOW)


def use(engine: Engine, code: str, user_id: int, after: timedelta = timedelta(0)) -> Invitation | Refusal:
    with transaction(engine) as session:
        return redeem(session, code, user_id, NOW + after)


def test_it_makes_its_user_a_secretary(engine: Engine, code: str) -> None:
    used = use(engine, code, AN)
    assert isinstance(used, Invitation)
    assert (used.organization_id, used.kind) == ("ngoc-lam", RoleKind.SECRETARY)
    with transaction(engine) as session:
        known = member(session, AN, NOW)
        assert known is not None
        assert [(held.organization_id, held.kind) for held in known.held] == [("ngoc-lam", RoleKind.SECRETARY)]
        assert [entry.act for entry in session.exec(select(Audit).order_by(Audit.id))] == ["invite", "join"]  # type: ignore[arg-type]


def test_the_same_person_twice_changes_nothing(engine: Engine, code: str) -> None:
    use(engine, code, AN)
    assert isinstance(use(engine, code, AN, timedelta(days=30)), Invitation)
    with transaction(engine) as session:
        assert len(session.exec(select(Role)).all()) == 1
        assert len(session.exec(select(Audit)).all()) == 2


def test_nobody_else_can_use_it_again(engine: Engine, code: str) -> None:
    use(engine, code, AN)
    assert use(engine, code, BINH) is Refusal.USED


@pytest.mark.parametrize(("after", "outcome"), [
    (timedelta(days=7) - timedelta(seconds=1), Invitation), (timedelta(days=7), Refusal),
])  # fmt: skip
def test_it_holds_for_seven_days(engine: Engine, code: str, after: timedelta, outcome: type) -> None:
    assert isinstance(use(engine, code, AN, after), outcome)


@pytest.mark.parametrize("odd", ["", "x", "kết nạp", "\ud83d", "x" * 5000])
def test_what_is_no_code_opens_nothing(engine: Engine, code: str, odd: str) -> None:
    assert use(engine, odd, AN) is Refusal.UNKNOWN
    with transaction(engine) as session:
        assert member(session, AN, NOW) is None


def test_the_code_is_long_fits_a_link_and_is_nowhere_on_record(engine: Engine, code: str) -> None:
    assert len(code) == 22
    assert code.replace("-", "").replace("_", "").isalnum()
    with transaction(engine) as session:
        assert code not in repr(session.exec(select(Invitation)).one())
        assert code not in repr(session.exec(select(Audit)).one())


def test_a_second_invitation_to_the_same_role_adds_none(engine: Engine, code: str) -> None:
    use(engine, code, AN)
    with transaction(engine) as session:
        second = create(session, "ngoc-lam", RoleKind.SECRETARY, NOW)
    assert isinstance(use(engine, second, AN), Invitation)
    with transaction(engine) as session:
        assert len(session.exec(select(Role)).all()) == 1
        assert open_to_people(session) == ["ngoc-lam"]
