"""The door: a raw update becomes a turn, each part of it proved to be there. Knows Telegram's types, which end here."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from telegram import CallbackQuery, Chat, ChatMemberUpdated, Message, Update, User

from handlers.turn import Content, Edited, House, Pressed, Reach, Text, Turn, Unreadable

ANONYMOUS = 1087968824          # Telegram's stand-in for administrators of groups who write without a name
_STALE = timedelta(hours=48)    # a date further off than this is a phone's or a server's mistake
# In this order: an animation is a document too, a venue a location.
_UNREADABLE = (
    "voice", "audio", "photo", "video_note", "video", "animation", "sticker", "document", "venue", "location", "contact",
    "poll", "dice", "story", "game", "paid_media", "checklist",
)  # fmt: skip
_LARGEST = 2**63 - 1
_GROUPS = (Chat.GROUP, Chat.SUPERGROUP)


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
        return _message(update.message, visit, _content(update.message, visit.bot_id))
    if update.edited_message is not None:
        return _message(update.edited_message, visit, _edited(update.edited_message))
    if update.callback_query is not None:
        return _press(update.callback_query, visit)
    if update.my_chat_member is not None:
        return _reach(update.my_chat_member, visit)
    return None


def _place_of(update: Update) -> Place:
    message = update.callback_query.message if update.callback_query else update.message
    topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    return Place(update.callback_query.id if update.callback_query else None, topic)


def _message(message: Message, visit: Visit, content: Content | None) -> Turn | None:
    sender = _sender(message)
    if sender is None or content is None or not _speaks_here(message.chat):
        return None
    private = message.chat.type == Chat.PRIVATE
    sent_at = _of(datetime, message.date).astimezone(visit.now.tzinfo)
    day = sent_at.date() if abs(visit.now - sent_at) <= _STALE else visit.now.date()
    return _turn(visit, message.chat, sender, content, day, private or _is_addressed(message, visit))


def _turn(visit: Visit, chat: Chat, sender: User, content: Content, day: date, addressed: bool) -> Turn:
    return Turn(
        key=visit.key,
        chat_id=_number(chat.id),
        private=chat.type == Chat.PRIVATE,
        user_id=_number(sender.id),
        content=content,
        now=visit.now,
        day=day,
        house=visit.house,
        addressed=addressed,
        device_language=sender.language_code if isinstance(sender.language_code, str) else None,
    )


def _sender(message: Message) -> User | None:
    """Who wrote it, where that is sure: not a channel, not an administrator without a name, not another bot."""
    sender = message.from_user
    if sender is None or message.sender_chat is not None or sender.id == ANONYMOUS or sender.is_bot:
        return None
    return sender


def _speaks_here(chat: Chat) -> bool:
    return _of(Chat, chat).type == Chat.PRIVATE or chat.type in _GROUPS


def _content(message: Message, bot_id: int) -> Content | None:
    """Words if there are any, a caption too; else the kind of what cannot be read; None for notices of the chat itself."""
    text = _words(message)
    if text is not None:
        return Text(text, _number(message.message_id), _answered(message, bot_id), message.forward_origin is not None)
    kind = next((name for name in _UNREADABLE if getattr(message, name, None)), None)
    return Unreadable(kind) if kind else None


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
    """The bot's own message that this one replies to."""
    target = message.reply_to_message
    if target is None or target.from_user is None or target.from_user.id != bot_id:
        return None
    return _number(target.message_id)


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
    pressed = Pressed(_storable(query.data), _number(query.message.message_id))
    return _turn(visit, query.message.chat, _of(User, query.from_user), pressed, visit.now.date(), addressed=True)


def _reach(change: ChatMemberUpdated, visit: Visit) -> Turn | None:
    """In private only: being put out of a group cuts nobody off."""
    if change.chat.type != Chat.PRIVATE:
        return None
    reachable = change.new_chat_member.status not in ("kicked", "left")
    return _turn(visit, change.chat, change.from_user, Reach(reachable), visit.now.date(), addressed=True)


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
