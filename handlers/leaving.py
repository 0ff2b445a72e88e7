"""Leave: when the person is away, who hears the reminders meanwhile, and that they are back. Ends no role."""

from datetime import timedelta

from handlers.posts import REPORTING, post, sitting
from handlers.reading.staff_orders import StaffOrder
from handlers.scene import Scene
from locales.writing import day, listed
from storage.leaves import come_back, take_leave
from storage.people import Held
from storage.terms import Capacity

_LONGEST = timedelta(days=366)


def leave(scene: Scene, said: StaffOrder) -> None:
    """Note the days and read them back; without a last day, ask for it."""
    if said.last is None:
        scene.reply(scene.say("staff.leave.until_when"))
        return
    first = max(said.first or scene.today, scene.today)
    if said.last - first > _LONGEST:
        scene.reply(scene.say("staff.leave.too_long"))
        return
    take_leave(scene.session, scene.member.id, first, said.last, scene.now)
    days = scene.say("staff.leave.one_day" if first == said.last else "staff.leave.days",
                     first=day(scene.language, first), last=day(scene.language, said.last))
    back = [[scene.choice(scene.say("staff.leave.back"), "back")]]
    scene.reply("\n".join([days, *_meanwhile(scene)]), choices=back)


def back(scene: Scene) -> None:
    """There again, from today on."""
    was_away = come_back(scene.session, scene.member.id, scene.today, scene.now)
    scene.reply(scene.say("staff.back" if was_away else "staff.back.was_here"))


def _meanwhile(scene: Scene) -> list[str]:
    """Who hears the reminders of each unit that the person holds: its deputy, or nobody."""
    held = [each for each in scene.member.held if each.capacity is Capacity.HOLDER and each.kind in REPORTING
            and each.organization_id in scene.tree]
    deputies = [each for each in held if _has_deputy(scene, each)]
    alone = [each for each in held if each not in deputies]
    lines = []
    if deputies:
        lines.append(scene.say("staff.leave.deputy", who=_posts(scene, deputies, Capacity.DEPUTY)))
    if alone:
        lines.append(scene.say("staff.leave.nobody", units=_units(scene, alone)))
    return lines


def _has_deputy(scene: Scene, held: Held) -> bool:
    """Whether a deputy is there and can be reached."""
    return any(
        each.kind is held.kind and each.capacity is Capacity.DEPUTY and each.person_id != scene.member.id
        and each.away_until is None and each.unreachable_since is None
        for each in sitting(scene, [held.organization_id])
    )


def _posts(scene: Scene, held: list[Held], capacity: Capacity) -> str:
    return listed(scene.language, [
        scene.say("staff.post_of", post=post(scene.language, each.kind, capacity), unit=scene.unit_name(each.organization_id))
        for each in held
    ])


def _units(scene: Scene, held: list[Held]) -> str:
    return listed(scene.language, [scene.unit_name(each.organization_id) for each in held])
