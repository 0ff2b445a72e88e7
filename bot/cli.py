"""The command line `bot`. Knows what commands there are; everything heavy is imported by the command that needs it."""

import sys
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from bot.refused import RefusedError
from bot.release import release

if TYPE_CHECKING:
    from datetime import datetime

    from bot.settings import Store

REFUSED = 2     # settings or arguments that cannot be used

app = App(
    name="bot", version=release,
    help="A Telegram bot that takes results in a sentence and answers how far they are from target.",
)  # fmt: skip
plans = App(name="plans", help="Show the plans on record; `plans load` adds one.")
organizations = App(name="organizations", help="Show the organizations; `organizations load` adds or updates them.")
people = App(name="people", help="Show who has which role where; `people end` ends a person's roles at once.")
app.command(plans)
app.command(organizations)
app.command(people)


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


@people.default
def show_people(*, organization: str | None = None, silent: int | None = None) -> int:
    """Show who has which role where, without names.

    Parameters
    ----------
    organization
        Id of an organization: only it and all below it.
    silent
        Only people who have not written for so many days.
    """
    from bot.people_command import show_people as show

    store = _store()
    return show(store, organization, silent, _now(store))


@people.command(name="end")
def end_people(
    person: str, /, *, organization: str | None = None, yes: Annotated[bool, Parameter(negative="")] = False
) -> int:
    """End a person's roles at once: buttons, drafts and reminders die with the last one.

    Parameters
    ----------
    person
        The person's number, as `people` shows it.
    organization
        Id of an organization: only the role in it ends.
    yes
        Agree to what is shown, without being asked.
    """
    from bot.ending_command import end_people as end

    store = _store()
    return end(store, person, organization, yes, _now(store))


@app.command
def status(*, json: Annotated[bool, Parameter(negative="")] = False) -> int:
    """Show version, database, queues, people and deadlines, without anybody's data.

    Parameters
    ----------
    json
        The same for programs.
    """
    from bot.status_command import status as show

    store = _store()
    return show(store, json, _now(store))


@app.command
def invite(
    *, organization: str | None = None, all_below: str | None = None, role: str | None = None, capacity: str = "holder",
    csv: str | None = None, everyone: Annotated[bool, Parameter(name="--all", negative="")] = False,
) -> int:  # fmt: skip
    """Print a link, and a message, by which one person joins; or one for each unit below. Valid once, for seven days.

    Parameters
    ----------
    organization
        Id of the organization.
    all_below
        Id of an organization: invite to all units below it that have nobody yet.
    role
        secretary, officer, leader or operator; for all below it is secretary where it is left out.
    capacity
        holder, deputy or clerk.
    csv
        A new file for the invitations to all below, instead of the terminal.
    everyone
        Also units that have somebody already, or an invitation that is open.
    """
    from bot.invite_command import invite as print_invitation
    from bot.invite_command import invite_all_below, one_or_below, post

    store = _store()
    one_or_below(store.language, organization, all_below, role)
    wanted = post(store.language, role or "secretary", capacity)
    if organization is not None:
        return print_invitation(store, organization, wanted, _now(store))
    return invite_all_below(store, str(all_below), wanted, csv, everyone, _now(store))


@app.command
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

    store = _store()
    return take_backup(store, file, replace, _now(store))


@app.command
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

    store = _store()
    return restore_file(store, file, replace, yes, _now(store))


@app.command
def check() -> int:
    """Check that the records agree with one another. Changes nothing; exit code 1 where something is wrong."""
    from bot.check_command import check as check_records

    store = _store()
    return check_records(store, _now(store))


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
