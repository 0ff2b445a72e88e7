"""What the server can do: every method that it plays, with the parameters that it takes. Everything else is refused."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox import account, editing, polling, sending
from bot.sandbox.call import Call
from bot.sandbox.exchange import Exchange

Act = Callable[[Exchange, Call], Any]


@dataclass(frozen=True)
class Method:
    act: Act
    parameters: frozenset[str]


def _takes(act: Act | Callable[[Exchange, Call], Awaitable[Any]], parameters: str = "") -> Method:
    return Method(act, frozenset(parameters.split()))


_WRITING = "chat_id reply_markup reply_parameters disable_notification protect_content parse_mode "
_COMMANDS = "scope language_code "
_POLLING = "allowed_updates "

METHODS: dict[str, Method] = {
    "getMe": _takes(account.get_me),
    "logOut": _takes(account.log_out),
    "close": _takes(account.log_out),
    "getUpdates": _takes(polling.get_updates, _POLLING + "offset limit timeout"),
    "setWebhook": _takes(polling.set_webhook, _POLLING + "url drop_pending_updates secret_token max_connections"),
    "deleteWebhook": _takes(polling.delete_webhook, "drop_pending_updates"),
    "getWebhookInfo": _takes(polling.get_webhook_info),
    "sendMessage": _takes(sending.send_message, _WRITING + "text link_preview_options"),
    "sendPhoto": _takes(sending.send_photo, _WRITING + "photo caption has_spoiler show_caption_above_media"),
    "sendDocument": _takes(sending.send_document, _WRITING + "document caption disable_content_type_detection"),
    "sendChatAction": _takes(sending.send_chat_action, "chat_id action"),
    "getFile": _takes(sending.get_file, "file_id"),
    "editMessageText": _takes(
        editing.edit_message_text, "chat_id message_id text parse_mode link_preview_options reply_markup"
    ),
    "editMessageReplyMarkup": _takes(editing.edit_message_reply_markup, "chat_id message_id reply_markup"),
    "deleteMessage": _takes(editing.delete_message, "chat_id message_id"),
    "answerCallbackQuery": _takes(editing.answer_callback_query, "callback_query_id text show_alert cache_time"),
    "getChat": _takes(account.get_chat, "chat_id"),
    "leaveChat": _takes(account.leave_chat, "chat_id"),
    "getChatMember": _takes(account.get_chat_member, "chat_id user_id"),
    "setMyCommands": _takes(account.set_my_commands, _COMMANDS + "commands"),
    "getMyCommands": _takes(account.get_my_commands, _COMMANDS),
    "deleteMyCommands": _takes(account.delete_my_commands, _COMMANDS),
    "setMyDescription": _takes(account.set_my_description, "description language_code"),
    "getMyDescription": _takes(account.get_my_description, "language_code"),
    "setMyShortDescription": _takes(account.set_my_short_description, "short_description language_code"),
    "getMyShortDescription": _takes(account.get_my_short_description, "language_code"),
}

BY_LOWER_NAME = {name.lower(): (name, method) for name, method in METHODS.items()}


def find_method(name: str) -> tuple[str, Method] | None:
    """Telegram's method names know no case."""
    return BY_LOWER_NAME.get(name.lower())
