"""One world being tried: its database, its Bot API server, its clock, and the real bot that talks to that server over HTTP."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from bot.sandbox.archive import Archive
from bot.sandbox.cable import Cable
from bot.sandbox.faults import WRITING
from bot.sandbox.journal import Heard
from bot.sandbox.living import Living
from bot.sandbox.record import next_deadline, record
from bot.sandbox.server import BotApi
from bot.sandbox.settling import FIRST_ACCOUNT, stranger
from bot.sandbox.shifted_clock import ShiftedClock, morning
from bot.sandbox.troubles import Troubles
from bot.sandbox.worlds import World
from bot.settings import Settings
from storage.database import Engine, Session, transaction
from storage.remembered import remember

TIME = "sandbox_time"       # where the clock stood, for the next time the database is opened
_SENT, _LONGEST = 50, 120
Json = dict[str, Any]
T = TypeVar("T")


class Tryout:
    """A world with its people at their telephones; they are accounts `FIRST_ACCOUNT` and on, and last comes a stranger."""

    def __init__(
        self, world: World, settings: Settings, engine: Engine, clock: ShiftedClock, api: BotApi, cable: Cable,
        archive: Archive | None,
    ) -> None:  # fmt: skip
        self.world, self.clock, self.api = world, clock, api
        self._engine, self._archive, self._cable = engine, archive, cable
        self._bot = Living(settings, clock, lambda status: api.exchange.happened("life", status=status))
        self.troubles = Troubles(api, cable, self._bot)

    async def run(self, stopped: asyncio.Event) -> None:
        """Let the bot work until `stopped` is set; then nothing more happens here. Raises BotEndedError."""
        keeping = asyncio.create_task(self._archive.follow()) if self._archive else None
        try:
            await self._bot.until(stopped)
        finally:
            if keeping:
                keeping.cancel()
            await self._cable.cut()
            await asyncio.to_thread(self._end)

    def _end(self) -> None:
        with contextlib.ExitStack() as stack:
            stack.callback(self._engine.dispose)
            if self._archive:
                self._archive.write()
            self._keep_time()

    def as_json(self) -> Json:
        """As it is opened: people, groups, clock, troubles and how the bot is."""
        return {"name": self.world.name, "people": self._people(), "groups": self._groups(), **self.now(), **self.state()}

    def now(self) -> Json:
        """What the clock shows."""
        return {"now": self.clock().isoformat()}

    def state(self) -> Json:
        """What is in trouble, and whether the bot lives."""
        return {"trouble": self.troubles.on(), "bot": self._bot.status}

    async def turn_to(self, day: date) -> None:
        """Let it be that day, for the server and the bot alike."""
        self.clock.turn_to(day)
        await self._turned()

    async def to_next_deadline(self) -> str | None:
        """Let it be the morning of the day on which something is due next; its name. None: nothing is due any more."""
        due = await self._read(lambda session: next_deadline(session, self.clock().date()))
        if due is None:
            return None
        self.clock.show(morning(due.day, self.clock.zone))
        await self._turned()
        return due.name

    async def record(self, since: int | None, seconds: float) -> Json:
        """What is on record, as soon as anything has happened after number `since`; without one, now."""
        last = await self.api.after(since, seconds) if since is not None else len(self.api.exchange.history)
        now = self.clock()
        found = await self._read(lambda session: record(session, now))
        for each in found["reminders"]:
            each["to"] = self._name_of(each["to"])
        return {"number": last, "day": now.date().isoformat(), **self.now(), **found, "sent": self._sent(), **self.state()}

    async def _turned(self) -> None:
        await self._bot.turned()
        await asyncio.to_thread(self._keep_time)
        self.api.exchange.happened("clock", **self.now())

    async def _read(self, ask: Callable[[Session], T]) -> T:
        def read() -> T:
            with transaction(self._engine) as session:
                return ask(session)

        return await asyncio.to_thread(read)

    def _people(self) -> list[Json]:
        """Whom one may be; the stranger has neither name nor unit."""
        names = {unit.id: unit.name for unit in self.world.units.units}
        known = [
            {"id": account, "role": someone.role.value, "name": someone.name, "unit": names[someone.organization],
             "unit_id": someone.organization}
            for account, someone in enumerate(self.world.people, FIRST_ACCOUNT)
        ]
        return [*known, {"id": stranger(self.world), "role": "stranger", "name": "", "unit": "", "unit_id": ""}]

    def _groups(self) -> list[Json]:
        with self.api.exchange.lock:
            groups = [each for each in self.api.exchange.chats.values() if each.is_group]
            return [{"id": each.id, "title": each.title, "members": list(each.members)} for each in groups]

    def _sent(self) -> list[Json]:
        written = [each for each in self.api.journal if each.method in WRITING]
        return [self._shown(each) for each in reversed(written[-_SENT:])]

    def _shown(self, heard: Heard) -> Json:
        text = str(heard.parameters.get("text") or heard.parameters.get("caption") or "")
        return {"at": heard.at.isoformat(), "to": self._name_of(heard.parameters.get("chat_id")), "text": text[:_LONGEST],
                "method": heard.method, "status": heard.status}  # fmt: skip

    def _name_of(self, chat: object) -> str:
        place = self.api.exchange.chats.get(int(str(chat)))
        return "" if place is None else place.person.first_name if place.person else place.title

    def _keep_time(self) -> None:
        with transaction(self._engine) as session:
            remember(session, TIME, self.clock().isoformat())
