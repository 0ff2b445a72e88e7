"""Giving a target to a unit, as an officer: read back, agreed, recorded; a later one supersedes."""

from handlers import filling
from handlers.forms import TargetDraft
from handlers.reading.meaning import Known, Reading, Unsure
from handlers.scene import Scene
from handlers.state import Question
from handlers.turn import Text


def give(scene: Scene, reading: Reading) -> None:
    """Begin a form for a target. Who may not give one is told who may."""
    officers = [unit for unit in scene.view.homes if scene.view.may_give_targets(unit)]
    if not officers:
        scene.reply(scene.say("target.officers_only"))
        return
    content = scene.turn.content
    form = filling.target(reading.slots, scene.today)
    form = form.plus(source=content.message_id if isinstance(content, Text) else None)
    unit = reading.slots.unit
    named = (unit.id,) if isinstance(unit, Known) else unit.ids if isinstance(unit, Unsure) else ()
    open_ = [each for each in named if scene.view.may_give_targets(each)]
    if unit is None and len(officers) == 1:
        open_ = officers                            # "đặt mục tiêu 90 % …": the officer's own committee
    if unit is not None and not open_:
        scene.reply(scene.say("unit.not_found"))
    scene.begin(_with_unit(scene, form, open_))


def _with_unit(scene: Scene, form: TargetDraft, options: list[str]) -> TargetDraft:
    if len(options) == 1:
        return form.plus(unit=options[0])
    if options:
        scene.state.question = Question(about="unit", form=form.id, options=options)
    return form
