"""The door: a raw update becomes a turn, each part of it proved to be there. Knows Telegram's types, which end here."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from telegram import CallbackQuery, Chat, ChatMemberUpdated, Message, Update, User

from bot.senders import GROUPS, hides_behind_group, is_inside, is_somebody, sender_of
from handlers.turn import (
    NOBODY,
    Added,
    Content,
    Edited,
    House,
    Moved,
    Nameless,
    Pressed,
    Reach,
    Removed,
    Text,
    Turn,
    Unreadable,
)

_STALE = timedelta(hours=48)    # a date further off than this is a phone's or a server's mistake
# In this order: an animation is a document too, a venue a location.
_UNREADABLE = (
    "voice", "audio", "photo", "video_note", "video", "animation", "sticker", "document", "venue", "location", "contact",
    "poll", "dice", "story", "game", "paid_media", "checklist",
)  # fmt: skip
_LARGEST = 2**63 - 1
_ALBUM = 40                     # characters of an album's number that are looked at


class MalformedError(ValueError):
    """The update is not what Telegram's description says it is."""


@dataclass(frozen=True)
class Visit:
    """One row of the intake on its way in: the update's own key, the bot that got it, the moment, the house."""

    key: str
    bot_id: int
    now: datetime
    house: House


@dataclass(frozen=True)
class Place:
    """Where answers go besides the chat itself: the press that waits for an end, the topic of a forum."""

    press_id: str | None = None
    topic: int | None = None


def admit(body: str, visit: Visit) -> tuple[Turn | None, Place]:
    """The turn, and where its answers go; no turn for what the bot has nothing to do with.

    Raises MalformedError where a part is not what it must be, whether the library stumbles over it or we do.
    """
    try:
        update = _of(Update, Update.de_json(json.loads(body), None))
        return _turn_of(update, visit), _place_of(update)
    except MalformedError:
        raise
    except Exception as error:
        raise MalformedError(type(error).__name__) from error


def _turn_of(update: Update, visit: Visit) -> Turn | None:
    if update.message is not None:
        return _message(update.message, visit)
    if update.edited_message is not None:
        return _written(update.edited_message, visit, _edited(update.edited_message))
    if update.callback_query is not None:
        return _press(update.callback_query, visit)
    if update.my_chat_member is not None:
        return _standing(update.my_chat_member, visit)
    return None


def _place_of(update: Update) -> Place:
    message = update.callback_query.message if update.callback_query else update.message or update.edited_message
    topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    return Place(update.callback_query.id if update.callback_query else None, topic)


def _message(message: Message, visit: Visit) -> Turn | None:
    moved = _moved(message)
    if moved is not None:
        return _turn(visit, message.chat, None, moved, visit.now.date(), addressed=True)
    return _written(message, visit, _content(message, visit.bot_id))


def _written(message: Message, visit: Visit, content: Content | None) -> Turn | None:
    """What somebody wrote, where it is sure who; a line for who hides behind the group, silence for everybody else."""
    if content is None or not _speaks_here(message.chat):
        return None
    addressed = message.chat.type == Chat.PRIVATE or _is_addressed(message, visit)
    if hides_behind_group(message):
        said = addressed and not isinstance(content, Edited)
        return _turn(visit, message.chat, None, Nameless(), visit.now.date(), addressed=True) if said else None
    sender = sender_of(message)
    return None if sender is None else _turn(visit, message.chat, sender, content, _day(message, visit), addressed)


def _day(message: Message, visit: Visit) -> date:
    sent_at = _of(datetime, message.date).astimezone(visit.now.tzinfo)
    return sent_at.date() if abs(visit.now - sent_at) <= _STALE else visit.now.date()


def _turn(visit: Visit, chat: Chat, sender: User | None, content: Content, day: date, addressed: bool) -> Turn:
    language = sender.language_code if sender else None
    return Turn(
        key=visit.key,
        chat_id=_number(chat.id),
        private=chat.type == Chat.PRIVATE,
        user_id=_number(sender.id) if sender else NOBODY,
        content=content,
        now=visit.now,
        day=day,
        house=visit.house,
        addressed=addressed,
        device_language=language if isinstance(language, str) else None,
    )


def _speaks_here(chat: Chat) -> bool:
    """Not in channels, nor where people write to a channel: that looks like a group, and is none."""
    return _of(Chat, chat).type == Chat.PRIVATE or (chat.type in GROUPS and not chat.is_direct_messages)


def _moved(message: Message) -> Moved | None:
    """The group has become a supergroup; both chats say so."""
    here = _number(_of(Chat, message.chat).id)
    if message.migrate_to_chat_id is not None:
        return Moved(here, _number(message.migrate_to_chat_id))
    return None if message.migrate_from_chat_id is None else Moved(_number(message.migrate_from_chat_id), here)


def _content(message: Message, bot_id: int) -> Content | None:
    """Words if there are any, a caption too; else the kind of what cannot be read; None for notices of the chat itself."""
    text, album = _words(message), _album(message)
    if text is not None:
        forwarded = message.forward_origin is not None
        return Text(text, _number(message.message_id), _answered(message, bot_id), forwarded, album)
    kind = next((name for name in _UNREADABLE if getattr(message, name, None)), None)
    return Unreadable(kind, album) if kind else None


def _album(message: Message) -> str | None:
    """What the pictures of an album have in common; each of them is a message."""
    return None if message.media_group_id is None else _storable(message.media_group_id)[:_ALBUM]


def _edited(message: Message) -> Edited | None:
    text = _words(message)
    return None if text is None else Edited(text, _number(message.message_id))


def _words(message: Message) -> str | None:
    text = message.text if message.text is not None else message.caption
    return None if text is None else _storable(text)


def _storable(text: Any) -> str:
    """Text that a database takes: neither half a character nor a NUL."""
    if "\0" in _of(str, text):
        raise MalformedError("NUL in text")
    str(text).encode()
    return str(text)


def _answered(message: Message, bot_id: int) -> int | None:
    """The bot's own message that this one replies to. In a topic everything replies to its opening, whoever opened it."""
    target = message.reply_to_message
    if target is None or target.from_user is None or target.from_user.id != bot_id:
        return None
    is_opening = target.forum_topic_created is not None or (
        message.is_topic_message and target.message_id == message.message_thread_id
    )
    return None if is_opening else _number(target.message_id)


def _is_addressed(message: Message, visit: Visit) -> bool:
    """In a group: an answer to the bot, or its name in the text, alone or behind a command."""
    if _answered(message, visit.bot_id) is not None:
        return True
    name = visit.house.bot_name
    return bool(name and re.search(rf"(?<![\w@.])(/\w+)?@{re.escape(name)}(?!\w)", _words(message) or "", re.IGNORECASE))


def _press(query: CallbackQuery, visit: Visit) -> Turn | None:
    """A press on a message of the bot. On a message of another's, sent by way of the bot, there is no chat to answer in."""
    if query.data is None or query.message is None or not _speaks_here(query.message.chat):
        return None
    sender = _of(User, query.from_user)
    if not is_somebody(sender):
        return _turn(visit, query.message.chat, None, Nameless(pressed=True), visit.now.date(), addressed=True)
    pressed = Pressed(_storable(query.data), _number(query.message.message_id))
    return _turn(visit, query.message.chat, sender, pressed, visit.now.date(), addressed=True)


def _standing(change: ChatMemberUpdated, visit: Visit) -> Turn | None:
    """In private: whether the person lets the bot write. In a group: whether it is in it, whatever it may do there."""
    if not _speaks_here(change.chat):
        return None
    private, inside = change.chat.type == Chat.PRIVATE, is_inside(change.new_chat_member)
    if not private and inside == is_inside(change.old_chat_member):
        return None
    content = Reach(inside) if private else Added() if inside else Removed()
    sender = change.from_user if is_somebody(_of(User, change.from_user)) else None
    return _turn(visit, change.chat, sender, content, visit.now.date(), addressed=True)


def _number(value: Any) -> int:
    """A number of Telegram's: one that a column holds."""
    if abs(_of(int, value)) > _LARGEST:
        raise MalformedError("number out of range")
    return int(value)


def _of(kind: type, value: Any) -> Any:
    """The value, which the library hands on unseen, if it is of the kind."""
    if not isinstance(value, kind) or isinstance(value, bool):
        raise MalformedError(f"{kind.__name__} expected, {type(value).__name__} found")
    return value
