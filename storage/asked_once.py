"""Answers kept while a session writes nothing: a turn asks the same thing many times over. Knows no subject."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from sqlalchemy import event
from sqlmodel import Session

T = TypeVar("T")
_ANSWERS = "answers"


def kept(session: Session, question: Hashable, ask: Callable[[], T]) -> T:
    """The answer given before to the same question in this session, else the one that `ask` gives now."""
    session.flush()                                 # what is still to be written counts
    answers = cast(dict[Hashable, T], session.info.setdefault(_ANSWERS, {}))
    if question not in answers:
        answers[question] = ask()
    return answers[question]


@event.listens_for(Session, "after_flush")
def _forget(session: Any, _context: Any) -> None:
    session.info.pop(_ANSWERS, None)
