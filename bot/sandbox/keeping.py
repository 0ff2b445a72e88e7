"""What the server holds as JSON, and back again. Knows every field of chats, updates and files, and no place to keep them."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.sandbox.chats import Chat, Json, Person
from bot.sandbox.exchange import Exchange, Query
from bot.sandbox.files import StoredFile
from bot.sandbox.updates import Waiting


def held(exchange: Exchange) -> Json:
    """Everything but the contents of files and the history: chats, people, what the bot has not acknowledged, open presses."""
    return {
        "people": [asdict(each) for each in exchange.people.values()],
        "chats": [_chat(each) for each in exchange.chats.values()],
        "files": [_file(each) for each in exchange.files],
        "waiting": [_waiting(each) for each in exchange.updates.queue],
        "past": [_waiting(each) for each in exchange.updates.past],
        "allowed": exchange.updates.allowed,
        "travelling": [[number, chat.id, message] for number, (chat, message) in exchange.travelling.items()],
        "queries": [_query(each) for each in exchange.queries.values() if each.answer is None],
        "commands": exchange.commands,
    }


def put_back(exchange: Exchange, kept: Json, contents: dict[str, bytes]) -> None:
    """Into an exchange that has just begun. `contents`: of files, by their id; one whose content is gone is gone itself.

    Raises KeyError, TypeError, ValueError where it is not what `held` gave.
    """
    exchange.people.update((each["id"], Person(**each)) for each in kept["people"])
    exchange.chats.update((each["id"], _chat_of(each, exchange.people)) for each in kept["chats"])
    for each in kept["files"]:
        if each["file_id"] in contents:
            exchange.files.put_back(StoredFile(**each, content=contents[each["file_id"]]))
    exchange.updates.queue.extend(map(_waiting_of, kept["waiting"]))
    exchange.updates.past.extend(map(_waiting_of, kept["past"]))
    exchange.updates.allowed = kept["allowed"]
    exchange.travelling.update((number, (exchange.chats[chat], message)) for number, chat, message in kept["travelling"])
    exchange.queries.update((each["id"], _query_of(each, exchange)) for each in kept["queries"])
    exchange.commands.update(kept["commands"])


def _chat(chat: Chat) -> Json:
    return {
        "id": chat.id, "type": chat.type, "title": chat.title, "person": chat.person.id if chat.person else None,
        "bot": chat.bot, "members": list(chat.members), "messages": list(chat.messages.values()), "keyboard": chat.keyboard,
    }  # fmt: skip


def _chat_of(kept: Json, people: dict[int, Person]) -> Chat:
    return Chat(
        kept["id"], kept["type"], kept["title"], people[kept["person"]] if kept["person"] is not None else None, kept["bot"],
        {each: people[each] for each in kept["members"]}, {each["message_id"]: each for each in kept["messages"]},
        kept["keyboard"],
    )  # fmt: skip


def _file(file: StoredFile) -> Json:
    names = ("file_id", "unique_id", "kind", "path", "name", "mime")
    return {name: getattr(file, name) for name in names}


def _waiting(update: Waiting) -> list[Any]:
    return [update.number, update.body, update.since.isoformat()]


def _waiting_of(kept: list[Any]) -> Waiting:
    number, body, since = kept
    return Waiting(number, body, datetime.fromisoformat(since))


def _query(query: Query) -> Json:
    return {"id": query.id, "person": query.person.id, "chat": query.chat.id, "message_id": query.message_id,
            "since": query.since.isoformat()}  # fmt: skip


def _query_of(kept: Json, exchange: Exchange) -> Query:
    person, chat = exchange.people[kept["person"]], exchange.chats[kept["chat"]]
    return Query(kept["id"], person, chat, kept["message_id"], datetime.fromisoformat(kept["since"]))
