"""`bot read`: what the reader makes of messages, in a file of labelled lines or typed by hand. Knows files and the terminal."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from bot.columns import columns
from bot.labelled import LineError, message_in, roster, written
from bot.refused import RefusedError
from handlers.reading import Asked, Clause, Names, Tasks, explain, read
from locales.messages import say

_INDENT = "    "


def read_file(language: str, file: str, roster_file: str | None) -> int:
    """Print a line of JSON for each line of the file; 1 where some lines could not be read. Raises RefusedError."""
    lines = _content(language, file).split(b"\n")
    known, wrong = _known(language, roster_file), 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            print(_answered(line, *known))
        except LineError as error:
            place = say(language, "file.line", line=number)
            print(f"{file}, {place}: " + say(language, f"read.line.{error.reason}", field=error.field), file=sys.stderr)
            wrong += 1
    return 1 if wrong else 0


def read_typed(language: str, lines: Iterable[str], roster_file: str | None, asked: Asked) -> int:
    """For each line typed, what was read and why. Raises RefusedError."""
    names, tasks = _known(language, roster_file)
    print(say(language, "read.typed"), file=sys.stderr)
    for line in lines:
        if text := line.rstrip("\r\n"):
            print("\n".join(explained(language, text, asked, names, tasks)), flush=True)
    return 0


def explained(language: str, text: str, asked: Asked, names: Names, tasks: Tasks) -> list[str]:
    """Lines for people: the readings as the labelled files write them, then clause by clause what was found by which rule."""
    lines = []
    for reading in read(text, asked, names, tasks):
        what = written(reading)
        beside = {name: value for name, value in what.items() if name not in ("intent", "slots")}
        said = [what["intent"], *(json.dumps(each, ensure_ascii=False) for each in (what["slots"], beside) if each != {})]
        lines.append(" ".join(said) if what["slots"] else f"{what['intent']} {{}}")
    clauses = explain(text, asked, names, tasks)
    for clause in clauses:
        lines += _clause(language, clause)
    return [*lines, *([] if clauses else [_INDENT + say(language, "read.pasted")]), ""]


def _clause(language: str, clause: Clause) -> list[str]:
    by = say(language, "read.rule", rule=f"{clause.intent} ({clause.rule})") if clause.rule else say(language, "read.no_rule")
    lines = [_INDENT + by]
    rows = []
    for word in clause.words:
        found = [f"{say(language, f'read.as.{slot}')} {value}" for slot, value in word.found]
        rows.append((word.text, ", ".join([*found, *(f"[{kind}] {value}" for kind, value in word.means)])))
    lines += columns(rows, indent=2 * _INDENT)
    return [*lines, _INDENT + say(language, "read.left", words=", ".join(clause.left))] if clause.left else lines


def _answered(line: bytes, names: Names, tasks: Tasks) -> str:
    try:
        values = json.loads(line.decode("utf-8-sig"))
    except ValueError:
        raise LineError("no_json") from None
    text, asked = message_in(values)
    readings = [written(reading) for reading in read(text, asked, names, tasks)]
    return json.dumps({"id": values["id"], "readings": readings}, ensure_ascii=False)


def _known(language: str, file: str | None) -> tuple[Names, Tasks]:
    """The units and tasks of the roster; none without one."""
    if file is None:
        return Names([]), Tasks([])
    found = roster(file, _content(language, file))
    if isinstance(found, tuple):
        return found
    from bot.file_faults import said

    raise RefusedError(said(language, file, found[0]))


def _content(language: str, file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError:
        raise RefusedError(say(language, "read.no_file", name=file)) from None
