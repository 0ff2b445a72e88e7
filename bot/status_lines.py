"""How the house stands, in aligned lines of the operator's language. Knows no database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.columns import columns
from bot.role_said import role_said
from locales.messages import say
from locales.writing import day, number
from storage.census import Group
from storage.deadlines import Deadline
from storage.overview import Overview
from storage.queues import Queue, SetAside, Updates
from storage.remembered import HeldLease

AHEAD = timedelta(days=60)      # how far deadlines are looked for
_COUNTS = ("people", "joined_month", "wrote_week", "wrote_month", "away", "unreachable")


@dataclass(frozen=True)
class Tables:
    """The program and the tables that it finds: `revision` None where there are none, `known` all that it could bring."""

    version: str
    kind: str
    place: str
    revision: str | None
    newest: str
    known: frozenset[str]

    @property
    def fit(self) -> bool:
        """Whether this version can read them."""
        return self.revision == self.newest


@dataclass(frozen=True)
class Standing:
    """Everything told about a database whose tables fit. `given_up`, `set_aside`: of the last day."""

    seen: Overview
    updates: Updates
    given_up: int
    set_aside: list[SetAside]
    deadlines: list[Deadline]
    today: date


def lines(language: str, zone: ZoneInfo, tables: Tables, standing: Standing) -> list[str]:
    """The whole of it."""
    speaker = _Speaker(language, zone)
    rows = [*_tables(language, tables), *speaker.rows(standing)]
    return [*columns(rows, indent=""), *speaker.faults(standing.set_aside), "", *speaker.people(standing.seen.groups),
            *speaker.deadlines(standing)]  # fmt: skip


def tables_lines(language: str, tables: Tables) -> list[str]:
    """No more than can be told where the tables do not fit."""
    return columns(_tables(language, tables), indent="")


def _tables(language: str, tables: Tables) -> list[tuple[str, str]]:
    if tables.fit:
        fits = say(language, "status.tables.fit", revision=tables.revision)
    elif tables.revision is None:
        fits = say(language, "status.tables.none")
    else:
        key = "status.tables.old" if tables.revision in tables.known else "status.tables.new"
        fits = say(language, key, revision=tables.revision, newest=tables.newest)
    return [
        (say(language, "status.version"), tables.version),
        (say(language, "status.database"), f"{tables.kind}, {tables.place}"),
        (say(language, "status.tables"), fits),
    ]


@dataclass(frozen=True)
class _Speaker:
    language: str
    zone: ZoneInfo

    def rows(self, standing: Standing) -> Iterator[tuple[str, str]]:
        seen = standing.seen
        for lease in seen.leases:
            yield self.say("status.bot"), self._lease(lease)
        if not seen.leases:
            yield self.say("status.bot"), self.say("status.not_running")
        yield self.say("status.taken"), self._moment(standing.updates.taken)
        yield self.say("status.worked"), self._moment(standing.updates.worked)
        yield self.say("status.intake"), self._queue(seen.inbound)
        yield self.say("status.replies"), self._queue(seen.outbound.replies)
        yield self.say("status.reminders"), self._queue(seen.outbound.reminders)
        yield self.say("status.sending"), self.say("status.sending_said", leased=self._number(seen.outbound.leased),
                                           later=self._number(seen.outbound.later))
        yield self.say("status.given_up"), self._number(standing.given_up)
        yield self.say("status.set_aside"), self._number(len(standing.set_aside))
        yield self.say("status.invitations"), self._number(seen.invitations)

    def faults(self, found: list[SetAside]) -> list[str]:
        return columns([(each.fault, self._moment(each.at)) for each in found])

    def people(self, groups: list[Group]) -> list[str]:
        heads = (self.say("status.people"), *(self.say(f"status.people.{count}") for count in _COUNTS))
        return columns([heads, *((self._group(group), *self._counts(group)) for group in groups)], indent="")

    def deadlines(self, standing: Standing) -> Iterator[str]:
        coming = [each for each in standing.deadlines if each.day >= standing.today]
        past = [each for each in standing.deadlines if each.day < standing.today]
        for key, found in (("status.coming", coming), ("status.past", past)):
            if found:
                yield ""
                yield self.say(key, days=AHEAD.days)
                yield from columns([self._deadline(each) for each in found])

    def _deadline(self, due: Deadline) -> tuple[str, ...]:
        return day(self.language, due.day), due.organization_id, self.say("status.units", count=due.units), due.name

    def _group(self, group: Group) -> str:
        if group.kind is None or group.capacity is None:
            return self.say("status.everybody")
        return role_said(self.language, group.kind, group.capacity)

    def _counts(self, group: Group) -> Iterator[str]:
        return (self._number(getattr(group, count)) for count in _COUNTS)

    def _lease(self, lease: HeldLease) -> str:
        host, process, *_ = [*lease.holder.split(" "), "?"]
        return self.say("status.running", since=self._moment(lease.since), host=host, process=process)

    def _queue(self, queue: Queue) -> str:
        if queue.oldest is None:
            return self._number(queue.length)
        return self.say("status.queue", length=self._number(queue.length), since=self._moment(queue.oldest))

    def _moment(self, at: datetime | None) -> str:
        if at is None:
            return self.say("status.long_ago")
        here = at.astimezone(self.zone)
        return self.say("status.moment", day=day(self.language, here.date()), time=f"{here:%H:%M}")

    def _number(self, value: int) -> str:
        return number(self.language, value)

    def say(self, key: str, **values: object) -> str:
        return say(self.language, key, **values)
