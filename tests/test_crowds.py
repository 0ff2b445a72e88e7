"""What is written to many, in small. Against the flood limits nobody is refused for speed, one chat's trouble is nobody else's."""

from pathlib import Path

from tests.flood import measure


def test_a_crowd_is_written_to_within_the_limits(tmp_path: Path) -> None:
    found = measure(f"sqlite:///{tmp_path / 'bot.db'}", 45, str(tmp_path / "bot.log"), pause=1)
    assert (found.arrived, found.refused, found.unreachable) == (44, 0, 1)
    assert len(found.answers) == 5
