"""The day's message to one person: all that is open for them, most urgent first, with buttons. Sends nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers.digest import digest
from handlers.naming_duties import line, name, pile, piled
from handlers.turn import Choice, House, Reply
from locales.messages import say
from locales.writing import day
from storage.conversations import Offer, offer, take_up
from storage.database import Session
from storage.day_plan import ABOVE, EMPTY, OWN, UNHEARD, Due
from storage.duties import Duty, after
from storage.duty_events import duty_events
from storage.people import Person
from storage.reminders import effect_of, left_on, take
from storage.seats import Seat, seats_of
from storage.tree import Tree, tree_as_of

_BUTTONS = 5                                        # duties with a row of buttons of their own
_UNITS = 5                                          # named in one line
_SHOWN = 8                                          # of a person's own duties
_ROOM = 1900


@dataclass(frozen=True)
class Reminded:
    """A message to a private chat, and its key in the outbox."""

    chat: int
    effect: str
    reply: Reply


def remind(session: Session, due: Due, house: House, now: datetime) -> Reminded | None:
    """The message, and the row that says that it goes out; None where nothing is left to say or somebody has said it.

    The plan may be some moments old: what was cleared, moved or ended since is left out.
    """
    person, today = session.get_one(Person, due.person), now.date()
    items = _still_open(session, due.items)
    held = seats_of(session, due.person, now, today)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    unheard = _still_unheard(session, due.unheard)
    something = items or unheard or due.digest_since
    if not held or person.unreachable_since or not something or left_on(session, [due.person], midnight):
        return None
    told = {duty.key: why for duty, why in items.items()} | dict.fromkeys(unheard, UNHEARD)
    if not take(session, due.person, today, told, due.digest_since is not None):
        return None
    writer = _Writer(session, house, now, person, held, tree_as_of(session, today))
    return Reminded(person.user_id, effect_of(due.person, today), writer.reply(items, due, unheard.values()))


def _still_open(session: Session, items: Mapping[Duty, str]) -> dict[Duty, str]:
    events = duty_events(session, [duty.key for duty in items]) if items else {}
    now = {duty: after(duty, events.get(duty.key, ())) for duty in items}
    return {now[duty]: why for duty, why in items.items() if now[duty].is_open and now[duty].due == duty.due}


def _still_unheard(session: Session, seats: Mapping[str, Seat]) -> dict[str, Seat]:
    return {key: seat for key, seat in seats.items() if session.get_one(Person, seat.person_id).unreachable_since}


@dataclass
class _Writer:
    """Writes in the person's language."""

    session: Session
    house: House
    now: datetime
    person: Person
    held: list[Seat]
    tree: Tree

    @property
    def language(self) -> str:
        return self.person.language or self.house.language

    def say(self, key: str, **values: object) -> str:
        return say(self.language, key, **values)

    def reply(self, items: Mapping[Duty, str], due: Due, unheard: Collection[Seat]) -> Reply:
        own = sorted((duty for duty, why in items.items() if why == OWN), key=lambda each: (each.due, each.code, each.unit))
        lines = [self.say("remind.head", day=day(self.language, self.now.date()))]
        several = len({seat.organization_id for seat in self.held}) > 1 or len({each.unit for each in own}) > 1
        single, piles = piled(own, self.now.date())
        for place, each in enumerate(single[:_SHOWN], 1):
            text = line(self.language, each, self.now.date(), self._unit(each, several))
            lines.append(self.say("remind.asks" if each.heard else "remind.own", place=place, line=text))
        if len(single) > _SHOWN:
            lines.append(self.say("remind.cut"))
        lines += [self.say("due.line", line=pile(self.language, each, self._unit(each[0], several))) for each in piles]
        lines += self._grouped(items, ABOVE, "remind.above") + self._grouped(items, EMPTY, "remind.empty")
        if unheard:
            lines += [self.say("unheard.head"), *(self._unheard(seat) for seat in unheard)]
        if due.digest_since is not None:
            lines += digest(self.session, self.language, self.house, self.now, due.person, due.digest_since)
        return Reply(self._fitting(lines), self._choices(single, bool(own)))

    def _unit(self, duty: Duty, named: bool) -> str:
        return self.tree[duty.unit].name if named else ""

    def _unheard(self, seat: Seat) -> str:
        unit = self.tree[seat.organization_id].name if seat.organization_id in self.tree else seat.organization_id
        since = seat.unreachable_since or self.now
        return self.say(f"unheard.{seat.unreachable_why or 'blocked'}", role=self.say(f"role.{seat.kind}"), unit=unit,
                        day=day(self.language, since.astimezone(self.now.tzinfo).date()))

    def _grouped(self, items: Mapping[Duty, str], why: str, head: str) -> list[str]:
        """One line for each thing and period, with the units that owe it."""
        found = sorted((duty for duty, reason in items.items() if reason == why), key=lambda each: (each.due, each.unit))
        single, piles = piled(found, self.now.date())
        groups: dict[tuple[str, object], list[Duty]] = {}
        for duty in single:
            groups.setdefault((duty.code, duty.period), []).append(duty)
        lines = [self.say("due.line", line=pile(self.language, each, self._unit(each[0], True))) for each in piles]
        lines += [self._group(duties) for duties in groups.values()]
        return [self.say(head), *lines] if lines else []

    def _group(self, duties: list[Duty]) -> str:
        named = [self._named(each) for each in duties[:_UNITS]]
        if len(duties) > _UNITS:
            named.append(self.say("remind.more", count=len(duties) - _UNITS))
        return self.say("remind.group", name=name(self.language, duties[0]), day=day(self.language, duties[0].due),
                        count=len(duties), units="; ".join(named))

    def _named(self, duty: Duty) -> str:
        unit = self.tree[duty.unit].name
        if duty.promised is None:
            return unit
        return self.say("remind.promised", unit=unit, day=day(self.language, duty.promised))

    def _fitting(self, lines: list[str]) -> str:
        """As many lines as there is room for; the rest is a question away."""
        text = "\n".join(lines)
        if len(text) <= _ROOM:
            return text
        kept = text[:_ROOM]
        return f"{kept[:kept.rfind(chr(10))]}\n{self.say('remind.cut')}"

    def _choices(self, own: list[Duty], asks: bool) -> tuple[tuple[Choice, ...], ...]:
        talk = take_up(self.session, self.person.user_id, self.person.user_id, self.now)

        def made(label: str, what: Offer) -> Choice:
            return Choice(label, offer(self.session, talk, what, self.now))

        rows = [
            tuple(made(_numbered(self.say(f"remind.button.{label}"), place, own), Offer(act, duty.key))
                  for label, act in _acts(duty))
            for place, duty in enumerate(own[:_BUTTONS], 1)
        ]
        last = [made(self.say(f"remind.button.{act}"), Offer(act, value=self.now.date().isoformat()))
                for act in (("duty_later", "duty_away", "duty_show") if asks else ("duty_show",))]
        return (*rows, tuple(last))


def _acts(duty: Duty) -> list[tuple[str, str]]:
    """Label and act: a task is done; a period is complete, or there was nothing in it."""
    if not duty.is_report:
        return [("duty_done", "duty_done")]
    return [("duty_none", "duty_none")] if duty.count is None else [("duty_enough", "duty_done")]


def _numbered(label: str, place: int, own: list[Duty]) -> str:
    return f"{label} {place}" if len(own) > 1 else label


