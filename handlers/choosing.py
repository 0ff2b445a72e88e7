"""Choices among what was offered, pressed or typed as a number or a label. Knows which question a choice belongs to."""

from handlers.advancing import ask_for
from handlers.forms import AnyDraft, ReportDraft
from handlers.gaps import fill
from handlers.scene import Scene
from handlers.settling import settle
from handlers.typed_choices import labelled, numbered
from storage.conversations import Offer

# A bare number is the count there, never the place in a list.
_NUMBER_AWAITED = frozenset({"count", "total", "confirm"})


def choose(scene: Scene, pressed: Offer) -> None:
    """A pressed choice."""
    form = scene.state.form(pressed.subject)
    if form is not None and scene.state.question is not None:
        _take(scene, form, scene.state.question.about, pressed.value)


def field(scene: Scene, pressed: Offer) -> None:
    """A field chosen to be changed: ask for it anew."""
    form = scene.state.form(pressed.subject)
    if form is not None:
        ask_for(scene, form, pressed.value)


def typed_choice(scene: Scene, text: str) -> bool:
    """Whether the text chooses one of the options of the question: by its number, or by words of its label."""
    question = scene.state.question
    form = scene.state.form(question.form) if question else None
    if question is None or form is None or not question.options:
        return False
    value = numbered(text, question.options) if question.about not in _NUMBER_AWAITED else None
    value = value or labelled(text, dict(zip(question.options, question.labels, strict=False)))
    if value is None:
        return False
    _take(scene, form, question.about, value)
    return True


def _take(scene: Scene, form: AnyDraft, about: str, value: str) -> None:
    if isinstance(form, ReportDraft) and settle(scene, form, about, value):
        return
    fill(scene, form, about, value)
