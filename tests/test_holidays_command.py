"""`bot holidays`: what an operator reads of a year, sets and takes back; what is refused in one line."""

import sys
from pathlib import Path

import pytest

from bot.cli import main


class Shell:
    """Commands given to one SQLite file, in this process."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._patch, self._capsys = patch, capsys
        patch.chdir(folder)
        patch.setenv("BOT_DATABASE_URL", f"sqlite:///{folder / 'bot.db'}")
        patch.setenv("BOT_LANGUAGE", "en")

    def __call__(self, *words: str) -> tuple[int, str, str]:
        """Exit code, what was printed, and what was complained of; blanks between columns are one."""
        self._patch.setattr(sys, "argv", ["bot", "holidays", *words])
        with pytest.raises(SystemExit) as over:
            main()
        printed = self._capsys.readouterr()
        return int(over.value.code or 0), "\n".join(" ".join(each.split()) for each in printed.out.splitlines()), printed.err


@pytest.fixture
def holidays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, monkeypatch, capsys)


def test_a_year_is_shown_set_and_set_back(holidays: Shell) -> None:
    code, year, _ = holidays("2026")
    assert code == 0
    assert "2026-02-17 Tuesday off Lunar New Year" in year
    assert "2026-01-10 Saturday worked làm bù cho 02/01/2026" in year
    assert "2026-12-31" not in year
    assert holidays("off", "2026-12-31", "--note", "in lieu")[1] == "2026-12-31 Thursday off in lieu (set by you)"
    assert holidays("work", "2026-01-02")[1] == "2026-01-02 Friday worked set by you"
    year = holidays("2026")[1]
    assert "2026-12-31 Thursday off in lieu (set by you)" in year
    assert "2026-01-02 Friday worked set by you" in year
    assert holidays("reset", "2026-12-31")[1] == "2026-12-31 Thursday worked"
    assert holidays("reset", "2026-01-02")[1].startswith("2026-01-02 Friday off hoán đổi")
    assert holidays("reset", "2026-01-02") == (1, "", "Nothing had been set for 2 January 2026.\n")


def test_a_year_to_come_is_called_a_guess(holidays: Shell) -> None:
    assert "a guess" not in holidays()[1]
    assert "a guess" in holidays("2090")[1]


REFUSED = [
    (("off", "31/12"), "“31/12” is no day"), (("reset", "2026-02-30"), "“2026-02-30” is no day"),
    (("work", "2026-01-02", "--note", "x" * 201), "longer than 200 letters"), (("1900",), "from 1980 to 2100"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "complaint"), REFUSED)
def test_what_cannot_be_is_refused_in_one_line(holidays: Shell, words: tuple[str, ...], complaint: str) -> None:
    code, said, complained = holidays(*words)
    assert (code, said) == (2, "")
    assert complaint in complained
    assert len(complained.splitlines()) == 1
