"""A world begun or taken up again: database, clock, server, chats. Knows what it needs; whether it lives is others' affair."""

import secrets
import time
from datetime import date, datetime
from pathlib import Path

from pydantic import SecretStr

from bot.opening import open_database
from bot.refused import RefusedError
from bot.sandbox.archive import Archive, UnreadableError
from bot.sandbox.cable import Cable
from bot.sandbox.server import BotApi
from bot.sandbox.settling import arrive, gather, seat, settle
from bot.sandbox.shifted_clock import ShiftedClock, morning
from bot.sandbox.tryout import TIME, Tryout
from bot.sandbox.worlds import World
from bot.settings import Settings
from locales.messages import say
from storage.database import Engine, transaction
from storage.invitations import open_to_people
from storage.remembered import recall
from storage.rhythm import REPORTS
from storage.working_days import Hours

BOT_ID = 1234567890


def begin(
    world: World, folder: Path, address: str, day: date | None, cable: Cable, keeps: bool
) -> Tryout:
    """Open the world's database in the folder, settling it if it is new. `address`: at which the bot reaches its server.

    It is the morning of `day`, else the moment at which the database was left, else the morning of the world's own day.
    `keeps`: the chats are found again in the folder, too. Raises RefusedError where database or chats cannot be used.
    """
    settings = _settings(folder / f"{world.name}.db", address)
    clock = ShiftedClock(settings.zone)
    engine = open_database(settings.database_url, settings.language)
    try:
        clock.show(_settled(engine, world, day, clock))
        api = _server(settings, clock)
        archive = Archive(folder, world.name, api.exchange) if keeps else None
        _fill(world, api, archive, settings.language)
    except BaseException:
        engine.dispose()
        raise
    return Tryout(world, settings, engine, clock, api, cable, archive)


def _settled(engine: Engine, world: World, day: date | None, clock: ShiftedClock) -> datetime:
    """The moment at which it goes on."""
    with transaction(engine) as session:
        left = recall(session, TIME)
        now = datetime.fromisoformat(left) if left and not day else morning(day or world.day, clock.zone)
        if not open_to_people(session):
            settle(session, world, now)
            seat(session, world)
    return now


def _server(settings: Settings, clock: ShiftedClock) -> BotApi:
    # Numbers of updates and of messages begin where no earlier run of this database can have been: it knows the old ones.
    first = int(time.time())
    return BotApi(settings.token.get_secret_value(), clock=clock, first_update=first, first_message=first)


def _fill(world: World, api: BotApi, archive: Archive | None, language: str) -> None:
    try:
        taken_up = archive is not None and archive.read()
    except UnreadableError as wrong:
        raise RefusedError(say(language, "sandbox.no_chats", file=wrong)) from None
    if not taken_up:
        arrive(world, api.people)
        gather(world, api.people)


def _settings(database: Path, address: str) -> Settings:
    """All of them, so that none comes from the operator's environment. The path as an address: it may have blanks in it."""
    return Settings(
        token=SecretStr(f"{BOT_ID}:{secrets.token_urlsafe(26)}"), api_url=f"{address}/bot", proxy=None,
        database_url=f"sqlite:///{database.resolve().as_uri()}?uri=true", timezone="Asia/Ho_Chi_Minh", language="vi",
        username=None, names="off", reminders="on", reports=REPORTS, work_hours=str(Hours()),
    )  # fmt: skip
