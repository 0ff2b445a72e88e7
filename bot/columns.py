"""Rows as aligned plain text for a terminal. Knows how wide letters are shown, and no word."""

import unicodedata
from collections.abc import Sequence


def width(text: str) -> int:
    """Cells that the text takes: combining marks none, wide letters two."""
    return sum(_cells(letter) for letter in unicodedata.normalize("NFC", text))


def columns(rows: Sequence[Sequence[str]], indent: str = "  ") -> list[str]:
    """One line a row, each column as wide as its widest cell, the last one left as it is."""
    if not rows:
        return []
    widths = [max(map(width, cells)) for cells in zip(*rows, strict=True)]
    return [(indent + "  ".join(map(_padded, row, widths))).rstrip() for row in rows]


def _padded(text: str, wanted: int) -> str:
    text = unicodedata.normalize("NFC", text)
    return text + " " * (wanted - width(text))


def _cells(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
