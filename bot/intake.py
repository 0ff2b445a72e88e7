"""Polling: raw updates are committed first and acknowledged afterwards. Knows the envelope of an update, not what is in it."""

import json
import logging
from collections.abc import Callable
from typing import Any, TypeGuard

from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot import metrics
from bot.api import call, flood_pause
from bot.clock import Clock
from bot.desk import Desk
from bot.logs import Tell
from bot.loops import HopelessError, pause
from storage.intake import Arrived, accept

log = logging.getLogger(__name__)
WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]
LONG = 25               # seconds that the server may keep a poll waiting
_SLACK = 10.0           # and that its answer may take on top
_LARGEST = 2**63 - 1    # what a column holds


class TokenRefusedError(HopelessError):
    """The server does not know the token, or does not know it any more."""


class Polling:
    """One poll after the other. The offset moves only past what is committed, so that a kill costs a redelivery and no more."""

    def __init__(
        self, bot: Bot, bot_id: int, desk: Desk, clock: Clock, arrived: Callable[[], None], answered: Callable[[], None],
        tell: Tell,
    ) -> None:  # fmt: skip
        self._bot, self._bot_id, self._desk, self._clock, self._arrived, self._tell = bot, bot_id, desk, clock, arrived, tell
        self._answered = answered
        self._offset: int | None = None     # None: everything that was never acknowledged
        self._failures = 0

    async def poll(self) -> float:
        """Take in one batch; seconds to wait before the next poll. Raises TokenRefusedError."""
        try:
            batch = await call(self._bot, "getUpdates", self._question(), patience=LONG + _SLACK)
        except TelegramError as error:
            self._failures += 1
            return await self._after(error)
        self._failures = 0
        self._answered()
        return await self.take_in(batch)

    async def take_in(self, batch: Any) -> float:
        """Commit the batch, then move the offset. One in which nothing has a number cannot be acknowledged: wait."""
        items = batch if isinstance(batch, list) else [batch]
        updates = [update for update in map(envelope, items) if update is not None]
        if len(updates) < len(items):
            log.warning("%d of %d updates had no number and were passed over", len(items) - len(updates), len(items))
        if not updates:
            return pause(4) if items else 0.0
        now = self._clock()
        metrics.taken(await self._desk.do(lambda session: accept(session, self._bot_id, updates, now)))
        # Numbers may begin anew, and lower, after a quiet week: what counts is the last batch, not the highest ever.
        self._offset = max(update.update_id for update in updates) + 1
        self._arrived()
        return 0.0

    def _question(self) -> dict[str, Any]:
        return {"timeout": LONG, "allowed_updates": WANTED, "offset": self._offset}

    async def _after(self, error: TelegramError) -> float:
        match error:
            case InvalidToken() | EndPointNotFound():
                raise TokenRefusedError from None
            case Conflict() if "webhook" in error.message:
                self._tell("webhook")
                await call(self._bot, "deleteWebhook", {})
                return 0.0
            case Conflict():
                seconds = pause(5)
                self._tell("conflict", seconds=round(seconds))
                return seconds
            case RetryAfter():
                return flood_pause(error).total_seconds()
        seconds = pause(self._failures)
        log.warning("polling: %s; again in %.1f s", type(error).__name__, seconds)
        return seconds


def envelope(update: Any) -> Arrived | None:
    """Number and lane of a raw update; None for what is no update at all."""
    if not isinstance(update, dict) or not _is_number(update.get("update_id")):
        return None
    return Arrived(update["update_id"], lane_of(update), json.dumps(update))    # ASCII: no database stumbles over it


def lane_of(update: dict[str, Any]) -> int:
    """The chat that the update belongs to, else 0. That a chat has a new number is worked where it goes on."""
    for part in update.values():
        if not isinstance(part, dict):
            continue
        message = part.get("message")
        for place in (part, message if isinstance(message, dict) else {}):
            chat = place.get("chat")
            if isinstance(chat, dict) and _is_number(chat.get("id")):
                new = place.get("migrate_to_chat_id")
                return int(new) if _is_number(new) else int(chat["id"])
    return 0


def _is_number(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST
