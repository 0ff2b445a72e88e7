"""Joining by a code, and the one answer that strangers get. Knows no reports."""

from handlers.turn import Answer, Reply, Text, Turn
from locales.messages import LANGUAGES, say
from storage.database import Session
from storage.invitations import Refusal, redeem
from storage.tree import tree_as_of


def code_in(turn: Turn) -> str | None:
    """The code of "/start CODE", if the turn is that."""
    if not isinstance(turn.content, Text):
        return None
    words = turn.content.text.split()
    return words[1] if len(words) == 2 and words[0].split("@")[0].lower() == "/start" else None


def join(session: Session, turn: Turn, code: str, language: str) -> Answer:
    """Use the code. Every way in which it can fail is said with what to do next."""
    if not turn.private:
        return Answer((Reply(say(language, "join.in_private")),))
    found = redeem(session, code, turn.user_id, turn.now)
    if isinstance(found, Refusal):
        return Answer((Reply(say(language, f"join.{found}")),))
    unit = tree_as_of(session, turn.day)[found.organization_id].name
    role = say(language, f"role.{found.kind}")
    keyboard = tuple(say(language, f"keyboard.{act}") for act in ("progress", "nothing", "mine", "help"))
    return Answer((Reply(say(language, f"join.welcome.{found.kind}", role=role, unit=unit),
                         keyboard=(keyboard[:2], keyboard[2:])),))


def stranger(turn: Turn) -> Answer:
    """One kind answer: what this is, and whom to ask for a code."""
    language = turn.device_language if turn.device_language in LANGUAGES else turn.house.language
    once = f"album/{turn.chat_id}/{turn.album}" if turn.album else None
    return Answer((Reply(say(language, "join.stranger")),), once=once)
