"""What a turn sends, as calls of the Bot API in the outbox. Knows the names of methods and parameters; sends nothing."""

from datetime import datetime
from typing import Any

from bot.door import Place
from handlers.reminding import Reminded
from handlers.turn import Answer, Notice, Reply, Turn
from storage.outbox import NO_CHAT, Enclosure, Outgoing

SEND, EDIT, END_PRESS, LEAVE = "sendMessage", "editMessageText", "answerCallbackQuery", "leaveChat"
TOPIC = "message_thread_id"
# What goes with a message, by method: the parameter that carries it.
ENCLOSING = {"sendPhoto": "photo", "sendDocument": "document"}
PICTURE, PAPER = ENCLOSING


def calls_of(turn: Turn, answer: Answer, place: Place) -> list[Outgoing]:
    """Rows for the outbox, in order, each with a key of its own. A press is always ended, said anything or not."""
    ended = [end_press(turn, place.press_id, answer.aside)] if place.press_id else []
    said = [_reply_call(turn, answer, number, place) for number in range(len(answer.replies))]
    left = [_call(turn, answer, "leave", LEAVE, {"chat_id": turn.chat_id})] if answer.leaves else []
    return [*ended, *said, *left, *(_notice_call(turn, notice) for notice in answer.notices)]


def _notice_call(turn: Turn, notice: Notice) -> Outgoing:
    """A message to another chat, behind what that chat has asked for."""
    parameters = {"chat_id": notice.chat_id, "text": notice.text}
    return Outgoing(
        effect=notice.once, lane=notice.chat_id, method=SEND, parameters=parameters, urgent=False, due_at=turn.now
    )


def reminder_call(reminded: Reminded, now: datetime) -> Outgoing:
    """A day's reminder, behind what its chat has asked for."""
    parameters: dict[str, Any] = {"chat_id": reminded.chat, "text": reminded.reply.text}
    if markup := _markup(reminded.reply):
        parameters["reply_markup"] = markup
    return Outgoing(
        effect=reminded.effect, lane=reminded.chat, method=SEND, parameters=parameters, urgent=False, due_at=now
    )


def enclosures_of(turn: Turn, answer: Answer) -> list[Enclosure]:
    """Pictures and papers that go with those rows."""
    return [
        Enclosure(effect=_effect(turn, answer, number), name=reply.paper.name, content=reply.paper.content)
        for number, reply in enumerate(answer.replies) if reply.paper
    ]


def end_press(turn: Turn, press_id: str, aside: str | None = None) -> Outgoing:
    """What stops the waiting sign on a button. It belongs to no chat's queue: it is worth something for seconds only."""
    said = {"text": aside} if aside else {}
    parameters = {"callback_query_id": press_id, **said}
    return Outgoing(
        effect=f"{turn.key}/press", lane=NO_CHAT, method=END_PRESS, parameters=parameters, due_at=turn.now
    )


def as_called(method: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """The parameters that the method takes. An edit keeps the topic only for the case that it must be said anew."""
    return {name: value for name, value in parameters.items() if method != EDIT or name != TOPIC}


def _reply_call(turn: Turn, answer: Answer, number: int, place: Place) -> Outgoing:
    """A new message, with a paper or without, or an edit of an earlier one."""
    reply = answer.replies[number]
    parameters: dict[str, Any] = {"chat_id": turn.chat_id, "caption" if reply.paper else "text": reply.text}
    if reply.replaces is not None:
        parameters["message_id"] = reply.replaces
    if place.topic is not None:
        parameters[TOPIC] = place.topic
    if markup := _markup(reply):
        parameters["reply_markup"] = markup
    return _call(turn, answer, number, _method(reply), parameters, reply.about)


def _call(
    turn: Turn, answer: Answer, number: int | str, method: str, parameters: dict[str, Any], about: str | None = None
) -> Outgoing:
    return Outgoing(
        effect=_effect(turn, answer, number),
        lane=turn.chat_id,
        method=method,
        parameters=parameters,
        about=about,
        urgent=not answer.wait,
        due_at=turn.now + answer.wait,
    )


def _effect(turn: Turn, answer: Answer, number: int | str) -> str:
    return f"{answer.once or turn.key}/{number}"


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
