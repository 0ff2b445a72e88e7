"""Questions about deadlines: what is due, what is late, when one thing is due and whether it is done. Changes nothing."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from handlers.duties_in_view import duties_of, nearest
from handlers.naming_duties import line, name, pile, piled, when
from handlers.owing import staff, units_asked
from handlers.reading.meaning import Reading, Unknown
from handlers.scene import Scene
from locales.writing import day, number, span
from storage.conversations import Offer
from storage.duties import Duty
from storage.spans import Span

_SOON = timedelta(days=60)
_MOST = 12                                          # lines of one list
_UNITS = 8                                          # named in one line


def deadlines(scene: Scene, reading: Reading) -> None:
    """The answer: of one task, of a stretch of days, or of all that is late or soon due."""
    units = units_asked(scene, reading.slots.unit)
    if isinstance(reading.slots.unit, Unknown) or not units:
        scene.reply(scene.say("unit.not_found"))
        return
    own = [unit for unit in scene.view.centres if unit in units] if reading.slots.unit is None else units[:1]
    if reading.slots.decided:
        _of_ceremonies(scene, units, own)
        return
    if reading.slots.task is not None:
        _of_task(scene, units, own, reading.slots.task)
        return
    period = reading.slots.period
    asked = Span(period.first, period.last) if period is not None and period.last is not None else None
    _overview(scene, units, own, asked)


def mine(scene: Scene, pressed: Offer) -> None:
    """The button of a reminder: all that is late or soon due."""
    deadlines(scene, Reading("ask_deadlines"))


def _of_task(scene: Scene, units: list[str], own: list[str], task: str) -> None:
    """When it is due, whether it is done; with several units how many have done it, and who has not."""
    codes = task.split("|")
    found = [each for each in duties_of(scene, units) if each.code in codes]
    meant = [each for code in codes for unit in units
             if (each := nearest((one for one in found if (one.unit, one.code) == (unit, code)), scene.today)) is not None]
    if not meant:
        meant = [each for each in duties_of(scene, [*scene.view.above]) if each.code in codes][:1]
    if not meant:
        scene.reply(scene.say("due.no_day"))
        return
    alone = [each for each in meant if each.unit in own] or meant
    lines = [line(scene.language, each, scene.today, "" if [each.unit] == own else scene.unit_name(each.unit))
             for each in alone[:2]]
    rest = [each for each in meant if each not in alone]
    if rest:
        lines += _group_lines(scene, rest)
    scene.reply("\n".join(lines))


def _of_ceremonies(scene: Scene, units: list[str], own: list[str]) -> None:
    """Whose ceremony is still to be held, the first to fall due first."""
    found = [each for each in duties_of(scene, units) if each.is_ceremony and each.is_open]
    lines = _own_lines(scene, found, own)
    scene.reply("\n".join([scene.say("due.ceremonies"), *lines] if lines else [scene.say("due.no_ceremony")]))


def _overview(scene: Scene, units: list[str], own: list[str], asked: Span | None) -> None:
    """What is late comes first; then what falls into the days asked for, else into the next two months."""
    around = asked or Span(scene.today, scene.today + _SOON)
    found = duties_of(scene, units, until=max(around.last, scene.today))
    mine_, below = [each for each in found if each.unit in own], [each for each in found if each.unit not in own]
    lines = _late(scene, mine_, below)
    days = span(scene.language, around.first, around.last)
    coming = [each for each in mine_ if around.holds(each.due) and not each.is_late(scene.today)]
    if coming:
        lines += [scene.say("due.coming", days=days), *_own_lines(scene, coming, own)]
    if lower := [each for each in below if around.holds(each.due) and each.is_open and not each.is_late(scene.today)]:
        lines += [scene.say("due.coming_below", days=days), *_group_lines(scene, lower)]
    if not coming and not lower:
        lines.append(scene.say("due.nothing", days=days))
    scene.reply("\n".join(lines))


def _late(scene: Scene, own: Sequence[Duty], below: Sequence[Duty]) -> list[str]:
    late = [each for each in own if each.is_late(scene.today)]
    there = staff(scene)
    late_below = [each for each in below if each.is_late(scene.today) and there.joined(each.unit)]
    empty = {each.unit for each in below if each.is_late(scene.today) and not there.joined(each.unit)}
    if not late and not late_below:
        return [scene.say("due.none_late"), *([scene.say("due.empty", count=len(empty))] if empty else [])]
    lines = [scene.say("due.late", count=len(late)), *_own_lines(scene, late, [])] if late else []
    if late_below:
        lines.append(scene.say("due.late_below", count=len({each.unit for each in late_below})))
        lines += _group_lines(scene, [each for each in late_below if not each.is_report])
        lines += _owing(scene, [each for each in late_below if each.is_report])
    if empty:
        lines.append(scene.say("due.empty", count=len(empty)))
    return lines


def _own_lines(scene: Scene, found: Sequence[Duty], own: Sequence[str]) -> list[str]:
    several = len({each.unit for each in found} | set(own)) > 1
    single, piles = piled(found, scene.today)
    lines = [line(scene.language, each, scene.today, scene.unit_name(each.unit) if several else "") for each in single]
    lines += [pile(scene.language, each, scene.unit_name(each[0].unit) if several else "") for each in piles]
    shown = [scene.say("due.line", line=each) for each in lines[:_MOST]]
    return [*shown, *([scene.say("due.more", count=len(lines) - _MOST)] if len(lines) > _MOST else [])]


def _owing(scene: Scene, reports: Sequence[Duty]) -> list[str]:
    """Reports that units below owe: who, and how far back."""
    units = list(dict.fromkeys(each.unit for each in reports))
    if not units:
        return []
    shown = _listed(scene, [scene.unit_name(unit) for unit in units])
    return [scene.say("due.owing", count=len(units), first=name(scene.language, reports[0]), units=shown)]


def _listed(scene: Scene, names: Sequence[str]) -> str:
    shown = "; ".join(names[:_UNITS])
    return shown if len(names) <= _UNITS else scene.say("staff.people.more", units=shown, rest=len(names) - _UNITS)


def _group_lines(scene: Scene, found: Iterable[Duty]) -> list[str]:
    """One line for each thing and day: how many units have done it, and who has not."""
    groups: dict[tuple[str, date], list[Duty]] = {}
    for each in found:
        groups.setdefault((each.code, each.due), []).append(each)
    lines = [_group_line(scene, duties) for duties in groups.values()]
    return [*lines[:_MOST], *([scene.say("due.more", count=len(lines) - _MOST)] if len(lines) > _MOST else [])]


def _group_line(scene: Scene, duties: list[Duty]) -> str:
    open_ = [each for each in duties if each.is_open]
    shown = _listed(scene, [scene.unit_name(each.unit) for each in open_])
    title, total = name(scene.language, duties[0]), number(scene.language, len(duties))
    if not open_:
        return scene.say("due.group_done", name=title, day=day(scene.language, duties[0].due), total=total)
    return scene.say("due.group", name=title, when=when(scene.language, open_[0], scene.today), total=total, units=shown,
                     done=number(scene.language, len(duties) - len(open_)))
