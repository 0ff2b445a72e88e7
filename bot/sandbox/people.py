"""What people do: they write, press, edit, forward, send files, block the bot, take it into a group. Knows their side only."""

from itertools import count
from typing import Any

from bot.sandbox.account import member
from bot.sandbox.call import Upload
from bot.sandbox.chats import BotStatus, Chat, Json, Person
from bot.sandbox.exchange import Exchange, Query
from bot.sandbox.files import JPEG, plain_png
from bot.sandbox.markup import units
from bot.sandbox.text import LONGEST_TEXT, typed


class People:
    """Every act returns what the chat now holds and makes the update that Telegram would make for it.

    `chat` is a group's id; without it the act is in the person's own chat with the bot. What no Telegram client would let a
    person do (write to a bot that is blocked, press a button that is not there) is a ValueError or LookupError.
    """

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._numbers = count(exchange.updates.next)      # of presses: the bot may still owe answers to those of an earlier run

    def person(self, id: int, first_name: str, *, last_name: str = "", username: str = "", language: str = "vi") -> Person:
        """Makes a person known, or changes one; their chat with the bot begins with their first word."""
        person = Person(id, first_name, last_name, username, language)
        with self._exchange.lock:
            self._exchange.people[id] = person
            if id in self._exchange.chats:
                self._exchange.chats[id].person = person
        return person

    def known(self, id: int) -> Person:
        """Raises KeyError for somebody who has not been made known."""
        return self._exchange.people[id]

    def group(self, id: int, title: str, *members: Person, supergroup: bool = True) -> Chat:
        """A group without the bot; `adds_bot` takes it in. Groups have negative ids, supergroups -100…"""
        if not str(id).startswith("-100" if supergroup else "-"):
            raise ValueError("a supergroup's id begins with -100, a group's with -")
        chat = Chat(id, "supergroup" if supergroup else "group", title, bot="left", members={each.id: each for each in members})
        with self._exchange.lock:
            self._exchange.chats[id] = chat
        return chat

    def says(self, person: Person, text: str, *, chat: int | None = None, reply_to: int | None = None) -> Json:
        text.encode()  # a text that is no Unicode is a ValueError, too
        if not text.strip() or units(text) > LONGEST_TEXT:
            raise ValueError("a person's message has 1 to 4096 UTF-16 units, not all blank; a client cuts longer ones")
        return self._posts(person, chat, self._text(text), reply_to)

    def edits(self, person: Person, message_id: int, text: str, *, chat: int | None = None) -> Json:
        with self._exchange.lock:
            place = self._place(person, chat)
            if place.messages[message_id]["from"]["id"] != person.id:
                raise ValueError("a person edits their own messages only")
            new: Json = {"entities": None, **self._text(text)}
            message = self._exchange.change(place, message_id, new)
            if self._reaches_bot(place, message):
                self._exchange.tell("edited_message", message)
            return message

    def presses(self, person: Person, message_id: int, button: str, *, chat: int | None = None, stale: bool = False) -> Query:
        """By the button's label or its data. `stale`: from an old screen, on a message that has changed or is gone; by data."""
        with self._exchange.lock:
            place = self._place(person, chat)
            message = place.seen(message_id) if message_id in place.messages else None
            data = button if stale else _find_button(message, button)
            query = Query(f"{7_000_000_000 + next(self._numbers)}", person, place, message_id, self._exchange.now())
            self._exchange.queries[query.id] = query
            gone = {"chat": place.as_json(), "message_id": message_id, "date": 0}
            instance = str(9_000_000 + abs(place.id))  # opaque, the same for all presses in one chat
            self._exchange.tell("callback_query", {
                "id": query.id, "from": person.as_user(), "message": message or gone, "chat_instance": instance, "data": data,
            })  # fmt: skip
            return query

    def forwards(self, person: Person, text: str, *, origin: Person | str, chat: int | None = None) -> Json:
        """A text of somebody else's; a name alone is somebody who hides the account when forwarded."""
        date = self._exchange.seconds()
        if isinstance(origin, Person):
            source: Json = {"type": "user", "date": date, "sender_user": origin.as_user()}
        else:
            source = {"type": "hidden_user", "date": date, "sender_user_name": origin}
        return self._posts(person, chat, {"forward_origin": source, **self._text(text)})

    def sends_document(
        self, person: Person, name: str, content: bytes, *, mime: str = "application/octet-stream", caption: str = "",
        chat: int | None = None, reply_to: int | None = None,
    ) -> Json:  # fmt: skip
        file = self._exchange.files.keep("document", Upload(name, content, mime))
        return self._posts(person, chat, {"document": file.as_document(), **_caption(caption)}, reply_to)

    def sends_photo(self, person: Person, content: bytes = b"", *, caption: str = "", chat: int | None = None) -> Json:
        name = "photo.jpg" if content.startswith(JPEG) else "photo.png"
        file = self._exchange.files.keep("photo", Upload(name, content or plain_png(320, 240), ""))
        return self._posts(person, chat, {"photo": file.as_photo(), **_caption(caption)})

    def sends_voice(self, person: Person, seconds: int = 4, *, content: bytes = b"", chat: int | None = None) -> Json:
        file = self._exchange.files.keep("voice", Upload("voice.oga", content or b"OggS" * 64, "audio/ogg"))
        return self._posts(person, chat, {"voice": {**file.as_json(), "duration": seconds, "mime_type": "audio/ogg"}})

    def sends_sticker(self, person: Person, emoji: str = "👍", *, chat: int | None = None) -> Json:
        file = self._exchange.files.keep("sticker", Upload("sticker.webp", b"RIFF" * 16, "image/webp"))
        look = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._posts(person, chat, {"sticker": {**file.as_json(), **look, "emoji": emoji, "set_name": "sandbox"}})

    def blocks(self, person: Person) -> None:
        self._changes_bot(person, self._exchange.private(person), "kicked")

    def unblocks(self, person: Person) -> None:
        self._changes_bot(person, self._exchange.private(person), "member")

    def adds_bot(self, person: Person, chat: int) -> None:
        """Into a group, as a plain member; the group sees a line that says so."""
        place = self._place(person, chat)
        self._changes_bot(person, place, "member")
        self._posts(person, chat, {"new_chat_members": [self._exchange.bot]})

    def removes_bot(self, person: Person, chat: int) -> None:
        self._changes_bot(person, self._place(person, chat), "kicked")

    def joins(self, person: Person, chat: int) -> None:
        self._exchange.chats[chat].members[person.id] = person
        self._posts(person, chat, {"new_chat_members": [person.as_user()]})

    def _place(self, person: Person, chat: int | None) -> Chat:
        if chat is None or chat == person.id:
            return self._exchange.private(person)
        place = self._exchange.chats[chat]
        if person.id not in place.members:
            raise ValueError(f"{person.first_name} is not in that chat")
        return place

    def _posts(self, person: Person, chat: int | None, content: Json, reply_to: int | None = None) -> Json:
        with self._exchange.lock:
            place = self._place(person, chat)
            if not place.is_group and place.bot == "kicked":
                raise ValueError(f"{person.first_name} has blocked the bot")
            self._uses_keyboard(place, content)
            message = self._exchange.post(place, person.as_user(), content, reply_to)
            if self._reaches_bot(place, message):
                self._exchange.tell("message", message)
            return message

    @staticmethod
    def _uses_keyboard(place: Chat, content: Json) -> None:
        """A one-time keyboard goes away with the button pressed on it, and a forced reply with the reply."""
        keyboard = place.keyboard or {}
        labels = [button["text"] for row in keyboard.get("keyboard", []) for button in row]
        if "force_reply" in keyboard or (keyboard.get("one_time_keyboard") and content.get("text") in labels):
            place.keyboard = None

    def _changes_bot(self, person: Person, place: Chat, status: BotStatus) -> None:
        with self._exchange.lock:
            if place.bot == status:
                raise ValueError(f"the bot is {status} there already")
            change = {
                "chat": place.as_json(), "from": person.as_user(), "date": self._exchange.seconds(),
                "old_chat_member": member(self._exchange.bot, place.bot), "new_chat_member": member(self._exchange.bot, status),
            }  # fmt: skip
            place.bot = status
            self._exchange.happened("bot", place, status=status)
            self._exchange.tell("my_chat_member", change)

    def _reaches_bot(self, place: Chat, message: Json) -> bool:
        """In a group with privacy on: commands, mentions, replies to the bot, and what happens to the group itself."""
        if not place.is_group:
            return True
        if place.bot not in ("member", "administrator"):
            return False
        service = "new_chat_members" in message
        replied = message.get("reply_to_message", {}).get("from", {}).get("id") == self._exchange.bot["id"]
        return not self._exchange.privacy or place.bot == "administrator" or service or replied or self._is_addressed(message)

    def _is_addressed(self, message: Json) -> bool:
        name = self._exchange.bot["username"].lower()
        text = str(message.get("text") or message.get("caption") or "").encode("utf-16-le")
        for entity in [*message.get("entities", []), *message.get("caption_entities", [])]:
            part = text[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le").lower()
            _, _, whom = part.partition("@")
            if (entity["type"] == "bot_command" and whom in ("", name)) or (entity["type"] == "mention" and whom == name):
                return True
        return False

    @staticmethod
    def _text(text: str) -> Json:
        plain, entities = typed(text)
        return {"text": plain} | ({"entities": entities} if entities else {})


def _caption(text: str) -> Json:
    plain, entities = typed(text)
    return ({"caption": plain} if plain else {}) | ({"caption_entities": entities} if entities else {})


def _find_button(message: Json | None, wanted: str) -> Any:
    rows = (message or {}).get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row if "callback_data" in button]
    for button in buttons:
        if wanted in (button["text"], button["callback_data"]):
            return button["callback_data"]
    raise LookupError(f"no such button: {wanted}; there are {[button['text'] for button in buttons]}")
