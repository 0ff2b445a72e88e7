"""Choices that are typed instead of pressed: the number of one, or words of its label. Knows no question."""

import re
import unicodedata
from collections.abc import Mapping, Sequence


def numbered(text: str, options: Sequence[str]) -> str | None:
    """The option of that number, counted from one."""
    place = text.strip().rstrip(".")
    return options[int(place) - 1] if place.isascii() and place.isdigit() and 0 < int(place) <= len(options) else None


def labelled(text: str, labels: Mapping[str, str]) -> str | None:
    """The one option whose label has the words typed, at its beginning or else anywhere."""
    said = _plain(text)
    fits = [value for value, label in labels.items() if said and f" {_plain(label)} ".startswith(f" {said} ")]
    fits = fits or [value for value, label in labels.items() if said and f" {said} " in f" {_plain(label)} "]
    return fits[0] if len(fits) == 1 else None


def _plain(text: str) -> str:
    """Words without marks and case, as people type them."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", letters))
