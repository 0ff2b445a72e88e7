"""What a page may let people do, as data: one table from an act's name to what it does with the fields of the order."""

import base64
from collections.abc import Callable
from typing import Any

from bot.sandbox.chats import Json, Person
from bot.sandbox.exchange import Exchange
from bot.sandbox.people import People

LARGEST_CONTENT = 5 * 1024 * 1024       # bytes of a file that a person sends
Act = Callable[[People, Exchange, Json], Any]


class Unknown(Exception):  # noqa: N818 - an answer to the page, not a fault of the program
    """A person or a chat that the sandbox does not have."""


class TooLargeError(ValueError):
    """A file that the sandbox does not take, as Telegram would a larger one."""

    def __init__(self) -> None:
        super().__init__("too_large")


class _Order:
    """An order's fields, each with the type that it must have."""

    def __init__(self, exchange: Exchange, fields: Json) -> None:
        self._exchange = exchange
        self._fields = fields

    def text(self, name: str, default: str | None = None) -> str:
        value = self._fields.get(name, default)
        if not isinstance(value, str):
            raise ValueError(f"{name}: a text is expected")
        return value

    def number(self, name: str) -> int:
        value = self._fields.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError(f"{name}: a whole number is expected")
        return value

    def number_or_none(self, name: str) -> int | None:
        return None if self._fields.get(name) is None else self.number(name)

    def is_text(self, name: str) -> bool:
        return isinstance(self._fields.get(name), str)

    def flag(self, name: str, default: bool) -> bool:
        return bool(self._fields.get(name, default))

    def list(self, name: str) -> list[Any]:
        value = self._fields.get(name, [])
        if not isinstance(value, list):
            raise ValueError(f"{name}: a list is expected")
        return value

    def person(self, number: Any) -> Person:
        if number not in self._exchange.people:
            raise Unknown("no such person")
        return self._exchange.people[number]

    @property
    def user(self) -> Person:
        return self.person(self.number("user"))

    @property
    def group(self) -> int | None:
        chat = self.number_or_none("chat")
        if chat is not None and chat not in self._exchange.chats and chat not in self._exchange.people:
            raise Unknown("no such chat")
        return chat

    @property
    def content(self) -> bytes:
        text = self.text("content", "")
        if len(text) > LARGEST_CONTENT * 4 / 3 + 4:
            raise TooLargeError
        return base64.b64decode(text, validate=True)


def _person(people: People, order: _Order) -> Any:
    rest = {name: order.text(name, "") for name in ("last_name", "username")}
    language = order.text("language", "vi")
    return people.person(order.number("id"), order.text("first_name"), **rest, language=language).as_user()


def _group(people: People, order: _Order) -> Any:
    members = [order.person(each) for each in order.list("members")]
    return people.group(order.number("id"), order.text("title"), *members, supergroup=order.flag("supergroup", True)).as_json()


def _say(people: People, order: _Order) -> Any:
    return people.says(order.user, order.text("text"), chat=order.group, reply_to=order.number_or_none("reply_to"))


def _press(people: People, order: _Order) -> Any:
    number, data, stale = order.number("message_id"), order.text("data"), order.flag("stale", False)
    return {"query": people.presses(order.user, number, data, chat=order.group, stale=stale).id}


def _edit(people: People, order: _Order) -> Any:
    return people.edits(order.user, order.number("message_id"), order.text("text"), chat=order.group)


def _forward(people: People, order: _Order) -> Any:
    origin = order.text("origin") if order.is_text("origin") else order.person(order.number("origin"))
    return people.forwards(order.user, order.text("text"), origin=origin, chat=order.group)


def _send(people: People, order: _Order) -> Any:
    kind, user, group, caption = order.text("kind"), order.user, order.group, order.text("caption", "")
    if kind == "voice":
        return people.sends_voice(user, content=order.content, chat=group)
    if kind == "sticker":
        return people.sends_sticker(user, chat=group)
    if kind == "photo":
        return people.sends_photo(user, order.content, caption=caption, chat=group)
    if kind == "document":
        return people.sends_document(user, order.text("name", "document.bin"), order.content, caption=caption, chat=group)
    raise ValueError("kind: one of voice, photo, sticker, document")


def _here(order: _Order) -> int:
    group = order.group
    if group is None:
        raise ValueError("chat: a group's id is expected")
    return group


_TABLE: dict[str, Callable[[People, _Order], Any]] = {
    "person": _person,
    "group": _group,
    "say": _say,
    "press": _press,
    "edit": _edit,
    "forward": _forward,
    "send": _send,
    "block": lambda people, order: people.blocks(order.user),
    "unblock": lambda people, order: people.unblocks(order.user),
    "adds_bot": lambda people, order: people.adds_bot(order.user, _here(order)),
    "removes_bot": lambda people, order: people.removes_bot(order.user, _here(order)),
    "joins": lambda people, order: people.joins(order.user, _here(order)),
}


def _reading(act: Callable[[People, _Order], Any]) -> Act:
    return lambda people, exchange, fields: act(people, _Order(exchange, fields))


ACTS: dict[str, Act] = {name: _reading(act) for name, act in _TABLE.items()}
