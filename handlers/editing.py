"""A message that its writer changed in place: the draft or report that came from it is changed with it."""

from handlers import filling
from handlers.advancing import remember_shown
from handlers.forms import ReportDraft
from handlers.looking_up import draft_of
from handlers.reading.meaning import Reading
from handlers.scene import Scene
from handlers.turn import Edited

_KEPT = ("unit", "chain", "revision", "source", "id")


def edited(scene: Scene, readings: list[Reading]) -> bool:
    """Whether the edit was of something known: its form now says what the new wording says."""
    content = scene.turn.content
    key = scene.state.sources.get(content.message_id) if isinstance(content, Edited) else None
    said = next((each for each in readings if each.intent in ("report", "report_none")), None)
    if key is None or said is None:
        return False
    form = scene.state.form(key)
    if form is None:
        form = draft_of(scene, key)
        if form is None:
            return False
        scene.state.clear()
    if not isinstance(form, ReportDraft):
        return False
    remember_shown(scene, form)
    scene.state.put(_reworded(scene, form, said))
    return True


def _reworded(scene: Scene, form: ReportDraft, said: Reading) -> ReportDraft:
    """The form as the new wording alone would make it; the unit stays unless another is named."""
    fresh = filling.report(said.slots, scene.today, none=said.intent == "report_none", names=scene.turn.house.names,
                           left=said.left)
    where = filling.place(scene.view, said.slots.unit) if said.slots.unit else None
    kept = {name: getattr(form, name) for name in _KEPT}
    return fresh.plus(**kept | ({"unit": where.unit} if where and where.unit else {}))
