"""`bot read`, `bot unread`: what the reader makes of messages, and of which kinds it made nothing. Knows arguments only."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from bot.commands.house import now, settings
from bot.refused import RefusedError

if TYPE_CHECKING:
    from datetime import date

AWAITED = ("confirm", "count", "unit", "date", "breakdown", "extent", "same", "choice")


def read(
    file: str | None = None, /, *, roster: str | None = None, today: str | None = None, speaker: str | None = None,
    awaiting: Annotated[str | None, Parameter(help=f"What the bot has just asked for: {', '.join(AWAITED)}.")] = None,
) -> int:  # fmt: skip
    """Show what is read from messages. Without a file, type them: each is answered by what was read, and why.

    Needs neither settings nor a database.

    Parameters
    ----------
    file
        Labelled messages, an object of JSON a line: id, text, today, speaker, awaiting. Each is answered by a line of JSON.
    roster
        The units and tasks that messages may speak of: a unit file. Left out, no name of a unit is known.
    today
        The day on which messages are typed, YYYY-MM-DD; left out, today.
    speaker
        Id of the unit of whoever types.
    """
    import sys

    from bot.spoken import operator_language
    from locales.messages import say

    language = operator_language()
    if file is not None:
        if today or speaker or awaiting:
            raise RefusedError(say(language, "read.only_typed"))
        from bot.read_command import read_file

        return read_file(language, file, roster)
    if awaiting is not None and awaiting not in AWAITED:
        raise RefusedError(say(language, "read.not_awaited", awaiting=awaiting, known=", ".join(AWAITED)))
    from bot.read_command import read_typed
    from handlers.reading import Asked

    return read_typed(language, sys.stdin, roster, Asked(_day(language, today), awaiting, speaker))


def unread(*, days: int = 30) -> int:
    """Show what kinds of messages were not understood, the most frequent first, without names, numbers or anybody's words.

    Parameters
    ----------
    days
        How far to look back, today included.
    """
    from bot.unread_command import show_unread

    house = settings()
    return show_unread(house, days, now(house))


def _day(language: str, said: str | None) -> "date":
    from datetime import date
    from zoneinfo import ZoneInfo

    from bot.clock import Clock
    from locales.messages import say

    if said is None:
        return Clock(ZoneInfo("Asia/Ho_Chi_Minh"))().date()
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise RefusedError(say(language, "read.not_day", day=said)) from None
