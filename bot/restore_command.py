"""`bot restore`: everything on record replaced by what a backup holds. Knows the operator's terminal, no table."""

import sys
from datetime import datetime
from pathlib import Path

from bot.agreement import agreed
from bot.backup_command import contents
from bot.refused import RefusedError
from bot.settings import Store
from locales.messages import say
from locales.writing import number
from storage.backup_file import Flaw, Header, examine
from storage.database import Engine, connect, revisions
from storage.restoring import Holdings, MisfitError, holdings, restore


def restore_file(store: Store, file: str, replace: bool, yes: bool, now: datetime) -> int:
    """Restore, after asking where something is lost (`yes`: it is agreed to). 1 where the answer is no. Raises RefusedError."""
    header = _read(store, file)
    engine = connect(store.database_url)
    try:
        return _restore(engine, store, file, header, replace, yes, now)
    finally:
        engine.dispose()


def _read(store: Store, file: str) -> Header:
    header = examine(Path(file))
    if isinstance(header, Header) and header.schema not in revisions():
        header = Flaw.NEWER
    if isinstance(header, Flaw):
        raise RefusedError(say(store.language, f"restore.flaw.{header}", file=file))
    return header


def _restore(engine: Engine, store: Store, file: str, header: Header, replace: bool, yes: bool, now: datetime) -> int:
    there = holdings(engine, now)
    _refuse(store, there, replace)
    print(contents(store, header))
    if not (there.empty or yes or agreed(say(store.language, "restore.agree", **_numbers(store, there)))):
        print(say(store.language, "restore.not_agreed"), file=sys.stderr)
        return 1
    try:
        done = restore(engine, Path(file), header, there, now)
    except MisfitError as error:
        raise RefusedError(say(store.language, "restore.misfit", file=file, table=error.args[0])) from None
    if not done:
        raise RefusedError(say(store.language, "restore.changed_meanwhile"))
    print(say(store.language, "restore.done", file=file))
    return 0


def _refuse(store: Store, there: Holdings, replace: bool) -> None:
    if there.strange:
        raise RefusedError(say(store.language, "restore.strange", tables=", ".join(there.strange)))
    if there.in_use:
        raise RefusedError(say(store.language, "restore.in_use"))
    if not there.empty and not replace:
        raise RefusedError(say(store.language, "restore.not_empty", **_numbers(store, there)))


def _numbers(store: Store, there: Holdings) -> dict[str, str]:
    counts = {"reports": there.reports, "people": there.people, "organizations": there.organizations}
    return {name: number(store.language, count) for name, count in counts.items()}
