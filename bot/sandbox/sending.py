"""The methods by which a bot writes. Each takes the exchange and the call, and returns the Bot API's result or refuses."""

from typing import Any

from bot.sandbox.call import Call
from bot.sandbox.chats import Chat, Json
from bot.sandbox.exchange import Exchange
from bot.sandbox.files import LARGEST_DOWNLOAD, StoredFile
from bot.sandbox.keyboards import read_markup
from bot.sandbox.refusal import Refusal, bad, forbidden
from bot.sandbox.text import Formatted, formatted_caption, formatted_text

ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
PREVIEW = {"is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"}
PHOTO_FLAGS = {"has_spoiler": "has_media_spoiler", "show_caption_above_media": "show_caption_above_media"}
REPLY = {"message_id", "chat_id", "allow_sending_without_reply"}


def find_chat(exchange: Exchange, call: Call) -> Chat:
    if not call.text("chat_id"):
        raise bad("chat_id is empty")
    number = call.whole("chat_id")
    if number not in exchange.chats and number in exchange.people:
        raise forbidden("bot can't initiate conversation with a user")
    if number not in exchange.chats:
        raise bad("chat not found")
    return exchange.chats[number]


def writable_chat(exchange: Exchange, call: Call) -> Chat:
    chat = find_chat(exchange, call)
    if chat.moved_to is not None:
        reason = "Bad Request: group chat was upgraded to a supergroup chat"
        raise Refusal(400, reason, migrate_to_chat_id=chat.moved_to)
    if chat.bot in ("member", "administrator") and not chat.deleted:
        return chat
    raise _no_entry(chat)


def _no_entry(chat: Chat) -> Refusal:
    if chat.deleted:
        return forbidden("user is deactivated")
    if not chat.is_group:
        return forbidden("bot was blocked by the user")
    if chat.bot == "kicked":
        return forbidden(f"bot was kicked from the {chat.type} chat")
    return forbidden(f"bot is not a member of the {chat.type} chat")


def send_message(exchange: Exchange, call: Call) -> Any:
    chat = writable_chat(exchange, call)
    content = _text_content(formatted_text(call), "text") | read_preview(call)
    return _send(exchange, call, chat, content)


def send_photo(exchange: Exchange, call: Call) -> Any:
    chat = writable_chat(exchange, call)
    caption = _text_content(formatted_caption(call), "caption")
    shown = {field: True for flag, field in PHOTO_FLAGS.items() if call.flag(flag)}
    file = exchange.files.take("photo", call.file("photo"))
    return _send(exchange, call, chat, {"photo": file.as_photo(), **caption, **shown})


def send_document(exchange: Exchange, call: Call) -> Any:
    chat = writable_chat(exchange, call)
    caption = _text_content(formatted_caption(call), "caption")
    file = exchange.files.take("document", call.file("document"))
    return _send(exchange, call, chat, {"document": file.as_document(), **caption})


def send_chat_action(exchange: Exchange, call: Call) -> Any:
    chat = writable_chat(exchange, call)
    if call.text("action") not in ACTIONS:
        raise bad("wrong parameter action in request")
    exchange.happened("action", chat, action=call.text("action"))
    return True


def get_file(exchange: Exchange, call: Call) -> Any:
    if not call.text("file_id"):
        raise bad("file_id not specified")
    file = exchange.files.find(call.text("file_id"))
    if file is None:
        raise bad("invalid file_id")
    return _downloadable(file)


def _downloadable(file: StoredFile) -> Json:
    if len(file.content) > LARGEST_DOWNLOAD:
        raise bad("file is too big")
    return {**file.as_json(), "file_path": file.path}


def read_preview(call: Call) -> Json:
    options = call.record("link_preview_options")
    if not options:
        return {}
    unknown = sorted(set(options) - PREVIEW)
    if unknown:
        raise bad(f'unknown or unsupported field "{unknown[0]}" of link_preview_options')
    return {"link_preview_options": options}


def _text_content(found: Formatted, field: str) -> Json:
    text, entities = found
    names = {"text": "entities", "caption": "caption_entities"}
    return ({field: text} if text else {}) | ({names[field]: entities} if entities else {})


def _send(exchange: Exchange, call: Call, chat: Chat, content: Json) -> Json:
    reply_to = _replied(chat, call)
    protected = {"has_protected_content": True} if call.flag("protect_content") else {}
    markup = read_markup(call)
    exchange.flood.take(chat.id, chat.is_group)  # last: what is refused for another reason counts towards no limit
    return exchange.post(chat, exchange.bot, content | protected, reply_to, markup)


def _replied(chat: Chat, call: Call) -> int | None:
    reply = call.record("reply_parameters")
    if not reply:
        return None
    unknown = sorted(set(reply) - REPLY)
    if unknown:
        raise bad(f'unknown or unsupported field "{unknown[0]}" of reply_parameters')
    number = reply.get("message_id")
    if number in chat.messages and reply.get("chat_id", chat.id) == chat.id:
        return int(number)
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad("message to be replied not found")
