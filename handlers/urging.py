"""An officer has units below reminded of what they owe: shown first whom and of what, then agreed. The clock sends it."""

from collections.abc import Sequence
from datetime import date, timedelta

from handlers.duties_in_view import duties_of, note
from handlers.naming_duties import name
from handlers.owing import last_period, late, looked_after, staff, units_asked
from handlers.reading.meaning import Reading, Unknown
from handlers.scene import Scene
from locales.writing import day
from storage.changed_days import working_days
from storage.conversations import Offer
from storage.duties import Duty
from storage.duty_events import DutyAct
from storage.reminders import reminded_on
from storage.spans import Span

_UNITS = 15


def urge(scene: Scene, reading: Reading) -> None:
    """Show whom, and of what."""
    asked = reading.slots.period
    within = set(units_asked(scene, reading.slots.unit))
    units = [unit for unit in looked_after(scene) if unit in within]
    if isinstance(reading.slots.unit, Unknown) or (reading.slots.unit is not None and not units):
        scene.reply(scene.say("unit.not_found"))
        return
    _show(scene, units, Span(asked.first, asked.last or scene.today) if asked is not None else None)


def press(scene: Scene, pressed: Offer) -> None:
    """The button below the list of those who have not reported."""
    period = last_period(scene)
    _show(scene, looked_after(scene), Span(period.first, date.fromisoformat(pressed.value)))


def _show(scene: Scene, units: Sequence[str], period: Span | None) -> None:
    if not scene.view.managed:
        scene.reply(scene.say("urge.not_yours"))
        return
    there = staff(scene)
    found = late(scene, units, period)
    reached = [each for each in found if there.own(each.unit)]
    if not reached:
        scene.reply(scene.say("urge.nobody_there" if found else "urge.nothing"))
        return
    scene.state.urging = [each.key for each in reached]
    row = [scene.choice(scene.say(f"urge.button.{act}"), "urge_agreed", value=act) for act in ("send", "drop")]
    lines = [scene.say("urge.sure", count=len({each.unit for each in reached})), *_lines(scene, reached)]
    if left := len({each.unit for each in found}) - len({each.unit for each in reached}):
        lines.append(scene.say("urge.left_out", count=left))
    scene.reply("\n".join(lines), choices=[row])


def _lines(scene: Scene, found: Sequence[Duty]) -> list[str]:
    groups: dict[str, list[str]] = {}
    for each in found:
        groups.setdefault(name(scene.language, each), []).append(scene.unit_name(each.unit))
    shown = []
    for title, units in groups.items():
        names = "; ".join(units[:_UNITS])
        if len(units) > _UNITS:
            names = scene.say("staff.people.more", units=names, rest=len(units) - _UNITS)
        shown.append(scene.say("urge.line", name=title, units=names))
    return shown


def press_agreed(scene: Scene, pressed: Offer) -> None:
    """The answer to what was shown, pressed."""
    if pressed.value == "send":
        agree(scene)
    else:
        decline(scene)


def decline(scene: Scene) -> None:
    """Nobody is reminded because of it."""
    scene.state.urging = []
    scene.reply(scene.say("urge.dropped"))


def agree(scene: Scene) -> None:
    """Keep that they are to be reminded: today where that can still be, else on the next working day; each once a day."""
    keys = set(scene.state.urging)
    scene.state.urging = []
    found = [each for each in duties_of(scene, looked_after(scene), until=scene.today)
             if each.key in keys and each.is_open and not each.heard]
    if not found:
        scene.reply(scene.say("urge.over"))
        return
    days, there = working_days(scene.session), staff(scene)
    first = days.next_ring(scene.now, scene.turn.house.hours).date()
    had = reminded_on(scene.session, first)
    rung: dict[date, set[str]] = {}
    for each in found:
        on = days.next_working_day(first) if set(there.own(each.unit)) & had else first
        note(scene, each, DutyAct.URGED, on)
        rung.setdefault(on, set()).add(each.unit)
    scene.reply("\n".join(_when(scene, on, len(units)) for on, units in sorted(rung.items())))


def _when(scene: Scene, on: date, units: int) -> str:
    key = "today" if on == scene.now.date() else "tomorrow" if on == scene.now.date() + timedelta(days=1) else "later"
    return scene.say(f"urge.{key}", count=units, day=day(scene.language, on))
