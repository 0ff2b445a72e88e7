"""Which known words a mistyped one is nearest to. Knows letters, and neither language nor meaning."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

_LONG = 7  # letters: a word of so many may have two slips


def allowed(word: str) -> int:
    """How many slips a word of this length may have."""
    return 2 if len(word) >= _LONG else 1


class Slips:
    """Words by what is left of them when a letter is dropped; long ones by their length."""

    def __init__(self, words: Iterable[str]) -> None:
        self._whole: set[str] = set()
        self._dropped: dict[str, list[str]] = {}
        self._of_length: dict[int, list[str]] = {}
        for word in words:
            self._whole.add(word)
            self._of_length.setdefault(len(word), []).append(word)
            if len(word) <= _LONG:
                for rest in _shorter(word):
                    self._dropped.setdefault(rest, []).append(word)

    def near(self, word: str) -> list[tuple[int, str]]:
        """The words within the slips allowed, with how many there are, in order."""
        if allowed(word) == 1:
            found = {other: OSA.distance(word, other, score_cutoff=1) for other in self._one_off(word)}
            return sorted((distance, other) for other, distance in found.items() if distance <= 1)
        alike: list[tuple[int, str]] = []
        for length in range(len(word) - 2, len(word) + 3):
            scored = process.extract(word, self._of_length.get(length, ()), scorer=OSA.distance, score_cutoff=2, limit=None)
            alike.extend((int(distance), other) for other, distance, _ in scored)
        return sorted(alike)

    def _one_off(self, word: str) -> set[str]:
        """Words that may be one slip away: with a letter more, fewer, another or swapped, they share what a drop leaves."""
        found = {word} if word in self._whole else set()
        found.update(self._dropped.get(word, ()))
        for rest in _shorter(word):
            if rest in self._whole:
                found.add(rest)
            found.update(self._dropped.get(rest, ()))
        return found


def _shorter(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}
