"""Who is there: units that nobody has joined, people who never write, are away, cannot be reached. Names units, and nobody."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from handlers.next_step import roots
from handlers.posts import REPORTING, sitting
from handlers.reading.meaning import Known, Unknown, Unsure
from handlers.reading.staff_orders import StaffOrder
from handlers.scene import Scene
from locales.writing import day
from storage.census import silent_since
from storage.invitations import waiting
from storage.seats import Seat
from storage.spans import day_span
from storage.terms import Capacity

_SILENT = timedelta(days=30)
_ROOM = 1800                                        # characters of all lists together
_MOST = 30                                          # units of one list


@dataclass
class _Found:
    """Units, each in the one list where it matters most; `open`: those with an invitation that nobody has used."""

    empty: list[str] = field(default_factory=list)
    never: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    away: list[str] = field(default_factory=list)
    unreachable: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)


def attendance(scene: Scene, said: StaffOrder) -> None:
    """The overview of a unit and all below it; without a unit, of the officer's committees."""
    within = {*roots(scene), *scene.view.managed}
    if not within:
        scene.reply(scene.say("staff.not_yours"))
        return
    unit = said.unit
    if isinstance(unit, Unknown) or (isinstance(unit, Known) and not scene.view.sees(unit.id)):
        scene.reply(scene.say("unit.not_found"))
        return
    named = [unit.id] if isinstance(unit, Known) else list(unit.ids) if isinstance(unit, Unsure) else list(roots(scene))
    asked = [each for each in named if each in within]
    scene.reply(_overview(scene, asked) if asked else scene.say("staff.not_yours"))


def everybody(scene: Scene) -> None:
    """The command."""
    attendance(scene, StaffOrder("people"))


def _overview(scene: Scene, asked: list[str]) -> str:
    below = (unit for each in asked for unit in scene.tree.subtree(each) if unit.id not in roots(scene))
    units = list(dict.fromkeys(unit.id for unit in below if unit.exists_in(day_span(scene.today))))
    if not units:
        return scene.say("staff.people.no_units")
    found = _sorted(scene, units)
    without = len(found.empty) + len(found.open)
    head = scene.say("staff.people.head", joined=len(units) - without, total=len(units), without=without)
    lists = {name: names for name, names in vars(found).items() if names}
    if not lists:
        return f"{head}\n{scene.say('staff.people.all_well')}"
    for most in range(_MOST, 0, -1):
        lines = [_line(scene, name, names, most) for name, names in lists.items()]
        if sum(map(len, lines)) <= _ROOM:
            break
    foot = [scene.say("staff.people.foot")] if found.empty else []
    return "\n".join([head, *lines, *foot])


def _sorted(scene: Scene, units: list[str]) -> _Found:
    by_unit: dict[str, list[Seat]] = {}
    for seat in sitting(scene, units):
        if seat.kind in REPORTING:
            by_unit.setdefault(seat.organization_id, []).append(seat)
    open_ = {each.organization_id for each in waiting(scene.session, units, scene.now)}
    found = _Found()
    for unit in units:
        name = scene.unit_name(unit)
        if unit not in by_unit:
            (found.open if unit in open_ else found.empty).append(name)
        else:
            _place(scene, found, name, by_unit[unit])
    return found


def _place(scene: Scene, found: _Found, name: str, seats: list[Seat]) -> None:
    """The list that fits first: the holder cannot be reached, or is away; nobody ever wrote, or did for long."""
    holders = [seat for seat in seats if seat.capacity is Capacity.HOLDER] or seats
    away = [seat.away_until for seat in holders if seat.away_until is not None]
    lost = [seat for seat in holders if seat.unreachable_since is not None]
    if lost:
        found.unreachable.append(_because(scene, name, lost[0]))
    elif away:
        last = max(away)
        found.away.append(scene.say("staff.people.until", unit=name, day=day(scene.language, last)))
    elif all(seat.last_wrote_on is None for seat in seats):
        found.never.append(name)
    elif all(silent_since(seat) < scene.today - _SILENT for seat in seats):
        found.silent.append(name)


def _because(scene: Scene, name: str, seat: Seat) -> str:
    return scene.say(f"staff.people.{seat.unreachable_why or 'blocked'}", unit=name)


def _line(scene: Scene, name: str, units: Iterable[str], most: int) -> str:
    units = list(units)
    shown = "; ".join(units[:most])
    if len(units) > most:
        shown = scene.say("staff.people.more", units=shown, rest=len(units) - most)
    return scene.say(f"staff.people.{name}", count=len(units), units=shown)
