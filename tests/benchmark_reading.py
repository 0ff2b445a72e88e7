"""How long a message takes to be read, over rosters of three sizes, beside a plain scan of all names; judges nothing.

`python -m tests.benchmark_reading [MESSAGES [SCANNED]]`. Warm: other messages were read before, so vocabulary and spellings are
in memory; no message is read twice, and hardly a unit named twice. CPU stands beside the clock: a busy machine changes it less.
"""

import gc
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from typing import TypeVar

from rapidfuzz import fuzz, process

from handlers.reading import Asked, Known, Named, Names, Tasks, Unsure, read
from handlers.reading.names import Mention
from handlers.reading.tokens import composed, fold, tokenize
from tests.many_units import Message, messages, roster

SIZES = (23, 2_000, 250_000)
MESSAGES, SCANNED, WARM_UP = 600, 40, 150
TODAY = Asked(date(2026, 11, 22))
PAGE = 4096  # bytes, as /proc counts
Result = TypeVar("Result")


class Timed:
    """Milliseconds of each call, of the processor and by the clock."""

    def __init__(self) -> None:
        self.cpu: list[float] = []
        self.clock: list[float] = []

    def of(self, work: Callable[[], Result]) -> Result:
        """What the work gives, its time noted."""
        clock, cpu = time.perf_counter(), time.process_time()
        found = work()
        self.cpu.append((time.process_time() - cpu) * 1000)
        self.clock.append((time.perf_counter() - clock) * 1000)
        return found

    def line(self, title: str) -> str:
        """Median, 99th percentile and worst, twice."""
        return f"  {title:<44}" + " |".join(
            f"{median(spent):9.2f}{quantiles(spent, n=100)[98]:9.2f}{max(spent):9.2f}" for spent in (self.cpu, self.clock)
        )


def memory() -> float:
    """Megabytes that the process holds; 0 where the system does not tell."""
    told = Path("/proc/self/statm")
    return int(told.read_text(encoding="ascii").split()[1]) * PAGE / 1e6 if told.exists() else 0.0


def built(units: Sequence[Named]) -> Names:
    """The index, with what it took."""
    gc.collect()
    before, clock, cpu = memory(), time.perf_counter(), time.process_time()
    names = Names(units)
    cpu, clock = time.process_time() - cpu, time.perf_counter() - clock
    gc.collect()
    print(f"{len(units):,} units: index built in {cpu:.2f} s of CPU ({clock:.2f} s), {memory() - before:.0f} MB")
    return names


def first_three(mentions: list[Mention], by_id: dict[str, Named]) -> list[str]:
    """What the units found are called, those called alike once."""
    found: dict[str, None] = {}
    for mention in mentions:
        unit = mention.unit
        ids = (unit.id,) if isinstance(unit, Known) else unit.ids if isinstance(unit, Unsure) else ()
        found.update(dict.fromkeys(by_id[id_].name for id_ in ids))
    return list(found)[:3]


def look_up(names: Names, by_id: dict[str, Named], asked: list[Message]) -> None:
    """The units of the messages looked up: how long, and how often the right name is among the first three."""
    timed, right, one, unasked = Timed(), 0, 0, 0
    for message in asked:
        tokens = tokenize(composed(message.text))
        found = first_three(timed.of(lambda tokens=tokens: names.find(tokens)), by_id)  # type: ignore[misc]
        right += message.unit is not None and message.unit.name in found
        one += message.unit is not None and found == [message.unit.name]
        unasked += message.unit is None and bool(found)
    named = sum(message.unit is not None for message in asked)
    print(timed.line("the units in it looked up"))
    print(f"  right name in the first three: {right} of {named} ({right / named:.1%}), alone: {one}; "
          f"a unit where none is named: {unasked} of {len(asked) - named}")  # fmt: skip


def scan(units: Sequence[Named], names: Names, asked: list[Message]) -> None:
    """rapidfuzz over all folded names, given the message, and given the very words that name the unit; beside the index."""
    by_fold = {fold(unit.name): unit.name for unit in units}
    choices, by_id = list(by_fold), {unit.id: unit for unit in units}
    print(f"\nThe same {len(asked)} messages, each naming a unit, beside a plain scan of all names:")
    for title, words in (("scan, the message", "text"), ("scan, only the words that name the unit", "called")):
        timed, right = Timed(), 0
        for message in asked:
            query = fold(getattr(message, words))
            best = timed.of(lambda query=query: process.extract(query, choices, scorer=fuzz.token_set_ratio, limit=3))  # type: ignore[misc]
            right += message.unit is not None and message.unit.name in [by_fold[name] for name, _, _ in best]
        print(timed.line(title))
        print(f"  right name in the first three: {right} of {len(asked)} ({right / len(asked):.1%})")
    look_up(names, by_id, asked)


def over(size: int, count: int, scanned: int) -> None:
    """Everything about one roster."""
    units = roster(size)
    names, tasks = built(units), Tasks([])
    for message in messages(units, WARM_UP, seed=3):
        read(message.text, TODAY, names, tasks)
    fresh, timed = messages(units, count), Timed()
    for message in fresh:
        timed.of(lambda text=message.text: read(text, TODAY, names, tasks))  # type: ignore[misc]
    print(timed.line("a message read"))
    look_up(names, {unit.id: unit for unit in units}, messages(units, count, seed=13))
    if scanned:
        scan(units, names, [message for message in messages(units, 2 * scanned, seed=5) if message.unit][:scanned])


def main(count: int = MESSAGES, scanned: int = SCANNED) -> None:
    """Run it all and print it."""
    clock = time.perf_counter()
    read("chi bộ vừa kết nạp 2 đồng chí hôm qua", TODAY, Names([]), Tasks([]))
    print(f"the first message of all, with the vocabulary read in: {(time.perf_counter() - clock) * 1000:.0f} ms\n")
    print(f"{f'{count} different messages, ms':<46}{'CPU med':>9}{'p99':>9}{'worst':>9} |{'clock':>8}{'p99':>9}{'worst':>9}")
    for size in SIZES:
        over(size, count, scanned if size == max(SIZES) else 0)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:3]))
