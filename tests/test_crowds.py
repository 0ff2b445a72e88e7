"""What is written to many, in small. Against the flood limits nobody is refused for speed, and no trouble spreads."""

import random
from pathlib import Path

from tests.databases import Databases
from tests.flood import measure
from tests.many_reminders import trial


def test_a_crowd_is_written_to_within_the_limits(tmp_path: Path) -> None:
    found = measure(f"sqlite:///{tmp_path / 'bot.db'}", 45, str(tmp_path / "bot.log"), pause=1)
    assert (found.arrived, found.refused, found.unreachable) == (44, 0, 1)
    assert len(found.answers) == 5


def test_many_schedulers_remind_everybody_once_and_are_killed_at_it(postgres_databases: Databases, tmp_path: Path) -> None:
    url = postgres_databases.fresh(tmp_path)
    with trial(url, 60, str(tmp_path / "bot.log")) as here:
        toll = here.run(2, 1, random.Random(3))  # noqa: S311  (chance, not secrecy)
    postgres_databases.drop(url)
    assert toll.clean, str(toll)
    assert toll.lost_answers >= 1
    assert toll.once + toll.repeated + toll.more == 60
