"""Reports already made: the person's own, or a unit's in full view. Changes nothing."""

from handlers import wording
from handlers.looking_up import in_words
from handlers.reading.meaning import Known, Reading
from handlers.scene import Scene
from locales.writing import day
from storage.ledger_queries import chains_of
from storage.said import Said
from storage.spans import Span
from storage.terms import Indicator

_SHOWN = 10


def history(scene: Scene, reading: Reading) -> None:
    """The last reports, newest first, with how each stands."""
    slots = reading.slots
    unit = slots.unit.id if isinstance(slots.unit, Known) else None
    if slots.unit is not None and (unit is None or unit not in scene.view.inside):
        scene.reply(scene.say("unit.not_found"))
        return
    span = _span(scene, reading)
    found = _found(scene, unit, slots.indicator, span)
    whose = scene.say("history.unit", unit=scene.unit_name(unit)) if unit else scene.say("history.own")
    if not found:
        days = wording.days(scene.language, span) if span else ""
        scene.reply(scene.say("history.none_then", whose=whose, span=days) if span else scene.say("history.none", whose=whose))
        return
    units = {each.organization for each in found}
    if len(units) == 1:
        whose = scene.say("history.unit", unit=scene.unit_name(units.pop()))
    lines = [scene.say("history.head", whose=whose), *(f"• {_line(scene, each, named=not units)}" for each in found[:_SHOWN])]
    if len(found) > _SHOWN:
        lines.append(scene.say("history.more", rest=len(found) - _SHOWN))
    scene.reply("\n".join(lines))


def _found(scene: Scene, unit: str | None, indicator: str | None, days: Span | None) -> list[Said]:
    """Of certain days are the reports that speak of them, and the last ones that were sent in them."""
    units = [each.id for each in scene.tree.subtree(unit)] if unit is not None else None
    person = scene.member.id if unit is None else None
    wanted = Indicator(indicator) if indicator else None
    found = chains_of(scene.session, person=person, organizations=units, indicator=wanted)
    if days is not None:
        speaking = chains_of(scene.session, person=person, organizations=units, indicator=wanted, around=days)
        both = {each.chain: each for each in [*speaking, *found] if each in speaking or _was_sent_in(scene, each, days)}
        found = sorted(both.values(), key=lambda each: -each.order)
    return [each for each in found if unit is not None or scene.view.may_report(each.organization)]


def _was_sent_in(scene: Scene, said: Said, days: Span) -> bool:
    return said.recorded_at is not None and days.holds(said.recorded_at.astimezone(scene.now.tzinfo).date())


def _span(scene: Scene, reading: Reading) -> Span | None:
    period = reading.slots.period
    return Span(period.first, period.last or scene.today) if period else None


def _line(scene: Scene, said: Said, *, named: bool) -> str:
    """One report; its unit goes without saying where the head has `named` it."""
    recorded = day(scene.language, said.recorded_at.date()) if said.recorded_at else ""
    what = wording.capital(in_words(scene, said))
    if named:
        return scene.say("history.short", what=what, recorded=recorded)
    return scene.say("history.line", unit=scene.unit_name(said.organization), what=what, recorded=recorded)
