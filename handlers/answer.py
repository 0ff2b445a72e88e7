"""The one entrance: a turn in, an answer out, everything that it recorded in the caller's transaction."""

from handlers.turn import Answer, Turn
from storage.database import Session


def answer(session: Session, turn: Turn) -> Answer:
    """Work one turn. Writes records, audit and the conversation's state; commits nothing, sends nothing."""
    raise NotImplementedError
