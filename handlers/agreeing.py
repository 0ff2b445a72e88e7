"""Agreeing with the card, or not: the only place where forms become records. Knows each kind of form."""

from handlers.advancing import advance
from handlers.doubts import doubt
from handlers.entering import Changed, enter, lock, undo
from handlers.forms import AnyDraft, ReportDraft, TargetDraft, WithdrawalDraft
from handlers.looking_up import meant, on_record
from handlers.measuring import Ask
from handlers.reading.meaning import Reading
from handlers.refusals import refusal
from handlers.scene import Scene
from handlers.standing import ask_after, standing, told_together
from handlers.turn import Choice
from storage.conversations import Offer
from storage.ledger_queries import latest_of


def confirm(scene: Scene, reading: Reading) -> None:
    """Record all forms in work, unless one of them has a gap or has become doubtful meanwhile."""
    agree(scene)


def agree(scene: Scene) -> None:
    """The same, from a button."""
    if not scene.state.forms:
        scene.reply(scene.say("agree.nothing"))
        return
    asked = scene.state.question
    forms = [form for form in scene.state.forms if asked is not None and form.id in asked.covers]
    for form in forms:
        lock(scene, form)
    if not forms or not all(_stands(scene, form) for form in forms):
        advance(scene)
        return
    done = [(form, enter(scene, form)) for form in forms]
    scene.state.finish([form.id for form in forms])
    scene.state.last = [each.chain for _, each in done if each.chain] or scene.state.last
    scene.state.given = next((form for form in forms if isinstance(form, TargetDraft)), None)
    for place, (form, change) in enumerate(done):
        _tell(scene, form, change, scene.pressed_message if place == 0 else None)
    _stand(scene, [form for form, change in done if not change.stale])


def _stands(scene: Scene, form: AnyDraft) -> bool:
    """Whether the form may be recorded now: another person may have reported since the card was shown."""
    if form.missing():
        return False
    return not isinstance(form, ReportDraft) or (refusal(scene, form) is None and doubt(scene, form) is None)


def _tell(scene: Scene, form: AnyDraft, change: Changed, card: int | None) -> None:
    """What was recorded, in place of the card if that was pressed: an old card must not offer its buttons any more."""
    if change.stale:
        scene.reply(scene.say("agree.changed_meanwhile", now=change.after))
        return
    unit = scene.unit_name(form.unit or "")
    if change.before is None:
        text = scene.say("agree.recorded", unit=unit, what=change.after)
    elif isinstance(form, WithdrawalDraft):
        text = scene.say("agree.withdrawn", unit=unit, before=change.before)
    else:
        text = scene.say("agree.revised", unit=unit, before=change.before, after=change.after)
    scene.reply(text, choices=[_acts(scene, form, change)] if change.chain else (), about=change.chain, replaces=card)


def _acts(scene: Scene, form: AnyDraft, change: Changed) -> list[Choice]:
    chain, revision = change.chain or "", change.revision
    if change.before is not None:
        return [scene.choice(scene.say("record.undo"), "undo", chain, revision)]
    return [scene.choice(scene.say("record.fix"), "fix", chain, revision),
            scene.choice(scene.say("record.withdraw"), "withdraw", chain, revision)]


def _stand(scene: Scene, forms: list[AnyDraft]) -> None:
    """Where the units stand now, each indicator once."""
    asks: dict[Ask, None] = {}
    for form in forms:
        if isinstance(form, ReportDraft) and form.waits:
            continue                                # it changes no figure yet
        if form.unit and form.indicator and isinstance(form, ReportDraft):
            asks[ask_after(scene, form.unit, form.indicator, form.events, form.span)] = None
        elif form.unit and form.indicator and isinstance(form, WithdrawalDraft):
            asks[ask_after(scene, form.unit, form.indicator)] = None
    if asks:
        scene.reply("\n\n".join(told_together(scene, list(asks))))


def undo_last(scene: Scene) -> None:
    """The typed word: undo the last correction or withdrawal."""
    chain = meant(scene)
    said = latest_of(scene.session, chain) if chain else None
    undo_change(scene, Offer("undo", said.chain, said.revision) if said else Offer("undo"))


def undo_change(scene: Scene, pressed: Offer) -> None:
    """Take back a correction or a withdrawal: what stood before stands again, as a new revision."""
    change = undo(scene, pressed.subject, pressed.revision)
    if change is None or change.stale:
        scene.reply(scene.say("undo.nothing") if change is None else scene.say("agree.changed_meanwhile", now=change.after))
        return
    said = on_record(scene, pressed.subject)
    unit = said.organization if said else None
    text = scene.say("undo.done", unit=scene.unit_name(unit) if unit else "", now=change.after)
    fix = [[scene.choice(scene.say("record.fix"), "fix", pressed.subject, change.revision)]] if said else ()
    scene.reply(text, choices=fix, about=pressed.subject)
    if said is not None and said.indicator is not None:
        scene.reply(standing(scene, said.organization, said.indicator, said.events, said.span))
