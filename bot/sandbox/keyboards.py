"""Keyboards: which reply_markup Telegram takes and why it refuses the rest. Knows no message and no chat."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from bot.sandbox.call import Call
from bot.sandbox.refusal import bad

MOST_BUTTONS = 100
LONGEST_DATA = 64  # bytes, not characters
LONGEST_PLACEHOLDER = 64
ACTIONS = {"url", "callback_data", "copy_text", "switch_inline_query", "switch_inline_query_current_chat"}
LOOKS = {"text", "style", "icon_custom_emoji_id"}
STYLES = {"danger", "success", "primary"}
REPLY_FLAGS = {"is_persistent", "resize_keyboard", "one_time_keyboard", "selective", "input_field_placeholder"}

Json = dict[str, Any]


@dataclass(frozen=True)
class Markup:
    kind: Literal["inline", "reply", "remove", "force"]
    body: Json


def read_markup(call: Call) -> Markup | None:
    body = call.data("reply_markup")
    if body is None:
        return None
    if not isinstance(body, dict):
        raise bad("object expected as reply markup")
    for field, read in READERS.items():
        if field in body:
            return read(body)
    if body:
        raise bad("can't parse reply keyboard markup JSON object")
    return None


def read_inline(call: Call) -> Json | None:
    """For edits, which take inline keyboards only; None takes the keyboard away."""
    markup = read_markup(call)
    if markup is None:
        return None
    if markup.kind != "inline":
        raise bad("inline keyboard expected")
    return markup.body if markup.body["inline_keyboard"] else None


def _inline(body: Json) -> Markup:
    _only(body, {"inline_keyboard"}, "inline keyboard markup")
    rows = [[_inline_button(button) for button in row] for row in _rows(body, "inline_keyboard")]
    return Markup("inline", {"inline_keyboard": [row for row in rows if row]})


def _reply(body: Json) -> Markup:
    _only(body, {"keyboard", *REPLY_FLAGS}, "reply keyboard markup")
    rows = [row for row in ([_reply_button(button) for button in row] for row in _rows(body, "keyboard")) if row]
    if not rows:
        raise bad("reply keyboard markup has no buttons")
    placeholder = body.get("input_field_placeholder", "")
    if not isinstance(placeholder, str) or len(placeholder) > LONGEST_PLACEHOLDER:
        raise bad("input field placeholder must be a text of 1-64 characters")
    return Markup("reply", {**body, "keyboard": rows})


def _remove(body: Json) -> Markup:
    _only(body, {"remove_keyboard", "selective"}, "reply keyboard removal")
    if body["remove_keyboard"] is not True:
        raise bad('field "remove_keyboard" must be true')
    return Markup("remove", body)


def _force(body: Json) -> Markup:
    _only(body, {"force_reply", "selective", "input_field_placeholder"}, "force reply")
    if body["force_reply"] is not True:
        raise bad('field "force_reply" must be true')
    return Markup("force", body)


READERS: dict[str, Callable[[Json], Markup]] = {
    "inline_keyboard": _inline, "keyboard": _reply, "remove_keyboard": _remove, "force_reply": _force,
}  # fmt: skip


def _rows(body: Json, field: str) -> list[list[Any]]:
    rows = body[field]
    if not isinstance(rows, list):
        raise bad(f'field "{field}" of the reply markup must be an Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad(f'field "{field}" of the reply markup must be an Array of Arrays')
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad("REPLY_MARKUP_TOO_LONG")
    return rows


def _only(body: Json, known: set[str], what: str) -> None:
    unknown = sorted(set(body) - known)
    if unknown:
        raise bad(f'can\'t parse {what}: unknown or unsupported field "{unknown[0]}"')


def _check_label(button: Json, what: str) -> None:
    if not isinstance(button.get("text"), str):
        raise bad(f'can\'t parse {what}: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad(f"can't parse {what}: button text must be non-empty")
    if button.get("style", "danger") not in STYLES:
        raise bad(f"can't parse {what}: invalid button style specified")


def _inline_button(button: Any) -> Json:
    what = "inline keyboard button"
    if not isinstance(button, dict):
        raise bad(f"can't parse {what}: InlineKeyboardButton must be an Object")
    _check_label(button, what)
    _only(button, LOOKS | ACTIONS, what)
    actions = sorted(set(button) & ACTIONS)
    if not actions:
        raise bad(f"can't parse {what}: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad("BUTTON_TYPE_INVALID")
    if "callback_data" in button:
        _check_data(button["callback_data"])
    if "url" in button and not str(button["url"]).startswith(("https://", "http://", "tg://")):
        raise bad("BUTTON_URL_INVALID")
    return button


def _check_data(data: Any) -> None:
    if not isinstance(data, str):
        raise bad('can\'t parse inline keyboard button: Field "callback_data" must be of type String')
    if not 1 <= len(data.encode()) <= LONGEST_DATA:
        raise bad("BUTTON_DATA_INVALID")


def _reply_button(button: Any) -> Json:
    what = "keyboard button"
    found = {"text": button} if isinstance(button, str) else button
    if not isinstance(found, dict):
        raise bad(f"can't parse {what}: KeyboardButton must be an Object")
    _check_label(found, what)
    _only(found, {*LOOKS, "request_contact", "request_location"}, what)
    return found
