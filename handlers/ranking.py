"""Comparing units in full view: who is first, who last. Knows no target."""

from handlers import wording
from handlers.measuring import Ask, on_record
from handlers.questions import asked_units, exact, indicator_of
from handlers.reading.meaning import Reading
from handlers.scene import Scene
from locales.writing import number
from storage.spans import year_of
from storage.tallies import Ranked
from storage.tallies import ranking as ranked

_SHOWN = 10
# Committees lead; what they lead is compared, be it near or far below them.
_LEADING = frozenset({"committee", "bloc"})


def ranking(scene: Scene, reading: Reading) -> None:
    """The units below by their figure, the highest first."""
    units = [unit for unit in asked_units(scene, reading.slots) if unit in scene.view.inside and scene.tree[unit].children]
    if not units:
        scene.reply(scene.say("ranking.out_of_view"))
        return
    scene.reply("\n\n".join(_of(scene, exact(scene, reading.slots, unit, indicator_of(reading.slots))) for unit in units))


def _of(scene: Scene, ask: Ask) -> str:
    span = ask.span or year_of(scene.today)
    tree, reports = on_record(scene, ask)
    kinds = {unit.kind for unit in tree.subtree(ask.unit)[1:]} - _LEADING
    names = {"indicator": scene.say(f"indicator.{ask.indicator}"), "span": wording.days(scene.language, span),
             "limit": wording.limits(scene.language, ask.condition, ask.setting)}
    found = ranked(tree, ask.unit, reports, span, ask.condition, ask.setting, ask.events or None, kinds)
    top = [each for each in found if not _is_part(scene, each, kinds)]
    heard = [each for each in top if each.figure.reported]
    if not heard:
        return scene.say("ranking.none", **names)
    lines = [scene.say("ranking.head", **names), *(_line(scene, each) for each in heard[:_SHOWN])]
    if silent := len(top) - len(heard):
        lines.append(scene.say("ranking.silent", count=silent))
    return "\n".join(lines)


def _is_part(scene: Scene, each: Ranked, kinds: set[str]) -> bool:
    """A branch inside a grassroots organization is counted there."""
    parent = each.unit.parent
    return parent is not None and scene.tree[parent].kind in kinds


def _line(scene: Scene, each: Ranked) -> str:
    return scene.say("ranking.line", place=each.place, unit=each.unit.name, count=number(scene.language, each.figure.low))
