"""What the browser gets: the page's files and words, the worlds, their clocks. Beside it lie the worlds' own servers.

    /, /page.css, …             the page
    /words                      {"vi": {key: text}, "en": …}: everything that the page says
    /worlds                     {"first": name, "worlds": [name]}
    POST /worlds/{name}         opens it: {"name", "now", "people": [{"id", "role", "name", "unit", "unit_id"}],
                                "groups": [{"id", "title", "members": [id]}], "trouble", "bot"}
    POST /worlds/{name}/clock   {"day": "2026-11-23"} or {"to": "next_deadline"} -> {"now", "deadline": name or null}
    POST /worlds/{name}/trouble {"kind": "offline" or "flood", "on": bool}, {"kind": "redeliver"} or {"kind": "kill"}
                                -> {"trouble": {"offline", "flood"}, "bot": "running" or "stopped"}
    /worlds/{name}/record?since=N&timeout=25    what is on record; with `since`, once anything has happened after number N:
                                {"number", "day", "now", "trouble", "bot", "reports": [{"chain", "revision", "standing",
                                "unit", "text": {"vi", "en"}, "at", "revisions"}], "figures": [{"unit", "text", "done", "goal",
                                "percent", "source": {"vi", "en"}}], "deadlines": [{"name", "day", "days_left", "unit"}],
                                "reminders": [{"day", "to", "text"}], "people": [{"role", "unit", "joined", "away_until"}],
                                "sent": [{"at", "to", "text", "method", "status"}]}
    /worlds/{name}/…            the server of that world: /bot{token}/{method}, /file/…, /sandbox/… (see `control`)

What cannot be done is answered with 400 {"error": "why"}; what is not there with 404. Where nothing is due any more, the error
is the word `no_deadline`. Beside what `control` tells, a world's events are `clock` (now), `trouble` (trouble), `life` (status:
the bot is running or stopped).
"""

from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.gate import Gate
from bot.sandbox.guarding import Guarded
from bot.sandbox.page_words import BLANKS, WORDS
from bot.sandbox.tryouts import Tryouts
from locales.messages import LANGUAGES, say

FOLDER = Path(__file__).parent / "page"
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def site(tryouts: Tryouts, first: str) -> Starlette:
    """The whole of it. `first` is the world that the page opens with."""
    files = sorted(path for path in FOLDER.iterdir() if path.suffix in KINDS)
    return Starlette(
        routes=[
            Route("/", _file(FOLDER / "index.html")),
            *(Route(f"/{path.name}", _file(path)) for path in files),
            Route("/words", _words),
            *Gate(tryouts, first).routes(),
        ],
        # The name of the machine is checked because any site can give itself a name that leads to this one.
        middleware=[Middleware(Guarded), Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])],
    )


def _file(path: Path) -> Any:
    async def endpoint(request: Request) -> Response:
        return FileResponse(path, media_type=KINDS[path.suffix])

    return endpoint


async def _words(request: Request) -> Response:
    return JSONResponse({language: {key: say(language, f"page.{key}", **BLANKS) for key in WORDS} for language in LANGUAGES})
