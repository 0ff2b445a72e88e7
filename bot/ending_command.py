"""`bot people end`: a person's roles end at once, after they were read back. Knows the records and the operator's terminal."""

import sys
from dataclasses import dataclass
from datetime import date, datetime

from bot.agreement import agreed as operator_agrees
from bot.named_unit import must_exist
from bot.opening import open_database
from bot.people_command import table
from bot.refused import RefusedError
from bot.settings import Store
from locales.messages import say
from storage.belongings import Belongings, belongings
from storage.database import Engine, Session, transaction
from storage.seats import Seat, end_role, seats_of
from storage.tree import tree_as_of


@dataclass(frozen=True)
class Ending:
    """Roles that are to end, how many would be left, and what dies with the last one."""

    seats: list[Seat]
    left: int
    open: Belongings

    @property
    def drafts(self) -> int:
        """Reports begun and not agreed to."""
        return sum(len(state.get("forms", ())) for state in self.open.states)


def end_people(store: Store, person: str, organization: str | None, yes: bool, now: datetime) -> int:
    """End the person's roles, or the one in that organization; 0 where they ended. Raises RefusedError."""
    number = person.removeprefix("#")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise RefusedError(say(store.language, "people.end.no_number", person=person))
    engine = open_database(store.database_url, store.language)
    try:
        return _end(engine, store.language, int(number), organization, yes, now)
    finally:
        engine.dispose()


def _end(engine: Engine, language: str, person: int, organization: str | None, yes: bool, now: datetime) -> int:
    with transaction(engine) as session:
        if organization is not None:
            must_exist(session, language, organization)
        ending = _ending(session, person, organization, now)
        lines = table(language, tree_as_of(session, date.max), ending.seats)
    if not ending.seats:
        print(say(language, "people.end.none", person=person), file=sys.stderr)
        return 1
    print("\n".join([say(language, "people.end.head", person=person), *lines, *_dying(language, ending)]))
    if not (yes or operator_agrees(say(language, "people.end.agree"))):
        print(say(language, "people.end.not_agreed"), file=sys.stderr)
        return 1
    with transaction(engine) as session:                # not held open while the operator reads
        ending = _ending(session, person, organization, now)
        ended = sum(end_role(session, seat.role_id, None, now) for seat in ending.seats)
    print(" ".join([say(language, "people.end.done", count=ended), *_dead(language, ending)]))
    return 0


def _ending(session: Session, person: int, organization: str | None, now: datetime) -> Ending:
    held = seats_of(session, person, now, now.date())
    ending = [seat for seat in held if organization in (None, seat.organization_id)]
    return Ending(ending, len(held) - len(ending), belongings(session, person))


def _dying(language: str, ending: Ending) -> list[str]:
    """What else is to end: nothing while a role is left, since it may be that role's."""
    if ending.left:
        return [say(language, "people.end.left", count=ending.left)]
    open_ = ending.open
    return [say(language, "people.end.with", buttons=open_.buttons, drafts=ending.drafts, reminders=open_.reminders)]


def _dead(language: str, ending: Ending) -> list[str]:
    if ending.left:
        return []
    open_ = ending.open
    return [say(language, "people.end.dead", buttons=open_.buttons, drafts=ending.drafts, reminders=open_.reminders)]
