"""The outbox and its delivery, against a Bot API server that a test has started."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import select

from bot.api import make_bot
from bot.clock import Clock
from bot.delivery import Delivery
from bot.desk import Desk
from bot.loops import keep
from bot.sandbox.chats import Json
from storage.database import Engine, transaction
from storage.outbox import Enclosure, Outgoing, put
from tests.telegram import Telegram


@dataclass
class Post:
    """The outbox and its delivery."""

    engine: Engine
    outside: Telegram
    number: int = field(default=0)

    def put(self, chat: int, text: str, **also: Any) -> None:
        """A message for the chat."""
        self.call("sendMessage", {"chat_id": chat, "text": text}, chat, **also)

    def call(self, method: str, parameters: Json, lane: int, paper: tuple[str, bytes] | None = None, **also: Any) -> None:
        """Any call."""
        self.number += 1
        now = datetime.now(UTC)
        row = Outgoing(effect=f"t/{self.number}", lane=lane, method=method, parameters=parameters, due_at=now, **also)
        enclosed = [Enclosure(effect=row.effect, name=paper[0], content=paper[1])] if paper else []
        with transaction(self.engine) as session:
            assert put(session, [row], enclosed) == 1

    @contextlib.asynccontextmanager
    async def sending(self) -> AsyncIterator[None]:
        """Delivery runs inside; afterwards what was being sent is on record."""
        desk = Desk(self.engine)
        bot = make_bot(self.outside.settings("sqlite:///unused.db"))
        delivery = Delivery(bot, desk, Clock(ZoneInfo("Asia/Ho_Chi_Minh")), "vi")
        async with bot:
            await delivery.begin()
            task = asyncio.create_task(keep("delivery", delivery.send))
            try:
                yield
            finally:
                task.cancel()
                await asyncio.wait({task})
                await delivery.close()
        desk.close()

    async def deliver(self, *heard: tuple[int, int]) -> None:
        """Send until each chat has that many messages, and everything is on record."""
        async with self.sending():
            await self.outside.api.until(lambda: all(len(self.outside.heard(chat)) >= count for chat, count in heard))

    async def try_to(self, method: str) -> None:
        """Send until the server has heard such a call, and its outcome is on record."""
        async with self.sending():
            await self.outside.api.until(lambda: bool(self.outside.api.journal.of(method)))

    def rows(self) -> list[Outgoing]:
        with transaction(self.engine) as session:
            return list(session.exec(select(Outgoing).order_by(Outgoing.id)))  # type: ignore[arg-type]

    def faults(self) -> list[str | None]:
        return [row.fault for row in self.rows()]
