"""Raw updates as Telegram sends them, for tests of the door. Each is built from one that is whole."""

from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]

BOT = {"id": 77, "is_bot": True, "first_name": "Bot", "username": "ket_nap_bot"}
AN = {"id": 501, "is_bot": False, "first_name": "An", "language_code": "vi"}
AT_NOON = int(datetime(2026, 11, 20, 5, 0, tzinfo=UTC).timestamp())      # noon in Hà Nội
PRIVATE = {"id": 501, "type": "private", "first_name": "An"}
GROUP = {"id": -1007, "type": "supergroup", "title": "Cấp ủy"}


def message(text: str | None = "kết nạp 3", **fields: Any) -> Json:
    """A private text of An's, with fields changed or added; `sender` stands for `from`, None takes a field away."""
    whole = {"message_id": 9, "date": AT_NOON, "chat": PRIVATE, "from": fields.pop("sender", AN), "text": text, **fields}
    return {name: value for name, value in whole.items() if value is not None}


def said(text: str | None = "kết nạp 3", **fields: Any) -> Json:
    """An update with such a message."""
    return {"update_id": 1, "message": message(text, **fields)}


def edited(text: str | None = "kết nạp 4", **fields: Any) -> Json:
    """An update with such a message, changed."""
    return {"update_id": 1, "edited_message": message(text, edit_date=AT_NOON + 60, **fields)}


def pressed(data: str | None = "k1", **fields: Any) -> Json:
    """A press on the bot's message 8."""
    shown = {"message_id": 8, "date": AT_NOON, "chat": PRIVATE, "from": BOT, "text": "Đúng không?"}
    whole = {"id": "q1", "from": AN, "chat_instance": "c", "message": shown, "data": data, **fields}
    return {"update_id": 1, "callback_query": {name: value for name, value in whole.items() if value is not None}}


def standing(status: str, chat: Json = PRIVATE) -> Json:
    """The bot's standing in a chat has changed."""
    before: Json = {"user": BOT, "status": "member"}
    after: Json = {"user": BOT, "status": status}
    if status == "kicked":
        after["until_date"] = 0
    change = {"chat": chat, "from": AN, "date": AT_NOON, "old_chat_member": before, "new_chat_member": after}
    return {"update_id": 1, "my_chat_member": change}
