"""`bot status`, `bot backup`, `bot restore`, `bot check`: the operator's care for the records. Knows no record itself."""

from typing import Annotated

from cyclopts import Parameter

from bot.commands.house import now, settings


def status(*, json: Annotated[bool, Parameter(negative="")] = False) -> int:
    """Show version, database, queues, people and deadlines, without anybody's data.

    Parameters
    ----------
    json
        The same for programs.
    """
    from bot.status_command import status as show

    house = settings()
    return show(house, json, now(house))


def backup(file: str, /, *, replace: Annotated[bool, Parameter(negative="")] = False) -> int:
    """Write all that is on record into a file, while the bot runs. Either kind of database can be restored from it.

    Parameters
    ----------
    file
        The file; it is readable for its owner only.
    replace
        Overwrite an earlier backup of that name.
    """
    from bot.backup_command import backup as take_backup

    house = settings()
    return take_backup(house, file, replace, now(house))


def restore(
    file: str, /, *, replace: Annotated[bool, Parameter(negative="")] = False,
    yes: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Put what a backup holds into the database, which has to be empty. The bot must not be running.

    Parameters
    ----------
    file
        The backup.
    replace
        Restore although the database is not empty: all that it holds is lost.
    yes
        Agree to that loss without being asked.
    """
    from bot.restore_command import restore_file

    house = settings()
    return restore_file(house, file, replace, yes, now(house))


def check() -> int:
    """Check that the records agree with one another. Changes nothing; exit code 1 where something is wrong."""
    from bot.check_command import check as check_records

    house = settings()
    return check_records(house, now(house))
