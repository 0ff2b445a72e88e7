"""The words that people use: phrases from the TOML files, each with the meaning it stands for. Knows spellings, and no grammar.

A file holds tables `[kind]` of lines `meaning = ["phrase", …]`. In a phrase `(x|y)` is either, and `[x]` or `[x|y]` may be
left out; a phrase that begins with `=` is heard only where it is typed with its marks.
"""

import itertools
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_CHOICE = re.compile(r"\[([^\]]*)\]|\(([^)]*)\)")


@dataclass(frozen=True)
class Phrase:
    """One spelling of one meaning: ("subject", "admit", "kết nạp", "vi")."""

    kind: str
    value: str
    text: str
    language: str
    marked: bool = False  # heard only if typed with its marks


@cache
def phrases() -> tuple[Phrase, ...]:
    """All phrases of all languages."""
    return tuple(itertools.chain.from_iterable(_read(path) for path in sorted(_FOLDER.glob("*/vocabulary/*.toml"))))


@cache
def words(kind: str, value: str) -> tuple[str, ...]:
    """All spellings of one meaning, in all languages."""
    return tuple(phrase.text for phrase in phrases() if (phrase.kind, phrase.value) == (kind, value))


def _read(path: Path) -> list[Phrase]:
    language = path.parent.parent.name
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        Phrase(kind, value, spelling, language, line.startswith("="))
        for kind, meanings in tables.items()
        for value, lines in meanings.items()
        for line in lines
        for spelling in _spellings(line.removeprefix("="))
    ]


def _spellings(line: str) -> list[str]:
    """Every spelling that a line allows."""
    choices, end = [], 0
    for found in _CHOICE.finditer(line):
        choices.append([line[end : found.start()]])
        choices.append([*found[1].split("|"), ""] if found[1] is not None else found[2].split("|"))
        end = found.end()
    choices.append([line[end:]])
    return [" ".join("".join(parts).split()) for parts in itertools.product(*choices)]
