"""Which milestones hold, and for which units: those of plans in force, and the tasks that none of them replaces."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.names import plain
from storage.targets import Milestone, Plan, Target
from storage.tree import Tree
from storage.units import Unit

# Put together once: asked at every look.
_OF_PLANS = (
    select(Milestone).join(Plan, col(Milestone.plan_id) == col(Plan.id))
    .where(col(Plan.replaced_at).is_(None)).order_by(col(Milestone.id))
)
_TASKS = select(Milestone).where(col(Milestone.plan_id).is_(None)).order_by(col(Milestone.id))


def milestones_in_force(session: Session, tree: Tree) -> list[Milestone]:
    """All that hold, plans' first. A task gives way where a plan of its root, or of a unit below, has a milestone so named.

    This is asked anew each time, not settled on loading: plan and units may be loaded in either order, and replaced later.
    """
    of_plans, tasks = session.exec(_OF_PLANS).all(), session.exec(_TASKS).all()
    return [*of_plans, *(task for task in tasks if not _gives_way(task, of_plans, tree))]


def holders(row: Target | Milestone, tree: Tree) -> tuple[Unit, ...]:
    """The units that have the target or milestone, each before those below it.

    A task (a milestone of no plan) holds for all below its organization. `shared_by` names kinds, which mean units below, or
    single units by name or other name. Where it is empty, it is the organization's own.
    """
    if row.organization_id not in tree:
        return ()
    own, *below = tree.subtree(row.organization_id)
    if isinstance(row, Milestone) and row.plan_id is None:
        return tuple(below)
    if not row.shared_by:
        return (own,)
    named = {plain(name) for name in row.shared_by}
    return tuple(unit for unit in (own, *below) if _spellings(unit) & named or (unit is not own and unit.kind in row.shared_by))


def holds(row: Milestone, unit: str, tree: Tree) -> bool:
    """Whether that unit is one of the holders, without going through all of them."""
    if row.organization_id not in tree or unit not in tree or not tree.is_within(unit, row.organization_id):
        return False
    if row.plan_id is None:
        return unit != row.organization_id
    if not row.shared_by:
        return unit == row.organization_id
    named = {plain(name) for name in row.shared_by}
    own = tree[unit]
    return bool(_spellings(own) & named) or (unit != row.organization_id and own.kind in row.shared_by)


def _gives_way(task: Milestone, of_plans: Sequence[Milestone], tree: Tree) -> bool:
    names = _spellings(task)
    return any(_spellings(each) & names and _covers(task.organization_id, each.organization_id, tree) for each in of_plans)


def _covers(root: str, organization: str, tree: Tree) -> bool:
    return root == organization or (organization in tree and tree.is_within(organization, root))


def _spellings(row: Milestone | Unit) -> set[str]:
    return {plain(name) for name in (row.name, *row.aliases)}
