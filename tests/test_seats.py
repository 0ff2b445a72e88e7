"""Who sits where, in which capacity, who is away, and what is left of a person whose role has ended."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from storage.audit import Audit
from storage.conversations import Button, Conversation, Offer, offer, take_up
from storage.database import Engine, connect, migrate, transaction, upgrade
from storage.invitations import create, redeem, waiting
from storage.leaves import away_until, come_back, take_leave
from storage.organizations import Organization
from storage.outbox import Outgoing, put
from storage.people import Person, Role, account_of, member, reach, was_member, wrote
from storage.seats import end_person, end_role, seat, seats, seats_of
from storage.terms import Capacity, RoleKind

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TODAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 23)
AN, BINH, CHI = 501, 502, 503


@pytest.fixture
def units(engine: Engine) -> Engine:
    with transaction(engine) as session:
        for unit in ("lam", "phong", "khoi"):
            session.add(Organization(id=unit, kind="cell", name=f"Chi bộ {unit}"))
    return engine


def join(engine: Engine, user: int, unit: str, kind: RoleKind = RoleKind.SECRETARY, **how: object) -> int:
    """The role that the person got."""
    with transaction(engine) as session:
        redeem(session, create(session, unit, kind, NOW, **how), user, NOW)  # type: ignore[arg-type]
        session.flush()
        return session.exec(select(Role.id).order_by(col(Role.id).desc())).first() or 0


def held(session: Session, user: int, at: datetime = NOW) -> list[tuple[str, str]]:
    known = member(session, user, at)
    return [(each.organization_id, each.capacity.value) for each in known.held] if known else []


def test_a_deputy_and_a_clerk_sit_beside_the_holder(units: Engine) -> None:
    join(units, AN, "lam")
    join(units, BINH, "lam", capacity=Capacity.DEPUTY)
    join(units, CHI, "lam", capacity=Capacity.CLERK)
    join(units, AN, "phong")
    with transaction(units) as session:
        found = seats(session, ["lam"], NOW, TODAY)
        assert [(each.user_id, each.capacity.value) for each in found] == [(AN, "holder"), (BINH, "deputy"), (CHI, "clerk")]
        assert len(seats(session, None, NOW, TODAY)) == 4
        assert held(session, AN) == [("lam", "holder"), ("phong", "holder")]


def test_handing_over_ends_the_old_role_when_the_code_is_used_and_not_before(units: Engine) -> None:
    old = join(units, AN, "lam")
    with transaction(units) as session:
        code = create(session, "lam", RoleKind.SECRETARY, NOW, replaces=old)
        assert held(session, AN) == [("lam", "holder")]
        assert [each.organization_id for each in waiting(session, None, NOW)] == ["lam"]
    with transaction(units) as session:
        redeem(session, code, BINH, NOW)
    with transaction(units) as session:
        assert (held(session, AN), held(session, BINH)) == ([], [("lam", "holder")])
        assert waiting(session, ["lam"], NOW) == []
        assert account_of(session, old) == (AN, None)
        assert (was_member(session, AN), was_member(session, CHI)) == (True, False)


def test_with_the_last_role_go_buttons_drafts_and_what_waits_unasked(units: Engine) -> None:
    first, second = join(units, AN, "lam"), join(units, AN, "phong")
    join(units, BINH, "khoi")
    with transaction(units) as session:
        for user in (AN, BINH):
            talk = take_up(session, user, user, NOW)
            talk.state = {"forms": ["…"]}
            offer(session, talk, Offer("agree"), NOW)
            put(session, [Outgoing(effect=f"{urgent}/{user}", lane=user, method="sendMessage", parameters={"chat_id": user},
                                   urgent=urgent, due_at=NOW) for urgent in (True, False)])
    with transaction(units) as session:
        assert end_role(session, first, None, NOW)
        assert not end_role(session, first, None, NOW + timedelta(seconds=1)), "a role ends once"
        assert session.exec(select(Button).where(Button.user_id == AN)).all(), "there is still another role"
    with transaction(units) as session:
        assert seat(session, second, NOW, TODAY) is not None
        assert end_person(session, seats_of(session, 1, NOW, TODAY)[0].person_id, None, NOW) == 1
    with transaction(units) as session:
        assert held(session, AN) == []
        assert [each.user_id for each in session.exec(select(Button))] == [BINH]
        assert {each.user_id: each.state for each in session.exec(select(Conversation))} == {AN: {}, BINH: {"forms": ["…"]}}
        waits = session.exec(select(Outgoing.effect).where(col(Outgoing.ended_at).is_(None))).all()
        assert sorted(waits) == [f"False/{BINH}", f"True/{AN}", f"True/{BINH}"]
        assert [each.act for each in session.exec(select(Audit).order_by(col(Audit.id)))][-2:] == ["end_role", "end_role"]


@pytest.mark.parametrize(("day", "until"), [
    (date(2026, 11, 22), None), (date(2026, 11, 23), date(2026, 11, 27)), (date(2026, 11, 27), date(2026, 11, 27)),
    (date(2026, 11, 28), None),
])  # fmt: skip
def test_leave_covers_its_days(units: Engine, day: date, until: date | None) -> None:
    join(units, AN, "lam")
    with transaction(units) as session:
        take_leave(session, 1, TOMORROW, date(2026, 11, 27), NOW)
        session.flush()
        assert away_until(session, 1, day) == until
        assert seats(session, ["lam"], NOW, day)[0].away_until == until


def test_the_last_word_on_leave_holds_and_coming_back_ends_it(units: Engine) -> None:
    join(units, AN, "lam")
    with transaction(units) as session:
        take_leave(session, 1, TODAY, date(2026, 12, 31), NOW)
        take_leave(session, 1, TOMORROW, date(2026, 11, 24), NOW)
        session.flush()
        assert [away_until(session, 1, day) for day in (TODAY, TOMORROW, date(2026, 11, 25))] == [
            date(2026, 12, 31), date(2026, 11, 24), None,
        ]  # fmt: skip
        assert come_back(session, 1, TODAY, NOW)
        assert not come_back(session, 1, TODAY, NOW)
        assert [away_until(session, 1, day) for day in (TODAY, TOMORROW)] == [None, None]


def test_when_somebody_wrote_last_and_why_they_hear_nothing(units: Engine) -> None:
    join(units, AN, "lam")
    with transaction(units) as session:
        wrote(session, 1, TOMORROW)
        wrote(session, 1, TODAY)
        reach(session, AN, False, NOW, "deleted")
        session.flush()
        found = seats(session, ["lam"], NOW, TODAY)[0]
        assert (found.last_wrote_on, found.unreachable_since, found.unreachable_why) == (TOMORROW, NOW, "deleted")
        reach(session, AN, True, NOW)
        session.flush()
        assert session.exec(select(Person.unreachable_since, Person.unreachable_why)).one() == (None, None)


def test_records_of_the_version_before_come_along(empty_url: str) -> None:
    engine = connect(empty_url)
    with engine.begin() as connection:
        upgrade(connection, "0002")
        for statement in (
            "INSERT INTO organization (id, kind, name, aliases, setting, ownership) "
            "VALUES ('lam', 'cell', 'Chi bộ Lâm', '[]', 'unknown', 'unknown')",
            "INSERT INTO person (user_id, joined_at) VALUES (501, '2026-01-01 00:00:00+00:00')",
            "INSERT INTO role (person_id, organization_id, kind, begins_at) "
            "VALUES (1, 'lam', 'secretary', '2026-01-01 00:00:00+00:00')",
            "INSERT INTO report (chain, revision, effect, standing, organization_id, events, extent, last_day, count, "
            "whole, said_none, reported_by, recorded_at, names) "
            "VALUES ('c', 1, 'e', 'holds', 'lam', '', 'addition', '2026-01-02', 3, '', false, 1, "
            "'2026-01-02 00:00:00+00:00', '[]')",
        ):
            connection.exec_driver_sql(statement)
    migrate(engine)
    with transaction(engine) as session:
        assert held(session, AN) == [("lam", "holder")]
    with engine.connect() as connection, pytest.raises(Exception, match="append-only"):
        connection.exec_driver_sql("UPDATE report SET count = 4")
    engine.dispose()
