"""What a monitor may ask a running bot over HTTP: whether it is well, and its numbers. Knows no person and no word said."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.clock import Clock
from bot.desk import Desk
from bot.logs import Tell, outline
from bot.metrics import House, exposition
from bot.pulse import Pulse
from bot.refused import RefusedError
from bot.release import release
from bot.settings import EXAMPLES, Settings
from locales.messages import say
from storage.database import Session
from storage.overview import overview
from storage.remembered import leases

log = logging.getLogger(__name__)
T = TypeVar("T")
POLLING = "polling"             # the state of the process that faces Telegram
_PATIENCE = 5.0                 # seconds that the database gets to answer
_PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


class Watch:
    """Answers for one process. `app` is what a server serves."""

    def __init__(self, desk: Desk, clock: Clock, pulse: Pulse) -> None:
        self._desk, self._clock, self._pulse = desk, clock, pulse
        self._asked: dict[str, asyncio.Task[Any]] = {}
        self.app = Starlette(routes=[Route("/health", self._health), Route("/metrics", self._metrics)])

    async def _health(self, _: Request) -> Response:
        """200 while all that should go on does go on, else 503; what is wrong is listed either way."""
        wrong: list[dict[str, Any]] = [
            {"part": each.part, "silent_seconds": round(each.seconds), "allowed_seconds": round(each.allowed)}
            for each in self._pulse.silences()
        ]
        if await self._ask("health", lambda session: leases(session, datetime.now(UTC))) is None:
            wrong.insert(0, {"part": "database"})
        said = {"status": "trouble" if wrong else "ok", "state": self._pulse.state, "wrong": wrong}
        return JSONResponse(said, status_code=503 if wrong else 200, headers={"Cache-Control": "no-store"})

    async def _metrics(self, _: Request) -> Response:
        now = self._clock()
        seen = await self._ask("metrics", lambda session: overview(session, now, datetime.now(UTC)))
        house = House(seen, now, self._pulse.quiet_for(), self._pulse.state == POLLING, release())
        return Response(exposition(house), media_type=_PROMETHEUS)

    async def _ask(self, what: str, step: Callable[[Session], T]) -> T | None:
        """The database's answer; None where it gives none in time. A question under way is not asked a second time."""
        if what not in self._asked or self._asked[what].done():
            self._asked[what] = asyncio.create_task(self._desk.do(step))
            self._asked[what].add_done_callback(_told("the database does not answer a monitor"))
        try:
            async with asyncio.timeout(_PATIENCE):
                answer: T = await asyncio.shield(self._asked[what])
                return answer
        except Exception:
            return None


def _told(words: str) -> Callable[[asyncio.Task[Any]], None]:
    """What to do when a task is over: log how it failed, if it did."""

    def tell(task: asyncio.Task[Any]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            log.warning("%s\n%s", words, outline(error))

    return tell


@contextlib.contextmanager
def listening(settings: Settings, tell: Tell) -> Iterator[socket.socket | None]:
    """The port that is set, taken. None where there is to be none, or where the usual one is another's and nobody asked for it.

    Raises RefusedError where the operator asked for one that cannot be had.
    """
    port = _port(settings, tell)
    try:
        yield port
    finally:
        if port is not None:
            port.close()


def _port(settings: Settings, tell: Tell) -> socket.socket | None:
    address = settings.address
    if address is None:
        return None
    try:
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        port = socket.create_server(address, family=family)
    except OSError:
        if "listen" in settings.model_fields_set:
            refused = say(settings.language, "operator.listen.refused", value=settings.listen, example=EXAMPLES["BOT_LISTEN"])
            raise RefusedError(refused) from None
        tell("unwatched", value=settings.listen)
        return None
    host = f"[{address[0]}]" if ":" in address[0] else address[0]
    tell("listening", url=f"http://{host}:{port.getsockname()[1]}")
    return port


class _Server(uvicorn.Server):
    """The library's, which would take the signals that are the bot's."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def served(watch: Watch, port: socket.socket | None) -> AsyncIterator[None]:
    """Answer at the port while the block runs. Without a port nobody is answered."""
    if port is None:
        yield
        return
    server = _Server(uvicorn.Config(
        watch.app, log_config=None, access_log=False, lifespan="off", server_header=False, timeout_graceful_shutdown=1,
    ))
    task = asyncio.create_task(server.serve(sockets=[port]))
    task.add_done_callback(_told("monitors are not answered any more"))
    try:
        yield
    finally:
        server.should_exit = True
        await asyncio.wait({task})
