"""`bot unread`: what kinds of messages were not understood, as shapes that name nobody. Knows the operator's terminal."""

from datetime import datetime, timedelta

from bot.columns import columns
from bot.opening import open_database
from bot.refused import RefusedError
from bot.settings import Store
from locales.messages import say
from locales.writing import day
from storage.database import transaction
from storage.unread import unread

_HEADS = ("times", "last", "shape")
_MOST = 3650        # days


def show_unread(store: Store, days: int, now: datetime) -> int:
    """Print a line a kind, the most frequent first; the exit code. Raises RefusedError."""
    if not 1 <= days <= _MOST:
        raise RefusedError(say(store.language, "unread.not_days", days=days, most=_MOST))
    since = now.date() - timedelta(days=days - 1)
    engine = open_database(store.database_url, store.language)
    try:
        with transaction(engine) as session:
            kinds = unread(session, since)
    finally:
        engine.dispose()
    if not kinds:
        print(say(store.language, "unread.none", day=day(store.language, since)))
        return 0
    heads = tuple(say(store.language, f"unread.head.{head}") for head in _HEADS)
    rows = [(str(kind.times), day(store.language, kind.last), kind.shape) for kind in kinds]
    print("\n".join(columns([heads, *rows], indent="")))
    print(say(store.language, "unread.signs"))
    return 0
