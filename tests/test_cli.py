"""The command line as an operator uses it: what it prints, where, and with which exit code."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import select

from bot.cli import main
from storage.database import connect, migrate, transaction
from storage.invitations import redeem
from storage.organizations import Organization
from storage.people import Invitation
from storage.remembered import remember


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database with one organization."""
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    engine = connect(url)
    migrate(engine)
    with transaction(engine) as session:
        session.add(Organization(id="ngoc-lam", kind="branch", name="Chi bộ May Ngọc Lâm"))
    engine.dispose()
    return url


@dataclass(frozen=True)
class Done:
    """What a command printed, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


class Shell:
    """Commands given in a folder without `.env`, in English unless set otherwise."""

    def __init__(self, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._patch, self._capsys = patch, capsys

    def bot(self, *words: str, **settings: str) -> Done:
        """`bot …`, in this process."""
        for name, value in {"BOT_LANGUAGE": "en", **settings}.items():
            self._patch.setenv(name, value)
        self._patch.setattr(sys, "argv", ["bot", *words])
        with pytest.raises(SystemExit) as over:
            main()
        printed = self._capsys.readouterr()
        return Done(int(over.value.code or 0), printed.out, printed.err)

    def invite(self, organization: str, role: str, **settings: str) -> Done:
        return self.bot("invite", "--organization", organization, "--role", role, **settings)


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    for name in [name for name in os.environ if name.startswith("BOT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return Shell(monkeypatch, capsys)


def test_an_invitation_is_a_link_and_a_message(shell: Shell, url: str) -> None:
    done = shell.invite("ngoc-lam", "secretary", BOT_DATABASE_URL=url, BOT_USERNAME="ket_nap_bot")
    link, message = done.stdout.splitlines()
    code = message.removeprefix("/start ")
    assert link == f"https://t.me/ket_nap_bot?start={code}"
    assert (done.returncode, done.stderr) == (0, "")
    engine = connect(url)
    with transaction(engine) as session:
        invitation = session.exec(select(Invitation)).one()
        assert isinstance(redeem(session, code, 501, invitation.created_at), Invitation)
    engine.dispose()


def test_without_a_name_the_link_is_left_out(shell: Shell, url: str) -> None:
    (message,) = shell.invite("ngoc-lam", "officer", BOT_DATABASE_URL=url).stdout.splitlines()
    assert message.startswith("/start ")


def test_the_name_that_the_last_run_found_wins(shell: Shell, url: str) -> None:
    engine = connect(url)
    with transaction(engine) as session:
        remember(session, "bot_name", "that_bot")
    engine.dispose()
    done = shell.invite("ngoc-lam", "leader", BOT_DATABASE_URL=url, BOT_USERNAME="ket_nap_bot")
    assert done.stdout.startswith("https://t.me/that_bot?start=")


@pytest.mark.parametrize(("organization", "role", "words"), [
    ("ngoc-lan", "secretary", ("ngoc-lan", "ngoc-lam")), ("ngoc-lam", "boss", ("boss", "secretary, officer, leader, operator")),
])  # fmt: skip
def test_what_does_not_exist_is_refused_with_what_does(
    shell: Shell, url: str, organization: str, role: str, words: tuple[str, ...]
) -> None:
    done = shell.invite(organization, role, BOT_DATABASE_URL=url)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    for word in words:
        assert word in done.stderr


def test_an_empty_database_gets_its_tables_and_the_operator_the_next_step(shell: Shell, tmp_path: Path) -> None:
    done = shell.invite("ngoc-lam", "secretary")
    assert done.returncode == 2
    assert "bot organizations load FILE" in done.stderr
    assert (tmp_path / "bot.db").exists()


@pytest.mark.parametrize("words", [("plans",), ("organizations",), ("invite", "--organization", "x", "--role", "officer")])
def test_a_database_that_cannot_be_opened_is_one_line(shell: Shell, words: tuple[str, ...]) -> None:
    done = shell.bot(*words, BOT_DATABASE_URL="sqlite:////nonexistent/x.db")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [done.stderr.strip()]
    assert "BOT_DATABASE_URL" in done.stderr


def test_a_missing_token_is_one_line(shell: Shell) -> None:
    done = shell.bot("run")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [done.stderr.strip()]
    assert done.stderr.startswith("BOT_TOKEN is not set")


def test_help_names_every_command_and_imports_nothing_heavy() -> None:
    probe = "import sys, bot.cli; bot.cli.app.help_print([]); " \
            "print(sorted({'sqlmodel', 'telegram', 'alembic', 'babel', 'pydantic'} & set(sys.modules)))"  # fmt: skip
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, timeout=60, check=True)
    for command in ("run", "sandbox", "plans", "organizations", "invite"):
        assert f" {command} " in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"
