"""Everything that the server holds, in memory: chats, updates, files, commands, history. Knows neither HTTP nor people's acts.

Every change goes through here: in this one place it gets its number in the history, and waiters are woken.
"""

import threading
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.sandbox.bell import Bell
from bot.sandbox.chats import Chat, Json, Person
from bot.sandbox.files import Files
from bot.sandbox.flood import Flood
from bot.sandbox.keyboards import Markup
from bot.sandbox.updates import Updates

Clock = Callable[[], datetime]


@dataclass
class Query:
    """A pressed button that waits for the bot's answer."""

    id: str
    person: Person
    chat: Chat
    message_id: int
    since: datetime
    answer: Json | None = None


class Exchange:
    """Hold `lock` while reading or changing more than one thing; `now` is the server's clock, which may be shifted."""

    def __init__(
        self, bot: Json, clock: Clock, flood: Flood, privacy: bool, first_update: int, first_message: int
    ) -> None:
        self.lock = threading.RLock()
        self.bell = Bell()
        self.bot = bot
        self.clock = clock
        self.flood = flood
        self.privacy = privacy
        self.closing = False
        self.updates = Updates(first_update)
        self.files = Files()
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.commands: dict[str, list[Json]] = {}
        self.descriptions: dict[str, str] = {}
        self.history: list[Json] = []
        # By update: the person's message that the bot has not acknowledged yet.
        self.travelling: dict[int, tuple[Chat, int]] = {}
        self._last_message = first_message - 1

    def now(self) -> datetime:
        return self.clock()

    def seconds(self) -> int:
        return int(self.now().timestamp())

    def happened(self, kind: str, chat: Chat | None = None, **facts: Any) -> None:
        """Into the history, with the next number; and the bell."""
        place = {"chat": chat.id} if chat else {}
        with self.lock:
            self.history.append({"number": len(self.history) + 1, "kind": kind, **place, **facts})
        self.bell.ring()

    def tell(self, kind: str, body: Json) -> None:
        """An update for the bot, as things stand now."""
        if kind in ("message", "edited_message"):
            self._sets_out(self.chats[body["chat"]["id"]], body["message_id"])
        self.updates.add(kind, deepcopy(body), self.now())
        self.bell.ring()

    def _sets_out(self, chat: Chat, message_id: int) -> None:
        self.travelling[self.updates.next] = (chat, message_id)
        self.happened("waits", chat, message_id=message_id)

    def arrived(self, offset: int) -> None:
        """Into the history what the bot has acknowledged by that offset, and what grew too old before it could."""
        left = {each.number for each in self.updates.queue}
        for number in [each for each in self.travelling if each not in left]:
            chat, message_id = self.travelling.pop(number)
            self.happened("expired" if 0 <= offset <= number else "taken", chat, message_id=message_id)

    def post(self, chat: Chat, sender: Json, content: Json, reply_to: int | None = None, markup: Markup | None = None) -> Json:
        """A new message; the caller has checked that it may be there."""
        self._last_message += 1
        number = self._last_message
        message = {"message_id": number, "from": sender, "chat": chat.as_json(), "date": self.seconds(), **content}
        if reply_to is not None:
            message["reply_to_message"] = chat.quoted(reply_to)
        if markup is not None:
            self._show(chat, message, markup)
        chat.messages[number] = message
        self.happened("message", chat, message=chat.seen(number), keyboard=chat.keyboard)
        return chat.seen(number)

    def change(self, chat: Chat, message_id: int, new: Json) -> Json:
        """An edit: the fields of `new` replace the message's; None takes a field away."""
        edited = {**chat.messages[message_id], "edit_date": self.seconds(), **new}
        chat.messages[message_id] = {name: value for name, value in edited.items() if value is not None}
        self.happened("edited", chat, message=chat.seen(message_id))
        return chat.seen(message_id)

    def remove(self, chat: Chat, message_id: int) -> None:
        del chat.messages[message_id]
        self.happened("deleted", chat, message_id=message_id)

    def private(self, person: Person) -> Chat:
        """The person's chat with the bot; it begins to exist when it is first asked for."""
        return self.chats.setdefault(person.id, Chat(person.id, "private", person=person))

    @staticmethod
    def _show(chat: Chat, message: Json, markup: Markup) -> None:
        if markup.kind == "inline":
            if markup.body["inline_keyboard"]:
                message["reply_markup"] = markup.body
        else:
            chat.keyboard = None if markup.kind == "remove" else markup.body
