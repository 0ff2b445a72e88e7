"""What became of a call: how each error of the Bot API is to be taken. Knows the server's words; sends and records nothing."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.api import flood_pause, surely_unsent
from bot.calls import EDIT, END_PRESS, SEND, TOPIC
from storage.outbox import Leaving
from storage.people import BLOCKED, DELETED

_NO_CHANGE = "message is not modified"
_PRESS_OVER = ("query is too old", "query id is invalid")
_UNEDITABLE = (
    "message to edit not found", "message can't be edited", "message_id_invalid", "there is no text in the message to edit",
)  # fmt: skip
_NO_TOPIC = ("message thread not found", "topic_closed", "topic_deleted")
_DELETED = "user is deactivated"


@dataclass(frozen=True)
class Arrived:
    """It is there, or what it would have brought about holds already."""

    message_id: int | None = None


@dataclass(frozen=True)
class Again:
    """Not now. `wait`: as long as the server asks for, else as long as seems wise. `doubtful`: it may have arrived."""

    wait: timedelta | None = None
    doubtful: bool = False


@dataclass(frozen=True)
class Elsewhere:
    """It must be said another way, or in another chat."""

    lane: int
    method: str
    parameters: dict[str, Any]


@dataclass(frozen=True)
class Unreachable:
    """The person, or the group, does not hear the bot. `person`: why somebody is cut off; of a group it is nobody."""

    words: str
    person: str | None = None


@dataclass(frozen=True)
class Lost:
    """It will never arrive."""

    why: str


Outcome = Arrived | Again | Elsewhere | Unreachable | Lost


def kind_of(outcome: Outcome) -> tuple[str, str]:
    """What became of the call, and why, in words of a closed set."""
    match outcome:
        case Arrived():
            return "sent", ""
        case Again(wait=wait, doubtful=doubtful):
            return "again", "flood" if wait else "answer_lost" if doubtful else "trouble"
        case Elsewhere():
            return "moved", ""
        case Unreachable():
            return "given_up", "unreachable"
        case Lost():
            return "given_up", "refused"


def outcome_of(error: TelegramError, row: Leaving) -> Outcome:
    """How the error of this call is to be taken."""
    match error:
        case RetryAfter():
            return Again(flood_pause(error))
        case Forbidden():
            return Unreachable(error.message, _cut_off(error.message, row.lane))
        case ChatMigrated():
            return _in_new_chat(error.new_chat_id, row)
        case BadRequest():
            return _refused(error, row)
        case InvalidToken() | EndPointNotFound():
            return Again()      # polling ends the program where the token is at fault; the message waits for the next start
        case NetworkError() if surely_unsent(error) or _answered_with_fault(error):
            return Again()
    return Again(doubtful=True)


def _refused(error: BadRequest, row: Leaving) -> Outcome:
    words = error.message.lower()
    if _NO_CHANGE in words:
        return Arrived(row.parameters.get("message_id"))
    if row.method == END_PRESS and any(over in words for over in _PRESS_OVER):
        return Arrived()
    if row.method == EDIT and any(gone in words for gone in _UNEDITABLE):
        return Elsewhere(row.lane, SEND, _without("message_id", row))
    if TOPIC in row.parameters and any(gone in words for gone in _NO_TOPIC):
        return Elsewhere(row.lane, row.method, _without(TOPIC, row))
    return Lost(error.message)


def _cut_off(words: str, lane: int) -> str | None:
    if lane <= 0:
        return None
    return DELETED if _DELETED in words.lower() else BLOCKED


def _in_new_chat(chat: int, row: Leaving) -> Elsewhere:
    """Numbers of messages begin anew there: what was to be edited is said anew, lest another message be changed."""
    method = SEND if row.method == EDIT else row.method
    return Elsewhere(chat, method, {**_without("message_id", row), "chat_id": chat})


def _without(name: str, row: Leaving) -> dict[str, Any]:
    return {each: value for each, value in row.parameters.items() if each != name}


def _answered_with_fault(error: NetworkError) -> bool:
    """Whether the server, or one on the way, said that it could not: then there was an answer, and it was no."""
    return error.__cause__ is None or isinstance(error.__cause__, TelegramError)
