"""`bot people` and `bot invite`: who may do what where, and how they come and go. Knows arguments, and no record."""

from typing import Annotated

from cyclopts import App, Parameter

from bot.commands.house import now, settings

people = App(name="people", help="Show who has which role where; `people end` ends a person's roles at once.")


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

    house = settings()
    return show(house, organization, silent, now(house))


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

    house = settings()
    return end(house, person, organization, yes, now(house))


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

    house = settings()
    one_or_below(house.language, organization, all_below, role)
    wanted = post(house.language, role or "secretary", capacity)
    if organization is not None:
        return print_invitation(house, organization, wanted, now(house))
    return invite_all_below(house, str(all_below), wanted, csv, everyone, now(house))
