"""A world put into an empty database and an empty server: units, plan, people in their roles, a group. Knows no clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.sandbox.people import People
from bot.sandbox.worlds import World
from locales.messages import say
from storage.database import Session
from storage.invitations import create, redeem
from storage.organization_loading import apply, difference
from storage.plan_loading import Unbound, bind, load
from storage.planfile import PlanFile, read_plan
from storage.shipped_plans import text
from storage.terms import RoleKind

FIRST_ACCOUNT = 1001
GROUP = -1001000000001
STRANGER = "Người lạ"
# Before every day to which a clock may be turned: roles must hold whatever day it is.
LONG_AGO = datetime(1990, 1, 1, tzinfo=ZoneInfo("UTC"))


def settle(session: Session, world: World, now: datetime, plan: bool = True) -> None:
    """Lay down the units and, unless told otherwise, the plan. The database holds no unit of that world yet."""
    apply(session, difference(session, world.units), now.date(), now)
    if not plan:
        return
    file = read_plan(text(world.plan))
    if not isinstance(file, PlanFile):
        raise ValueError(f"a plan is wrong: {world.plan}: {file}")
    owner = bind(session, file.organization)
    if isinstance(owner, Unbound):
        raise ValueError(f"a world lacks the organization of its plan: {world.name}: {owner.sought}")
    load(session, world.plan, file, owner, now)


def seat(session: Session, world: World) -> None:
    """Let everyone of the world join by an invitation, as people do; accounts are numbered in the world's order."""
    for account, someone in enumerate(world.people, FIRST_ACCOUNT):
        redeem(session, create(session, someone.organization, someone.role, LONG_AGO), account, LONG_AGO)


def stranger(world: World) -> int:
    """The account of one who has no role."""
    return FIRST_ACCOUNT + len(world.people)


def arrive(world: World, people: People) -> None:
    """Let everyone have a telephone, the stranger too."""
    for account, someone in enumerate(world.people, FIRST_ACCOUNT):
        people.person(account, someone.name)
    people.person(stranger(world), STRANGER)


def gather(world: World, people: People) -> None:
    """A group of an officer, two secretaries and the stranger, into which the officer takes the bot."""
    seats = list(enumerate(world.people, FIRST_ACCOUNT))
    officer = next(account for account, someone in seats if someone.role is RoleKind.OFFICER)
    secretaries = [account for account, someone in seats if someone.role is RoleKind.SECRETARY][:2]
    members = [people.known(account) for account in (officer, *secretaries, stranger(world))]
    root = next(unit.name for unit in world.units.units if unit.parent is None)
    people.group(GROUP, say("vi", "sandbox.group", unit=root), *members)
    people.adds_bot(members[0], GROUP)
