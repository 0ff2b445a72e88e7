"""One life of a world's bot, in a process of its own. Knows its parent by the pipe between them, and no world.

Each line that comes in is an order, answered by a line once it is carried out; an empty one says that all is imported:

    {"settings": {…}, "shift": seconds}     the first: be this bot, with a clock that is ahead by so much
    {"shift": seconds}                      the clock is turned

The end of what comes in is the end of the life, in peace; so nothing is left behind when the parent dies.
"""

import asyncio
import contextlib
import json
import logging
import signal
import threading
from datetime import timedelta
from io import FileIO
from typing import Any

from pydantic import SecretStr

from bot import logs
from bot.run import serve
from bot.sandbox.shifted_clock import ShiftedClock
from bot.settings import Settings
from handlers.answer import answer
from handlers.reading.lexicon import lexicon
from locales.messages import LANGUAGES

DONE = b"\n"


def main() -> None:
    """Wait for the first order, then live until the orders end."""
    # What is switched on at the page, no network or a flood, is no news to whoever started it: faults are.
    logs.begin(logging.ERROR)
    for language in LANGUAGES:
        lexicon(language)       # read now, while nobody waits
    # Unbuffered: a thread that still reads at the end of the program would hold a buffer's lock.
    orders, done = FileIO(0, "r", closefd=False), FileIO(1, "w", closefd=False)
    done.write(DONE)
    first = orders.readline()
    if first:
        asyncio.run(_live(json.loads(first), orders, done))


async def _live(first: dict[str, Any], orders: FileIO, done: FileIO) -> None:
    settings = Settings(**{**first["settings"], "token": SecretStr(first["settings"]["token"])})
    clock, stopped, loop = ShiftedClock(settings.zone), asyncio.Event(), asyncio.get_running_loop()
    clock.shift = timedelta(seconds=first["shift"])
    with contextlib.suppress(NotImplementedError):      # Windows knows no signals
        loop.add_signal_handler(signal.SIGTERM, stopped.set)

    def listen() -> None:
        for line in iter(orders.readline, b""):
            clock.shift = timedelta(seconds=json.loads(line)["shift"])
            done.write(DONE)
        with contextlib.suppress(RuntimeError):         # the loop has ended before the orders did
            loop.call_soon_threadsafe(stopped.set)

    done.write(DONE)
    threading.Thread(target=listen, daemon=True).start()
    await serve(settings, clock, answer, stopped)


if __name__ == "__main__":
    main()
