"""A world of the sandbox over HTTP, as a page has it: people who type and press, what is on record, trouble. No browser."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.page_line import Running, sandbox

PATIENCE = 60.0     # seconds; a machine with much to do starts slowly
Json = dict[str, Any]


class Place:
    """One world; `opened` is what the page was told of it."""

    def __init__(self, http: httpx.AsyncClient, name: str, opened: Json) -> None:
        self.http, self.name, self.opened = http, name, opened

    async def get(self, path: str, **asked: Any) -> Any:
        """What is there."""
        answer = await self.http.get(f"/worlds/{self.name}/{path}", params=asked)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def post(self, path: str, **order: Any) -> Any:
        """What it comes to."""
        answer = await self.http.post(f"/worlds/{self.name}/{path}", json=order)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def refused(self, path: str, **order: Any) -> tuple[int, str]:
        """Status and reason."""
        answer = await self.http.post(f"/worlds/{self.name}/{path}", json=order)
        return answer.status_code, answer.json().get("error", "")

    async def trouble(self, kind: str, on: bool | None = None) -> Json:
        """Make it; how things are then."""
        order: Json = {"kind": kind} if on is None else {"kind": kind, "on": on}
        found: Json = await self.post("trouble", **order)
        return found

    def phone(self, user: int, chat: int | None = None) -> "Phone":
        """Somebody's telephone, in their own chat with the bot unless another is named."""
        return Phone(self, user, chat or user)

    async def until_record(self, true: Callable[[Json], bool]) -> Json:
        """What is on record, as soon as it is so."""
        found: Json
        found, until = await self.get("record"), time.monotonic() + PATIENCE
        while not true(found):
            assert time.monotonic() < until, found
            found = await self.get("record", since=found["number"])
        return found

    async def living(self) -> None:
        """Return when the bot lives."""
        await self.until_record(lambda found: found["bot"] == "running")

    async def events(self, since: int, seconds: int = 0) -> list[Json]:
        """What happened after that number; waited for so long where nothing has."""
        found: list[Json] = (await self.get("sandbox/events", since=since, timeout=seconds))["events"]
        return found


class Phone:
    """What one person sees, types and presses in one chat."""

    def __init__(self, place: Place, user: int, chat: int) -> None:
        self._place, self._user, self._chat = place, user, chat

    async def say(self, text: str) -> Json:
        """Type and send."""
        said: Json = await self._place.post("sandbox/say", user=self._user, chat=self._chat, text=text)
        return said

    async def press(self, label: str) -> None:
        """The button that says so, on the latest message that has it."""
        message = next(each for each in reversed(await self.heard()) if label in _labels(each))
        await self._place.post("sandbox/press", user=self._user, chat=self._chat, message_id=message["message_id"], data=label)

    async def chat(self) -> Json:
        """The whole chat; one that has not begun is empty."""
        answer = await self._place.http.get(f"/worlds/{self._place.name}/sandbox/chat/{self._chat}")
        number = (await self._place.get("sandbox/state"))["number"] if answer.status_code == 404 else 0
        return answer.json() if answer.status_code == 200 else {"number": number, "messages": []}

    async def heard(self) -> list[Json]:
        """What the bot has written there, as it stands."""
        return [each for each in (await self.chat())["messages"] if each["from"]["is_bot"]]

    async def until(self, true: Callable[[list[Json]], bool]) -> list[Json]:
        """What the bot has written, as soon as it is so."""
        until = time.monotonic() + PATIENCE
        while True:
            chat = await self.chat()
            heard = [each for each in chat["messages"] if each["from"]["is_bot"]]
            if true(heard):
                return heard
            assert time.monotonic() < until, heard
            await self._place.get("sandbox/events", since=chat["number"], timeout=5)

    async def reads(self, part: str) -> list[Json]:
        """What the bot has written, once a message of it has that part."""
        return await self.until(lambda heard: any(part in each.get("text", "") for each in heard))


def _labels(message: Json) -> list[str]:
    return [button["text"] for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row]


class Page:
    """What a browser has of the running command."""

    def __init__(self, running: Running, http: httpx.AsyncClient) -> None:
        self.running, self.http = running, http

    async def open(self, name: str) -> Place:
        """A world, with its bot alive."""
        answer = await self.http.post(f"/worlds/{name}", json={})
        assert answer.status_code == 200, answer.text
        place = Place(self.http, name, answer.json())
        await place.living()
        return place


@asynccontextmanager
async def page(*arguments: str, cwd: Path) -> AsyncIterator[Page]:
    """The command on a free port; ended with the block, and then it must have ended cleanly."""
    async with sandbox(*arguments, cwd=cwd) as running, httpx.AsyncClient(base_url=running.address, timeout=PATIENCE) as http:
        yield Page(running, http)
