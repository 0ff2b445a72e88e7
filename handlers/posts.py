"""Who sits where among the units in view, what their roles are called, and who may end them. Changes nothing."""

from collections.abc import Collection

from handlers.scene import Scene
from locales.messages import say
from locales.writing import day
from storage.seats import Seat, seats
from storage.terms import Capacity, RoleKind
from storage.tree import Tree

# Committees lead: there it is an officer who looks after the units; elsewhere it is the secretary who reports.
_LEADING = frozenset({"committee", "bloc"})
REPORTING = (RoleKind.SECRETARY, RoleKind.OFFICER)


def post(language: str, kind: RoleKind, capacity: Capacity) -> str:
    """ "bí thư", "phó bí thư", "văn thư nhập hộ bí thư"."""
    return say(language, f"role.{kind}") if capacity is Capacity.HOLDER else say(language, f"post.{capacity}.{kind}")


def usual(tree: Tree, unit: str) -> RoleKind:
    """The role by which a unit is spoken for."""
    return RoleKind.OFFICER if tree[unit].kind in _LEADING else RoleKind.SECRETARY


def sitting(scene: Scene, units: Collection[str]) -> list[Seat]:
    """The roles that hold in those units; oldest first."""
    return seats(scene.session, units, scene.now, scene.today)


def may_end(scene: Scene, seat: Seat) -> bool:
    """An officer every role below; a secretary those of their own deputies and clerks. One's own is handed over instead."""
    if seat.person_id == scene.member.id:
        return False
    helps = seat.kind is RoleKind.SECRETARY and seat.capacity is not Capacity.HOLDER
    return seat.organization_id in scene.view.managed or (helps and seat.organization_id in scene.view.kept)


def may_hand_over(scene: Scene, seat: Seat) -> bool:
    """One's own role, unless it is a helper's; or one of a unit that is looked after."""
    own = seat.person_id == scene.member.id and seat.capacity is Capacity.HOLDER and seat.kind in REPORTING
    return own or seat.organization_id in scene.view.managed


def told_apart(scene: Scene, seat: Seat) -> str:
    """Of several people in one role: by the day from which they have it. There are no names."""
    key = "staff.seat.own" if seat.person_id == scene.member.id else "staff.seat"
    return scene.say(key, post=post(scene.language, seat.kind, seat.capacity), day=day(scene.language, seat.since))
