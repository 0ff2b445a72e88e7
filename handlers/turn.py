"""One turn of a conversation: what came in, proved complete by the door, and what goes out. Knows no channel."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from storage.rhythm import Rhythm
from storage.working_days import Hours

NOBODY = 0                      # the account of a turn that nobody who could be known stands behind


@dataclass(frozen=True)
class Text:
    """A typed message. `reply_to`: number of the bot's own message that it answers. `album`: see Unreadable."""

    text: str
    message_id: int
    reply_to: int | None = None
    forwarded: bool = False
    album: str | None = None


@dataclass(frozen=True)
class Edited:
    """A message that its writer changed afterwards; `text` is the new wording."""

    text: str
    message_id: int


@dataclass(frozen=True)
class Pressed:
    """A button: the opaque key of its row, and the bot's message that carries it."""

    key: str
    message_id: int | None


@dataclass(frozen=True)
class Unreadable:
    """Something that is no text: voice, photo, sticker, document, location, … `album`: what several sent together share."""

    kind: str
    album: str | None = None


@dataclass(frozen=True)
class Reach:
    """The person blocked the bot, or let it in again."""

    reachable: bool


@dataclass(frozen=True)
class Nameless:
    """An administrator of a group, who does not show who it is, spoke to the bot or pressed a button."""

    pressed: bool = False


@dataclass(frozen=True)
class Added:
    """Somebody took the bot into a group; or a group that it was in has become another kind, which looks the same."""


@dataclass(frozen=True)
class Removed:
    """The bot is not in the group any more."""


@dataclass(frozen=True)
class Moved:
    """A group goes on under another number."""

    old_chat: int
    new_chat: int


Content = Text | Edited | Pressed | Unreadable | Reach | Nameless | Added | Removed | Moved


@dataclass(frozen=True)
class House:
    """What the operator set: the language of strangers, whether names are kept, the bot's own name once known, how often
    reports are due, and when a message may ring that nobody asked for."""

    language: str = "vi"
    names: bool = False
    bot_name: str | None = None
    rhythm: Rhythm = field(default_factory=Rhythm)
    hours: Hours = field(default_factory=Hours)


@dataclass(frozen=True)
class Turn:
    """One update, whole. `key` is unique to it: every effect of the turn carries it.

    `now` is aware, in the house's zone. `day` is the message's own day; for a press, and for a message whose date is more
    than 48 hours off, it is the day of `now`. `addressed`: always true in private; in a group only if the bot was spoken to.
    """

    key: str
    chat_id: int
    private: bool
    user_id: int
    content: Content
    now: datetime
    day: date
    house: House = House()
    addressed: bool = True
    device_language: str | None = None

    @property
    def album(self) -> str | None:
        """What it shares with other pictures, each of which is a turn."""
        return self.content.album if isinstance(self.content, Text | Unreadable) else None


@dataclass(frozen=True)
class Choice:
    """A button below a reply: what it says, and the key of its row."""

    label: str
    key: str


@dataclass(frozen=True)
class Paper:
    """A picture, or else a file, that goes out with a reply."""

    name: str
    content: bytes
    picture: bool = False


@dataclass(frozen=True)
class Reply:
    """One message back, at most 2,000 characters; with a paper, whose caption the text is, at most 1,000.

    `choices`: rows of buttons. `about`: draft or chain that it shows. `replaces`: number of the bot's message to edit in place
    instead of sending a new one. `keyboard`: rows of words offered below the typing field.
    """

    text: str
    choices: tuple[tuple[Choice, ...], ...] = ()
    about: str | None = None
    replaces: int | None = None
    keyboard: tuple[tuple[str, ...], ...] = ()
    paper: Paper | None = None


@dataclass(frozen=True)
class Notice:
    """A message to somebody else's private chat, unasked. `once`: of all with that word only the first is sent."""

    chat_id: int
    text: str
    once: str


@dataclass(frozen=True)
class Answer:
    """All that a turn sends: messages in order, and for a press the notice that ends its waiting.

    `once`: of all answers with that word only the first is sent. `leaves`: the bot goes out of the group after its messages.
    `wait`: so long all of it waits, and may be called off.
    """

    replies: tuple[Reply, ...] = ()
    aside: str | None = None
    once: str | None = None
    leaves: bool = False
    wait: timedelta = timedelta(0)
    notices: tuple[Notice, ...] = ()
