"""Dropping what is in work, and taking back what is on record: agreed once more, undoable."""

from handlers.forms import WithdrawalDraft
from handlers.heard import aim
from handlers.looking_up import aimed_at, draft_of, meant
from handlers.reading.meaning import Reading
from handlers.reading_back import read_back
from handlers.scene import Scene


def cancel(scene: Scene, reading: Reading) -> None:
    """Forms in work are dropped; with none, the report that is named, else the last one, is offered for withdrawal."""
    if scene.state.forms and reading.about is None:
        drop(scene)
        return
    named = aim(scene, reading.about)
    chain = aimed_at(scene, named) if named else meant(scene)
    if chain is None and named:
        scene.reply(scene.say("cancel.none_then"))
        return
    if chain is None:
        scene.reply(scene.say("cancel.nothing"))
        return
    begin(scene, chain)


def begin(scene: Scene, chain: str) -> None:
    """A form that takes the report back once agreed."""
    form = draft_of(scene, chain)
    if form is None:
        scene.reply(scene.say("cancel.gone"))
        return
    withdrawal = WithdrawalDraft(id=f"{form.id}.x", chain=chain, revision=form.revision, unit=form.unit,
                                 indicator=form.indicator)
    scene.state.clear()
    scene.state.put(withdrawal)
    text = scene.say("card.withdraw", what=read_back(scene, form))
    scene.state.shown = {**scene.state.shown, f"{withdrawal.id}:text": text}


def drop_if_any(scene: Scene) -> None:
    """The command: it drops what is in work, and takes nothing back."""
    if scene.state.forms or scene.state.errand:
        drop(scene)
    else:
        scene.reply(scene.say("cancel.idle"))


def drop(scene: Scene) -> None:
    """Drop the forms in work."""
    scene.state.clear()
    scene.reply(scene.say("cancel.dropped"), replaces=scene.pressed_message)
