"""A world put into an empty database: its units, its plan, its people in their roles. Knows no clock and no page."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.sandbox.worlds import World
from storage.database import Session
from storage.invitations import create, redeem
from storage.organization_loading import apply, difference
from storage.plan_loading import Unbound, bind, load
from storage.planfile import PlanFile, read_plan
from storage.shipped_plans import text

FIRST_ACCOUNT = 1001
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
