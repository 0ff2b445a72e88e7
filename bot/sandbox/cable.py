"""The line between a world's bot and its server, which can be cut. Knows addresses, and nothing of what passes."""

import asyncio
import contextlib

from bot.sandbox.serving import LOOPBACK

_CHUNK = 65536


class Cable:
    """Listens on a port of its own and passes everything on to `far`. While it is cut nobody listens: no connection is made.

    A server that only drops requests would be another thing: of those the bot cannot know whether they arrived.
    """

    def __init__(self, far: int) -> None:
        self.port = 0
        self._far = far
        self._server: asyncio.Server | None = None
        self._near: set[asyncio.StreamWriter] = set()

    @property
    def is_whole(self) -> bool:
        """Whether it is not cut."""
        return self._server is not None

    async def mend(self) -> None:
        """Listen, on the same port as before if there was one."""
        if self._server is None:
            self._server = await asyncio.start_server(self._carry, LOOPBACK, self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """End what is under way, in both directions, and let nobody in."""
        if self._server is not None:
            self._server.close()
            self._server = None
            for writer in self._near:
                writer.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._near.add(writer)
        try:
            with contextlib.suppress(OSError):
                far_reader, far_writer = await asyncio.open_connection(LOOPBACK, self._far)
                await asyncio.gather(_pass(reader, far_writer), _pass(far_reader, writer))
        finally:
            self._near.discard(writer)
            writer.close()


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Until the one side has said its last; then the other side hears that, too."""
    try:
        with contextlib.suppress(OSError):
            while data := await reader.read(_CHUNK):
                writer.write(data)
                await writer.drain()
    finally:
        writer.close()
