"""Settling a doubt: what the person's choice makes of the form. Records nothing."""

from collections.abc import Callable

from handlers.forms import ReportDraft
from handlers.looking_up import form_of
from handlers.scene import Scene
from handlers.surroundings import around, covering, replaced
from storage.terms import Extent

# What a form that corrects a record has behind it: the person has just said what it should be.
_ALL = ("percent_alone", "same", "extent", "covered", "replaces", "smaller")


def settle(scene: Scene, form: ReportDraft, name: str, value: str) -> bool:
    """Apply the choice; False where the question is no doubt of this kind."""
    act = _ACTS.get(name)
    if act is None:
        return False
    act(scene, form, value)
    return True


def _extent(scene: Scene, form: ReportDraft, value: str) -> None:
    scene.state.put(form.plus(extent=Extent(value)).settle("extent"))


def _same(scene: Scene, form: ReportDraft, value: str) -> None:
    if value == "same":
        _drop(scene, form, "settled.same")
    else:
        scene.state.put(form.plus(extent=form.extent or Extent.ADDITION).settle("same"))


def _held(scene: Scene, form: ReportDraft, value: str) -> None:
    scene.state.put(form.plus(held=value == "yes").dated())


def _covered(scene: Scene, form: ReportDraft, value: str) -> None:
    if value == "in":
        scene.state.put(form.plus(extent=Extent.ADDITION).settle("covered"))
        return
    record = around(scene, form)
    total = covering(record) if record else None
    if total is None:
        scene.state.put(form.settle("covered"))
        return
    _instead(scene, form, form_of(total).plus(count=(total.count or 0) + (form.count or 0), parts={}, settled=_ALL))


def _replaces(scene: Scene, form: ReportDraft, value: str) -> None:
    record = around(scene, form)
    earlier = replaced(record) if record else None
    if value != "yes":
        _drop(scene, form, "settled.kept")
    elif earlier is None:
        scene.state.put(form.settle("replaces"))
    else:                                           # what stood there is corrected: the ledger shows both
        before = form_of(earlier)
        _instead(scene, form, form.plus(id=before.id, chain=before.chain, revision=before.revision, settled=_ALL))


def _instead(scene: Scene, form: ReportDraft, other: ReportDraft) -> None:
    """The other form in the place of this one."""
    scene.state.forms = [other if each.id == form.id else each for each in scene.state.forms]
    scene.state.revision += 1


def _something(scene: Scene, form: ReportDraft, value: str) -> None:
    if value == "yes":
        scene.state.put(form.settle("something"))
    else:
        _drop(scene, form, "settled.kept")


def _large(name: str) -> Callable[[Scene, ReportDraft, str], None]:
    def act(scene: Scene, form: ReportDraft, value: str) -> None:
        scene.state.put(form.settle(name) if value == "yes" else form.plus(count=None, parts={}))

    return act


def _drop(scene: Scene, form: ReportDraft, key: str) -> None:
    scene.state.forms = [each for each in scene.state.forms if each.id != form.id]
    scene.state.question = None
    scene.state.revision += 1
    scene.reply(scene.say(key))


_ACTS: dict[str, Callable[[Scene, ReportDraft, str], None]] = {
    "something": _something,
    "held": _held,
    "extent": _extent,
    "same": _same,
    "covered": _covered,
    "replaces": _replaces,
    "smaller": _large("smaller"),
    "twice": _large("twice"),
    "best": _large("best"),
}
