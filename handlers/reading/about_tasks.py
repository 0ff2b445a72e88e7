"""A second look at what was not understood: it may speak of a task whose name fits several, or ask whether one is done."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.reading.keyboards import undo_vni
from handlers.reading.meaning import Asked, Reading, Slots, Task
from handlers.reading.names import Names
from handlers.reading.reader import read
from handlers.reading.tasks import Tasks, best_said
from handlers.reading.tokens import composed, fold, tokenize
from locales.vocabulary import words


def about_tasks(text: str, asked: Asked, names: Names, tasks: Sequence[Task]) -> Reading | None:
    """The message as one about tasks: their ids joined by "|" where the words fit several; None where it is none."""
    folded = [token.folded for token in tokenize(undo_vni(composed(text))) if token.kind != "mark"]
    fitting = best_said(folded, tasks)
    if not fitting:
        return None
    ids = "|".join(task.id for task in fitting)
    found = read(text, asked, names, Tasks(fitting[:1]))[0]
    if found.intent in ("task_done", "ask_deadlines"):
        return replace(found, slots=replace(found.slots, task=ids))
    asks = "?" in text or any(_ends_with(folded, word) for word in words("duty", "whether"))
    return Reading("ask_deadlines", Slots(task=ids), language=found.language) if asks else None


def _ends_with(folded: Sequence[str], word: str) -> bool:
    own = fold(word).split()
    return list(folded[-len(own):]) == own
