"""The methods by which a bot changes what it wrote, takes it back, and answers a pressed button."""

from datetime import timedelta
from typing import Any

from bot.sandbox.call import Call
from bot.sandbox.chats import Chat, Json
from bot.sandbox.exchange import Exchange
from bot.sandbox.keyboards import read_inline
from bot.sandbox.refusal import bad
from bot.sandbox.sending import find_chat, read_preview, writable_chat
from bot.sandbox.text import formatted_text

DELETABLE = timedelta(hours=48)
ANSWERABLE = timedelta(minutes=5)  # Telegram states no figure; the press spins for less than that
LONGEST_ANSWER = 200
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)


def edit_message_text(exchange: Exchange, call: Call) -> Any:
    chat = writable_chat(exchange, call)
    message = _own_message(exchange, chat, call)
    if "text" not in message:
        raise bad("there is no text in the message to edit")
    text, entities = formatted_text(call)
    preview = read_preview(call).get("link_preview_options")
    new = {"text": text, "entities": entities or None, "link_preview_options": preview, "reply_markup": read_inline(call)}
    return _change(exchange, chat, message, new)


def edit_message_reply_markup(exchange: Exchange, call: Call) -> Any:
    chat = writable_chat(exchange, call)
    message = _own_message(exchange, chat, call)
    return _change(exchange, chat, message, {"reply_markup": read_inline(call)})


def delete_message(exchange: Exchange, call: Call) -> Any:
    chat = find_chat(exchange, call)
    message = chat.messages.get(_message_id(call))
    if message is None:
        raise bad("message to delete not found")
    others = message["from"]["id"] != exchange.bot["id"]
    if others and chat.is_group and chat.bot != "administrator":
        raise bad("message can't be deleted")
    if exchange.seconds() - message["date"] > DELETABLE.total_seconds():
        raise bad("message can't be deleted for everyone")
    exchange.remove(chat, message["message_id"])
    return True


def answer_callback_query(exchange: Exchange, call: Call) -> Any:
    query = exchange.queries.get(call.text("callback_query_id"))
    if query is None or query.answer is not None or exchange.now() - query.since > ANSWERABLE:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    if len(call.text("text")) > LONGEST_ANSWER:
        raise bad("MESSAGE_TOO_LONG")
    query.answer = {"text": call.text("text"), "show_alert": call.flag("show_alert")}
    exchange.happened("answered", query.chat, query=query.id, user=query.person.id, **query.answer)
    return True


def _message_id(call: Call) -> int:
    number = call.whole("message_id")
    if number <= 0:
        raise bad("message identifier is not specified")
    return number


def _own_message(exchange: Exchange, chat: Chat, call: Call) -> Json:
    message = chat.messages.get(_message_id(call))
    if message is None:
        raise bad("message to edit not found")
    if message["from"]["id"] != exchange.bot["id"]:
        raise bad("message can't be edited")
    return message


def _change(exchange: Exchange, chat: Chat, message: Json, new: Json) -> Json:
    if all(message.get(field) == value for field, value in new.items()):
        raise bad(NOT_MODIFIED)
    exchange.flood.take(chat.id, chat.is_group)
    return exchange.change(chat, message["message_id"], new)
