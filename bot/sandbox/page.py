"""`bot sandbox`: the page, the worlds behind it and their bots on one port of this machine. Knows how they start and end."""

import asyncio
import contextlib
import logging
import os
import signal
import socket
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import uvicorn

from bot import logs
from bot.refused import RefusedError
from bot.sandbox.serving import LOOPBACK
from bot.sandbox.shifted_clock import day_named
from bot.sandbox.site import site
from bot.sandbox.tryouts import Tryouts
from bot.sandbox.worlds import NAMES
from bot.settings import Store, read
from locales.messages import say

LAST_PORT = 65535
KEPT_OPEN = 60      # seconds; longer than a bot keeps a line that it does not use, so that it never speaks into a closed one


def run(port: int, folder: str | None, world: str | None, today: str | None) -> int:
    """Serve the page until SIGTERM or SIGINT; the exit code. Its address is the first line printed. Raises RefusedError."""
    language = read(Store).language
    first, day = _world(world, language), _day(today, language)
    with _place(folder, language) as place, _listen(port, language) as listener, contextlib.suppress(KeyboardInterrupt):
        _speak_directly()
        logs.begin(logging.WARNING)
        asyncio.run(_serve(listener, place, folder is not None, first, day, language))
    return 0


async def _serve(
    listener: socket.socket, place: Path, keeps: bool, first: str, day: date | None, language: str
) -> None:
    port = listener.getsockname()[1]
    tryouts = Tryouts(place, port, keeps)
    _heed_signals(tryouts.stopped)
    config = uvicorn.Config(site(tryouts, first), log_level="critical", timeout_graceful_shutdown=2, lifespan="off",
                            timeout_keep_alive=KEPT_OPEN)
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    print(f"http://{LOOPBACK}:{port}/", flush=True)      # the socket listens already: who comes early waits
    print(say(language, "sandbox.serving"), flush=True)
    try:
        await tryouts.open(first, day)
        await tryouts.stopped.wait()
    finally:
        try:
            await tryouts.close()
        finally:
            server.should_exit = True
            await serving


class _Server(uvicorn.Server):
    """Leaves signals to us: the bots must end before the server that they talk to."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """None are captured."""
        yield


def _heed_signals(stopped: asyncio.Event) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):      # Windows knows neither
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)


def _speak_directly() -> None:
    """What goes to this machine takes no way round by a proxy of the environment's."""
    others = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
    os.environ["no_proxy"] = ",".join([*filter(None, [others]), LOOPBACK])


def _world(name: str | None, language: str) -> str:
    if name is not None and name not in NAMES:
        raise RefusedError(say(language, "sandbox.no_world", name=name, known=", ".join(NAMES)))
    return name or NAMES[0]


def _day(text: str | None, language: str) -> date | None:
    day = day_named(text)
    if text is not None and day is None:
        raise RefusedError(say(language, "sandbox.no_day", text=text))
    return day


@contextlib.contextmanager
def _place(folder: str | None, language: str) -> Iterator[Path]:
    """The folder, made if need be; without one, a passing one."""
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="bot-sandbox-") as passing:
            yield Path(passing)
        return
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError:
        raise RefusedError(say(language, "sandbox.no_folder", folder=folder)) from None
    yield Path(folder)


def _listen(port: int, language: str) -> socket.socket:
    try:
        if 0 <= port <= LAST_PORT:
            return socket.create_server((LOOPBACK, port))
    except OSError:
        pass
    raise RefusedError(say(language, "sandbox.no_port", port=port))
