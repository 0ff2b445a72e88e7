"""A year of Tân Yên's 23 organizations, day by day: who does what, and who is told of what because of it.

    python -m tests.year                 how long it takes, and how many messages there were
    python -m tests.year --write         writes tests/reminders/year-2026.table anew
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from bot.reminding import remind_all
from handlers.naming_duties import piled
from handlers.turn import House
from locales.unit_settings import setting_in_name
from storage.database import Engine, Session, connect, transaction
from storage.day_plan import UNHEARD
from storage.duties import Duty, period_text
from storage.duty_events import DutyAct, DutyEvent, say_of_duty
from storage.duty_list import Asked, duties
from storage.leaves import take_leave
from storage.organization_loading import apply, difference
from storage.outbox import Outgoing, sent
from storage.people import Person, Role, reach
from storage.plan_loading import bind, load
from storage.planfile import PlanFile, read_plan
from storage.recording import Act, Entry, record
from storage.reminders import Reminder, ReminderItem
from storage.seats import end_person
from storage.shipped_plans import text
from storage.spans import month_of
from storage.terms import Capacity, Extent, Indicator, RoleKind
from storage.tree import tree_as_of
from storage.unitfile import UnitFile, read_units
from tests.databases import sqlite_template
from tests.play import Stopped

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
YEAR = 2026
FOLDER = Path(__file__).parent / "reminders"
TABLE = FOLDER / f"year-{YEAR}.table"
MORNING, AFTERNOON, EVENING = clock_time(8, 5), clock_time(14), clock_time(20)
HOUSE = House(bot_name="ban_bot")
LONG_AGO = datetime(2000, 1, 1, tzinfo=ZONE)

# Who is there, by account; a deputy besides. TY-09 and TY-14 have nobody, nor have the workshops of TY-16.
SECRETARIES = ("TY-01", "TY-02", "TY-03", "TY-04", "TY-05", "TY-06", "TY-07", "TY-08", "TY-10", "TY-11", "TY-12", "TY-13",
               "TY-15", "TY-16", "TY-TT", "TY-NN", "TY-THPT")
PROMPT = ("TY-01", "TY-04", "TY-06", "TY-07", "TY-08", "TY-10", "TY-12", "TY-13")     # have reported before anybody asks
ANSWERING = ("TY-02", "TY-03", "TY-05", "TY-16", "TY-TT", "TY-NN", "TY-THPT", "TY-K")  # press the button when they are reminded
LATE = "TY-11"                                      # three days after it was due, each month
NEVER = "TY-15"
DEPUTY = "TY-03"                                    # its secretary is away in July
BLOCKS = ("TY-05", date(YEAR, 7, 1))
LEAVES_US = ("TY-02", date(YEAR, 9, 1))             # the role ends, nobody follows
INTERIM_DONE = date(YEAR, 11, 20)


@dataclass
class Year:
    """The world as the year begins, and what is done in it each day."""

    engine: Engine
    people: dict[str, int] = field(default_factory=dict)

    def begin(self) -> None:
        """Units, plan, people."""
        now = datetime(YEAR, 1, 1, 9, tzinfo=ZONE)
        units = read_units("roster.json", (FOLDER / "roster.json").read_bytes(), setting_in_name)
        plan = read_plan(text("tan-yen"))
        if not isinstance(units, UnitFile) or not isinstance(plan, PlanFile):
            raise ValueError("the roster or the plan is wrong")
        with transaction(self.engine) as session:
            apply(session, difference(session, units), now.date(), now)
            owner = bind(session, plan.organization)
            load(session, "tan-yen", plan, owner, now)  # type: ignore[arg-type]
            for unit in SECRETARIES:
                self._seat(session, unit, unit, RoleKind.SECRETARY)
            self._seat(session, f"{DEPUTY} phó", DEPUTY, RoleKind.SECRETARY, Capacity.DEPUTY)
            self._seat(session, "TY-K", "TY-K", RoleKind.OFFICER)
            self._seat(session, "TY", "TY", RoleKind.OFFICER)
            self._seat(session, "TY lãnh đạo", "TY", RoleKind.LEADER)

    def _seat(self, session: Session, name: str, unit: str, kind: RoleKind, capacity: Capacity = Capacity.HOLDER) -> None:
        person = Person(user_id=7000 + len(self.people), joined_at=LONG_AGO)
        session.add(person)
        session.flush()
        self.people[name] = person.id or 0
        session.add(Role(person_id=person.id or 0, organization_id=unit, kind=kind, capacity=capacity, begins_at=LONG_AGO))

    def live(self) -> None:
        """All its days."""
        day = date(YEAR, 1, 1)
        while day.year == YEAR:
            self._morning(day)
            if self._tick(day, MORNING):
                self._tick(day, AFTERNOON)
            self._evening(day)
            self._tick(day, EVENING)
            day += timedelta(days=1)

    def _tick(self, day: date, at: clock_time) -> int:
        now = datetime.combine(day, at, ZONE)
        number = remind_all(self.engine, HOUSE, Stopped(now))
        if number:
            self._deliver(now)
        return number

    def _deliver(self, now: datetime) -> None:
        with transaction(self.engine) as session:
            for row in session.exec(select(Outgoing).where(col(Outgoing.ended_at).is_(None))):
                sent(session, row.id or 0, now)

    def _morning(self, day: date) -> None:
        """What is said before anybody is reminded: the prompt ones report on the first of each month, on whatever day."""
        now = datetime.combine(day, clock_time(7), ZONE)
        with transaction(self.engine) as session:
            if day.day == 1:
                before = month_of(day - timedelta(days=1))
                for unit in PROMPT:
                    entry = Entry(organization=unit, indicator=Indicator.ADMISSIONS, span=before, extent=Extent.STATEMENT,
                                  count=0)
                    record(session, f"{unit}-{day}", entry, Act(effect=f"{unit}-{day}", by=self.people[unit], at=now))
            if day == date(YEAR, 7, 1):
                take_leave(session, self.people[DEPUTY], day, date(YEAR, 7, 31), now)
            if day == BLOCKS[1]:
                reach(session, 7000 + SECRETARIES.index(BLOCKS[0]), reachable=False, now=now)
            if day == LEAVES_US[1]:
                end_person(session, self.people[LEAVES_US[0]], None, now)

    def _evening(self, day: date) -> None:
        """What is done in answer, on the same day; and by the late one three days after."""
        now = datetime.combine(day, clock_time(16), ZONE)
        with transaction(self.engine) as session:
            tree = tree_as_of(session, day)
            told = {row.duty for row, _ in _items(session, day, day)}
            if not told and day != INTERIM_DONE and day.day != 8:       # the late one's reports are due on the 5th
                return
            for duty in duties(session, tree, Asked(day, day + timedelta(days=40), HOUSE.rhythm, ZONE, open_only=True)):
                answered = duty.unit in ANSWERING and duty.key in told and not duty.name.startswith("Sơ kết")
                late = duty.unit == LATE and duty.is_report and duty.due == day - timedelta(days=3)
                if duty.due.year >= YEAR - 3 and (answered or late or _reviewed(duty, day)):
                    self._done(session, duty, now)

    def _done(self, session: Session, duty: Duty, now: datetime) -> None:
        say_of_duty(session, DutyEvent(
            effect=f"{duty.key}-done", duty=duty.key, code=duty.code, organization_id=duty.unit, act=DutyAct.DONE,
            period=period_text(duty.period), day=now.date(), person_id=1, at=now,
        ))

    def table(self) -> Iterator[str]:
        """One line a message: the day, to whom, what it told of."""
        names = {number: name for name, number in self.people.items()}
        with transaction(self.engine) as session:
            day = date(YEAR, 12, 31)
            found = duties(session, tree_as_of(session, day), Asked(day, day + timedelta(days=40), HOUSE.rhythm, ZONE))
            known = {each.key: each for each in found}
            roles = {f"{UNHEARD}/{each.id}": each.organization_id for each in session.exec(select(Role))}
            messages: dict[tuple[date, str], list[ReminderItem]] = {}
            for item, reminder in _items(session, date(YEAR, 1, 1), day):
                messages.setdefault((reminder.day, names[reminder.person_id]), []).append(item)
            for (on, name), items in sorted(messages.items()):
                yield f"{on:%a} {on} {name}: {'; '.join(_told(items, known, roles, on))}"


def _reviewed(duty: Duty, day: date) -> bool:
    return day == INTERIM_DONE and duty.name.startswith("Sơ kết")


def _items(session: Session, first: date, last: date) -> list[tuple[ReminderItem, Reminder]]:
    asked = select(ReminderItem, Reminder).join(Reminder, col(ReminderItem.reminder_id) == col(Reminder.id))
    return list(session.exec(asked.where(Reminder.day >= first, Reminder.day <= last)).all())


def _told(items: list[ReminderItem], known: dict[str, Duty], roles: dict[str, str], on: date) -> list[str]:
    """What for the reader's own unit, what of units below, what of units with nobody; with the days left, or late."""
    lines: dict[str, list[str]] = {}
    why = {item.duty: item.why for item in items}
    single, piles = piled([known[key] for key in why if key in known], on)
    for pile in piles:
        first = min(each.period.last for each in pile if each.period)
        lines[f"{why[pile[0].key]} nợ {len(pile)} báo cáo từ {first:%m/%Y}"] = [pile[0].unit]
    for duty in single:
        what = f"báo cáo {duty.period.last:%m/%Y}" if duty.is_report and duty.period else duty.name[:24].strip()
        away = (duty.due - on).days
        when = f"{'-' if away < 0 else '+' if away else ''}{abs(away)}"
        lines.setdefault(f"{why[duty.key]} {what} {when}", []).append(duty.unit)
    told = [title if title.startswith("own") else f"{title} ({', '.join(sorted(units))})"
            for title, units in sorted(lines.items())]
    return [*told, *(f"{UNHEARD} {roles[key]}" for key, each in why.items() if each == UNHEARD)]


def write(engine: Engine) -> tuple[list[str], float]:
    """The whole table, and how many seconds the year took."""
    year = Year(engine)
    year.begin()
    begun = time.perf_counter()
    year.live()
    return list(year.table()), time.perf_counter() - begun


def main() -> None:
    """Print how long it took; with --write keep the table."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--write", action="store_true")
    wanted = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = connect(sqlite_template(Path(folder)).fresh(Path(folder)))
        lines, seconds = write(engine)
        engine.dispose()
    if wanted.write:
        TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} messages in {YEAR}, {seconds:.1f} s")


if __name__ == "__main__":
    main()
