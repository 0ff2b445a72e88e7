"""Every import contract is seen to fail when it is broken: one violation a row, planted in a copy of the program."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parents[1]
PACKAGES = ("bot", "handlers", "storage", "locales")

DIRECTION = "One direction: bot, handlers, then storage and locales, which are strangers"
CONVERSATIONS = "Conversations do not know one another; what they share stands below them"
READING = "Reading builds up from tokens to whole messages"
PURE = "Reading is pure: it knows of no storage"
STORAGE = "What is known stands on nouns, nouns on terms and days"
LOCALES = "What is written out in a language stands on its sentences"
BOT = "The outside world: commands, what runs all the time, one message, settings"
SANDBOX_APART = "The bot knows nothing of its sandbox"
SANDBOX = "The sandbox: page, server, methods, what the server remembers"
OUTSIDE = "Telegram, the clock, HTTP and async stop at the bot"
SQL = "SQL stops at storage"

# The file that gets the line at its end (a new one where there is none), the line, and the contracts that must break.
PLANTED = [
    ("handlers/turn.py", "import bot.refused", {DIRECTION}),
    ("storage/terms.py", "import locales.messages", {DIRECTION}),
    ("storage/tables.py", "import handlers.turn", {DIRECTION}),
    ("locales/writing.py", "import storage.terms", {DIRECTION}),
    ("handlers/newcomer.py", "", {CONVERSATIONS}),
    ("handlers/newcomers/__init__.py", "", {CONVERSATIONS}),
    ("handlers/asking.py", "import handlers.ranking", {CONVERSATIONS}),
    ("handlers/forms.py", "import handlers.scene", {CONVERSATIONS}),
    ("handlers/reading/newcomer.py", "", {READING}),
    ("handlers/reading/tokens.py", "import handlers.reading.reader", {READING}),
    ("handlers/reading/tokens.py", "import storage.terms", {PURE}),
    ("storage/newcomer.py", "", {STORAGE}),
    ("storage/terms.py", "import storage.units", {STORAGE}),
    ("locales/newcomer.py", "", {LOCALES}),
    ("locales/messages.py", "import locales.writing", {LOCALES}),
    ("bot/newcomer.py", "", {BOT}),
    ("bot/settings.py", "import bot.run", {BOT}),
    ("bot/run.py", "import bot.sandbox.worlds", {BOT, SANDBOX_APART}),
    ("bot/sandbox/newcomer.py", "", {SANDBOX}),
    ("bot/sandbox/refusal.py", "import bot.sandbox.server", {SANDBOX}),
    ("storage/outbox.py", "import telegram", {OUTSIDE}),
    ("locales/messages.py", "from httpx import Client", {OUTSIDE}),
    ("handlers/turn.py", "def late() -> None:\n    import asyncio", {OUTSIDE}),
    ("handlers/scene.py", "from sqlmodel import select", {SQL}),
    ("bot/run.py", "import sqlalchemy.orm", {SQL}),
    ("locales/messages.py", "import alembic", {SQL}),
]


def copied(folder: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(PROGRAM / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROGRAM / "pyproject.toml", folder)
    return folder


def broken(folder: Path) -> set[str]:
    """Names of the contracts that the copy breaks."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    found = {line.removesuffix(" BROKEN") for line in ran.stdout.splitlines() if line.endswith(" BROKEN")}
    assert " kept, " in ran.stdout, ran.stdout + ran.stderr
    assert (ran.returncode != 0) == bool(found), ran.stdout
    return found


def test_the_program_as_it_is_breaks_none(tmp_path: Path) -> None:
    assert broken(copied(tmp_path)) == set()


@pytest.mark.parametrize(("file", "line", "contracts"), PLANTED, ids=[f"{file}: {line}" for file, line, _ in PLANTED])
def test_a_violation_breaks_its_contract_and_no_other(file: str, line: str, contracts: set[str], tmp_path: Path) -> None:
    planted = copied(tmp_path) / file
    planted.parent.mkdir(exist_ok=True)
    with planted.open("a", encoding="utf-8") as end:
        end.write(f"\n{line}\n")
    assert broken(tmp_path) == contracts


def test_no_contract_goes_unbroken() -> None:
    configured = tomllib.loads((PROGRAM / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    assert {each["name"] for each in configured} == set().union(*(contracts for _, _, contracts in PLANTED))
