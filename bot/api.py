"""Calls of the Bot API, raw JSON back. Knows addresses, proxies and time limits; knows no update and no message."""

import os
import re
from datetime import timedelta
from typing import Any

import httpx
from telegram import Bot
from telegram.error import RetryAfter
from telegram.request import HTTPXRequest

from bot.settings import Settings

_CAPITAL = re.compile(r"(?=[A-Z])")
_POOL = 40          # a little more than may leave in one second
_PATIENCE = 15.0    # seconds
# The request did not get as far as the server: nothing of it can have arrived.
_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)


# The library's own way to have spans of time come as such, and not as a deprecated number with a warning.
os.environ.setdefault("PTB_TIMEDELTA", "1")


def make_bot(settings: Settings) -> Bot:
    """The library's bot, at the address and through the proxy that are set, for calls and for polling alike."""
    return Bot(
        settings.token.get_secret_value(),
        base_url=settings.api_url,
        base_file_url=settings.file_url,
        request=HTTPXRequest(
            connection_pool_size=_POOL,
            proxy=settings.proxy,
            connect_timeout=10,
            read_timeout=_PATIENCE,
            write_timeout=_PATIENCE,
        ),
        get_updates_request=HTTPXRequest(connection_pool_size=1, proxy=settings.proxy, connect_timeout=10),
    )


async def call(bot: Bot, method: str, parameters: dict[str, Any], patience: float = _PATIENCE) -> Any:
    """The result of one call as JSON. `patience`: seconds to wait for the answer. Raises telegram.error.TelegramError.

    The method is spelled apart because the library warns about those that it has functions for; they would parse the result.
    """
    return await bot.do_api_request(_CAPITAL.sub("_", method), dict(parameters), read_timeout=patience)


def surely_unsent(error: BaseException) -> bool:
    """Whether the call failed before it reached the server."""
    return isinstance(error.__cause__, _UNSENT)


def flood_pause(error: RetryAfter) -> timedelta:
    """How long the server wants to be left alone."""
    asked = error.retry_after
    return asked if isinstance(asked, timedelta) else timedelta(seconds=asked)
