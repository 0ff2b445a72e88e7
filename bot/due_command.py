"""`bot due`: what falls due in the coming year, and what is late. Knows records and a terminal, and nobody's data."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from bot.columns import columns
from bot.opening import open_database
from bot.settings import Store
from handlers.naming_duties import name
from locales.messages import say
from locales.writing import day
from storage.database import transaction
from storage.duties import Duty
from storage.duty_list import Asked, duties
from storage.tree import tree_as_of

_A_YEAR = timedelta(days=366)


def show_due(store: Store, now: datetime) -> int:
    """Print what is late and open, then the coming year."""
    today = now.date()
    engine = open_database(store.database_url, store.language)
    try:
        with transaction(engine) as session:
            asked = Asked(today, today + _A_YEAR, store.rhythm, now.tzinfo)
            found = duties(session, tree_as_of(session, today), asked)
    finally:
        engine.dispose()
    late = [each for each in found if each.is_late(today)]
    coming = [each for each in found if today <= each.due <= today + _A_YEAR]
    lines: list[str] = []
    for key, part in (("due.command.late", late), ("due.command.coming", coming)):
        lines += [say(store.language, key), *columns(list(_rows(store.language, part)))] if part else []
    print("\n".join(lines or [say(store.language, "due.command.nothing")]))
    return 0


def _rows(language: str, found: Iterable[Duty]) -> Iterator[tuple[str, str, str, str]]:
    """A row for each thing and day: the day, the unit or how many, how many are done, what it is."""
    groups: dict[tuple[object, str, object], list[Duty]] = {}
    for each in found:
        groups.setdefault((each.due, each.code, each.period), []).append(each)
    for same in groups.values():
        units = same[0].unit if len(same) == 1 else say(language, "due.command.units", count=len(same))
        done = say(language, "due.command.done", done=sum(not each.is_open for each in same), total=len(same))
        yield day(language, same[0].due), units, done, name(language, same[0])
