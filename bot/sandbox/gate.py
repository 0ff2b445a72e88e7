"""What a page asks about a world and orders for it, from JSON to the world and back. Knows no chat: these are its server's."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.refused import RefusedError
from bot.sandbox.control import LONGEST_WAIT
from bot.sandbox.shifted_clock import EARLIEST, LATEST, day_named
from bot.sandbox.troubles import KINDS
from bot.sandbox.tryout import Tryout
from bot.sandbox.tryouts import Tryouts
from bot.sandbox.worlds import NAMES

Json = dict[str, Any]
_LASTING = ("offline", "flood")


class _NoError(Exception):
    """An answer that says no: what is wrong, and the HTTP status."""

    def __init__(self, why: str, status: int = 400) -> None:
        super().__init__(why)
        self.status = status


class Gate:
    """`first` is the world that the page opens with."""

    def __init__(self, tryouts: Tryouts, first: str) -> None:
        self._tryouts, self._first = tryouts, first

    def routes(self) -> list[BaseRoute]:
        """All that begins with /worlds."""
        return [
            Route("/worlds", self._worlds),
            Route("/worlds/{name}", _ordered(self._open), methods=["POST"]),
            Route("/worlds/{name}/clock", _ordered(self._turn), methods=["POST"]),
            Route("/worlds/{name}/trouble", _ordered(self._trouble), methods=["POST"]),
            Route("/worlds/{name}/record", _asked(self._record)),
            Mount("/worlds/{name}", self._enter),
        ]

    async def _worlds(self, request: Request) -> Response:
        return JSONResponse({"first": self._first, "worlds": NAMES})

    async def _open(self, name: str, order: Json) -> Json:
        try:
            return (await self._tryouts.open(name)).as_json()
        except RefusedError as why:
            raise _NoError(str(why)) from None
        except KeyError:
            raise _NoError("no such world", 404) from None

    async def _turn(self, name: str, order: Json) -> Json:
        tryout, reached = self._tryout(name), None
        if order.get("to") == "next_deadline":
            reached = await tryout.to_next_deadline()
            if reached is None:
                raise _NoError("no_deadline")
        else:
            day = day_named(order.get("day"))
            if day is None:
                raise _NoError(f"day: a date from {EARLIEST} to {LATEST} is expected; or to: next_deadline")
            await tryout.turn_to(day)
        return {**tryout.now(), "deadline": reached}

    async def _trouble(self, name: str, order: Json) -> Json:
        tryout, kind, on = self._tryout(name), order.get("kind"), order.get("on")
        if kind not in KINDS:
            raise _NoError(f"kind: one of {', '.join(KINDS)}")
        if kind in _LASTING and not isinstance(on, bool):
            raise _NoError("on: true or false")
        await tryout.troubles.make(kind, on is True)
        return tryout.state()

    async def _record(self, name: str, request: Request) -> Json:
        since, seconds = _number(request, "since"), _number(request, "timeout")
        return await self._tryout(name).record(since, min(25 if seconds is None else seconds, LONGEST_WAIT))

    def _tryout(self, name: str) -> Tryout:
        try:
            return self._tryouts[name]
        except KeyError:
            raise _NoError("no such world is open", 404) from None

    async def _enter(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The server of a world answers everything below its name."""
        try:
            app: ASGIApp = self._tryout(scope["path_params"]["name"]).api.app
        except _NoError as no:
            app = _refused(no)
        await app(scope, receive, send)


def _ordered(act: Callable[[str, Json], Awaitable[Json]]) -> Any:
    async def endpoint(request: Request) -> Response:
        # A form on another site cannot send this type.
        if request.headers.get("content-type", "").split(";")[0] != "application/json":
            return _refused(_NoError("application/json expected", 415))
        try:
            return JSONResponse(await act(request.path_params["name"], await _order_in(request)))
        except _NoError as no:
            return _refused(no)

    return endpoint


async def _order_in(request: Request) -> Json:
    try:
        order = await request.json()
    except ValueError:
        raise _NoError("JSON is expected") from None
    if not isinstance(order, dict):
        raise _NoError("an object is expected")
    return order


def _asked(read: Callable[[str, Request], Awaitable[Json]]) -> Any:
    async def endpoint(request: Request) -> Response:
        try:
            return JSONResponse(await read(request.path_params["name"], request))
        except _NoError as no:
            return _refused(no)

    return endpoint


def _number(request: Request, name: str) -> int | None:
    text = request.query_params.get(name, "")
    return int(text) if text.isdecimal() else None


def _refused(no: _NoError) -> JSONResponse:
    return JSONResponse({"error": str(no)}, no.status)
