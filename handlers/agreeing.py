"""Agreeing with the card, or not: the only place where forms become records. Knows each kind of form."""

from handlers.advancing import advance, read_back
from handlers.doubts import doubt, extent_of
from handlers.forms import AnyDraft, ReportDraft, TargetDraft, WithdrawalDraft
from handlers.reading.meaning import Reading
from handlers.recording import Changed, record, undo
from handlers.refusals import refusal
from handlers.scene import Scene
from handlers.standing import standing
from handlers.state import Question
from handlers.turn import Choice


def confirm(scene: Scene, reading: Reading) -> None:
    """Record all forms in work, unless one of them has a gap or has become doubtful meanwhile."""
    agree(scene)


def agree(scene: Scene) -> None:
    """The same, from a button."""
    forms = scene.state.forms
    if not forms:
        scene.reply(scene.say("agree.nothing"))
        return
    if scene.state.question is None or scene.state.question.about != "confirm" or not all(_stands(scene, form) for form in forms):
        advance(scene)
        return
    done = [(form, record(scene, form)) for form in forms]
    scene.state.clear()
    scene.state.last = [each.chain for _, each in done if each.chain] or scene.state.last
    for form, change in done:
        _tell(scene, form, change)
    _stand(scene, [form for form, change in done if not change.stale])


def _stands(scene: Scene, form: AnyDraft) -> bool:
    """Whether the form may be recorded now: another person may have reported since the card was shown."""
    if form.missing():
        return False
    return not isinstance(form, ReportDraft) or (refusal(scene, form) is None and doubt(scene, form) is None)


def _tell(scene: Scene, form: AnyDraft, change: Changed) -> None:
    if change.stale:
        scene.reply(scene.say("agree.changed_meanwhile", now=change.now))
        return
    unit = scene.unit_name(form.unit or "")
    if change.before is None:
        text = scene.say("agree.recorded", unit=unit, what=change.after)
    else:
        text = scene.say("agree.revised", unit=unit, before=change.before, after=change.after)
    scene.reply(text, choices=[_acts(scene, form, change)] if change.chain else (), about=change.chain)


def _acts(scene: Scene, form: AnyDraft, change: Changed) -> list[Choice]:
    chain, revision = change.chain or "", change.revision
    if change.before is not None:
        return [scene.choice(scene.say("record.undo"), "undo", chain, revision)]
    return [scene.choice(scene.say("record.fix"), "fix", chain, revision),
            scene.choice(scene.say("record.withdraw"), "withdraw", chain, revision)]


def _stand(scene: Scene, forms: list[AnyDraft]) -> None:
    """Where the units stand now, each indicator once."""
    seen: dict[tuple[str, str], None] = {}
    for form in forms:
        if form.unit and form.indicator and isinstance(form, (ReportDraft, WithdrawalDraft)):
            seen[(form.unit, form.indicator)] = None
    texts = [standing(scene, unit, form_indicator) for unit, form_indicator in seen]
    if texts:
        scene.reply("\n\n".join(texts))
