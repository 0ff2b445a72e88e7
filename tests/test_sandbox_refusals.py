"""What the Bot API server takes and what it refuses, as tables: the request, and the reason in Telegram's words."""

from typing import Any

import pytest

from tests.sandbox_line import LAN, Line, button, inline


@pytest.fixture
def line() -> Line:
    return Line(limits=False)


def keys(markup: Any) -> dict[str, Any]:
    return {"text": "x", "reply_markup": markup}


REFUSED: list[tuple[str, str, dict[str, Any], str]] = [
    ("no chat", "sendMessage", {"chat_id": "", "text": "x"}, "chat_id is empty"),
    ("unknown chat", "sendMessage", {"chat_id": 77, "text": "x"}, "chat not found"),
    ("unknown name", "sendMessage", {"chat_id": "@nobody", "text": "x"}, "chat not found"),
    ("no text", "sendMessage", {}, "message text is empty"),
    ("blank text", "sendMessage", {"text": " \n "}, "message text is empty"),
    ("blank after markup", "sendMessage", {"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
    ("long text", "sendMessage", {"text": "a" * 4097}, "message is too long"),
    ("long in units", "sendMessage", {"text": "🎉" * 2049}, "message is too long"),
    ("bad markup", "sendMessage", {"text": "<x>", "parse_mode": "HTML"},
     "can't parse entities: Unsupported start tag \"x\" at byte offset 0"),
    ("another markup", "sendMessage", {"text": "x", "parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
    ("broken text", "sendMessage", {"text": "\ud83d"}, "strings must be encoded in UTF-8"),
    ("unknown parameter", "sendMessage", {"text": "x", "colour": "red"},
     'unknown or unsupported parameter "colour" of sendMessage'),
    ("null in place of nothing", "sendMessage", {"text": "x", "parse_mode": None}, "unsupported parse_mode"),
    ("reply to nothing", "sendMessage", {"text": "x", "reply_parameters": {"message_id": 99}},
     "message to be replied not found"),
    ("reply in another way", "sendMessage", {"text": "x", "reply_parameters": {"message_id": 1, "poll_option_id": "1"}},
     'unknown or unsupported field "poll_option_id" of reply_parameters'),
    ("preview as text", "sendMessage", {"text": "x", "link_preview_options": "[1]"}, "object expected as link_preview_options"),
    ("markup as text", "sendMessage", keys("{no json"), "can't parse reply_markup JSON object"),
    ("markup as list", "sendMessage", keys([]), "object expected as reply markup"),
    ("unknown markup", "sendMessage", keys({"buttons": []}),
     "can't parse reply keyboard markup JSON object"),
    ("flat keyboard", "sendMessage", keys({"inline_keyboard": [button()]}),
     'field "inline_keyboard" of the reply markup must be an Array of Arrays'),
    ("text button", "sendMessage", keys(inline({"text": "Đúng"})),
     "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    ("unlabelled button", "sendMessage", keys(inline({"callback_data": "1"})),
     "can't parse inline keyboard button: Field \"text\" must be of type String"),
    ("two acts in a button", "sendMessage", keys(inline(button(callback_data="1", url="https://a.vn"))),
     "BUTTON_TYPE_INVALID"),
    ("empty data", "sendMessage", keys(inline(button(callback_data=""))), "BUTTON_DATA_INVALID"),
    ("long data", "sendMessage", keys(inline(button(callback_data="a" * 65))), "BUTTON_DATA_INVALID"),
    ("long in bytes", "sendMessage", keys(inline(button(callback_data="ế" * 22))), "BUTTON_DATA_INVALID"),
    ("odd address", "sendMessage", keys(inline(button(url="javascript:1"))), "BUTTON_URL_INVALID"),
    ("too many buttons", "sendMessage", keys({"inline_keyboard": [[button()]] * 101}), "REPLY_MARKUP_TOO_LONG"),
    ("no buttons to type with", "sendMessage", keys({"keyboard": [[]]}), "reply keyboard markup has no buttons"),
    ("half a removal", "sendMessage", keys({"remove_keyboard": False}), 'field "remove_keyboard" must be true'),
    ("no document", "sendDocument", {}, "there is no document in the request"),
    ("document not attached", "sendDocument", {"document": "attach://x"}, "there is no document in the request"),
    ("unknown document", "sendDocument", {"document": "abc"}, "wrong file identifier/HTTP URL specified"),
    ("document elsewhere", "sendDocument", {"document": "https://example.org/a.docx"}, "failed to get HTTP URL content"),
    ("long caption", "sendDocument", {"document": "abc", "caption": "a" * 1025}, "message caption is too long"),
    ("unknown action", "sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
    ("edit of nothing", "editMessageText", {"text": "x"}, "message identifier is not specified"),
    ("edit of the unknown", "editMessageText", {"message_id": 99, "text": "x"}, "message to edit not found"),
    ("edit of another's", "editMessageText", {"message_id": 1, "text": "x"}, "message can't be edited"),
    ("deletion of the unknown", "deleteMessage", {"message_id": 99}, "message to delete not found"),
    ("unknown person", "getChatMember", {"user_id": 99}, "PARTICIPANT_ID_INVALID"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "parameters", "reason"), [each[1:] for each in REFUSED], ids=[each[0] for each in REFUSED])
async def test_what_telegram_refuses_is_refused(line: Line, method: str, parameters: dict[str, Any], reason: str) -> None:
    assert await line.refused(method, **{"chat_id": LAN, **parameters}) == f"400 Bad Request: {reason}"
    assert line.api.replies(LAN) == []


TAKEN: list[tuple[str, dict[str, Any]]] = [
    ("longest text", {"text": "a" * 4096}),
    ("longest after markup", {"text": "<b>" + "🎉" * 2048 + "</b>", "parse_mode": "html"}),
    ("longest data", keys(inline(button(callback_data="ế" * 21 + "a")))),
    ("reply kept optional", {"text": "x", "reply_parameters": {"message_id": 99, "allow_sending_without_reply": True}}),
    ("preview off", {"text": "x", "link_preview_options": {"is_disabled": True}}),
    ("force reply", {"text": "x", "reply_markup": {"force_reply": True, "input_field_placeholder": "số người"}}),
    ("address", keys(inline(button(url="https://example.org")))),
    ("style", keys(inline(button(callback_data="1", style="danger")))),
]


@pytest.mark.parametrize("parameters", [each[1] for each in TAKEN], ids=[each[0] for each in TAKEN])
async def test_what_telegram_takes_is_taken(line: Line, parameters: dict[str, Any]) -> None:
    assert (await line.ask("sendMessage", chat_id=LAN, **parameters))["message_id"] == 2
