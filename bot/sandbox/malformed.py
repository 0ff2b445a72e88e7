"""Updates that are not what they should be: one recipe a kind, from the next update id to what is sent in its place.

Each is something that a bot must outlive: fields that a library takes for granted missing or of another type, kinds of
update that are not known yet, text and numbers that a database or a calendar cannot hold.
"""

from collections.abc import Callable
from typing import Any

Json = dict[str, Any]

SOMEBODY = {"id": 4_000_000_001, "is_bot": False, "first_name": "Ai đó"}
SOMEWHERE = {"id": 4_000_000_001, "type": "private", "first_name": "Ai đó"}
MESSAGE: Json = {"message_id": 1, "date": 1_700_000_000, "chat": SOMEWHERE, "from": SOMEBODY, "text": "kết nạp 3"}
PRESS: Json = {"id": "1", "from": SOMEBODY, "chat_instance": "1", "data": "x", "message": MESSAGE}


def _message(**changed: Any) -> Callable[[int], Any]:
    return lambda number: {"update_id": number, "message": {**MESSAGE, **changed}}


def _message_without(*fields: str) -> Callable[[int], Any]:
    rest = {name: value for name, value in MESSAGE.items() if name not in fields}
    return lambda number: {"update_id": number, "message": rest}


def _update(**fields: Any) -> Callable[[int], Any]:
    return lambda number: {"update_id": number, **fields}


def _instead(body: Any) -> Callable[[int], Any]:
    return lambda number: body


MALFORMED: dict[str, Callable[[int], Any]] = {
    # parts that are missing
    "empty": _update(),
    "empty_message": _update(message={}),
    "null_message": _update(message=None),
    "no_chat": _message_without("chat"),
    "no_date": _message_without("date"),
    "no_message_id": _message_without("message_id"),
    "no_sender": _message_without("from"),
    "press_without_sender": _update(callback_query={name: value for name, value in PRESS.items() if name != "from"}),
    "press_without_message": _update(callback_query={name: value for name, value in PRESS.items() if name != "message"}),
    "press_without_data": _update(callback_query={name: value for name, value in PRESS.items() if name != "data"}),
    # parts of another type
    "message_is_text": _update(message="kết nạp 3"),
    "message_is_list": _update(message=[MESSAGE]),
    "chat_is_number": _message(chat=5),
    "null_chat_id": _message(chat={**SOMEWHERE, "id": None}),
    "null_sender_id": _message(**{"from": {**SOMEBODY, "id": None}}),
    "date_is_text": _message(date="hôm qua"),
    "text_is_number": _message(text=3),
    "text_is_object": _message(text={"value": "kết nạp 3"}),
    "entities_are_text": _message(entities="bold"),
    "entity_out_of_bounds": _message(entities=[{"type": "bot_command", "offset": 400, "length": 9}]),
    # what is not known yet
    "unknown_kind": _update(thought_reading={"from": SOMEBODY, "thought": "kết nạp 3"}),
    "unknown_chat_type": _message(chat={**SOMEWHERE, "type": "hologram"}),
    "unknown_content": _message_without("text"),
    # what cannot be stored or counted
    "lone_surrogate": _message(text="kết nạp \ud83d 3"),
    "nul_character": _message(text="kết nạp\x00 3"),
    "date_beyond_calendar": _message(date=10**15),
    "id_beyond_64_bits": _message(chat={**SOMEWHERE, "id": 10**30}),
    # no update at all
    "null_update_id": _instead({"update_id": None, "message": MESSAGE}),
    "no_update_id": _instead({"message": MESSAGE}),
    "text_update_id": _instead({"update_id": "many", "message": MESSAGE}),
    "null": _instead(None),
    "number": _instead(42),
    "text": _instead("garbage"),
    "list": _instead([]),
}
