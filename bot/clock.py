"""The only place where the time is read, and the tick that wakes what waits for it. Knows nothing of what is due."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

TICK = 2    # seconds; what is due is rows, so a tick that comes late, or twice, or never, loses nothing


class Clock:
    """Now, aware, in the house's zone."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone

    def __call__(self) -> datetime:
        """The moment it is."""
        return datetime.now(self.zone)


def ticking(wake: Callable[[], None], seconds: float = TICK) -> AsyncIOScheduler:
    """A scheduler, not yet started, that calls `wake` in the loop's thread at every tick."""

    async def tick() -> None:
        wake()

    # The library's default drops a job that is a second late.
    defaults = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
    scheduler = AsyncIOScheduler(job_defaults=defaults, timezone="UTC")
    scheduler.add_job(tick, "interval", seconds=seconds)
    return scheduler
