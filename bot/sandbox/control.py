"""The sandbox's own door, for a page or another process: `/sandbox/…`, JSON in and out. Whoever serves it binds it to loopback.

Reading:

    /sandbox/state           {"number", "now", "bot", "people": [user], "chats": [chat], "commands": {audience: [command]}}
    /sandbox/chat/{id}       {"number", "chat", "bot": member|kicked|left, "keyboard", "messages": [message],
                             "waiting": [ids of people's messages that the bot has not acknowledged]}
    /sandbox/events?since=N&timeout=25   waits for what happened after number N: {"number": M, "events": [event]};
                             ask again with since=M; `number` in the two answers above is where to begin
    /sandbox/file/{file_id}  the file itself
    /sandbox/journal?since=N {"number": M, "entries": [{"at", "method", "parameters", "status", "answer", "arrived"}]}

Events: {"number", "kind", "chat"?, …} with kind `message` (message, keyboard), `edited` (message), `deleted` (message_id),
`answered` (query, user, text, show_alert: the reply to a press), `action` (action: "typing"), `waits`, `taken`, `expired`
(message_id: a person's message on its way to the bot, acknowledged, too old), `bot` (status), `commands` (audience, commands),
`refused` (method, status: what the bot wrote and the server did not take).

Acting (POST, content type application/json; `user` is a person's id, `chat` a group's id, or left out for the private chat):

    /sandbox/person   {id, first_name, last_name?, username?, language?}          -> user
    /sandbox/group    {id, title, members: [user id], supergroup?: true}          -> chat
    /sandbox/say      {user, text, chat?, reply_to?}                              -> message
    /sandbox/press    {user, message_id, data, chat?, stale?: false}              -> {"query": id}; data or the button's label
    /sandbox/edit     {user, message_id, text, chat?}                             -> message
    /sandbox/forward  {user, text, origin: user id | "a hidden name", chat?}      -> message
    /sandbox/send     {user, kind: voice|photo|sticker|document, chat?, caption?, name?, content?: base64}   -> message;
                      a file of more than 5 MB is refused with 413 {"error": "too_large"}
    /sandbox/block, /sandbox/unblock  {user};  /sandbox/adds_bot, /sandbox/removes_bot, /sandbox/joins  {user, chat}   -> {}
    /sandbox/faults   {"fault": "slow", "seconds": 2, "method"?, "chat"?, "times"?} and the like (see `faults.Faults`)   -> {}

What cannot be done is answered with 400 {"error": "why"}; an unknown chat or person with 404.
"""

import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.acts import ACTS, LARGEST_CONTENT, TooLargeError, Unknown
from bot.sandbox.chats import Json
from bot.sandbox.exchange import Exchange
from bot.sandbox.faults import Faults, apply_fault
from bot.sandbox.journal import Journal
from bot.sandbox.people import People
from bot.sandbox.refusal import Refusal

LONGEST_WAIT = 50.0
LARGEST_ORDER = 2 * LARGEST_CONTENT     # bytes of an order, a file in base64 included
Endpoint = Callable[[Request], Awaitable[Response]]


def control_routes(exchange: Exchange, people: People, faults: Faults, journal: Journal) -> list[Route]:
    view = _View(exchange, journal)
    reads: dict[str, Endpoint] = {
        "state": view.state, "chat/{id:int}": view.chat, "events": view.events, "journal": view.journal, "file/{id}": view.file,
    }  # fmt: skip
    reads["chat/-{id:int}"] = view.group
    acts = {name: _endpoint(partial(act, people, exchange)) for name, act in ACTS.items()}
    acts["faults"] = _endpoint(partial(apply_fault, faults))
    return [
        *(Route(f"/sandbox/{path}", read, methods=["GET"]) for path, read in reads.items()),
        *(Route(f"/sandbox/{name}", act, methods=["POST"]) for name, act in acts.items()),
    ]


class _View:
    def __init__(self, exchange: Exchange, journal: Journal) -> None:
        self._exchange = exchange
        self._journal = journal

    async def state(self, request: Request) -> Response:
        exchange = self._exchange
        with exchange.lock:
            return JSONResponse({
                "number": len(exchange.history), "now": exchange.now().isoformat(), "bot": exchange.bot,
                "people": [each.as_user() for each in exchange.people.values()],
                "chats": [each.as_json() for each in exchange.chats.values()], "commands": exchange.commands,
            })  # fmt: skip

    async def chat(self, request: Request) -> Response:
        return self._chat(request.path_params["id"])

    async def group(self, request: Request) -> Response:
        return self._chat(-request.path_params["id"])

    def _chat(self, number: int) -> Response:
        with self._exchange.lock:
            chat = self._exchange.chats.get(number)
            if chat is None:
                return JSONResponse({"error": "no such chat"}, 404)
            messages = [chat.seen(each) for each in chat.messages]
            waiting = [message for place, message in self._exchange.travelling.values() if place is chat]
            return JSONResponse({"number": len(self._exchange.history), "chat": chat.as_json(), "bot": chat.bot,
                                 "keyboard": chat.keyboard, "messages": messages, "waiting": waiting})  # fmt: skip

    async def events(self, request: Request) -> Response:
        since, seconds = _number(request, "since"), min(_number(request, "timeout", 25), LONGEST_WAIT)
        until = time.monotonic() + seconds
        while True:
            seen = self._exchange.bell.rings
            with self._exchange.lock:
                found = self._exchange.history[since:]
                last = len(self._exchange.history)
            if since > last:        # a number of an earlier run
                return JSONResponse({"number": last, "events": []})
            if found or self._exchange.closing or time.monotonic() >= until:
                return JSONResponse({"number": since + len(found), "events": found})
            await self._exchange.bell.wait(seen, until - time.monotonic())

    async def journal(self, request: Request) -> Response:
        entries = list(self._journal)[_number(request, "since") :]
        return JSONResponse({"number": len(self._journal), "entries": [each.as_json() for each in entries]})

    async def file(self, request: Request) -> Response:
        file = self._exchange.files.find(request.path_params["id"])
        return Response(file.content, media_type=file.mime) if file else JSONResponse({"error": "no such file"}, 404)


def _number(request: Request, name: str, default: int = 0) -> int:
    text = request.query_params.get(name, "")
    return int(text) if text.isdigit() else default


def _endpoint(act: Callable[[Json], Any]) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        if request.headers.get("content-type", "").split(";")[0] != "application/json":  # keeps other sites' forms out
            return JSONResponse({"error": "application/json expected"}, 415)
        if int(request.headers.get("content-length") or 0) > LARGEST_ORDER:
            return JSONResponse({"error": "too_large"}, 413)
        try:
            body = await request.json()
            if not isinstance(body, dict):
                raise ValueError("an object is expected")
            return JSONResponse(act(body) or {})
        except Unknown as unknown:
            return JSONResponse({"error": str(unknown)}, 404)
        except TooLargeError as wrong:
            return JSONResponse({"error": str(wrong)}, 413)
        except (ValueError, LookupError, Refusal) as wrong:
            return JSONResponse({"error": str(wrong)}, 400)

    return endpoint
