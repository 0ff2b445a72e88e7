"""The bot in groups: who may take it in, what it says there first, a new number, people who hide. Knows no figures."""

from datetime import timedelta

from handlers.scene import Scene
from handlers.turn import NOBODY, Answer, Moved, Nameless, Reply, Turn
from locales.messages import say
from storage import conversations, outbox
from storage.database import Session
from storage.people import member

_GRACE = timedelta(seconds=5)   # a group that becomes another kind takes the bot in first and says so afterwards
_AT_HOME = {"at_home": True}    # the group's own conversation, which is nobody's: a member has taken the bot in


def added(session: Session, turn: Turn) -> Answer:
    """Taken in by a member: say what is answered here, and how. By anybody else: say so, and leave."""
    conversation = conversations.take_up(session, turn.chat_id, NOBODY, turn.now)
    if conversation.state == _AT_HOME:
        return Answer()
    who = member(session, turn.user_id, turn.now)
    if who is None:
        return Answer((Reply(say(turn.house.language, "group.not_a_member")),), leaves=True, wait=_GRACE)
    conversations.lay_down(conversation, _AT_HOME, turn.now)
    return Answer((Reply(_welcome(turn, who.language or turn.house.language)),))


def help_(scene: Scene) -> None:
    """The same for whoever asks."""
    scene.reply(_welcome(scene.turn, scene.language))


def _welcome(turn: Turn, language: str) -> str:
    """What the bot answers in a group, and how it is spoken to."""
    return say(language, "group.welcome", name=f"@{turn.house.bot_name}")


def removed(session: Session, turn: Turn) -> Answer:
    """Whoever takes it in next is asked again whether they may."""
    conversations.lay_down(conversations.take_up(session, turn.chat_id, NOBODY, turn.now), {}, turn.now)
    return Answer()


def moved(session: Session, turn: Turn) -> Answer:
    """Everything goes on under the new number, and the bot does not leave what it has long been in."""
    if isinstance(turn.content, Moved):
        old, new = turn.content.old_chat, turn.content.new_chat
        outbox.call_off(session, new, turn.now, "the group is an old one under a new number")
        outbox.move(session, old, new)
        conversations.move(session, old, new)
        conversations.lay_down(conversations.take_up(session, new, NOBODY, turn.now), _AT_HOME, turn.now)
    return Answer()


def nameless(session: Session, turn: Turn) -> Answer:
    """One kind line: whoever hides behind the group cannot be known."""
    line = say(turn.house.language, "group.nameless")
    pressed = isinstance(turn.content, Nameless) and turn.content.pressed
    return Answer(aside=line) if pressed else Answer((Reply(line),))
