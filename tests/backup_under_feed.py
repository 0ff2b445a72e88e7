"""Backups are taken from a bot that runs and takes reports, and restored elsewhere: is anything agreed missing? As a script:

    python -m tests.backup_under_feed --times 10                          from SQLite
    python -m tests.backup_under_feed --times 10 --database postgresql    from PostgreSQL

The bot is a process of its own, and its reports and the commands are real. Each backup is restored on SQLite and, where there
is a server, on PostgreSQL.
"""

import argparse
import logging
import sys
import tempfile
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from bot import logs
from bot.backup_command import backup
from bot.check_command import check
from bot.restore_command import restore_file
from bot.settings import Store
from storage.database import connect
from tests.databases import MISSING, Databases, Sqlite, chosen_postgres, postgres_template
from tests.kill_bot import Trial, recorded_in, trial
from tests.reporters import Fact

PATIENCE = 60           # seconds for so many more reports to be agreed and answered
MORE = 5


@dataclass(frozen=True)
class Backup:
    """One backup and what was restored from it. `agreed`: reports whose "recorded" had arrived before it began."""

    agreed: int
    restored: int
    missing: int
    doubled: int
    unasked: int
    faults: tuple[str, ...]     # that `bot check` found, in what was restored or in what goes on

    @property
    def clean(self) -> bool:
        return not (self.missing or self.doubled or self.unasked or self.faults)

    def __str__(self) -> str:
        faults = "clean" if not self.faults else " | ".join(self.faults)
        return (
            f"{self.agreed} agreed before it began, {self.restored} restored: {self.missing} missing, {self.doubled} doubled, "
            f"{self.unasked} never agreed; bot check: {faults}"
        )


def backups(here: Trial, times: int, folder: Path, elsewhere: Sequence[Databases]) -> list[Backup]:
    """So many, one after the other, while everybody goes on reporting."""
    process = here.start()
    try:
        with here.feed.going():
            return [made for number in range(times) for made in _backup(here, folder / f"{number}.backup", elsewhere)]
    finally:
        process.terminate()
        process.join()


def _backup(here: Trial, file: Path, elsewhere: Sequence[Databases]) -> list[Backup]:
    before = len(_answered(here))
    here.outside.api.until_here(lambda: len(_answered(here)) >= before + MORE, PATIENCE)
    agreed = _answered(here)
    with redirect_stdout(StringIO()):
        backup(_store(here.database_url), str(file), replace=False, now=datetime.now(UTC))
    still_running = _faults(here.database_url)
    return [_restored(here, file, agreed, databases, still_running) for databases in elsewhere]


def _restored(here: Trial, file: Path, agreed: set[Fact], databases: Databases, faults: tuple[str, ...]) -> Backup:
    url = databases.empty(file.parent)
    try:
        with redirect_stdout(StringIO()):
            restore_file(_store(url), str(file), replace=False, yes=False, now=datetime.now(UTC))
        faults += _faults(url)
        engine = connect(url)
        recorded = recorded_in(engine)
        engine.dispose()
    finally:
        databases.drop(url)
    settled = {each.fact for each in here.feed.told if each.agreed}
    return Backup(
        len(agreed), len(recorded), missing=len(agreed - recorded.keys()),
        doubled=sum(times > 1 for times in recorded.values()), unasked=len(recorded.keys() - settled),
        faults=faults,
    )


def _answered(here: Trial) -> set[Fact]:
    return {each.fact for each in here.feed.told if each.agreed and each.answered}


def _faults(url: str) -> tuple[str, ...]:
    with redirect_stdout(StringIO()) as printed:
        check(_store(url), datetime.now(UTC))
    return tuple(line for line in printed.getvalue().splitlines() if not line.startswith(("OK", "NOTE", "No faults")))


def _store(url: str) -> Store:
    return Store(database_url=url, language="en")


def main() -> int:
    """The script; exit code 1 where anything was missing, doubled, or at fault."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--times", type=int, default=5)
    options.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    chosen = options.parse_args()
    logs.begin(logging.ERROR)
    server = chosen_postgres()
    if server is None and chosen.database == "postgresql":
        sys.exit(MISSING)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        elsewhere: list[Databases] = [Sqlite(folder / "unused")]
        if server is not None:
            elsewhere.append(postgres_template(server))
        url = elsewhere[-1].empty(folder) if chosen.database == "postgresql" else None
        with trial(url) as here:
            made = backups(here, chosen.times, folder, elsewhere)
    print("\n".join(map(str, made)))
    print(f"{len(made)} restored from {chosen.times} backups, {sum(each.missing for each in made)} reports missing, "
          f"{sum(not each.clean for each in made)} not clean.")
    return 0 if all(each.clean for each in made) else 1


if __name__ == "__main__":
    sys.exit(main())
