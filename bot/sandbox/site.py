"""What the browser gets: the page's files and words, the worlds, their clocks. Beside it lie the worlds' own servers.

    /, /page.css, …             the page
    /words                      {"vi": {key: text}, "en": …}: everything that the page says
    /worlds                     {"first": name, "worlds": [name]}
    POST /worlds/{name}         opens it: {"name", "now", "people": [{"id", "role", "name", "unit"}]}
    POST /worlds/{name}/clock   {"day": "2026-11-23"} -> {"now"}
    /worlds/{name}/…            the server of that world: /bot{token}/{method}, /file/…, /sandbox/… (see `control`)

What cannot be done is answered with 400 {"error": "why"}; what is not there with 404.
"""

from datetime import date
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.sandbox.page_words import BLANKS, WORDS
from bot.sandbox.shifted_clock import EARLIEST, LATEST, day_named
from bot.sandbox.tryout import Tryout
from bot.sandbox.tryouts import Tryouts
from bot.sandbox.worlds import NAMES
from locales.messages import LANGUAGES, say

FOLDER = Path(__file__).parent / "page"
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
                               "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
}  # fmt: skip


class Site:
    """`app` is the whole of it; `first` is the world that the page opens with."""

    def __init__(self, tryouts: Tryouts, first: str) -> None:
        self._tryouts, self._first = tryouts, first
        files = sorted(path for path in FOLDER.iterdir() if path.suffix in KINDS)
        self.app = Starlette(
            routes=[
                Route("/", _file(FOLDER / "index.html")),
                *(Route(f"/{path.name}", _file(path)) for path in files),
                Route("/words", _words),
                Route("/worlds", self._worlds),
                Route("/worlds/{name}", self._open, methods=["POST"]),
                Route("/worlds/{name}/clock", self._turn, methods=["POST"]),
                Mount("/worlds/{name}", self._enter),
            ],
            # The name of the machine is checked because any site can give itself a name that leads to this one.
            middleware=[Middleware(_Guarded), Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])],
        )

    async def _worlds(self, request: Request) -> Response:
        return JSONResponse({"first": self._first, "worlds": NAMES})

    async def _open(self, request: Request) -> Response:
        if not _is_ours(request):
            return _refused("application/json expected", 415)
        try:
            tryout = await self._tryouts.open(request.path_params["name"])
        except KeyError:
            return _refused("no such world", 404)
        return JSONResponse({"name": tryout.world.name, "people": tryout.people(), **_now(tryout)})

    async def _turn(self, request: Request) -> Response:
        if not _is_ours(request):
            return _refused("application/json expected", 415)
        try:
            tryout = self._tryouts[request.path_params["name"]]
        except KeyError:
            return _refused("no such world is open", 404)
        day = await _day_in(request)
        if day is None:
            return _refused(f"day: a date from {EARLIEST} to {LATEST} is expected", 400)
        tryout.turn_to(day)
        return JSONResponse(_now(tryout))

    async def _enter(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The server of a world answers everything below its name."""
        try:
            app: ASGIApp = self._tryouts[scope["path_params"]["name"]].api.app
        except KeyError:
            app = _refused("no such world is open", 404)
        await app(scope, receive, send)


class _Guarded:
    """Gives every answer the headers that keep a page to itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self._app(scope, receive, with_headers)


def _file(path: Path) -> Any:
    async def endpoint(request: Request) -> Response:
        return FileResponse(path, media_type=KINDS[path.suffix])

    return endpoint


async def _words(request: Request) -> Response:
    return JSONResponse({language: {key: say(language, f"page.{key}", **BLANKS) for key in WORDS} for language in LANGUAGES})


def _is_ours(request: Request) -> bool:
    """A form on another site cannot send this type."""
    return request.headers.get("content-type", "").split(";")[0] == "application/json"


async def _day_in(request: Request) -> date | None:
    try:
        order = await request.json()
    except ValueError:
        return None
    return day_named(order.get("day")) if isinstance(order, dict) else None


def _now(tryout: Tryout) -> dict[str, str]:
    return {"now": tryout.clock().isoformat()}


def _refused(why: str, status: int) -> JSONResponse:
    return JSONResponse({"error": why}, status)
