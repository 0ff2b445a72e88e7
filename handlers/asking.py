"""Questions about progress and targets: which unit, what, which days; the answers themselves are told elsewhere."""

from handlers import citing
from handlers.filling import condition_of
from handlers.questions import asked_units, exact, indicator_of, span_of
from handlers.reading.meaning import Reading, Slots
from handlers.receipts import how_many_wait
from handlers.scene import Scene
from handlers.standing import given_below, other_indicators, told, told_together
from locales.writing import number
from storage.terms import Indicator
from storage.which_target import Applicable, all_targets


def progress(scene: Scene, reading: Reading) -> None:
    """How far it is; without an indicator about admissions, with the other targets a line each."""
    units = _for_the_room(scene, reading.slots, asked_units(scene, reading.slots))
    if not units:
        scene.reply(scene.say("unit.not_found" if scene.turn.private else "group.private"))
        return
    note = _not_understood(scene, reading)
    asks = [exact(scene, reading.slots, unit, indicator_of(reading.slots)) for unit in units]
    brief = len(units) > 1
    texts = told_together(scene, asks) if brief else [told(scene, asks[0])]
    if reading.slots.indicator is None and not condition_of(reading.slots) and not brief:
        texts += [text for unit in units if (text := other_indicators(scene, unit, span_of(scene, reading.slots)))]
    if scene.turn.private and not brief and _of_everybody(reading.slots):
        texts += _waiting(scene, units[0])
    scene.reply("\n\n".join([*note, *texts]))


def _of_everybody(slots: Slots) -> bool:
    """Whether all admissions are asked for, of no certain days or people."""
    return indicator_of(slots) is Indicator.ADMISSIONS and not condition_of(slots) and slots.setting is None


def _waiting(scene: Scene, unit: str) -> list[str]:
    """Who is decided and not counted yet."""
    count = how_many_wait(scene, unit)
    return [scene.say("progress.waits", number=number(scene.language, count))] if count else []


def target(scene: Scene, reading: Reading) -> None:
    """The targets themselves, with their clauses."""
    units = _for_the_room(scene, reading.slots, asked_units(scene, reading.slots))
    if not units:
        scene.reply(scene.say("unit.not_found" if scene.turn.private else "group.private"))
        return
    scene.reply("\n\n".join(_targets_of(scene, reading.slots, unit) for unit in units))


def _for_the_room(scene: Scene, slots: Slots, units: list[str]) -> list[str]:
    """In a group only sums are told: of units that others stand below; the person's own branch gives way to the one above."""
    if scene.turn.private:
        return units
    if slots.unit is not None:
        return [unit for unit in units if scene.tree[unit].children]
    lines = ((scene.tree[unit], *scene.tree.ancestors(unit)) for unit in units)
    return list(dict.fromkeys(next((each.id for each in line if each.children), "") for line in lines))


def _not_understood(scene: Scene, reading: Reading) -> list[str]:
    if not reading.left or reading.slots.unit is not None:
        return []
    return [scene.say("ask.left", words=", ".join(f"“{word}”" for word in reading.left))]


def _targets_of(scene: Scene, slots: Slots, unit: str) -> str:
    found = _found(scene, slots, unit)
    own = [each for each in found if each.unit == unit]
    if own:
        head = scene.say("target.head", unit=scene.unit_name(unit))
        return "\n".join([head, *_lines(scene, own), *_given(scene, slots, unit)])
    if not found:
        return scene.say("target.nowhere")
    above = found[0].unit
    return "\n".join([
        scene.say("target.none", unit=scene.unit_name(unit)), scene.say("target.above", unit=scene.unit_name(above)),
        *_lines(scene, [each for each in found if each.unit == above]),
    ])


def _given(scene: Scene, slots: Slots, unit: str) -> list[str]:
    """What has been given to the units below, summed and held against the unit's own target."""
    if unit not in scene.view.inside or not scene.tree[unit].children:
        return []
    return given_below(scene, exact(scene, slots, unit, indicator_of(slots)))


def _found(scene: Scene, slots: Slots, unit: str) -> list[Applicable]:
    """For certain people those targets that are for them; otherwise every one, of one indicator or of all."""
    if condition_of(slots):
        return citing.applicable(scene, exact(scene, slots, unit, indicator_of(slots)))
    indicators = [Indicator(slots.indicator)] if slots.indicator else list(Indicator)
    span = span_of(scene, slots)
    found = [each for one in indicators for each in all_targets(scene.session, scene.tree, unit, one, span, today=scene.today)]
    return [each for each in found if scene.view.sees(each.unit)]


def _lines(scene: Scene, targets: list[Applicable]) -> list[str]:
    lines: list[str] = []
    before = None
    for each in targets:
        lines.append(citing.line(scene, each, before))
        lines += [citing.part_line(scene, part, each.goal) for part in each.parts]
        before = each.goal
    return lines
