"""Joining by a code, and the one answer that strangers get. Knows no reports."""

from handlers.posts import post
from handlers.turn import Answer, Notice, Pressed, Reply, Text, Turn
from locales.messages import LANGUAGES, say
from storage.database import Session
from storage.invitations import Refusal, redeem
from storage.people import Invitation, account_of, hears
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
    role = post(language, found.kind, found.capacity)
    keyboard = tuple(say(language, f"keyboard.{act}") for act in ("progress", "nothing", "mine", "help"))
    return Answer((Reply(say(language, f"join.welcome.{found.kind}", role=role, unit=unit),
                         keyboard=(keyboard[:2], keyboard[2:])),), notices=_farewell(session, turn, found, unit))


def _farewell(session: Session, turn: Turn, used: Invitation, unit: str) -> tuple[Notice, ...]:
    """To whoever had the role until the code was used, once."""
    if used.replaces is None:
        return ()
    account, spoken = account_of(session, used.replaces)
    if account == turn.user_id or not hears(session, account):
        return ()
    language = spoken or turn.house.language
    text = say(language, "join.handed_over", post=post(language, used.kind, used.capacity), unit=unit)
    return (Notice(account, text, once=f"handed_over/{used.replaces}"),)


def ended(turn: Turn) -> Answer:
    """To somebody whose roles have all ended: little, and of a press no more than its end."""
    language = turn.device_language if turn.device_language in LANGUAGES else turn.house.language
    line = say(language, "join.ended")
    return Answer(aside=line) if isinstance(turn.content, Pressed) else Answer((Reply(line),))


def stranger(turn: Turn) -> Answer:
    """One kind answer: what this is, and whom to ask for a code."""
    language = turn.device_language if turn.device_language in LANGUAGES else turn.house.language
    once = f"album/{turn.chat_id}/{turn.album}" if turn.album else None
    return Answer((Reply(say(language, "join.stranger")),), once=once)
