"""What a test reads off the server: the chats as people see them, and waiting until something is so. Changes nothing."""

import time
from collections.abc import Callable

from bot.sandbox.chats import Chat, Json
from bot.sandbox.exchange import Clock, Exchange


class Watching:
    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange

    @property
    def clock(self) -> Clock:
        """The server's clock; it may be replaced at any time, for messages' dates, retention and the age of presses."""
        return self.exchange.clock

    @clock.setter
    def clock(self, clock: Clock) -> None:
        self.exchange.clock = clock

    def chat(self, id: int) -> Chat:
        return self.exchange.chats[id]

    def messages(self, chat: int) -> list[Json]:
        """As they stand now, oldest first; empty for a chat that has not begun."""
        with self.exchange.lock:
            place = self.exchange.chats.get(chat)
            return [place.seen(number) for number in place.messages] if place else []

    def replies(self, chat: int) -> list[Json]:
        """Those by the bot."""
        return [each for each in self.messages(chat) if each["from"]["id"] == self.exchange.bot["id"]]

    async def until(self, true: Callable[[], bool], seconds: float = 10) -> None:
        """Returns as soon as it is so, without asking again and again; TimeoutError if it is not so in time."""
        until = time.monotonic() + seconds
        while True:
            seen = self.exchange.bell.rings
            if true():
                return
            if time.monotonic() >= until:
                raise TimeoutError
            await self.exchange.bell.wait(seen, until - time.monotonic())

    async def after(self, number: int, seconds: float) -> int:
        """The number of what happened last, as soon as it is another than that one; at the latest after so many seconds."""
        until = time.monotonic() + seconds
        while True:
            seen, last = self.exchange.bell.rings, len(self.exchange.history)
            if last != number or self.exchange.closing or time.monotonic() >= until:
                return last
            await self.exchange.bell.wait(seen, until - time.monotonic())

    def until_here(self, true: Callable[[], bool], seconds: float = 10) -> None:
        """The same for a thread without an event loop."""
        until = time.monotonic() + seconds
        while True:
            seen = self.exchange.bell.rings
            if true():
                return
            if time.monotonic() >= until:
                raise TimeoutError
            self.exchange.bell.wait_here(seen, until - time.monotonic())

    def hang_up(self) -> None:
        """Let go of whoever waits for updates and is not there any more."""
        self.exchange.updates.hang_up()
        self.exchange.bell.ring()

    def close(self) -> None:
        """Lets waiting pollers go, so that a server can stop."""
        self.exchange.closing = True
        self.exchange.bell.ring()
