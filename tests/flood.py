"""A thousand people are written to against Telegram's flood limits: how long does it take, and what of a question meanwhile?

    python -m tests.flood                              a thousand recipients, SQLite
    python -m tests.flood --recipients 300 --database postgresql

The bot is a process of its own, the Bot API server is ours with its limits on. One recipient's chat answers 429, one 403.
Before and after the crowd there is quiet, so that a question's usual answer can be told from one in the crowd.
"""

import argparse
import contextlib
import itertools
import logging
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import select

from bot import logs
from bot.sandbox.journal import Heard
from bot.sandbox.settling import LONG_AGO, settle
from bot.sandbox.worlds import load
from storage.database import Engine, connect, migrate, transaction
from storage.invitations import create, redeem
from storage.outbox import Outgoing, put
from storage.people import Person
from storage.terms import RoleKind
from tests.databases import MISSING, chosen_postgres, postgres_template
from tests.kill_bot import FORK
from tests.lives import live
from tests.telegram import Telegram, telegram

FIRST_ACCOUNT, ASKER = 10_000, 9_000
FLOODED, BLOCKED = FIRST_ACCOUNT + 7, FIRST_ACCOUNT + 11
FLOOD_PAUSE = 5
QUESTION = "năm nay còn bao nhiêu nữa thì đạt chỉ tiêu?"
PATIENCE = 300


@dataclass(frozen=True)
class Measured:
    """What the server saw. `answers`: seconds from each question to the answer; `pause`: the longest without a message."""

    recipients: int
    arrived: int
    seconds: float
    calls: int
    refused: int
    usual: float
    answers: tuple[float, ...]
    pause: float
    flooded_after: float
    unreachable: int

    def __str__(self) -> str:
        share = 100 * self.refused / self.calls
        worst = ", ".join(f"{each:.2f}" for each in self.answers)
        return (
            f"{self.arrived} of {self.recipients} messages in {self.seconds:.1f} s; of {self.calls} calls {self.refused} were "
            f"refused for speed ({share:.2f} %).\n"
            f"A question is answered after {self.usual:.2f} s in quiet, after {worst} s meanwhile.\n"
            f"The chat that answered 429 and asked for {FLOOD_PAUSE} s got its message after {self.flooded_after:.1f} s, "
            f"{self.unreachable} person is known to be out of reach; the longest time without a message was {self.pause:.2f} s."
        )


class Crowd:
    """The server, one who asks, and many who are written to."""

    def __init__(self, outside: Telegram, database_url: str, recipients: int, pause: int) -> None:
        self.outside, self.recipients = outside, recipients
        self._seen = self._count = 0
        self._engine = connect(database_url)
        self._asker = outside.api.people.person(ASKER, "Lan")
        _settle(self._engine, recipients)
        for account in (ASKER, *self._accounts):
            outside.api.people.says(outside.api.people.person(account, f"Bí thư {account}"), "/start")
        outside.api.exchange.updates.queue.clear()      # they have begun their chats; of that nothing is left to answer
        outside.api.people.blocks(outside.api.people.known(BLOCKED))
        outside.api.exchange.updates.queue.clear()
        outside.api.faults.flood(FLOODED, pause)

    @property
    def _accounts(self) -> range:
        return range(FIRST_ACCOUNT, FIRST_ACCOUNT + self.recipients)

    def write(self) -> None:
        """A message for everybody, as reminders are put: behind all replies."""
        now = datetime.now(UTC)
        with transaction(self._engine) as session:
            put(session, [
                Outgoing(effect=f"remind/{account}", lane=account, method="sendMessage", urgent=False, due_at=now,
                         parameters={"chat_id": account, "text": f"Đến hạn báo cáo, đồng chí {account}."})
                for account in self._accounts
            ])  # fmt: skip

    def ask(self) -> float:
        """Seconds from a question to its answer."""
        before = len(self.outside.heard(ASKER))
        begun = time.monotonic()
        self.outside.says(QUESTION, self._asker)
        self.outside.api.until_here(lambda: len(self.outside.heard(ASKER)) > before, PATIENCE)
        return time.monotonic() - begun

    def _arrived(self) -> int:
        """How many of the crowd have been written to; what was counted is not looked at again."""
        new = list(itertools.islice(self.outside.api.journal, self._seen, None))
        self._seen += len(new)
        self._count += sum(each.status == 200 for each in new if each.method == "sendMessage" and _to_crowd(each))
        return self._count

    def _sent(self) -> list[Heard]:
        return [each for each in self.outside.api.journal.of("sendMessage") if _to_crowd(each)]

    def answers_meanwhile(self) -> Iterator[float]:
        """Ask again and again until everybody has their message."""
        expected = self.recipients - 1
        for asked in itertools.count():
            wanted = min(expected, (asked + 1) * expected // 6)
            self._until_arrived(wanted)
            if wanted == expected:
                return
            yield self.ask()

    def _until_arrived(self, wanted: int) -> None:
        self.outside.api.until_here(lambda: self._arrived() >= wanted, PATIENCE)

    def measured(self, usual: float, answers: list[float]) -> Measured:
        """All in numbers."""
        sent = self._sent()
        arrived = [each for each in sent if each.status == 200]
        moments = [each.at.timestamp() for each in arrived]
        flooded = [each.at.timestamp() for each in arrived if int(each.parameters["chat_id"]) == FLOODED]
        refused = [each for each in sent if each.status == 429 and int(each.parameters["chat_id"]) != FLOODED]
        with transaction(self._engine) as session:
            away = session.exec(select(Person.user_id).where(Person.unreachable_since != None)).all()  # noqa: E711 - SQL
        return Measured(
            self.recipients, len(arrived), moments[-1] - moments[0], len(sent), len(refused), usual, tuple(answers),
            max(after - before for before, after in itertools.pairwise(moments)), flooded[0] - moments[0], len(away),
        )  # fmt: skip

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()


def _to_crowd(heard: Heard) -> bool:
    return int(heard.parameters["chat_id"]) >= FIRST_ACCOUNT


def _settle(engine: Engine, recipients: int) -> None:
    """A world with a secretary who asks, and people who only listen."""
    now, world = datetime.now(UTC), load("tan-yen")
    unit = next(someone.organization for someone in world.people if someone.role is RoleKind.SECRETARY)
    migrate(engine)
    with transaction(engine) as session:
        settle(session, world, now)
        redeem(session, create(session, unit, RoleKind.SECRETARY, LONG_AGO), ASKER, LONG_AGO)
        session.add_all(Person(user_id=FIRST_ACCOUNT + each, joined_at=LONG_AGO) for each in range(recipients))


def measure(database_url: str, recipients: int, log: str, pause: int = FLOOD_PAUSE) -> Measured:
    """One run with a bot of its own. `pause`: seconds that the flooded chat's server asks for."""
    with telegram() as outside, contextlib.closing(Crowd(outside, database_url, recipients, pause)) as crowd:
        process = FORK.Process(target=live, args=(outside.url, database_url, log, None, False))
        process.start()
        try:
            crowd.ask()
            usual = crowd.ask()
            crowd.write()
            return crowd.measured(usual, list(crowd.answers_meanwhile()))
        finally:
            process.terminate()
            process.join()


def _database(wanted: str | None, folder: Path) -> str:
    if wanted != "postgresql":
        return wanted or f"sqlite:///{folder / 'bot.db'}"
    server = chosen_postgres()
    if server is None:
        sys.exit(MISSING)
    return postgres_template(server).fresh(folder)


def main() -> int:
    """The script."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--recipients", type=int, default=1000)
    options.add_argument("--database", help="URL of an empty one; `postgresql`: one of our own; left out: a SQLite file")
    options.add_argument("--log", help="file for what the bot says; left out, it goes")
    chosen = options.parse_args()
    logs.begin(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        print(measure(_database(chosen.database, Path(folder)), chosen.recipients, chosen.log or f"{folder}/bot.log"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
