"""`bot read`: what is read from messages, in a file or typed by hand, and why. Knows the terminal, no settings, no database."""

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from tests.every_sentence import FOLDER, own_lines

ROSTER = str(FOLDER / "roster.json")
LINE = {"id": "1", "text": "hôm qua Jinwoo kết nạp 2 đ/c, 1 nữ", "today": "2026-11-22", "speaker": None, "awaiting": None}
SLOTS = {"indicator": "admissions", "count": 2, "breakdown": {"female": 1}, "unit": "PL-JW",
         "period": {"from": "2026-11-21", "to": "2026-11-21"}}  # fmt: skip


@pytest.fixture
def bot(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """`bot read …` in an empty folder without a setting; the exit code."""
    for name in [name for name in os.environ if name.startswith("BOT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("BOT_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)

    def give(*words: str, typed: str = "") -> int:
        monkeypatch.setattr(sys, "argv", ["bot", "read", *words])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as over:
            main()
        return int(over.value.code or 0)

    return give


def file_of(folder: Path, *lines: object) -> str:
    path = folder / "messages.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return str(path)


def test_a_line_of_json_for_each_line(bot: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    awaited = {"id": "2", "text": "3", "today": "2026-11-22", "awaiting": "count"}
    assert bot(file_of(tmp_path, LINE, "", awaited), "--roster", ROSTER) == 0
    printed = capsys.readouterr()
    assert [json.loads(line) for line in printed.out.splitlines()] == [
        {"id": "1", "readings": [{"intent": "report", "slots": SLOTS}]},
        {"id": "2", "readings": [{"intent": "answer", "slots": {"count": 3}}]},
    ]
    assert (printed.err, sorted(each.name for each in tmp_path.iterdir())) == ("", ["messages.jsonl"])


def test_our_own_files_are_read_as_they_lie(bot: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line for line in own_lines() if line["roster"] == "a"][:40]
    assert bot(file_of(tmp_path, *lines), "--roster", str(FOLDER / "own" / "roster_a.json")) == 0
    assert [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()] == [line["id"] for line in lines]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "this is no JSON"),
        ("[1]", "this is no object with fields"),
        ({**LINE, "text": None}, "the field text is missing"),
        ({"id": "1", "text": "x"}, "the field today is missing"),
        ({**LINE, "id": 7}, "the field id is no text"),
        ({**LINE, "text": "\ud800"}, "the field text is no text"),
        ({**LINE, "awaiting": 3}, "the field awaiting is no text"),
        ({**LINE, "today": "22/11/2026"}, "the field today is no day"),
    ],
)
def test_a_wrong_line_is_named_and_passed_over(
    bot: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], line: object, said: str
) -> None:
    name = file_of(tmp_path, LINE, line, LINE)
    assert bot(name, "--roster", ROSTER) == 1
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 2
    (told,) = printed.err.splitlines()
    assert told.startswith(f"{name}, line 2: {said}")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("none.jsonl",), "none.jsonl cannot be read"),
        ((".",), ". cannot be read"),
        (("{file}", "--roster", "none.json"), "none.json cannot be read"),
        (("{file}", "--roster", "{file}"), "messages.jsonl, "),
        (("{file}", "--today", "2026-11-22"), "for messages typed by hand"),
        (("--today", "tomorrow"), "tomorrow is no day"),
        (("--awaiting", "sex"), "sex is nothing that the bot asks for"),
    ],
)
def test_what_cannot_be_read_at_all_is_one_line(
    bot: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    file = file_of(tmp_path, LINE, LINE)
    assert bot(*(word.format(file=file) for word in words)) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    (told,) = printed.err.splitlines()
    assert said in told


def test_typed_by_hand_it_says_why(bot: Any, capsys: pytest.CaptureFixture[str]) -> None:
    typed = "hôm qua Jinwoo kết nạp 2 đ/c, 1 nữ, ở Xyzt\n\nzzz\n" + "x " * 400
    assert bot("--roster", ROSTER, "--today", "2026-11-22", typed=typed) == 0
    told = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert told[0] == f"report {json.dumps(SLOTS, ensure_ascii=False)}" or json.loads(told[0].partition(" ")[2]) == SLOTS
    assert told[1:11] == [
        "by the rule report (reports)", "hôm qua period 2026-11-21 – 2026-11-21", "Jinwoo unit PL-JW",
        "kết nạp [subject] admit", "2 number counted 2", "đ/c [counter] comrade", "1 number counted 1", "nữ [facet] female",
        "ở [parts] be, [filler] polite", "Xyzt",
    ]  # fmt: skip
    assert told[11:16] == ["nothing explains: Xyzt", "", "other {}", "no rule held: other", "zzz"]
    assert told[-2].startswith("too long for a message")


def test_what_is_awaited_and_who_types_are_options(bot: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert bot("--awaiting", "count", "--speaker", "PL-JW", typed="mười hai\n") == 0
    assert capsys.readouterr().out.startswith('answer {"count": 12}\n    by the rule answer (is_answer)\n')
    assert bot("--awaiting", "confirm", typed="đúng rồi\n") == 0
    assert "by the rule confirm (agreement)" in capsys.readouterr().out
