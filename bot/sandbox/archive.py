"""The folder in which a world's chats outlive the program. Knows when they are written, and nothing of what is in them."""

import asyncio
import json
from pathlib import Path

from bot.sandbox.exchange import Exchange
from bot.sandbox.keeping import held, put_back

PAUSE = 1.0         # seconds between two writings, however much happens
_LONG = 3600.0


class UnreadableError(Exception):
    """What the folder holds is none of ours."""


class Archive:
    """`NAME.chats.json` holds everything but files, which lie as they are in `NAME.files`."""

    def __init__(self, folder: Path, name: str, exchange: Exchange) -> None:
        self.path = folder / f"{name}.chats.json"
        self._files = folder / f"{name}.files"
        self._exchange = exchange
        self._written = ""

    def read(self) -> bool:
        """Put back what was kept; whether there was anything. Raises UnreadableError."""
        try:
            text = self.path.read_text(encoding="ascii")
        except FileNotFoundError:
            return False
        try:
            contents = {each.name: each.read_bytes() for each in self._files.glob("[!.]*")}
            put_back(self._exchange, json.loads(text), contents)
        except (LookupError, TypeError, ValueError):
            raise UnreadableError(self.path.name) from None
        self._written = text
        return True

    def write(self) -> None:
        """What is not written yet; a file is always whole, be the program killed in the middle of it."""
        with self._exchange.lock:
            text, files = json.dumps(held(self._exchange)), list(self._exchange.files)    # ASCII: carries broken Unicode, too
        for each in files:
            self._files.mkdir(exist_ok=True)
            if not (self._files / each.file_id).exists():
                _replace(self._files / each.file_id, each.content)
        if text != self._written:
            _replace(self.path, text.encode())
            self._written = text

    async def follow(self) -> None:
        """Write after each change, a moment later, until cancelled."""
        while True:
            seen = self._exchange.bell.rings
            await asyncio.to_thread(self.write)
            await self._exchange.bell.wait(seen, _LONG)
            await asyncio.sleep(PAUSE)


def _replace(path: Path, content: bytes) -> None:
    whole = path.with_name(f".{path.name}")
    whole.write_bytes(content)
    whole.replace(path)
