"""One life of a world's bot, in a process of its own. Knows its parent by the line between them, and no world.

What comes in is by how many seconds the clock is ahead from now on; each is answered once it is so. The end of the line
is the end of the life, in peace: nothing is left behind when the parent dies.
"""

import asyncio
import contextlib
import logging
import signal
import threading
from datetime import timedelta
from multiprocessing.connection import Connection
from typing import Any

from pydantic import SecretStr

from bot import logs
from bot.run import serve
from bot.sandbox.shifted_clock import ShiftedClock
from bot.settings import Settings
from handlers.answer import answer
from handlers.reading.lexicon import lexicon
from locales.messages import LANGUAGES

# Read once, in the process from which all lives are made.
for language in LANGUAGES:
    lexicon(language)


def live(line: Connection, settings: dict[str, Any], shift: float) -> None:
    """Be the bot with these settings until the line ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)    # Ctrl+C is for the parent, which then ends the line
    # What is switched on at the page, no network or a flood, is no news to whoever started it: faults are.
    logs.begin(logging.ERROR)
    asyncio.run(_live(line, Settings(**{**settings, "token": SecretStr(settings["token"])}), shift))


async def _live(line: Connection, settings: Settings, shift: float) -> None:
    clock, stopped, loop = ShiftedClock(settings.zone, timedelta(seconds=shift)), asyncio.Event(), asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError):      # Windows knows no signals
        loop.add_signal_handler(signal.SIGTERM, stopped.set)

    def listen() -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                line.send(None)
                clock.shift = timedelta(seconds=line.recv())
        with contextlib.suppress(RuntimeError):         # the loop has ended before the line did
            loop.call_soon_threadsafe(stopped.set)

    threading.Thread(target=listen, daemon=True).start()
    await serve(settings, clock, answer, stopped)
