"""A plain line to the Bot API server for tests: calls a method over HTTP, in process, and gives back what came."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from bot.sandbox.server import BotApi

TOKEN = "1234567890:AAE-of_the_sandbox_and_of_nobody_else_0"  # noqa: S105 - opens nothing
ADDRESS = "http://sandbox"
LAN = 1001


class Hands:
    """A clock that stands still until it is moved, for dates and for seconds alike."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
        self.elapsed = 0.0

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.elapsed

    def move(self, **span: float) -> None:
        self.at += timedelta(**span)
        self.elapsed += timedelta(**span).total_seconds()


class Line:
    """The server, its clock, and Lan, who has pressed Start (message 1)."""

    def __init__(self, **settings: Any) -> None:
        self.hands = Hands()
        self.api = BotApi(TOKEN, clock=self.hands.now, monotonic=self.hands.monotonic, **settings)
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(app=self.api.app), base_url=ADDRESS)
        self.people = self.api.people
        self.lan = self.people.person(LAN, "Lan", username="lan_ngoc_lam")
        self.people.says(self.lan, "/start")

    async def call(self, method: str, **parameters: Any) -> Any:
        """The whole answer, `ok` or not."""
        body, kind = json.dumps(parameters), {"content-type": "application/json"}  # ASCII: broken Unicode gets through
        return (await self.http.post(f"/bot{TOKEN}/{method}", content=body, headers=kind)).json()

    async def ask(self, method: str, **parameters: Any) -> Any:
        """The result; an answer that is not `ok` fails the test."""
        answer = await self.call(method, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **parameters: Any) -> str:
        """Code and description of a refusal, as `400 Bad Request: …`."""
        answer = await self.call(method, **parameters)
        assert not answer["ok"], answer
        return f"{answer['error_code']} {answer['description']}"

    async def say(self, text: str = "Chào đồng chí", **parameters: Any) -> int:
        """The bot writes to Lan; the message's id."""
        return int((await self.ask("sendMessage", chat_id=LAN, text=text, **parameters))["message_id"])


def button(text: str = "Đúng", **action: Any) -> dict[str, Any]:
    return {"text": text, **(action or {"callback_data": "yes"})}


def inline(*row: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(row)]}


def as_form(parameters: dict[str, Any]) -> dict[str, str]:
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in parameters.items()}
