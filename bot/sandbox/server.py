"""The Bot API over HTTP: paths, token, errors, faults, journal. Knows what a request may look like, not what any method does.

    api = BotApi("1234567890:AAE…", username="admissions_bot")
    api.app      the ASGI application: `/bot{token}/{method}`, `/file/bot{token}/{path}`, and `/sandbox/…` (see `control`)
    api.people   acts as people do; api.faults lets things go wrong; api.journal is what the bot was heard to ask for

Reached in process through `httpx.ASGITransport(app=api.app)`, or over a port with `serving.Served`. All state is in memory.
"""

import asyncio
import inspect
import json
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from bot.sandbox.call import Call
from bot.sandbox.control import control_routes
from bot.sandbox.exchange import Clock, Exchange
from bot.sandbox.faults import Faults
from bot.sandbox.flood import Flood
from bot.sandbox.journal import Heard, Journal
from bot.sandbox.methods import Method, find_method
from bot.sandbox.people import People
from bot.sandbox.refusal import Refusal, bad
from bot.sandbox.request import read_call
from bot.sandbox.watching import Watching

FIRST_UPDATE = 700_000_001


def _utc_now() -> datetime:
    return datetime.now(UTC)


class BotApi(Watching):
    """`limits` are the flood limits; `strict` refuses parameters that a method does not take, where Telegram ignores them;
    `privacy` keeps from the bot what is said in groups without addressing it. `routes` are served beside the protocol."""

    def __init__(
        self, token: str, username: str = "admissions_bot", *, name: str = "Admissions", clock: Clock = _utc_now,
        limits: bool = True, strict: bool = True, privacy: bool = True, first_update: int = FIRST_UPDATE,
        first_message: int = 1, monotonic: Callable[[], float] = time.monotonic, routes: Iterable[BaseRoute] = (),
    ) -> None:  # fmt: skip
        bot = {"id": int(token.partition(":")[0]), "is_bot": True, "first_name": name, "username": username}
        super().__init__(Exchange(bot, clock, Flood(limits, monotonic), privacy, first_update, first_message))
        self.token = token
        self.strict = strict
        self.people = People(self.exchange)
        self.flood = self.exchange.flood
        self.faults = Faults(self.exchange.updates, self.exchange.now, self.exchange.bell.ring)
        self.journal = Journal()
        self.app = Starlette(routes=[
            Route("/bot{token}/{method}", self._answer, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self._download, methods=["GET"]),
            *control_routes(self.exchange, self.people, self.faults, self.journal),
            *routes,
        ], exception_handlers={404: _not_found})  # fmt: skip

    async def _answer(self, request: Request) -> Response:
        call, method = Call(request.path_params["method"]), None
        try:
            self._check_token(request)
            name, method = _known(call.method)
            call = await read_call(request, name)
            result = await self._perform(method, call)
            status, body = 200, {"ok": True, "result": result}
        except Refusal as refusal:
            status, body = refusal.status, refusal.as_json()
        return await self._hand_over(call, status, body)

    async def _perform(self, method: Method, call: Call) -> Any:
        self.faults.check(call)
        unknown = sorted(call.names() - method.parameters)
        if self.strict and unknown:
            raise bad(f'unknown or unsupported parameter "{unknown[0]}" of {call.method}')
        if inspect.iscoroutinefunction(method.act):
            return await method.act(self.exchange, call)
        with self.exchange.lock:
            return method.act(self.exchange, call)

    async def _hand_over(self, call: Call, status: int, body: dict[str, Any]) -> Response:
        lost = status == 200 and self.faults.answer_is_lost(call)
        garbled = status == 200 and self.faults.answer_is_garbled(call)
        self.journal.note(Heard(self.exchange.now(), call.method, call.as_json(), status, body, not (lost or garbled)))
        if status != 200 and call.text("chat_id"):
            self.exchange.happened("refused", self.exchange.chats.get(call.whole("chat_id")), method=call.method, status=status)
        self.exchange.bell.ring()
        await asyncio.sleep(self.faults.delay(call))
        if lost:
            return _Broken()
        if garbled or status == 502:
            return HTMLResponse("<html><body><h1>502 Bad Gateway</h1></body></html>", status)
        return Response(json.dumps(body), status, media_type="application/json")  # ASCII: carries broken Unicode, too

    async def _download(self, request: Request) -> Response:
        try:
            self._check_token(request)
        except Refusal as refusal:
            return JSONResponse(refusal.as_json(), refusal.status)
        file = self.exchange.files.at(request.path_params["path"])
        return Response(file.content, media_type=file.mime) if file else await _not_found(request, None)

    def _check_token(self, request: Request) -> None:
        if request.path_params["token"] != self.token:
            raise Refusal(401, "Unauthorized")


def _known(name: str) -> tuple[str, Method]:
    found = find_method(name)
    if found is None:
        raise Refusal(404, "Not Found")
    return found


async def _not_found(request: Request, _: Any) -> Response:
    return JSONResponse(Refusal(404, "Not Found").as_json(), 404)


class _Broken(Response):
    """An answer that never arrives: a server closes the connection on the error, an in-process transport passes it on."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"64")]})
        raise httpx.RemoteProtocolError("Server disconnected without sending a complete response.")
