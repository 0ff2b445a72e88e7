"""A message that its writer changed in place: the drafts or reports that came from it are changed with it."""

from handlers import filling
from handlers.advancing import remember_shown
from handlers.forms import ReportDraft
from handlers.looking_up import draft_of, in_words, on_record
from handlers.reading.meaning import Reading
from handlers.scene import Scene
from handlers.turn import Edited

_KEPT = ("unit", "chain", "revision", "source", "id")
_ASIDE = ("id", "source", "settled", "left", "extent")      # what does not make it another report
_REPORTS = ("report", "report_none")
_ORDERS = ("cancel", "correct", "deny", "help")             # what an edit may ask for instead, besides a question


def edited(scene: Scene, readings: list[Reading]) -> list[Reading]:
    """Each form now says what the new wording says of it; readings that are something else are given back."""
    said = [each for each in readings if each.intent in _REPORTS]
    if not said:
        others = [each for each in readings if each.intent in _ORDERS or each.intent.startswith("ask_")]
        if not others:
            scene.reply("\n".join([scene.say("edit.unclear"), *_recorded(scene)]))
        return others
    forms = _forms(scene)
    pairs = _pairs(forms, said)
    changed = [_reword(scene, form, reading) for form, reading in pairs]
    gone = [form.id for form in forms if form.chain is None and form.id not in {form.id for form, _ in pairs}]
    scene.state.drop(gone)
    if pairs and not any(changed) and not scene.state.forms:
        scene.reply("\n".join([scene.say("edit.same"), *_recorded(scene)]))
    return [each for each in said if not any(each is reading for _, reading in pairs)]


def _sources(scene: Scene) -> list[str]:
    content = scene.turn.content
    return scene.state.sources.get(content.message_id, []) if isinstance(content, Edited) else []


def _forms(scene: Scene) -> list[ReportDraft]:
    """What came from the message: in work still, or on record and now to be revised."""
    found = [scene.state.form(key) or draft_of(scene, key) for key in _sources(scene)]
    return [form for form in found if isinstance(form, ReportDraft)]


def _recorded(scene: Scene) -> list[str]:
    """Reports that came from the message, as they hold."""
    found = [on_record(scene, key) for key in _sources(scene) if scene.state.form(key) is None]
    return [f"• {in_words(scene, said)}" for said in found if said is not None]


def _pairs(forms: list[ReportDraft], said: list[Reading]) -> list[tuple[ReportDraft, Reading]]:
    """Which reading is the new wording of which form: the one of the same subject, else the next."""
    left, pairs = list(said), []
    for form in forms:
        same = next((each for each in left if each.slots.indicator == form.indicator), None)
        if same is not None:
            pairs.append((form, same))
            left.remove(same)
    rest = [form for form in forms if not any(form is each for each, _ in pairs)]
    return [*pairs, *zip(rest, left, strict=False)]


def _reword(scene: Scene, form: ReportDraft, said: Reading) -> bool:
    """Put the form, as the new wording alone would make it, in work; not where it is on record and says the same."""
    fresh = filling.report(said.slots, scene.today, none=said.intent == "report_none", names=scene.turn.house.names,
                           left=said.left)
    where = filling.place(scene.view, said.slots.unit) if said.slots.unit else None
    kept = {name: getattr(form, name) for name in _KEPT}
    new = fresh.plus(**kept | ({"unit": where.unit} if where and where.unit else {}))
    if form.chain is not None and new.model_dump(exclude=set(_ASIDE)) == form.model_dump(exclude=set(_ASIDE)):
        return False
    remember_shown(scene, form)
    if form.chain is not None:
        scene.begin(new)
    else:
        scene.state.put(new)
    return True
