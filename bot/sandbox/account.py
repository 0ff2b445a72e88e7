"""The methods about the bot itself and about chats and members: who am I, commands, descriptions, who is that."""

import re
from typing import Any

from bot.sandbox.call import Call
from bot.sandbox.chats import Json
from bot.sandbox.exchange import Exchange
from bot.sandbox.refusal import bad
from bot.sandbox.sending import find_chat, writable_chat

MOST_COMMANDS = 100
LONGEST = {"description": 512, "short_description": 120}
RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
)  # fmt: skip
SCOPES = {
    "default": (), "all_private_chats": (), "all_group_chats": (), "all_chat_administrators": (),
    "chat": ("chat_id",), "chat_administrators": ("chat_id",), "chat_member": ("chat_id", "user_id"),
}  # fmt: skip


def get_me(exchange: Exchange, call: Call) -> Any:
    cannot = ("supports_inline_queries", "can_connect_to_business", "has_main_web_app", "has_topics_enabled")
    abilities = {"can_join_groups": True, "can_read_all_group_messages": not exchange.privacy, **dict.fromkeys(cannot, False)}
    return {**exchange.bot, **abilities}


def log_out(exchange: Exchange, call: Call) -> Any:
    """Accepted and without effect: there is no other server that the bot could go to. `close` is the same."""
    return True


def leave_chat(exchange: Exchange, call: Call) -> Any:
    """The bot goes, and hears of it as of any other change."""
    if not find_chat(exchange, call).is_group:
        raise bad("chat member status can't be changed in private chats")
    chat = writable_chat(exchange, call)
    change = {
        "chat": chat.as_json(), "from": exchange.bot, "date": exchange.seconds(),
        "old_chat_member": member(exchange.bot, chat.bot), "new_chat_member": member(exchange.bot, "left"),
    }  # fmt: skip
    chat.bot = "left"
    exchange.happened("bot", chat, status="left")
    exchange.tell("my_chat_member", change)
    return True


def get_chat(exchange: Exchange, call: Call) -> Any:
    return find_chat(exchange, call).as_full_json()


def get_chat_member(exchange: Exchange, call: Call) -> Any:
    chat, number = find_chat(exchange, call), call.whole("user_id")
    if number == exchange.bot["id"]:
        return member(exchange.bot, chat.bot)
    person = exchange.people.get(number)
    if person is None:
        raise bad("PARTICIPANT_ID_INVALID")
    present = number in chat.members or number == chat.id
    return member(person.as_user(), "member" if present else "left")


def member(user: Json, status: str) -> Json:
    """A ChatMember; each status has fields of its own that must not be missing."""
    rights = dict.fromkeys(RIGHTS, False) | {"can_delete_messages": True}
    own: dict[str, Json] = {"kicked": {"until_date": 0}, "administrator": rights}
    return {"user": user, "status": status, **own.get(status, {})}


def set_my_commands(exchange: Exchange, call: Call) -> Any:
    commands = call.data("commands")
    if not isinstance(commands, list):
        raise bad("can't parse list of bot commands JSON object")
    if len(commands) > MOST_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    exchange.commands[_audience(call)] = [_command(each) for each in commands]
    exchange.happened("commands", audience=_audience(call), commands=exchange.commands[_audience(call)])
    return True


def get_my_commands(exchange: Exchange, call: Call) -> Any:
    return exchange.commands.get(_audience(call), [])


def delete_my_commands(exchange: Exchange, call: Call) -> Any:
    exchange.commands.pop(_audience(call), None)
    return True


def _command(each: Any) -> Json:
    if not isinstance(each, dict) or set(each) != {"command", "description"}:
        raise bad("can't parse bot command: exactly the fields command and description are expected")
    name = str(each["command"]).removeprefix("/")
    if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(str(each["description"])) <= 256:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": str(each["description"])}


def _audience(call: Call) -> str:
    """Scope and language in one key: `default/`, `chat 12/vi`."""
    scope = call.record("scope") or {"type": "default"}
    if scope.get("type") not in SCOPES:
        raise bad("can't parse BotCommandScope: unsupported type specified")
    whom = " ".join(str(scope.get(field, "")) for field in ("type", *SCOPES[scope["type"]]))
    return f"{whom}/{_language(call)}"


def _language(call: Call) -> str:
    language = call.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad("invalid language code specified")
    return language


def _set_words(exchange: Exchange, call: Call, field: str) -> Any:
    if len(call.text(field)) > LONGEST[field]:
        raise bad(f"bot {field.replace('_', ' ')} is too long")
    exchange.descriptions[f"{field}/{_language(call)}"] = call.text(field)
    return True


def _get_words(exchange: Exchange, call: Call, field: str) -> Any:
    in_default = exchange.descriptions.get(f"{field}/", "")
    return {field: exchange.descriptions.get(f"{field}/{_language(call)}", "") or in_default}


def set_my_description(exchange: Exchange, call: Call) -> Any:
    return _set_words(exchange, call, "description")


def get_my_description(exchange: Exchange, call: Call) -> Any:
    return _get_words(exchange, call, "description")


def set_my_short_description(exchange: Exchange, call: Call) -> Any:
    return _set_words(exchange, call, "short_description")


def get_my_short_description(exchange: Exchange, call: Call) -> Any:
    return _get_words(exchange, call, "short_description")
