"""What a turn sends, as calls of the Bot API in the outbox. Knows the names of methods and parameters; sends nothing."""

from typing import Any

from bot.door import Place
from handlers.turn import Answer, Reply, Turn
from storage.outbox import NO_CHAT, Enclosure, Outgoing

SEND, EDIT, END_PRESS = "sendMessage", "editMessageText", "answerCallbackQuery"
# What goes with a message, by method: the parameter that carries it.
ENCLOSING = {"sendPhoto": "photo", "sendDocument": "document"}
PICTURE, PAPER = ENCLOSING


def calls_of(turn: Turn, answer: Answer, place: Place) -> list[Outgoing]:
    """Rows for the outbox, in order, each with a key of its own. A press is always ended, said anything or not."""
    ended = [end_press(turn, place.press_id, answer.aside)] if place.press_id else []
    return [*ended, *(reply_call(turn, number, reply, place) for number, reply in enumerate(answer.replies))]


def enclosures_of(turn: Turn, answer: Answer) -> list[Enclosure]:
    """Pictures and papers that go with those rows."""
    return [
        Enclosure(effect=_effect(turn, number), name=reply.paper.name, content=reply.paper.content)
        for number, reply in enumerate(answer.replies) if reply.paper
    ]


def end_press(turn: Turn, press_id: str, aside: str | None = None) -> Outgoing:
    """What stops the waiting sign on a button. It belongs to no chat's queue: it is worth something for seconds only."""
    said = {"text": aside} if aside else {}
    parameters = {"callback_query_id": press_id, **said}
    return Outgoing(
        effect=f"{turn.key}/press", lane=NO_CHAT, method=END_PRESS, parameters=parameters, due_at=turn.now
    )


def reply_call(turn: Turn, number: int, reply: Reply, place: Place) -> Outgoing:
    """A new message, with a paper or without, or an edit of an earlier one."""
    parameters: dict[str, Any] = {"chat_id": turn.chat_id, "caption" if reply.paper else "text": reply.text}
    if reply.replaces is not None:
        parameters["message_id"] = reply.replaces
    elif place.topic is not None:
        parameters["message_thread_id"] = place.topic
    if markup := _markup(reply):
        parameters["reply_markup"] = markup
    return Outgoing(
        effect=_effect(turn, number),
        lane=turn.chat_id,
        method=_method(reply),
        parameters=parameters,
        about=reply.about,
        due_at=turn.now,
    )


def _effect(turn: Turn, number: int) -> str:
    return f"{turn.key}/{number}"


def _method(reply: Reply) -> str:
    if reply.paper:
        return PICTURE if reply.paper.picture else PAPER
    return SEND if reply.replaces is None else EDIT


def _markup(reply: Reply) -> dict[str, Any] | None:
    """Buttons below the message, else words below the typing field: Telegram takes one of the two."""
    if reply.choices:
        rows = [[{"text": choice.label, "callback_data": choice.key} for choice in row] for row in reply.choices]
        return {"inline_keyboard": rows}
    if reply.keyboard and reply.replaces is None:
        return {"keyboard": [[{"text": word} for word in row] for row in reply.keyboard], "resize_keyboard": True}
    return None
