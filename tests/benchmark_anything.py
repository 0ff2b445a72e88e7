"""Generated messages without end: nothing may break the reader, and nothing may be counted that nobody wrote; judges nothing.

`python -m tests.benchmark_anything [MESSAGES [SEED]]`. Two processes; the same seed gives the same messages. Times are of the
processor, of the first reading; the slowest are read again, for a busy machine also slows what is not slow.
"""

import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from random import Random

from bot.garbage import tidy
from handlers.reading import Asked
from handlers.reading.meaning import INTENTS, Reading
from handlers.reading.staff_orders import find_order
from tests.every_sentence import TODAY, Sentence, every_sentence, known
from tests.generated_messages import generated
from tests.written_numbers import Origin, origins

MESSAGES, SEED, PROCESSES = 20_000, 1, 2
_BATCH = 5_000
_SHOWN = 40
_SLOWEST = 5
_MAY_ORDER = {"other", "smalltalk", "cancel", "confirm"}      # what an order about people is read as
_DOUBLED = 4096     # letters: as long as a message may be
SHAPES = ("Hải Lộc ", "Phước Lộc A ", "kết nạp 2, ", "Jinwoo 2, ", "1/2 ", "a", "a1", "từ 1 đến ", "trăm nghìn ", "(",
          "ngày 1/", "tháng 10 kết nạp 3, 1 nữ. ", "Nguyễn Văn An, ", "chi bộ Hải Lộc kết nạp 2 đồng chí nữ, ", "không ",
          "ket nạpp ")


@dataclass
class Found:
    """What some messages showed."""

    messages: int = 0
    broken: list[tuple[str, str]] = field(default_factory=list)     # message, what was raised
    nowhere: list[tuple[str, str]] = field(default_factory=list)    # message, the numbers and the reading
    origins: Counter[Origin] = field(default_factory=Counter)
    slowest: list[tuple[float, Sentence]] = field(default_factory=list)

    def add(self, other: "Found") -> None:
        self.messages += other.messages
        self.broken += other.broken
        self.nowhere += other.nowhere
        self.origins += other.origins
        self.slowest = sorted([*self.slowest, *other.slowest], key=lambda timed: -timed[0])[:_SLOWEST]


def read_one(sentence: Sentence, found: Found) -> None:
    """Read it, and note what is wrong."""
    begun = time.process_time()
    try:
        readings = sentence.read()
        found.slowest.append(((time.process_time() - begun) * 1000, sentence))
        if {reading.intent for reading in readings} <= _MAY_ORDER:
            find_order(sentence.text, sentence.asked.today, known(sentence.roster)[0])
    except Exception:
        found.broken.append((sentence.text, traceback.format_exc(limit=-2)))
        return
    if not readings or not all(map(_is_possible, readings)):
        found.broken.append((sentence.text, f"{readings}"))
    for reading in readings:
        for number, whence in origins(sentence.text, reading):
            found.origins[whence] += 1
            if whence is Origin.NOWHERE:
                found.nowhere.append((sentence.text, f"{number} in {reading.intent} {reading.slots}"))


def _is_possible(reading: Reading) -> bool:
    """An intent that there is, and a period that does not end before it begins."""
    period = reading.slots.period
    backwards = period is not None and period.first is not None and period.last is not None and period.last < period.first
    return reading.intent in INTENTS and not backwards


def batch(seed: str, count: int) -> Found:
    """So many messages read."""
    chance, sentences, found = Random(seed), every_sentence(), Found()  # noqa: S311
    _warm_up()
    tidy()      # as the bot does every hour
    for _ in range(count):
        read_one(generated(chance, sentences), found)
        if len(found.slowest) > 500:
            found.add(Found())
        found.messages += 1
    found.add(Found())
    return found


@cache
def _warm_up() -> None:
    """Vocabulary and rosters read in; no message has to wait for them."""
    sentences = every_sentence()
    first_of_each_roster = {sentence.roster: sentence for sentence in sentences}
    for sentence in (*first_of_each_roster.values(), *sentences[::20]):
        sentence.read()


def growth() -> Iterator[tuple[str, list[float]]]:
    """Each shape at 512, 1,024, … letters: ms of the processor, the best of three."""
    for shape in SHAPES:
        spent, length = [], 512
        while length <= _DOUBLED:
            text = (shape * length)[:length]
            spent.append(min(_spent(Sentence(text, Asked(TODAY))) for _ in range(3)))
            length *= 2
        yield shape, spent


def _spent(sentence: Sentence) -> float:
    begun = time.process_time()
    sentence.read()
    return (time.process_time() - begun) * 1000


def main(count: int = MESSAGES, seed: int = SEED) -> None:
    """Run it all and print it."""
    sizes = [min(_BATCH, count - done) for done in range(0, count, _BATCH)]
    found = Found()
    with ProcessPoolExecutor(PROCESSES) as processes:
        for some in processes.map(batch, [f"{seed}/{number}" for number in range(len(sizes))], sizes):
            found.add(some)
            for text, what in (*some.broken, *some.nowhere):        # at once: a long run need not end to be in vain
                print(f"{found.messages:,}: {text!r}\n    {what.strip()}", file=sys.stderr, flush=True)
    report(found)


def report(found: Found) -> None:
    print(f"{found.messages:,} messages: {len(found.broken)} uncaught exceptions, {len(found.nowhere)} counts out of nowhere")
    print("counts read: " + ", ".join(f"{whence.value} {number:,}" for whence, number in found.origins.most_common()))
    for title, faults in (("uncaught", found.broken), ("out of nowhere", found.nowhere)):
        for text, what in faults[:_SHOWN]:
            print(f"  {title}: {text!r}\n    {what.strip()}")
    for first, sentence in found.slowest:
        again = min(_spent(sentence) for _ in range(3))
        print(f"slow: {first:.1f} ms, again {again:.1f} ms, {len(sentence.text)} letters: {sentence.text[:80]!r}")
    print("time when the length doubles (512 → 1,024 → 2,048 → 4,096 letters), ms of the processor:")
    for shape, spent in growth():
        factors = [after / before for before, after in pairwise(spent)]
        print(f"  {shape!r:<44}{''.join(f'{each:8.1f}' for each in spent)}   ×{''.join(f'{each:5.1f}' for each in factors)}")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:3]))
