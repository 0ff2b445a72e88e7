"""Finds planned tasks by what people call them. Knows the tasks' names, and not whether they are done."""

from collections import Counter
from collections.abc import Iterable
from functools import cache

from handlers.reading.meaning import Task
from handlers.reading.tokens import composed, fold, tokenize
from locales.vocabulary import phrases

_ENOUGH = 0.6  # of a task's name, by weight
_TELLING = 0.5  # weight of a word that few names have


@cache
def _same_meaning() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """By first word: phrases that stand for one thing in a task's name, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase in phrases():
        if phrase.kind == "task_word":
            own = tuple(fold(phrase.text).split())
            found.setdefault(own[0], []).append((own, fold(phrase.value)))
    return {word: sorted(pairs, key=lambda pair: -len(pair[0])) for word, pairs in found.items()}


@cache
def _unimportant() -> frozenset[str]:
    return frozenset(fold(phrase.text) for phrase in phrases() if phrase.kind == "task_filler")


def _concepts(words: list[str]) -> list[str]:
    """The words with everything that means the same brought to one form."""
    found, place, same = [], 0, _same_meaning()
    while place < len(words):
        pairs = same.get(words[place])
        if pairs is None:
            found.append(words[place])
            place += 1
            continue
        match = next(((len(own), to) for own, to in pairs if tuple(words[place : place + len(own)]) == own), None)
        found.append(match[1] if match else words[place])
        place += match[0] if match else 1
    unimportant = _unimportant()
    return [word for word in found if word not in unimportant]


def _words(name: str) -> list[str]:
    return [part for token in tokenize(composed(name)) if token.kind != "mark" for part in _parts(token.folded)]


def _parts(folded: str) -> list[str]:
    """ "301-nq/tu" is the number and no more."""
    return [folded.split("-")[0].strip()] if folded[:1].isdigit() else [folded]


def best_said(words: list[str], tasks: Iterable[Task]) -> list[Task]:
    """The tasks of which the greatest share of a name was said, every word of it alike; none where that is little."""
    said = set(_concepts([part for word in words for part in _parts(word)]))
    shares = {task: max(_share(said, _concepts(_words(name))) for name in (task.name, *task.aliases)) for task in tasks}
    best = max(shares.values(), default=0.0)
    return [task for task, share in shares.items() if share == best >= _ENOUGH]


def _share(said: set[str], name: list[str]) -> float:
    heard = [word for word in name if word in said]
    return 0.0 if all(word.isdigit() for word in heard) else len(heard) / len(name)


class Tasks:
    """The tasks that may be spoken of."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        tasks = tuple(tasks)
        self._spelled = {
            task.id: frozenset(word for name in (task.name, *task.aliases) for word in _words(name)) for task in tasks
        }
        self._names = {task.id: [_concepts(_words(name)) for name in (task.name, *task.aliases)] for task in tasks}
        counts = Counter(word for names in self._names.values() for word in {word for name in names for word in name})
        self._weights = {word: 1 / count if count < 3 else 0.2 for word, count in counts.items()}
        self._telling = {word for word, weight in self._weights.items() if weight >= _TELLING and not word.isdigit()}

    def find(self, words: list[str]) -> str | None:
        """The task whose name the folded words fit best; None if none does, or several do alike."""
        if not self._telling:
            return None
        said = set(_concepts([part for word in words for part in _parts(word)]))
        if said.isdisjoint(self._telling):
            return None
        fits = sorted(((self._fit(said, name), id_) for id_, names in self._names.items() for name in names), reverse=True)
        if not fits or fits[0][0][0] < _ENOUGH:
            return None
        even = {id_ for fit, id_ in fits if fit == fits[0][0]}
        return fits[0][1] if len(even) == 1 else None

    def words_of(self, task: str) -> frozenset[str]:
        """The folded words of all its names."""
        return self._spelled[task]

    def _fit(self, said: set[str], name: list[str]) -> tuple[float, float]:
        """Share of the name that was said, and how much that tells."""
        whole = sum(self._weights[word] for word in name)
        heard = [word for word in name if word in said]
        telling = sum(self._weights[word] for word in heard)
        if not whole or self._telling.isdisjoint(heard):
            return 0.0, 0.0
        return round(telling / whole, 3), round(telling, 3)
