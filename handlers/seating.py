"""Ending a role and handing it over: agreed first, and done as things stand at that moment. Knows one role at a time."""

from handlers.errand import Errand
from handlers.inviting import invite
from handlers.posts import may_end, may_hand_over, post, sitting, told_apart, usual
from handlers.scene import Scene
from storage.seats import Seat, end_role, seat
from storage.terms import Capacity


def to_hand_over(scene: Scene, errand: Errand) -> list[Seat]:
    """The roles of the unit that the order may mean: the person's own one before others."""
    unit = errand.unit or ""
    found = [each for each in sitting(scene, [unit]) if each.capacity is Capacity.HOLDER and may_hand_over(scene, each)]
    own = [each for each in found if each.person_id == scene.member.id and errand.kind in (None, each.kind)]
    return own or [each for each in found if each.kind is (errand.kind or usual(scene.tree, unit))]


def to_end(scene: Scene, errand: Errand) -> list[Seat]:
    """The roles of the unit that the order may mean, whoever may end them."""
    unit = errand.unit or ""
    kind = errand.kind or usual(scene.tree, unit)
    found = sitting(scene, [unit])
    return found if errand.any_capacity else [each for each in found if (each.kind, each.capacity) == (kind, errand.capacity)]


def question(scene: Scene, errand: Errand, sits: Seat) -> str:
    """What will happen, to be agreed."""
    return scene.say(f"staff.{errand.act}.sure", post=told_apart(scene, sits), unit=scene.unit_name(sits.organization_id))


def hand_over(scene: Scene, role: int) -> None:
    """An invitation whose use ends the role at that moment."""
    sits = seat(scene.session, role, scene.now, scene.today)
    if sits is None or not may_hand_over(scene, sits):
        scene.reply(scene.say("staff.gone"))
        return
    invite(scene, sits.organization_id, sits.kind, replaces=role)
    scene.reply(scene.say("staff.hand_over.waits", post=post(scene.language, sits.kind, sits.capacity),
                          unit=scene.unit_name(sits.organization_id)))


def end(scene: Scene, role: int) -> None:
    """End the role now."""
    sits = seat(scene.session, role, scene.now, scene.today)
    if sits is None or not may_end(scene, sits) or not end_role(scene.session, role, scene.member.id, scene.now):
        scene.reply(scene.say("staff.gone"))
        return
    scene.reply(scene.say("staff.end.done", post=post(scene.language, sits.kind, sits.capacity),
                          unit=scene.unit_name(sits.organization_id)))
