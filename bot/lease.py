"""One process at a time: a lease in the database, kept alive while it is used. Knows this machine's processes."""

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.desk import Desk
from bot.logs import outline
from storage.database import Session
from storage.remembered import hold, holder, let_go

log = logging.getLogger(__name__)
LENGTH = timedelta(seconds=15)
BEAT = 4.0      # seconds: three chances to renew it
_LIVING: set[str] = set()       # names under which this very process takes part


class LeaseOf:
    """The right to do one thing that only one process may do. Real time, whatever the house's clock says."""

    def __init__(self, desk: Desk, name: str) -> None:
        self._desk, self._name = desk, name
        self._me = f"{_here()} {secrets.token_hex(4)}"
        _LIVING.add(self._me)
        self._valid_until = datetime.min.replace(tzinfo=UTC)

    async def while_mine(self, body: Callable[[], Awaitable[None]], waiting: Callable[[], None]) -> None:
        """Run `body` whenever the lease is mine, and cancel it when it is not. `waiting` is told, once, that another has it."""
        told = False
        while True:
            if await self._renew():
                told = False
                await self._run(body)
            elif not told:
                told = True
                waiting()
            await asyncio.sleep(BEAT / 2)

    async def give_up(self) -> None:
        """Let the next one begin at once."""
        await self._desk.do(lambda session: let_go(session, self._name, self._me, _now()))

    async def _run(self, body: Callable[[], Awaitable[None]]) -> None:
        work = asyncio.ensure_future(body())
        try:
            while await self._still_mine():
                await asyncio.wait({work}, timeout=BEAT)
                if work.done():
                    return work.result()
        finally:
            work.cancel()
            await asyncio.wait({work})
        log.warning("lease %s was lost", self._name)

    async def _still_mine(self) -> bool:
        """Renew. A database that is away for a moment costs nothing before the lease runs out."""
        return await self._renew() or _now() < self._valid_until

    async def _renew(self) -> bool:
        now = _now()
        try:
            mine = await self._desk.do(lambda session: self._take(session, now))
        except Exception as error:
            log.warning("lease %s cannot be renewed\n%s", self._name, outline(error))
            return False
        self._valid_until = now + LENGTH - timedelta(seconds=1) if mine else now
        return mine

    def _take(self, session: Session, now: datetime) -> bool:
        other = holder(session, self._name)
        gone = other if other and _is_gone(other) else None
        return hold(session, self._name, self._me, now, now + LENGTH, gone)


def _now() -> datetime:
    return datetime.now(UTC)


def _here() -> str:
    return f"{socket.gethostname()[:32]} {os.getpid()}"


def _is_gone(other: str) -> bool:
    """Whether the holder was a process of this machine that runs no more; so a restart need not wait for the lease to end."""
    host, pid, _ = other.split(" ")
    if os.name != "posix" or host != socket.gethostname()[:32]:
        return False
    if int(pid) == os.getpid():
        return other not in _LIVING     # another process's number, given out anew: so it is in a container
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
