"""Raw updates as Telegram sends them, for tests of the door. Each is built from one that is whole."""

from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]

BOT: Json = {"id": 77, "is_bot": True, "first_name": "Bot", "username": "ket_nap_bot"}
AN: Json = {"id": 501, "is_bot": False, "first_name": "An", "language_code": "vi"}
AT_NOON = int(datetime(2026, 11, 20, 5, 0, tzinfo=UTC).timestamp())      # noon in Hà Nội
PRIVATE: Json = {"id": 501, "type": "private", "first_name": "An"}
GROUP: Json = {"id": -1007, "type": "supergroup", "title": "Cấp ủy"}
CHANNEL: Json = {"id": -1008, "type": "channel", "title": "Tin"}
ANONYMOUS: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


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
    sender = fields.pop("sender", AN)
    whole = {"id": "q1", "from": sender, "chat_instance": "c", "message": shown, "data": data, **fields}
    return {"update_id": 1, "callback_query": {name: value for name, value in whole.items() if value is not None}}


def standing(status: str, chat: Json = PRIVATE, before: str = "member", by: Json = AN) -> Json:
    """The bot's standing in a chat has changed."""
    change = {"chat": chat, "from": by, "date": AT_NOON, "old_chat_member": _member(before), "new_chat_member": _member(status)}
    return {"update_id": 1, "my_chat_member": change}


def _member(status: str) -> Json:
    """`restricted out`: restricted, and not in the group."""
    word, _, out = status.partition(" ")
    rights = (
        "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
        "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
        "can_edit_stories", "can_delete_stories",
    )  # fmt: skip
    may = (
        "can_change_info", "can_invite_users", "can_pin_messages", "can_send_messages", "can_send_polls",
        "can_send_other_messages", "can_add_web_page_previews", "can_manage_topics", "can_send_audios", "can_send_documents",
        "can_send_photos", "can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_edit_tag",
        "can_react_to_messages",
    )  # fmt: skip
    own: dict[str, Json] = {
        "kicked": {"until_date": 0}, "administrator": dict.fromkeys(rights, False),
        "restricted": {"is_member": not out, "until_date": 0, **dict.fromkeys(may, False)},
    }  # fmt: skip
    return {"user": BOT, "status": word, **own.get(word, {})}


def album(*captions: str, number: str = "13579", first: int = 20, **fields: Any) -> list[Json]:
    """Pictures sent together: one message each, with a caption where there is one."""
    picture = [{"file_id": "f", "file_unique_id": "u", "width": 90, "height": 90}]
    return [
        said(None, message_id=first + place, media_group_id=number, photo=picture, caption=words or None, **fields)
        for place, words in enumerate(captions)
    ]
