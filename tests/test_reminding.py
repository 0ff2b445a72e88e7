"""The tick on both engines: what has changed since the plan was made, what never left, what follows from an admission."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

import pytest
from sqlmodel import col, select

from bot.reminding import remind_all
from bot.sandbox.settling import settle
from bot.sandbox.worlds import load
from handlers.reminding import remind
from handlers.turn import House
from storage.database import Engine, Session, transaction
from storage.day_plan import Due, coming, due_today
from storage.duties import Duty, period_text
from storage.duty_events import DutyAct, DutyEvent, say_of_duty
from storage.outbox import Outgoing, sent
from storage.people import Person, Role, reach
from storage.recording import Act, Entry, record
from storage.reminders import told
from storage.rhythm import Rhythm
from storage.seats import end_person
from storage.spans import day_span
from storage.terms import Extent, Indicator, RoleKind
from tests.play import ZONE, Stopped

HOUSE = House(bot_name="ban_bot", rhythm=Rhythm("", {}))
LONG_AGO = datetime(2000, 1, 1, tzinfo=ZONE)
DAY = date(2026, 9, 16)                             # 14 days before the interim review; a Wednesday


@dataclass
class Bloc:
    """Tân Yên with its plan and the officer of the bloc, who has the interim review to do; and the officer above."""

    engine: Engine
    people: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        with transaction(self.engine) as session:
            settle(session, load("tan-yen"), datetime(2026, 8, 3, 9, tzinfo=ZONE))
            for account, unit, kind in ((7000, "TY-K", RoleKind.OFFICER), (7001, "TY-01", RoleKind.SECRETARY)):
                person = Person(user_id=account, joined_at=LONG_AGO)
                session.add(person)
                session.flush()
                self.people.append(person.id or 0)
                session.add(Role(person_id=person.id or 0, organization_id=unit, kind=kind, begins_at=LONG_AGO))

    def tick(self, day: date, at: time = time(8, 5)) -> int:
        return remind_all(self.engine, HOUSE, Stopped(datetime.combine(day, at, ZONE)))

    def waiting(self) -> list[Outgoing]:
        with transaction(self.engine) as session:
            return list(session.exec(select(Outgoing).where(col(Outgoing.ended_at).is_(None)).order_by(col(Outgoing.id))))

    def arrive(self, at: datetime) -> list[str]:
        """All that waits arrives; the texts."""
        texts = [str(row.parameters["text"]) for row in self.waiting()]
        with transaction(self.engine) as session:
            for row in session.exec(select(Outgoing).where(col(Outgoing.ended_at).is_(None))):
                sent(session, row.id or 0, at)
        return texts

    def planned(self, session: Session) -> Due:
        now = datetime.combine(DAY, time(8, 5), ZONE)
        return next(each for each in due_today(session, HOUSE.rhythm, now) if each.person == self.people[0])

    def made(self, due: Due) -> bool:
        with transaction(self.engine) as session:
            return remind(session, due, HOUSE, datetime.combine(DAY, time(8, 6), ZONE)) is not None


@pytest.fixture
def bloc(engine: Engine) -> Bloc:
    return Bloc(engine)


def review(due: Due) -> Duty:
    return next(each for each in due.items if each.name.startswith("Sơ kết"))


def said(duty: Duty, act: DutyAct, person: int, day: date | None = None) -> DutyEvent:
    return DutyEvent(effect=f"{duty.key}-{act}", duty=duty.key, code=duty.code, organization_id=duty.unit, act=act, day=day,
                     period=period_text(duty.period), person_id=person, at=datetime.combine(DAY, time(8, 5), ZONE))  # fmt: skip


@pytest.mark.parametrize(("act", "day"), [(DutyAct.DONE, DAY), (DutyAct.MOVED, date(2026, 12, 31)), (DutyAct.EXCUSED, None)])
def test_what_is_cleared_or_moved_while_it_is_being_sent_is_left_out(bloc: Bloc, act: DutyAct, day: date | None) -> None:
    with transaction(bloc.engine) as session:
        due = bloc.planned(session)
        due.items = {review(due): "own"}
        say_of_duty(session, said(review(due), act, due.person, day))
    assert not bloc.made(due)


def test_who_is_removed_or_blocks_in_between_hears_nothing(bloc: Bloc) -> None:
    with transaction(bloc.engine) as session:
        due = bloc.planned(session)
        reach(session, 7000, reachable=False, now=LONG_AGO)
    assert not bloc.made(due)
    with transaction(bloc.engine) as session:
        reach(session, 7000, reachable=True, now=LONG_AGO)
        end_person(session, due.person, None, datetime.combine(DAY, time(8, 5), ZONE))
    assert not bloc.made(due)


def test_a_plan_made_twice_is_sent_once(bloc: Bloc) -> None:
    with transaction(bloc.engine) as session:
        due = bloc.planned(session)
    assert [bloc.made(due), bloc.made(due)] == [True, False]


def test_what_did_not_leave_comes_on_the_next_day_worked_once_and_with_the_days_as_they_are_then(bloc: Bloc) -> None:
    assert bloc.tick(DAY) == 2
    assert bloc.tick(DAY, time(17)) == 0
    assert bloc.waiting() == []
    with transaction(bloc.engine) as session:
        assert told(session) == {}
    assert bloc.tick(date(2026, 9, 19)) == 0, "a Saturday"
    assert bloc.tick(date(2026, 9, 21)) == 2
    texts = bloc.arrive(datetime(2026, 9, 21, 8, 6, tzinfo=ZONE))
    assert sum("hạn 30/09/2026, còn 9 ngày" in text for text in texts) == 1


def test_a_line_that_was_down_over_night_brings_one_message(bloc: Bloc) -> None:
    bloc.tick(date(2026, 9, 29))
    morning = date(2026, 9, 30)                     # on which it is due, and would be told of again
    bloc.arrive(datetime.combine(morning, time(7, 59), ZONE))       # sent late, before the tick could call it off
    assert bloc.tick(morning) == 0


def test_three_days_down_bring_one_message(bloc: Bloc) -> None:
    bloc.tick(DAY)
    bloc.arrive(datetime.combine(DAY, time(8, 6), ZONE))
    assert bloc.tick(date(2026, 9, 29)) == 1
    assert bloc.tick(date(2026, 9, 29), time(15)) == 0
    assert [row.effect for row in bloc.waiting()] == [f"remind/{bloc.people[0]}/2026-09-29"]


def test_full_membership_is_to_be_proposed_by_count_and_day(bloc: Bloc) -> None:
    bloc.tick(date(2026, 8, 4))
    bloc.arrive(datetime(2026, 8, 4, 9, tzinfo=ZONE))
    with transaction(bloc.engine) as session:
        entry = Entry(organization="TY-01", indicator=Indicator.ADMISSIONS, span=day_span(date(2025, 9, 10)),
                      extent=Extent.ADDITION, count=2, names=("Nguyễn Văn A",))  # fmt: skip
        record(session, "c", entry, Act(effect="e", by=bloc.people[1], at=datetime(2026, 8, 5, 9, tzinfo=ZONE)))
    bloc.tick(date(2026, 9, 24))
    text = "\n".join(bloc.arrive(datetime(2026, 9, 24, 9, tzinfo=ZONE)))
    assert "Đề nghị công nhận chính thức 2 đảng viên kết nạp ngày 10/09/2025" in text
    assert "Nguyễn" not in text


def test_the_next_reminders_are_foreseen(bloc: Bloc) -> None:
    bloc.tick(DAY)
    bloc.arrive(datetime.combine(DAY, time(8, 6), ZONE))
    with transaction(bloc.engine) as session:
        found = coming(session, HOUSE.rhythm, datetime.combine(DAY, time(20), ZONE))
    assert found is not None
    assert (found[0], [due.person for due in found[1]]) == (date(2026, 9, 23), [bloc.people[0]])


def test_who_cannot_be_reached_is_told_to_the_officer_once(bloc: Bloc) -> None:
    told_of = "Chi bộ Công ty TNHH May Ngọc Lâm, bí thư: đã chặn bot từ"

    def officer_hears(day: date) -> str:
        bloc.tick(day)
        waiting = [row for row in bloc.waiting() if row.lane == 7000]
        bloc.arrive(datetime.combine(day, time(8, 6), ZONE))
        return "\n".join(str(row.parameters["text"]) for row in waiting)

    def secretary(reachable: bool, day: date) -> None:
        with transaction(bloc.engine) as session:
            reach(session, 7001, reachable, datetime.combine(day, time(9), ZONE))

    officer_hears(DAY)
    secretary(False, DAY)
    assert f"{told_of} 16/09/2026" in officer_hears(date(2026, 9, 17))
    assert told_of not in officer_hears(date(2026, 9, 23)), "the officer hears of the review, and of this no more"
    secretary(True, date(2026, 9, 23))
    secretary(False, date(2026, 9, 24))
    assert f"{told_of} 24/09/2026" in officer_hears(date(2026, 9, 25))
