"""`bot backup`, `bot restore`, `bot check` as an operator uses them: what is printed, what is asked, which exit code."""

import gzip
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.cli import main
from storage.database import connect, migrate, transaction, upgrade
from storage.intake import Arrived, accept
from storage.people import Person
from storage.remembered import hold, let_go
from tests.small_tree import NOW, ONE, A, K, put_units

FAR = NOW.replace(year=2999)
Bot = Callable[..., tuple[int, str, str]]


@pytest.fixture
def bot(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Bot:
    """`bot …` in an empty folder, in English unless set otherwise: exit code, what was printed, what on stderr."""
    for name in [name for name in os.environ if name.startswith("BOT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def run(*words: str, answer: str = "", database: str = "here.db", language: str = "en") -> tuple[int, str, str]:
        monkeypatch.setenv("BOT_LANGUAGE", language)
        monkeypatch.setenv("BOT_DATABASE_URL", f"sqlite:///{database}")
        monkeypatch.setattr(sys, "argv", ["bot", *words])
        monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
        with pytest.raises(SystemExit) as over:
            main()
        printed = capsys.readouterr()
        return int(over.value.code or 0), printed.out, printed.err

    return run


@pytest.fixture(autouse=True)
def here(tmp_path: Path) -> Path:
    """A database with three units and a person."""
    engine = connect(f"sqlite:///{tmp_path / 'here.db'}")
    migrate(engine)
    put_units(engine, A, K, ONE)
    with transaction(engine) as session:
        session.add(Person(user_id=501, joined_at=NOW))
    engine.dispose()
    return tmp_path / "here.db"


def change(file: Path, statement: str) -> None:
    engine = connect(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()


def test_there_and_back(bot: Bot, tmp_path: Path) -> None:
    code, out, err = bot("backup", "b")
    assert (code, err) == (0, "")
    assert "reports 0, people 1, organisations 3" in out
    code, out, err = bot("restore", "b", database="there.db")
    assert (code, err) == (0, "")
    assert "people 1" in out
    assert bot("check", database="there.db")[0] == 0
    spoken = bot("restore", "b", database="again.db", language="vi")[1]
    assert spoken.startswith("Trong bản sao lưu: 0 báo cáo, 1 người, 3 tổ chức")


def one_line(done: tuple[int, str, str]) -> str:
    """What the command refuses with: one line on the error stream, and exit code 2."""
    code, out, err = done
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    return err


def test_what_cannot_be_backed_up_is_one_line(bot: Bot, here: Path) -> None:
    bot("backup", "b")
    assert "--replace" in one_line(bot("backup", "b"))
    assert bot("backup", "b", "--replace")[0] == 0
    assert "not a backup" in one_line(bot("backup", "here.db", "--replace"))
    assert "cannot be written" in one_line(bot("backup", "nowhere/b"))
    assert "no database" in one_line(bot("backup", "c", database="missing.db"))
    assert not here.with_name("missing.db").exists()
    change(here, "UPDATE alembic_version SET version_num = '9999'")
    assert "later version" in one_line(bot("backup", "c"))


def test_what_cannot_be_restored_is_one_line_and_changes_nothing(bot: Bot, here: Path) -> None:
    bot("backup", "b")
    (here.parent / "text").write_text("kết nạp 3")
    (here.parent / "half").write_bytes((here.parent / "b").read_bytes()[:200])
    before = here.read_bytes()
    assert "cannot be read" in one_line(bot("restore", "missing", "--replace", "--yes"))
    assert "not a backup" in one_line(bot("restore", "text", "--replace", "--yes"))
    assert "damaged" in one_line(bot("restore", "half", "--replace", "--yes"))
    refused = one_line(bot("restore", "b", "--yes"))
    assert "reports 0, people 1" in refused
    assert "--replace" in refused
    assert here.read_bytes() == before


def test_a_file_of_a_later_version_is_refused(bot: Bot, here: Path) -> None:
    bot("backup", "b")
    content = gzip.decompress((here.parent / "b").read_bytes())
    (here.parent / "b").write_bytes(gzip.compress(content.replace(b'"schema": "', b'"schema": "9', 1)))
    assert "later version" in one_line(bot("restore", "b", database="there.db"))


def test_replacing_asks_and_no_means_no(bot: Bot, here: Path) -> None:
    bot("backup", "b")
    change(here, "INSERT INTO person (user_id, joined_at) VALUES (502, '2026-01-01 00:00:00.000000')")
    for answer in ("", "n\n"):
        code, out, err = bot("restore", "b", "--replace", answer=answer)
        assert (code, err) == (1, "Nothing was changed.\n")
        assert "people 2" in out
    assert "people 2" in bot("restore", "b", "--replace", answer="y\n")[1]
    assert "people 1" in bot("restore", "b", "--replace", answer="n\n")[1].splitlines()[-1]
    code, out, _ = bot("restore", "b", "--replace", "--yes")
    assert code == 0
    assert "[y/n]" not in out


def test_nothing_is_restored_under_a_bot_that_runs(bot: Bot, here: Path) -> None:
    bot("backup", "b")
    engine = connect(f"sqlite:///{here}")
    with transaction(engine) as session:
        hold(session, "telegram 42", "me", NOW, FAR)
    assert "running" in one_line(bot("restore", "b", "--replace", "--yes"))
    with transaction(engine) as session:
        let_go(session, "telegram 42", "me", NOW)
    engine.dispose()
    assert bot("restore", "b", "--replace", "--yes")[0] == 0


def test_a_database_of_something_else_is_left_alone(bot: Bot, here: Path) -> None:
    bot("backup", "b")
    change(here, "CREATE TABLE wordpress (id INTEGER)")
    assert "wordpress" in one_line(bot("restore", "b", "--replace", "--yes"))


def test_a_clean_check_and_one_with_a_fault(bot: Bot, here: Path) -> None:
    code, out, err = bot("check")
    assert (code, err) == (0, "")
    assert all(line.startswith("OK: ") for line in out.splitlines()[:-1])
    assert out.splitlines()[-1] == "No faults."
    engine = connect(f"sqlite:///{here}")
    with transaction(engine) as session:
        accept(session, 42, [Arrived(1, 123456789, '{"text": "kết nạp 3"}')], NOW.replace(year=2025))
    engine.dispose()
    code, out, err = bot("check", language="vi")
    assert (code, err) == (1, "")
    assert [line.split(": ")[0] for line in out.splitlines()].count("LỖI") == 1
    assert out.splitlines()[-1] == "1 lỗi."
    assert "123456789" not in out
    assert "kết nạp 3" not in out


def test_a_check_changes_nothing_so_tables_of_another_version_are_refused(bot: Bot, here: Path) -> None:
    assert "no database" in one_line(bot("check", database="missing.db"))
    old = here.with_name("old.db")
    engine = connect(f"sqlite:///{old}")
    with engine.begin() as connection:
        upgrade(connection, "0002")
    engine.dispose()
    before = old.read_bytes()
    assert "0002" in one_line(bot("check", database="old.db"))
    assert old.read_bytes() == before
