"""Where the program's asynchronous part has its paperwork done: one thread pool, one transaction a step. Knows no table."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from storage.database import Engine, Session, transaction

T = TypeVar("T")


class Desk:
    """Runs steps in its own threads, so that bookkeeping never waits for the messages in work."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="desk")

    async def do(self, step: Callable[[Session], T]) -> T:
        """The step's result, its transaction committed. It is finished even if the one who waits is not there any more."""
        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._threads, self._in_transaction, step))

    def _in_transaction(self, step: Callable[[Session], T]) -> T:
        with transaction(self.engine) as session:
            return step(session)

    def close(self) -> None:
        """Wait for the steps that have begun."""
        self._threads.shutdown(wait=True)
