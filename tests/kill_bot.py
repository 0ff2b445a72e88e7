"""`bot run` is killed again and again under a feed of messages: what was lost, and what came twice? Run it as a script:

    python -m tests.kill_bot --times 60                       at random
    python -m tests.kill_bot --points                         at every point where something is committed or sent
    python -m tests.kill_bot --times 60 --acknowledge-first   a bot that acknowledges before it commits, for comparison

The processes are real and die of SIGKILL.
"""

import argparse
import contextlib
import itertools
import logging
import multiprocessing
import random
import signal
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from sqlmodel import select

from bot import logs
from storage.audit import Audit
from storage.database import connect, transaction
from tests.lives import Point, live
from tests.telegram import Telegram
from tests.telegram import telegram as open_telegram

PEOPLE = 120
MOSTLY = 0.9            # of the random kills come once the bot takes messages
EVERY = 0.1             # seconds between two messages: fewer than may be answered in all
MARK = "(gửi lại, có thể trùng)"
FORK = multiprocessing.get_context("forkserver")
FORK.set_forkserver_preload(["tests.lives"])


@dataclass(frozen=True)
class Toll:
    """What became of the messages."""

    kills: int
    messages: int
    lost: int
    doubled: int
    unanswered: int
    answered_twice: int
    marked: int

    @property
    def clean(self) -> bool:
        """Nothing lost and nothing doubled; an answer sent again says so."""
        return not (self.lost or self.doubled or self.unanswered or self.answered_twice)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.messages} messages: {self.lost} lost, {self.doubled} recorded twice, "
            f"{self.unanswered} unanswered, {self.answered_twice} answered twice without a mark, {self.marked} repeats marked"
        )


class Feed:
    """People who go on writing, whatever happens to the bot. Each message has a number of its own."""

    def __init__(self, outside: Telegram) -> None:
        self.outside = outside
        self._people = [outside.api.people.person(6000 + number, f"Người {number}") for number in range(PEOPLE)]
        self._over = threading.Event()
        self.said: list[tuple[int, str]] = []

    def say(self) -> None:
        """The next one writes."""
        person = self._people[len(self.said) % PEOPLE]
        text = f"tin {len(self.said) + 1}"
        self.outside.says(text, person)
        self.said.append((person.id, text))

    @contextlib.contextmanager
    def going(self) -> Iterator[None]:
        """In a thread of its own, as long as the block lasts."""
        thread = threading.Thread(target=self._go_on)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()

    def _go_on(self) -> None:
        while not self._over.wait(EVERY):
            self.say()

    def unanswered(self, before: int = 0) -> list[str]:
        """Messages, after the first so many, to which no answer is to be seen."""
        heard = {text for text, _ in self.answers()}
        return [text for _, text in self.said[before:] if text not in heard]

    def answers(self) -> Counter[tuple[str, bool]]:
        """How often each message was answered, without and with the mark."""
        heard = [text for person in self._people for text in self.outside.heard(person.id)]
        return Counter((text.removeprefix(f"{MARK}\n"), text.startswith(MARK)) for text in heard)


class Trial:
    """One server, one database, one feed, many lives."""

    def __init__(self, outside: Telegram, folder: Path, database_url: str | None, careless: bool) -> None:
        self.feed = Feed(outside)
        self.outside, self._careless, self._log = outside, careless, str(folder / "bot.log")
        self._database_url = database_url or f"sqlite:///{folder / 'bot.db'}"
        self.kills = 0

    def start(self, point: Point | None = None) -> ForkServerProcess:
        """A new life."""
        process = FORK.Process(target=live, args=(self.outside.url, self._database_url, self._log, point, self._careless))
        process.start()
        return process

    def at_random(self, times: int, dice: random.Random) -> None:
        """Kill it so many times, at any moment: mostly while it works, now and then while it starts."""
        with self.feed.going():
            for _ in range(times):
                process = self.start()
                if dice.random() < MOSTLY:
                    self._until_it_polls()
                process.join(dice.uniform(0.0, 1.0))
                process.kill()
                process.join()
                self.kills += 1

    def _until_it_polls(self) -> None:
        updates = self.outside.api.exchange.updates
        before = updates.poll
        self.outside.api.until_here(lambda: updates.poll > before, 30)

    def at(self, point: Point) -> bool:
        """Two people write, then the bot starts and meets the point; False where it did all its work without coming there."""
        for _ in range(2):
            self.feed.say()
        process = self.start(point)
        while process.is_alive() and self.feed.unanswered():
            process.join(0.05)
        process.join(0.3)
        met = process.exitcode == -signal.SIGKILL
        self.kills += met
        process.terminate()
        process.join()
        return met

    def finish(self) -> None:
        """Let it do in peace what is left. What a careless one has lost is not waited for: once everybody has been answered
        who writes now, nothing said earlier is still under way."""
        process = self.start()
        before = 0
        if self._careless:
            before = len(self.feed.said)
            for _ in range(PEOPLE):
                self.feed.say()
        with contextlib.suppress(TimeoutError):
            self.outside.api.until_here(lambda: not self.feed.unanswered(before), 120)
        process.terminate()
        process.join()

    def toll(self) -> Toll:
        """Let it finish, then count."""
        self.finish()
        engine = connect(self._database_url)
        with transaction(engine) as session:
            recorded = Counter(session.exec(select(Audit.subject)))
        engine.dispose()
        answers, said = self.feed.answers(), [text for _, text in self.feed.said]
        return Toll(
            kills=self.kills,
            messages=len(said),
            lost=sum(recorded[text] == 0 for text in said),
            doubled=sum(recorded[text] > 1 for text in said),
            unanswered=len(self.feed.unanswered()),
            answered_twice=sum(answers[text, False] > 1 for text in said),
            marked=sum(answers[text, True] for text in said),
        )


@contextlib.contextmanager
def trial(database_url: str | None = None, careless: bool = False) -> Iterator[Trial]:
    """All that a trial needs, and nothing of it left afterwards."""
    with tempfile.TemporaryDirectory() as folder, open_telegram() as outside:
        yield Trial(outside, Path(folder), database_url, careless)


def every_point(here: Trial) -> None:
    """Before and after the first commit, call and poll of a life, the second, and so on, until it lives on."""
    for kind, before in itertools.product(("commit", "call", "poll"), (True, False)):
        for nth in itertools.count(1):
            if not here.at(Point(kind, nth, before)):
                print(f"{'before' if before else 'after'} a {kind}: {nth - 1} points", flush=True)
                break
            here.finish()


def main() -> int:
    """The script; exit code 1 where something was lost or doubled."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--times", type=int, default=0)
    options.add_argument("--points", action="store_true")
    options.add_argument("--acknowledge-first", action="store_true")
    options.add_argument("--database", help="URL; left out, a fresh SQLite file")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    logs.begin(logging.ERROR)
    with trial(chosen.database, chosen.acknowledge_first) as here:
        if chosen.points:
            every_point(here)
        here.at_random(chosen.times, random.Random(chosen.seed))  # noqa: S311  (chance, not secrecy)
        toll = here.toll()
    print(toll)
    return 0 if toll.clean else 1


if __name__ == "__main__":
    sys.exit(main())
