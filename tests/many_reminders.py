"""Many reminders fall due at once, several schedulers send them, and are killed at it. Is each sent, and once?

    python -m tests.many_reminders                          10,000 with 1, 2 and 3 schedulers on PostgreSQL
    python -m tests.many_reminders --people 1000 --schedulers 3 --kills 10

Each scheduler is a whole bot in a process of its own. The server's flood limits are off; it is the witness. Now and then an
answer of its gets lost: that message may come once more, marked as a repeat.
"""

import argparse
import contextlib
import logging
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import logs
from bot.sandbox.journal import Heard
from bot.sandbox.server import BotApi
from bot.sandbox.serving import Served
from storage.database import connect, transaction
from storage.organizations import Organization, Placement
from storage.people import Person, Role
from storage.targets import Milestone
from storage.terms import RoleKind
from storage.tree import tree_changed
from tests.databases import MISSING, chosen_postgres, postgres_template
from tests.kill_bot import FORK
from tests.lives import remind
from tests.reporters import MARK
from tests.telegram import TOKEN

MORNING = datetime(2026, 11, 23, 8, 5, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))      # a Monday
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
FIRST_ACCOUNT = 10_000
LOST = 20               # of so many messages one's answer gets lost
PATIENCE = 1800


@dataclass(frozen=True)
class Toll:
    """What the server heard: `once`, people who got the message once and unmarked. The others by how it differed."""

    people: int
    schedulers: int
    kills: int
    lost_answers: int
    seconds: float
    once: int
    repeated: int
    twice_unmarked: int
    more: int
    skipped: int

    @property
    def clean(self) -> bool:
        """Everybody heard, nobody twice without being told so."""
        return not (self.twice_unmarked or self.skipped)

    def __str__(self) -> str:
        return (
            f"{self.people} people, {self.schedulers} schedulers, {self.kills} kills, {self.lost_answers} answers lost, "
            f"{self.seconds:.0f} s: {self.once} heard once, {self.repeated} once more and marked, {self.more} more often and "
            f"marked, {self.twice_unmarked} twice unmarked, {self.skipped} skipped."
        )


class Trial:
    """The server, the database with everybody in it, and as many schedulers as wanted."""

    def __init__(self, served: Served, api: BotApi, database_url: str, people: int, log: str) -> None:
        self._served, self._api, self._url, self._people, self._log = served, api, database_url, people, log
        self._shift = MORNING - datetime.now(UTC)
        self._lives: list[ForkServerProcess] = []
        self._seen = 0
        self._heard: Counter[tuple[int, bool]] = Counter()
        self._accounts: set[int] = set()

    def run(self, schedulers: int, kills: int, dice: random.Random) -> Toll:
        """Start them, kill one now and then while messages go out, and count when all is quiet."""
        begun = time.monotonic()
        for _ in range(schedulers):
            self._start()
        for number in range(kills):
            self._until((number + 1) * self._people // (kills + 2))
            victim = self._lives.pop(dice.randrange(len(self._lives)))
            victim.kill()
            victim.join()
            self._start()
        self._until(self._people)
        seconds = time.monotonic() - begun
        self._end()
        return self._toll(schedulers, kills, seconds)

    def _start(self) -> None:
        process = FORK.Process(target=remind, args=(self._served.url, self._url, self._log, self._shift))
        process.start()
        self._lives.append(process)

    def _end(self) -> None:
        """What is being made or sent comes to its end; then nothing else may come."""
        for process in self._lives:
            process.terminate()
        for process in self._lives:
            process.join()

    def _until(self, wanted: int) -> None:
        """Until so many people have been written to."""
        self._api.until_here(lambda: self._reached() >= wanted, PATIENCE)

    def _reached(self) -> int:
        new = list(islice(self._api.journal, self._seen, None))
        self._seen += len(new)
        sent = [_whom(each) for each in new if each.method == "sendMessage" and each.status == 200]
        self._heard.update(sent)
        self._accounts.update(account for account, _ in sent)
        return len(self._accounts)

    def _toll(self, schedulers: int, kills: int, seconds: float) -> Toll:
        skipped = self._people - self._reached()
        plain, marked = ({account: times for (account, mark), times in self._heard.items() if mark is wanted}
                         for wanted in (False, True))  # fmt: skip
        times = {account: plain.get(account, 0) + marked.get(account, 0) for account in self._accounts}
        twice = sum(number > 1 for number in plain.values())
        lost = sum(not each.arrived for each in self._api.journal.of("sendMessage"))
        return Toll(
            self._people, schedulers, kills, lost, seconds, once=sum(number == 1 for number in times.values()),
            repeated=sum(number == 2 for number in times.values()) - twice, twice_unmarked=twice,
            more=sum(number > 2 for number in times.values()), skipped=skipped,
        )  # fmt: skip


def _whom(heard: Heard) -> tuple[int, bool]:
    return int(heard.parameters["chat_id"]), heard.parameters["text"].startswith(MARK)


def fill(database_url: str, people: int) -> None:
    """A committee with so many branches, a secretary in each, and one thing due today in all of them."""
    engine = connect(database_url)
    with transaction(engine) as session:
        session.add(Organization(id="A", kind="committee", name="Huyện ủy A"))
        session.flush()
        session.add(Placement(organization_id="A"))
        session.add_all(Organization(id=f"{each}", kind="branch", name=f"Chi bộ {each}") for each in range(people))
        session.add_all(Person(id=each + 1, user_id=FIRST_ACCOUNT + each, joined_at=LONG_AGO) for each in range(people))
        session.flush()
        session.add_all(Placement(organization_id=f"{each}", parent_id="A") for each in range(people))
        session.add_all(Role(person_id=each + 1, organization_id=f"{each}", kind=RoleKind.SECRETARY, begins_at=LONG_AGO)
                        for each in range(people))
        tree_changed(session)
        session.add(Milestone(organization_id="A", key="study", name="Học tập nghị quyết", due=MORNING.date().isoformat()))
    engine.dispose()


@contextlib.contextmanager
def trial(database_url: str, people: int, log: str) -> Iterator[Trial]:
    """All that a trial needs; the database is migrated and empty."""
    fill(database_url, people)
    api = BotApi(TOKEN, limits=False)
    for account in range(FIRST_ACCOUNT, FIRST_ACCOUNT + people):
        api.people.says(api.people.person(account, f"Bí thư {account}"), "/start")
        if account % LOST == 0:
            api.faults.lose_answer("sendMessage", chat=account)
    api.exchange.updates.drop()         # they have begun their chats; of that nothing is left to answer
    with Served(api) as served:
        yield Trial(served, api, database_url, people, log)


def main() -> int:
    """The script; exit code 1 where somebody was skipped, or written to twice without a mark."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--people", type=int, default=10_000)
    options.add_argument("--schedulers", type=int, action="append", help="left out: 1, then 2, then 3")
    options.add_argument("--kills", type=int, default=10)
    options.add_argument("--log", help="file for what the bots say; left out, it goes")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    logs.begin(logging.ERROR)
    server = chosen_postgres()
    if server is None:
        sys.exit(MISSING)
    databases, clean = postgres_template(server), True
    for schedulers in chosen.schedulers or (1, 2, 3):
        with tempfile.TemporaryDirectory() as folder:
            url = databases.fresh(Path(folder))
            with trial(url, chosen.people, chosen.log or f"{folder}/bot.log") as here:
                toll = here.run(schedulers, chosen.kills, random.Random(chosen.seed))  # noqa: S311  (chance, not secrecy)
            databases.drop(url)
        print(toll, flush=True)
        clean = clean and toll.clean
    return 0 if clean else 1


if __name__ == "__main__":
    sys.exit(main())
