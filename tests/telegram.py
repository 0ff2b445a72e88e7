"""A Bot API server with two people and a group, for tests that need the other side. Knows the program's settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.sandbox.chats import Json, Person
from bot.sandbox.server import BotApi
from bot.sandbox.serving import Served
from bot.settings import Settings

TOKEN = "1234567890:" + "Kx" * 17 + "_"
BOT_ID = 1234567890
AN, BINH = 501, 502
COMMITTEE = -1001234567890


@dataclass(frozen=True)
class Telegram:
    """The server, who is there, and where it is reached."""

    api: BotApi
    url: str
    an: Person
    binh: Person

    def settings(self, database_url: str) -> Settings:
        """What the bot is set to when it talks to this server."""
        return Settings(token=TOKEN, api_url=self.url, database_url=database_url, reminders="off")  # type: ignore[arg-type]

    def heard(self, chat: int) -> list[str]:
        """The bot's messages as they stand in the chat."""
        return [message["caption" if "caption" in message else "text"] for message in self.api.replies(chat)]

    def says(self, text: str, person: Person | None = None) -> Json:
        """An, or the person, writes in private."""
        return self.api.people.says(person or self.an, text)


@contextmanager
def telegram(port: int = 0) -> Iterator[Telegram]:
    """The server on a port of this machine; An and Bình have begun a chat, and nothing waits for the bot."""
    api = BotApi(TOKEN)
    an, binh = api.people.person(AN, "An"), api.people.person(BINH, "Bình")
    with Served(api, port) as served:
        yield Telegram(api, served.url, an, binh)
