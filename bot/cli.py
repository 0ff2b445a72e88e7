"""The command line `bot`. Knows what commands there are; everything heavy is imported by the command that needs it."""

import sys

from cyclopts import App

from bot.commands.calendar import holidays
from bot.commands.due import due
from bot.commands.house import settings
from bot.commands.people import invite, people
from bot.commands.reading import read, unread
from bot.commands.tree import organizations, plans
from bot.commands.upkeep import backup, check, restore, status
from bot.refused import RefusedError
from bot.release import release

REFUSED = 2     # settings or arguments that cannot be used

app = App(
    name="bot", version=release,
    help="A Telegram bot that takes results in a sentence and answers how far they are from target.",
)  # fmt: skip
for command in (
    plans, organizations, due, people, invite, holidays, status, backup, restore, check, read, unread,
):  # fmt: skip
    app.command(command)


@app.command
def run() -> int:
    """Run the bot: take messages by polling, work them, answer. Needs BOT_TOKEN. Stops on SIGTERM."""
    from bot.settings import Settings
    from bot.settings import read as read_settings

    settings = read_settings(Settings)       # before the heavy imports: what is wrong is said at once
    from bot.run import run as run_bot
    from handlers.answer import answer

    return run_bot(settings, answer)


@app.command
def sandbox(
    *, port: int = 8099, folder: str | None = None, world: str | None = None, today: str | None = None
) -> int:
    """Try the bot in a browser, without Telegram.

    Parameters
    ----------
    port
        Port of the page on this machine.
    folder
        Where the worlds' databases are kept; left out, they go when it stops.
    world
        The world to open first.
    today
        The day on which it opens, YYYY-MM-DD; left out, the world's own.
    """
    from bot.sandbox.page import run as run_page

    return int(run_page(port, folder, world, today))


def main() -> None:
    """The console script: what the operator has to mend is one line and exit code 2."""
    try:
        sys.exit(app(sys.argv[1:]))
    except Exception as error:
        line = str(error) if isinstance(error, RefusedError) else _database_trouble(error)
        if line is None:
            raise
        print(line, file=sys.stderr)
        sys.exit(REFUSED)


def _database_trouble(error: Exception) -> str | None:
    from locales.messages import say
    from storage.trouble import comes_from_database

    return say(settings().language, "operator.database.away") if comes_from_database(error) else None


if __name__ == "__main__":
    main()
