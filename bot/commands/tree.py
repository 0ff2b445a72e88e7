"""`bot plans` and `bot organizations`: what is there to report for, and against what. Knows arguments, and no record."""

from typing import Annotated

from cyclopts import App, Parameter

from bot.commands.house import now, settings

plans = App(name="plans", help="Show the plans on record; `plans load` adds one.")
organizations = App(name="organizations", help="Show the organizations; `organizations load` adds or updates them.")


@plans.default
def show_plans() -> int:
    """Show all plans that come with the program or are on record, with warnings."""
    from bot.plans_command import show_plans as show

    house = settings()
    return show(house.database_url, now(house).date(), house.language)


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

    house = settings()
    at = now(house)
    return load(house.database_url, plan, organization, at.date(), at, house.language)


@organizations.default
def show_organizations() -> int:
    """Show the tree of organizations."""
    from bot.organizations_command import show_organizations as show

    house = settings()
    return show(house.database_url, house.language)


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

    house = settings()
    at = now(house)
    return load(house.database_url, file, True if yes else None, at.date(), at, house.language)
