"""The command line `bot`. Knows what commands there are; everything heavy is imported by the command that needs it."""

import sys
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from bot.refused import RefusedError

if TYPE_CHECKING:
    from datetime import datetime

    from bot.settings import Store

REFUSED = 2     # settings or arguments that cannot be used

app = App(name="bot", help="A Telegram bot that takes results in a sentence and answers how far they are from target.")
plans = App(name="plans", help="Show the plans on record; `plans load` adds one.")
organizations = App(name="organizations", help="Show the organizations; `organizations load` adds or updates them.")
app.command(plans)
app.command(organizations)


@app.command
def run() -> int:
    """Run the bot: take messages by polling, work them, answer. Needs BOT_TOKEN. Stops on SIGTERM."""
    from bot.settings import Settings, read

    settings = read(Settings)       # before the heavy imports: what is wrong is said at once
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


@plans.default
def show_plans() -> int:
    """Show all plans that come with the program or are on record, with warnings."""
    from bot.plans_command import show_plans as show

    store = _store()
    return show(store.database_url, _now(store).date(), store.language)


@plans.command(name="load")
def load_plan(plan: str, /, *, organization: str | None = None) -> int:
    """Put a plan on record.

    Parameters
    ----------
    plan
        Name of a plan that comes with the program, or a TOML file.
    organization
        Id of the organization whose plan it is; left out, it is found by the name in the file.
    """
    from bot.plans_command import load_plan as load

    store = _store()
    now = _now(store)
    return load(store.database_url, plan, organization, now.date(), now, store.language)


@organizations.default
def show_organizations() -> int:
    """Show the tree of organizations."""
    from bot.organizations_command import show_organizations as show

    store = _store()
    return show(store.database_url, store.language)


@organizations.command(name="load")
def load_organizations(file: str, /, *, yes: Annotated[bool, Parameter(negative="")] = False) -> int:
    """Add or update organizations from a JSON file or an .xlsx sheet.

    Parameters
    ----------
    file
        The file.
    yes
        Agree to the changes that are shown, without being asked.
    """
    from bot.organizations_command import load_organizations as load

    store = _store()
    now = _now(store)
    return load(store.database_url, file, True if yes else None, now.date(), now, store.language)


@app.command
def invite(*, organization: str, role: str) -> int:
    """Print a link, and a message, by which one person joins an organization. Valid once, for seven days.

    Parameters
    ----------
    organization
        Id of the organization.
    role
        secretary, officer, leader or operator.
    """
    from bot.invite_command import invite as print_invitation

    store = _store()
    return print_invitation(store, organization, role, _now(store))


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

    return say(_store().language, "operator.database.away") if comes_from_database(error) else None


def _store() -> "Store":
    from bot.settings import Store, read

    return read(Store)


def _now(store: "Store") -> "datetime":
    from bot.clock import Clock

    return Clock(store.zone)()


if __name__ == "__main__":
    main()
