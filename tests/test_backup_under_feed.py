"""A backup taken while people report: nothing that was agreed before it began is missing where it is restored."""

from pathlib import Path

import pytest

from tests.backup_under_feed import MORE, backups
from tests.databases import Databases
from tests.kill_bot import trial


def test_nothing_agreed_before_the_backup_is_missing(
    request: pytest.FixtureRequest, databases: Databases, empty_url: str, tmp_path: Path
) -> None:
    """Restored on the other engine; what is restored, and what goes on, agree with themselves."""
    there = "sqlite" if empty_url.startswith("postgresql") else "postgres"
    elsewhere: Databases = request.getfixturevalue(f"{there}_databases")
    with trial(empty_url) as here:
        (made,) = backups(here, 1, tmp_path, [elsewhere])
    assert made.agreed >= MORE
    assert made.restored >= made.agreed
    assert made.clean, str(made)
