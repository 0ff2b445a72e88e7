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
from bot.calls import EDIT, END_PRESS, SEND
from storage.outbox import Leaving

_NO_CHANGE = "message is not modified"
_PRESS_OVER = ("query is too old", "query id is invalid")
_UNEDITABLE = ("message to edit not found", "message can't be edited")


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
    """The person, or the group, does not want to hear from the bot."""

    why: str


@dataclass(frozen=True)
class Lost:
    """It will never arrive."""

    why: str


Outcome = Arrived | Again | Elsewhere | Unreachable | Lost


def outcome_of(error: TelegramError, row: Leaving) -> Outcome:
    """How the error of this call is to be taken."""
    match error:
        case RetryAfter():
            return Again(flood_pause(error))
        case Forbidden():
            return Unreachable(error.message)
        case ChatMigrated():
            return Elsewhere(error.new_chat_id, row.method, {**row.parameters, "chat_id": error.new_chat_id})
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
        rest = {name: value for name, value in row.parameters.items() if name != "message_id"}
        return Elsewhere(row.lane, SEND, rest)
    return Lost(error.message)


def _answered_with_fault(error: NetworkError) -> bool:
    """Whether the server, or one on the way, said that it could not: then there was an answer, and it was no."""
    return error.__cause__ is None or isinstance(error.__cause__, TelegramError)
