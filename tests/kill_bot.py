"""`bot run` is killed again and again while people report and agree: what was lost, and what came twice? Run it as a script:

    python -m tests.kill_bot --times 60                       at random
    python -m tests.kill_bot --points                         at every point where something is committed or sent
    python -m tests.kill_bot --times 60 --acknowledge-first   a bot that acknowledges before it commits, for comparison

The processes are real, so are the reports, and the processes die of SIGKILL.
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
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from sqlmodel import col, select

from bot import logs
from bot.sandbox.settling import LONG_AGO, settle
from bot.sandbox.worlds import load
from storage.database import Engine, connect, migrate, transaction
from storage.intake import Intake
from storage.invitations import create, redeem
from storage.ledger import Standing
from storage.ledger_queries import chains_of
from storage.outbox import Outgoing
from storage.terms import RoleKind
from tests.databases import MISSING, chosen_postgres, postgres_template
from tests.lives import Point, live
from tests.reporters import BUTTON, DROP, WORD, Fact, Feed
from tests.telegram import Telegram
from tests.telegram import telegram as open_telegram

FIRST_ACCOUNT = 6000
SEATS = 2               # secretaries a unit: they are worked side by side, and meet at its row
MOSTLY = 0.9            # of the random kills come once the bot takes messages
LONGEST = 2.5           # seconds that a life then has
PATIENCE = 120          # seconds for a life to begin, or in peace to do what is left
LOOKS = 2               # on end that see nothing under way, 0.05 s apart
CARELESS_LOOKS = 40     # of a bot that has in memory only, for a moment, what it has acknowledged
FORK = multiprocessing.get_context("forkserver")
FORK.set_forkserver_preload(["tests.lives"])


@dataclass(frozen=True)
class Toll:
    """What became of the reports."""

    kills: int
    fates: dict[str, int]       # how many were settled so
    lost: int
    doubled: int
    unasked: int
    unanswered: int
    answered_twice: int
    marked: int

    @property
    def reports(self) -> int:
        """How many were read back and settled."""
        return sum(self.fates.values())

    @property
    def clean(self) -> bool:
        """What was agreed is on record once, and nothing else is. Everybody was answered; an answer sent again says so."""
        return not (self.lost or self.doubled or self.unasked or self.unanswered or self.answered_twice)

    def __str__(self) -> str:
        typed, pressed = self.fates[WORD], self.fates[BUTTON]
        return (
            f"{self.kills} kills, {typed + pressed} reports agreed ({typed} by word, {pressed} by button): "
            f"{self.lost} lost, {self.doubled} doubled. {self.fates[DROP]} dropped: {self.unasked} recorded without agreement. "
            f"{self.unanswered} unanswered, {self.answered_twice} answered twice without a mark, {self.marked} repeats marked."
        )


class Trial:
    """One server, one database, one feed, many lives."""

    def __init__(self, outside: Telegram, folder: Path, database_url: str | None, careless: bool, log: str | None) -> None:
        self.outside, self._careless, self._log = outside, careless, log or str(folder / "bot.log")
        self.database_url = database_url or f"sqlite:///{folder / 'bot.db'}"
        self._engine = connect(self.database_url)
        self.feed = Feed(outside, _settle(self._engine))
        self.kills = 0

    def start(self, point: Point | None = None) -> ForkServerProcess:
        """A new life."""
        process = FORK.Process(target=live, args=(self.outside.url, self.database_url, self._log, point, self._careless))
        process.start()
        return process

    def at_random(self, times: int, dice: random.Random) -> None:
        """Kill it so many times, at any moment: mostly while it works, now and then while it starts."""
        with self.feed.going():
            for _ in range(times):
                process = self.start()
                if dice.random() < MOSTLY:
                    self._until_it_polls()
                process.join(dice.uniform(0.0, LONGEST))
                process.kill()
                process.join()
                self.kills += 1

    def _until_it_polls(self) -> None:
        updates = self.outside.api.exchange.updates
        before = updates.poll
        self.outside.api.until_here(lambda: updates.poll > before, PATIENCE)

    def at(self, point: Point) -> bool:
        """Two people report, then the bot starts and meets the point; False where it did all its work without coming there."""
        for _ in range(2):
            self.feed.begin()
        process = self.start(point)
        self._until_all_rests(process)
        met = process.exitcode == -signal.SIGKILL
        self.kills += met
        process.terminate()
        process.join()
        return met

    def finish(self) -> None:
        """Let it do in peace what is left."""
        process = self.start()
        self._until_all_rests(process)
        process.terminate()
        process.join()
        if process.exitcode not in (0, -signal.SIGTERM):        # the latter where nothing was left and it had hardly begun
            raise RuntimeError(f"a life in peace ended with {process.exitcode}")

    def _until_all_rests(self, process: ForkServerProcess) -> None:
        """Until that life is over, or nothing is under way any more; whoever still waits then waits for something lost."""
        looks, enough = 0, CARELESS_LOOKS if self._careless else LOOKS
        for _ in range(PATIENCE * 20):
            looks = looks + 1 if self._rests() else 0
            if looks >= enough or not process.is_alive():
                return
            process.join(0.05)

    def _rests(self) -> bool:
        if self.feed.move() or self.outside.api.exchange.updates.queue:
            return False
        with transaction(self._engine) as session:
            return not any(session.exec(select(table.id).where(col(table.ended_at).is_(None)).limit(1)).first()
                           for table in (Intake, Outgoing))

    def toll(self) -> Toll:
        """Let it finish, then count."""
        self.finish()
        recorded, told, sent = recorded_in(self._engine), self.feed.told, self.feed.sent()
        agreed = [each.fact for each in told if each.agreed]
        return Toll(
            kills=self.kills,
            fates=Counter(each.fate for each in told if each.card is not None),
            lost=sum(recorded[fact] == 0 for fact in agreed),
            doubled=sum(recorded[fact] > 1 for fact in agreed),
            unasked=sum((recorded - Counter({fact: recorded[fact] for fact in agreed})).values()),
            unanswered=sum(not each.answered for each in told),
            answered_twice=sum(times > 1 for (_, marked), times in sent.items() if not marked),
            marked=sum(times for (_, marked), times in sent.items() if marked),
        )

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()


def recorded_in(engine: Engine) -> Counter[Fact]:
    """How often each fact is on record."""
    with transaction(engine) as session:
        found = chains_of(session, limit=1_000_000)
    return Counter(Fact(each.organization, each.span.last, each.count or 0)
                   for each in found if each.standing is Standing.HOLDS)


def _settle(engine: Engine) -> dict[int, str]:
    """An empty database becomes a world with people in all units that have none below them: account → unit.

    In Hậu Giang a year's target is so high that nobody is asked whether twice of it can be right.
    """
    world, now = load("hau-giang"), datetime.now(UTC)
    above = {unit.parent for unit in world.units.units}
    units = [unit.id for unit in world.units.units if unit.id not in above]
    seats = dict(enumerate(units * SEATS, FIRST_ACCOUNT))
    migrate(engine)
    with transaction(engine) as session:
        settle(session, world, now)
        for account, unit in seats.items():
            redeem(session, create(session, unit, RoleKind.SECRETARY, LONG_AGO), account, LONG_AGO)
    return seats


@contextlib.contextmanager
def trial(database_url: str | None = None, careless: bool = False, log: str | None = None) -> Iterator[Trial]:
    """All that a trial needs, and nothing of it left afterwards but in a database, or a log, that was named."""
    with tempfile.TemporaryDirectory() as folder, open_telegram() as outside:
        here = Trial(outside, Path(folder), database_url, careless, log)
        with contextlib.closing(here):
            yield here


def every_point(here: Trial) -> None:
    """Before and after the first commit, call and poll of a life, the second, and so on, until it lives on."""
    for kind, before in itertools.product(("commit", "call", "poll"), (True, False)):
        for nth in itertools.count(1):
            if not here.at(Point(kind, nth, before)):
                print(f"{'before' if before else 'after'} a {kind}: {nth - 1} points", flush=True)
                break
            here.finish()


def _database(wanted: str | None) -> str | None:
    """A fresh one of our own where PostgreSQL is wanted without an address."""
    if wanted != "postgresql":
        return wanted
    server = chosen_postgres()
    if server is None:
        sys.exit(MISSING)
    return postgres_template(server).fresh(Path())


def main() -> int:
    """The script; exit code 1 where something was lost or doubled."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--times", type=int, default=0)
    options.add_argument("--points", action="store_true")
    options.add_argument("--acknowledge-first", action="store_true")
    options.add_argument("--database", help="URL of an empty one; `postgresql`: one of our own; left out: a SQLite file")
    options.add_argument("--log", help="file for what the bot says and what is to be looked into; left out, it goes")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    logs.begin(logging.ERROR)
    with trial(_database(chosen.database), chosen.acknowledge_first, chosen.log) as here:
        if chosen.points:
            every_point(here)
        here.at_random(chosen.times, random.Random(chosen.seed))  # noqa: S311  (chance, not secrecy)
        toll = here.toll()
    print(toll)
    return 0 if toll.clean else 1


if __name__ == "__main__":
    sys.exit(main())
