"""Counters of this process and gauges of the house, as Prometheus reads them. Knows numbers and fixed names, never whose."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from storage.overview import Overview
from storage.queues import Queue

# Our own registry: the library's has the interpreter's inner life in it.
_HERE = CollectorRegistry()
_TAKEN = Counter("bot_updates_taken", "Updates kept for the first time.", registry=_HERE)
_WORKED = Counter("bot_updates_worked", "Updates worked to their end.", registry=_HERE)
_ASIDE = Counter("bot_updates_set_aside", "Updates that could not be worked; the log tells why.", registry=_HERE)
_TURN = Histogram(
    "bot_turn_seconds", "From taking up an update to its last commit.", registry=_HERE,
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)  # fmt: skip
_OUTGOING = Counter(
    "bot_outgoing", "Calls of the Bot API and what became of each.", ("method", "outcome", "reason"), registry=_HERE
)
ProcessCollector(registry=_HERE)


def taken(updates: int) -> None:
    """So many updates came in for the first time."""
    _TAKEN.inc(updates)


def worked(seconds: float) -> None:
    """An update was worked, and it took so long."""
    _WORKED.inc()
    _TURN.observe(seconds)


def set_aside() -> None:
    """An update could not be worked."""
    _ASIDE.inc()


def went(method: str, outcome: str, reason: str) -> None:
    """A call was tried. `outcome` and `reason` are of a closed set: never the server's words, which may name a chat."""
    _OUTGOING.labels(method, outcome, reason).inc()


class House(Collector):
    """What the database knows, at one moment; without it, only that it does not answer."""

    def __init__(self, seen: Overview | None, now: datetime, quiet: dict[str, float], mine: bool, version: str) -> None:
        self._seen, self._now, self._quiet, self._mine, self._version = seen, now, quiet, mine, version

    def collect(self) -> Iterable[Metric]:
        """All gauges."""
        yield _gauge("bot_build_info", "The version that runs.", ("version",), [((self._version,), 1)])
        yield _gauge("bot_database_up", "Whether the database answers.", (), [((), int(self._seen is not None))])
        yield _gauge("bot_polling", "Whether this process is the one that faces Telegram.", (), [((), int(self._mine))])
        yield _gauge("bot_part_quiet_seconds", "Since the part was last seen at work.", ("part",),
                     [((part,), seconds) for part, seconds in self._quiet.items()])
        if self._seen is not None:
            yield from self._queues(self._seen)
            yield from _people(self._seen)

    def _queues(self, seen: Overview) -> Iterator[Metric]:
        queues = {"intake": seen.inbound, "replies": seen.outbound.replies, "reminders": seen.outbound.reminders}
        lengths = [((name,), queue.length) for name, queue in queues.items()]
        lengths += [(("sending",), seen.outbound.leased), (("later",), seen.outbound.later)]
        yield _gauge("bot_queue_length", "Rows that wait.", ("queue",), lengths)
        yield _gauge("bot_queue_oldest_seconds", "How long the oldest of them has waited.", ("queue",),
                     [((name,), self._age(queue)) for name, queue in queues.items()])

    def _age(self, queue: Queue) -> float:
        return 0.0 if queue.oldest is None else max(0.0, (self._now - queue.oldest).total_seconds())


def _people(seen: Overview) -> Iterator[Metric]:
    *groups, everybody = seen.groups
    yield _gauge("bot_people", "People with the role.", ("role", "capacity"),
                 [((str(group.kind), str(group.capacity)), group.people) for group in groups])
    yield _gauge("bot_people_wrote", "People who wrote within so many days.", ("days",),
                 [(("7",), everybody.wrote_week), (("30",), everybody.wrote_month)])
    yield _gauge("bot_people_away", "People on leave.", (), [((), everybody.away)])
    yield _gauge("bot_people_unreachable", "People who have shut the bot out or are gone.", (), [((), everybody.unreachable)])
    yield _gauge("bot_invitations_open", "Invitations that nobody has used yet.", (), [((), seen.invitations)])
    yield _gauge("bot_leases_held", "Leases that a process has now.", (), [((), len(seen.leases))])


def exposition(house: House) -> bytes:
    """Everything, in Prometheus's text format."""
    asked = CollectorRegistry()
    asked.register(house)
    return generate_latest(_HERE) + generate_latest(asked)


def _gauge(name: str, what: str, labels: tuple[str, ...], values: Iterable[tuple[tuple[str, ...], float]]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, what, labels=labels)
    for given, value in values:
        family.add_metric(given, value)
    return family
