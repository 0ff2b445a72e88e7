"""One world being tried: its database, its Bot API server, its clock, and the real bot that talks to that server over HTTP."""

import asyncio
import secrets
import time
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.opening import open_database
from bot.run import serve
from bot.sandbox.server import BotApi
from bot.sandbox.settling import FIRST_ACCOUNT, seat, settle
from bot.sandbox.shifted_clock import ShiftedClock, morning
from bot.sandbox.worlds import World
from bot.settings import Settings
from handlers.answer import answer
from storage.database import connect, transaction
from storage.invitations import open_to_people
from storage.remembered import recall, remember

BOT_ID = 1234567890
_TIME = "sandbox_time"      # where the clock stood, for the next time the database is opened


@dataclass(frozen=True)
class Tryout:
    """A world with its people at their telephones; they are accounts `FIRST_ACCOUNT` and on, and last comes a stranger."""

    world: World
    settings: Settings
    clock: ShiftedClock
    api: BotApi

    async def run(self, stopped: asyncio.Event) -> None:
        """Let the bot work until `stopped` is set."""
        await serve(self.settings, self.clock, answer, stopped)
        await asyncio.to_thread(self._keep_time)

    def turn_to(self, day: date) -> None:
        """Let it be that day, for the server and the bot alike."""
        self.clock.turn_to(day)
        self._keep_time()

    def people(self) -> list[dict[str, Any]]:
        """Whom one may be: [{"id", "role", "name", "unit"}]; the stranger has neither name nor unit."""
        names = {unit.id: unit.name for unit in self.world.units.units}
        known = [
            {"id": account, "role": someone.role.value, "name": someone.name, "unit": names[someone.organization]}
            for account, someone in enumerate(self.world.people, FIRST_ACCOUNT)
        ]
        return [*known, {"id": FIRST_ACCOUNT + len(known), "role": "stranger", "name": "", "unit": ""}]

    def _keep_time(self) -> None:
        engine = connect(self.settings.database_url)
        with transaction(engine) as session:
            remember(session, _TIME, self.clock().isoformat())
        engine.dispose()


def begin(world: World, folder: Path, root: str, day: date | None) -> Tryout:
    """Open the world's database in the folder, settling it if it is new. `root`: address under which its server is reached.

    It is the morning of `day`, else the moment at which the database was left, else the morning of the world's own day.
    Raises RefusedError where the database cannot be used.
    """
    settings = _settings(folder / f"{world.name}.db", root)
    engine = open_database(settings.database_url, settings.language)
    try:
        with transaction(engine) as session:
            left = recall(session, _TIME)
            begins = morning(day or world.day, settings.zone)
            now = datetime.fromisoformat(left) if left and not day else begins
            if not open_to_people(session):
                settle(session, world, now)
                seat(session, world)
    finally:
        engine.dispose()
    clock = ShiftedClock(settings.zone, now)
    # Numbers of updates and of messages begin where no earlier run of this database can have been: it knows the old ones.
    first = int(time.time())
    api = BotApi(settings.token.get_secret_value(), clock=clock, first_update=first, first_message=first)
    tryout = Tryout(world, settings, clock, api)
    for person in tryout.people():
        api.people.person(person["id"], person["name"] or "Người lạ")
    return tryout


def _settings(database: Path, root: str) -> Settings:
    """All of them, so that none comes from the operator's environment. The path as an address: it may have blanks in it."""
    return Settings(
        token=SecretStr(f"{BOT_ID}:{secrets.token_urlsafe(26)}"), api_url=f"{root}/bot", proxy=None,
        database_url=f"sqlite:///{database.resolve().as_uri()}?uri=true", timezone="Asia/Ho_Chi_Minh", language="vi",
        username=None, names="off",
    )  # fmt: skip
