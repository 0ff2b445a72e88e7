"""The server on a port of this machine, in a thread of its own. Knows how it is started and stopped, not what it answers."""

import socket
import threading
from types import TracebackType
from typing import Self

import uvicorn

from bot.sandbox.server import BotApi

LOOPBACK = "127.0.0.1"


class Served:
    """`with Served(api) as served:` — `served.url` is what the bot gets as its Bot API's address; the token follows it."""

    def __init__(self, api: BotApi, port: int = 0) -> None:
        self._api = api
        self._socket = socket.create_server((LOOPBACK, port))
        self.port: int = self._socket.getsockname()[1]
        self.root = f"http://{LOOPBACK}:{self.port}"
        self.url = f"{self.root}/bot"
        config = uvicorn.Config(api.app, log_level="critical", timeout_graceful_shutdown=2, lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()  # the socket listens already: a request that comes early waits for the server
        return self

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None) -> None:
        self._api.close()
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()
