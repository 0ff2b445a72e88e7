"""Settling a doubt: what the person's choice makes of the form. Records nothing."""

from collections.abc import Callable

from handlers.doubts import around, covering
from handlers.forms import ReportDraft
from handlers.scene import Scene
from storage.terms import Extent


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


def _covered(scene: Scene, form: ReportDraft, value: str) -> None:
    if value == "in":
        scene.state.put(form.plus(extent=Extent.ADDITION).settle("covered"))
        return
    record = around(scene, form)
    total = covering(record) if record else None
    if total is None:
        scene.state.put(form.settle("covered"))
        return
    scene.state.put(form.plus(
        extent=Extent.STATEMENT, first=total.span.first, last=total.span.last, parts={},
        count=(total.count or 0) + (form.count or 0), settled=(*form.settled, "covered", "replaces", "smaller"),
    ))


def _replaces(scene: Scene, form: ReportDraft, value: str) -> None:
    if value == "yes":
        scene.state.put(form.settle("replaces"))
    else:
        _drop(scene, form, "settled.kept")


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
    "extent": _extent,
    "same": _same,
    "covered": _covered,
    "replaces": _replaces,
    "smaller": _large("smaller"),
    "twice": _large("twice"),
    "best": _large("best"),
}
