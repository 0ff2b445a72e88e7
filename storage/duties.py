"""A duty: what one unit has to do by a day, how it stands, and on which days somebody is told. Pure; knows no person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from hashlib import blake2b

from storage.duty_events import DutyAct, Word
from storage.rhythm import AGAIN, BEFORE, DAYS_UNTIL_NEXT_LEVEL, WORKING_DAYS_UNTIL_OFFICER
from storage.spans import Span
from storage.working_days import WorkingDays

REPORT, PROPOSAL, CEREMONY = "report", "proposal", "ceremony"   # what codes begin with that are no milestones of a plan


_CLOSING = (DutyAct.DONE, DutyAct.EXCUSED, DutyAct.REOPENED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One unit's milestone of one period.

    `due`: the day, where an officer has moved it the new one; `regular` the one before. `period`: the days of a recurring one.
    `known_on`: since when the bot knows of it. `done_on`: the day on which it was done, or closed; `told_on` when that was
    said. `heard`: of a report that something is recorded for the period; `count`: how many; `came_on`: since when;
    `added_late`: more after its day.
    """

    code: str
    unit: str
    name: str
    regular: date
    due: date
    every: str = ""
    clause: str = ""
    period: Span | None = None
    known_on: date = date.min
    done_on: date | None = None
    told_on: date | None = None
    excused: str | None = None
    moved: str | None = None
    promised: date | None = None
    urged: date | None = None
    heard: bool = False
    count: int | None = None
    came_on: date | None = None
    added_late: bool = False

    @property
    def key(self) -> str:
        """Short, and the same as long as it is the same thing for the same unit and period."""
        return key_of(self.code, self.unit, self.period)

    @property
    def is_report(self) -> bool:
        return self.code.startswith(f"{REPORT}/")

    @property
    def is_proposal(self) -> bool:
        """Of full membership, for `count` who were admitted on the days of `period`."""
        return self.code.startswith(f"{PROPOSAL}/")

    @property
    def is_ceremony(self) -> bool:
        """Of admission, for `count` on whom the decision was received on the day of `period`."""
        return self.code.startswith(f"{CEREMONY}/")

    @property
    def chain(self) -> str:
        """The report that it follows from; empty where it follows from none."""
        return self.code.partition("/")[2] if self.is_proposal or self.is_ceremony else ""

    @property
    def is_open(self) -> bool:
        """Neither done nor excused."""
        return self.done_on is None and self.excused is None

    def is_late(self, today: date) -> bool:
        """Nothing was said of it until its day was over. A period of which something is recorded waits for a word only."""
        return self.is_open and self.due < today and not self.heard

    @property
    def was_over(self) -> bool:
        """Whether its day was over before the bot knew of it: then it is asked about, and not urged."""
        return self.due < self.known_on


@lru_cache(maxsize=65536)                          # asked for the same ones at every look
def key_of(code: str, unit: str, period: Span | None) -> str:
    """See `Duty.key`."""
    whole = f"{code}|{unit}|{period_text(period)}"
    return blake2b(whole.encode(), digest_size=6).hexdigest()


def period_text(period: Span | None) -> str:
    """The period as the events have it."""
    return period.last.isoformat() if period else ""


def after(duty: Duty, events: Iterable[Word]) -> Duty:
    """The duty as all those words leave it; the first word comes first."""
    for event in events:
        duty = _after_one(duty, event)
    return duty


def closes(events: Mapping[str, Sequence[Word]], key: str) -> bool:
    """Whether the words about the duty of that key leave it done or excused."""
    last = next((each.act for each in reversed(events.get(key, ())) if each.act in _CLOSING), DutyAct.REOPENED)
    return last is not DutyAct.REOPENED


def _after_one(duty: Duty, event: Word) -> Duty:
    match event.act:
        case DutyAct.DONE:
            told_on = event.at.date()
            return replace(duty, done_on=event.day, told_on=told_on, came_on=min(duty.came_on or told_on, told_on))
        case DutyAct.REOPENED:
            return replace(duty, done_on=None, told_on=None, excused=None)
        case DutyAct.EXCUSED:
            return replace(duty, excused=event.reason)
        case DutyAct.MOVED:
            return replace(duty, due=event.day or duty.due, moved=event.reason)
        case DutyAct.PROMISED:
            return replace(duty, promised=event.day)
        case DutyAct.URGED:
            return replace(duty, urged=event.day)


def days_before(duty: Duty, wished: int | None) -> tuple[int, ...]:
    """How many days before its day it is spoken of; a person's own wish stands above the usual."""
    return BEFORE[duty.every] if wished is None else tuple(sorted({wished, 0}, reverse=True))


@dataclass(frozen=True, slots=True)
class Ring:
    """What a person is to hear of a duty. `now`: it is a reason to write today; else it goes along with what is one."""

    now: bool


def own_ring(duty: Duty, told: date | None, days: WorkingDays, today: date, wished: int | None = None) -> Ring | None:
    """For those who have to do it. `told`: the last day on which they heard of it. None: they hear nothing of it today."""
    extra = [each for each in (duty.promised, duty.urged) if each is not None and each <= today]
    if any(told is None or told < each for each in extra):
        return Ring(now=True)
    if duty.promised is not None and duty.promised > today:
        return None
    if duty.was_over:
        return Ring(now=True) if told is None else None
    begun = [step for each in days_before(duty, wished) if (step := _step(duty, each, days)) <= today]
    if duty.heard:
        return Ring(now=True) if begun and told is None else None
    late = days.next_working_day(duty.due)
    if late <= today:
        return Ring(now=_again(late, told, days, today))
    return Ring(now=told is None or told < max(begun)) if begun else None


def above_ring(duty: Duty, level: int, told: date | None, days: WorkingDays, today: date) -> Ring | None:
    """For the officer so many levels above: 1 is the next above that has one."""
    if duty.heard or duty.was_over:
        return None
    wait = timedelta(days=DAYS_UNTIL_NEXT_LEVEL * (level - 1))
    first = days.on_or_after(days.add_working_days(duty.due, WORKING_DAYS_UNTIL_OFFICER) + wait)
    return Ring(now=_again(first, told, days, today)) if first <= today else None


def empty_ring(duty: Duty, told: date | None, days: WorkingDays, today: date) -> Ring | None:
    """For the officer, where nobody is there to do it: when it first comes up, and on its day."""
    if duty.was_over:
        return None
    begun = [step for each in (BEFORE[duty.every][0], 0) if (step := _step(duty, each, days)) <= today]
    return Ring(now=True) if begun and (told is None or told < max(begun)) else None


def _step(duty: Duty, before: int, days: WorkingDays) -> date:
    """A day worked, so many days before its day or somewhat more; never before the period is over that a report is for."""
    wanted = duty.due - timedelta(days=before)
    if duty.is_report and duty.period is not None and duty.period.last >= days.on_or_before(wanted):
        return days.on_or_after(max(wanted, duty.period.last + timedelta(days=1)))
    return days.on_or_before(wanted)


def _again(first: date, told: date | None, days: WorkingDays, today: date) -> bool:
    """Whether what is late is to be told of again: never since it is, or a week ago."""
    return told is None or told < first or days.on_or_after(told + timedelta(days=AGAIN)) <= today
