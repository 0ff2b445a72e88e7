"""Who has not reported: counts by level, names of units, oldest debt first. Sends nothing to anybody."""

from collections.abc import Iterable

from handlers.naming_duties import line
from handlers.owing import Owing, is_missing, owing, staff, units_asked
from handlers.reading.meaning import Reading, Unknown
from handlers.scene import Scene
from locales.messages import has
from locales.writing import number, span
from storage.duties import Duty
from storage.spans import Span
from storage.terms import RoleKind

_MOST = 25                                          # units in one list


def missing(scene: Scene, reading: Reading) -> None:
    """The answer; for somebody with a single unit it is how that unit stands."""
    asked, unit = reading.slots.period, reading.slots.unit
    units = units_asked(scene, unit)
    if isinstance(unit, Unknown) or not units:
        scene.reply(scene.say("unit.not_found"))
        return
    period = Span(asked.first, asked.last or scene.today) if asked is not None else None
    found = owing(scene, units, period)
    if not found.reports:
        scene.reply(scene.say("missing.none_waited"))
    elif len(found.reports) == 1:
        only = found.reports[0]
        scene.reply(line(scene.language, only, scene.today, scene.unit_name(only.unit)))
    else:
        _overview(scene, found)


def _overview(scene: Scene, found: Owing) -> None:
    silent = sorted((each for each in found.reports if is_missing(each)),
                    key=lambda each: (found.debts[each.unit].last, scene.unit_name(each.unit)))
    there = staff(scene)
    owes = [each for each in silent if there.joined(each.unit)]
    empty = [each for each in silent if not there.joined(each.unit)]
    came = len(found.reports) - len(silent)
    lines = [scene.say("missing.head", period=span(scene.language, found.period.first, found.period.last),
                       came=came, total=len(found.reports))]
    lines += _by_level(scene, found.reports)
    if owes:
        units = _listed(scene, (_debt(scene, found, each) for each in owes))
        lines.append(scene.say("missing.owes", count=len(owes), units=units))
    if empty:
        units = _listed(scene, (scene.unit_name(each.unit) for each in empty))
        lines.append(scene.say("missing.empty", count=len(empty), units=units))
    if late := [each for each in found.reports if each.added_late or _came_late(each)]:
        units = _listed(scene, (scene.unit_name(each.unit) for each in late))
        lines.append(scene.say("missing.came_late", count=len(late), units=units))
    may_urge = any(held.kind is RoleKind.OFFICER for held in scene.member.held)
    urge = [[scene.choice(scene.say("missing.urge"), "urge", value=found.period.last.isoformat())]] if owes and may_urge else ()
    scene.reply("\n".join(lines), choices=urge)


def _by_level(scene: Scene, reports: Iterable[Duty]) -> list[str]:
    """How many of each kind of unit have reported, and how many in time; the lowest level first."""
    kinds: dict[str, list[Duty]] = {}
    for each in sorted(reports, key=lambda each: each.regular):
        kinds.setdefault(scene.tree[each.unit].kind, []).append(each)
    return [_level(scene, kind, of_kind) for kind, of_kind in kinds.items()]


def _level(scene: Scene, kind: str, reports: list[Duty]) -> str:
    came = sum(not is_missing(each) for each in reports)
    in_time = sum(not is_missing(each) and not _came_late(each) for each in reports)
    name = scene.say(f"kind.{kind}") if has(scene.language, f"kind.{kind}") else kind
    return scene.say("missing.level", kind=name[:1].upper() + name[1:], came=number(scene.language, came),
                     total=number(scene.language, len(reports)), percent=came * 100 // len(reports),
                     in_time=number(scene.language, in_time), in_time_percent=in_time * 100 // len(reports))


def _came_late(duty: Duty) -> bool:
    return duty.came_on is not None and duty.came_on > duty.due


def _debt(scene: Scene, found: Owing, duty: Duty) -> str:
    since = found.debts[duty.unit]
    name = scene.unit_name(duty.unit)
    if duty.promised is not None:
        return scene.say("remind.promised", unit=name, day=f"{duty.promised:%d/%m}")
    if since.last >= found.period.last:
        return name
    return scene.say("missing.since", unit=name, period=span(scene.language, since.first, since.last))


def _listed(scene: Scene, names: Iterable[str]) -> str:
    all_ = list(names)
    shown = "; ".join(all_[:_MOST])
    return shown if len(all_) <= _MOST else scene.say("staff.people.more", units=shown, rest=len(all_) - _MOST)
