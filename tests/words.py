"""Every sentence of the bot's, in both languages side by side, for a speaker to review. Knows the catalogues, and no rule.

`python -m tests.words` writes `tests/words.md`; sentences are changed in the catalogues, never in that file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path
from string import Formatter

from babel.messages import Message
from babel.messages.pofile import read_po

from locales.messages import LANGUAGES

PROGRAM = Path(__file__).parents[1]
TABLE = Path(__file__).with_name("words.md")
_HEAD = """\
# What the bot says

Written by `python -m tests.words` out of `locales/*/LC_MESSAGES/*.po`; a sentence is changed there. Words in braces are
put in by the program. ⏎ is a new line; ␣ is a blank at an end that belongs there. Plural forms stand one below the other.
"""


@dataclass
class Catalogue:
    """One language: each key's sentences (one a plural form), and the file that it stands in."""

    sentences: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    fuzzy: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)

    def add(self, message: Message, file: str) -> None:
        key = message.id if isinstance(message.id, str) else message.id[0]
        if key in self.sentences:
            self.twice.append(f"{key}: {self.files[key]} and {file}")
        if message.fuzzy:
            self.fuzzy.append(key)
        said = message.string or ""
        self.sentences[key] = [said] if isinstance(said, str) else list(said)
        self.files[key] = file

    def wanted(self, key: str) -> set[str]:
        """Values that any of the key's sentences names."""
        return {name for text in self.sentences[key] for _, name, _, _ in Formatter().parse(text) if name is not None}


@cache
def catalogue(language: str) -> Catalogue:
    """All files of a language."""
    whole = Catalogue()
    for path in sorted((PROGRAM / "locales" / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    whole.add(message, path.name)
    return whole


def table() -> str:
    """The whole file: a table for each catalogue, in the order of the Vietnamese one."""
    files = catalogue(LANGUAGES[0]).files
    parts = [_HEAD]
    for file, keys in groupby(files, key=files.__getitem__):
        parts.append(f"\n## {file.removesuffix('.po')}\n\n| key | Tiếng Việt | English |\n| --- | --- | --- |\n")
        parts += _rows(keys)
    return "".join(parts)


def _rows(keys: Iterator[str]) -> Iterator[str]:
    for key in keys:
        cells = (_cell(catalogue(language).sentences.get(key, [])) for language in LANGUAGES)
        yield f"| `{key}` | {' | '.join(cells)} |\n"


def _cell(forms: list[str]) -> str:
    return "<br>".join(map(_visible, forms)) or "–"


def _visible(text: str) -> str:
    """Blanks at the ends and new lines shown; a bar would end the cell."""
    first, last = len(text) - len(text.lstrip(" ")), len(text) - len(text.rstrip(" "))
    shown = "␣" * first + text.strip(" ") + "␣" * last
    return shown.replace("|", "\\|").replace("\n", "⏎<br>")


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
