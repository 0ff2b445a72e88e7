"""`bot backup`: a file with all that is on record, taken while the bot runs. Knows the operator's terminal, no table."""

import time
from datetime import datetime
from pathlib import Path

from bot.refused import RefusedError
from bot.settings import Store
from locales.messages import say
from locales.writing import day, number
from storage.backup import NoBackup, take
from storage.backup_file import Header
from storage.database import connect


def backup(store: Store, file: str, replace: bool, now: datetime) -> int:
    """Write the file and print what is in it; the exit code. Raises RefusedError."""
    begun, engine = time.monotonic(), connect(store.database_url)
    try:
        made = take(engine, Path(file).absolute(), now, replace)
    except OSError:
        raise RefusedError(say(store.language, "backup.refused.unwritable", file=file)) from None
    finally:
        engine.dispose()
    if isinstance(made, NoBackup):
        raise RefusedError(say(store.language, f"backup.refused.{made}", file=file))
    kilobytes = -(-Path(file).stat().st_size // 1000)
    print(say(store.language, "backup.done", file=file))
    print(contents(store, made))
    print(say(store.language, "backup.cost", size=number(store.language, kilobytes), seconds=f"{time.monotonic() - begun:.1f}"))
    return 0


def contents(store: Store, header: Header) -> str:
    """What a file holds, and of when."""
    made_at = header.made_at.astimezone(store.zone)
    return say(
        store.language, "backup.contents", reports=number(store.language, header.reports),
        people=number(store.language, header.people), organizations=number(store.language, header.organizations),
        time=f"{made_at:%H:%M}", day=day(store.language, made_at.date()), schema=header.schema,
    )  # fmt: skip
