"""Correcting: the draft that is shown, the last report on record, or the one that a message answers or came from."""

from typing import Any

from handlers import filling
from handlers.advancing import ask_for, no_days, remember_shown
from handlers.filling import place
from handlers.forms import AnyDraft, ReportDraft, TargetDraft, WithdrawalDraft
from handlers.heard import aim
from handlers.looking_up import draft_of, meant
from handlers.reading.meaning import Reading
from handlers.scene import Scene
from handlers.state import Question
from storage.conversations import Offer


def correct(scene: Scene, reading: Reading) -> None:
    """Apply the new values to the form in work, else to a copy of the report on record."""
    fields = _said(scene, reading)
    form = _in_work(scene, fields) or _given_again(scene)
    if form is None:
        chain = meant(scene, aim(scene, None))
        if chain is None:
            scene.reply(scene.say("correct.nothing"))
            return
        form = draft_of(scene, chain)
        if form is None:
            scene.reply(scene.say("correct.not_yours"))
            return
        scene.state.forms = []
        scene.state.put(form)
    no_such = tuple(no_days(reading.left)) if "last" not in fields else ()
    if fields:
        _change_or_ask(scene, form, reading, fields)
    elif not no_such:
        ask_what(scene, form)
    changed = scene.state.form(form.id)
    if no_such and isinstance(changed, ReportDraft):
        remember_shown(scene, form)
        ask_for(scene, changed.plus(left=(*changed.left, *no_such)), "date")


def _change_or_ask(scene: Scene, form: AnyDraft, reading: Reading, fields: dict[str, Any]) -> None:
    """The new values; "thêm 1", "bớt 2" are counted from what the form shows, and what is meant is asked where that fails."""
    by, counted = reading.slots.relative, fields.get("count")
    if by is None or counted is None:
        change(scene, form, _as_part(reading, form, fields))
        return
    whole = None if form.count is None or getattr(form, "total", None) is not None else form.count
    new = None if whole is None else whole + counted if by == "more" else whole - counted
    if new is None or new < 1:
        ask_what(scene, form)
    else:
        change(scene, form, fields | {"count": new})


def _as_part(reading: Reading, form: AnyDraft, fields: dict[str, Any]) -> dict[str, Any]:
    """Fewer than were reported, of whom something is said, are a part of them: "còn một đồng chí là đoàn viên"."""
    fewer, who = reading.slots.count, reading.slots.facets
    if fewer is None or form.count is None or fewer >= form.count or not who or form.whole or reading.slots.indicator:
        return fields
    kept = {name: value for name, value in fields.items() if name not in ("count", "whole")}
    return kept | {"parts": {**kept.get("parts", {}), filling.condition_of(reading.slots): fewer}}


def _given_again(scene: Scene) -> TargetDraft | None:
    """The target just given, as a new form that will supersede it."""
    given = scene.state.given
    if given is None or not given.unit or not scene.view.may_give_targets(given.unit):
        return None
    again = given.plus(id=filling.new_id(), source=None)
    scene.begin(again)
    return again


def change(scene: Scene, form: AnyDraft, fields: dict[str, Any]) -> None:
    """Put the new values into the form; parts that are not said again stay, unless they no longer fit."""
    remember_shown(scene, form)
    if "parts" in fields:
        fields = fields | {"parts": {**form.parts, **fields["parts"]}}
    known = type(form).model_fields
    fields = {name: value for name, value in fields.items() if name in known} | {"settled": ()}
    form = form.amended(fields) if isinstance(form, ReportDraft) else form.plus(**fields)
    if isinstance(form, ReportDraft) and form.said_none and form.count:
        form = form.plus(said_none=False)
    scene.state.put(form)


def ask_what(scene: Scene, form: AnyDraft) -> None:
    """Which part of it is wrong? By button or by typing the right value."""
    fields = ("count", "date", "unit", "indicator")
    choices = [[scene.choice(scene.say(f"change.{name}"), "field", form.id, scene.state.revision, name) for name in fields[:2]],
               [scene.choice(scene.say(f"change.{name}"), "field", form.id, scene.state.revision, name) for name in fields[2:]]]
    scene.ask(scene.say("change.what"), Question(about="confirm", form=form.id, covers=_covered(scene, form)), choices=choices)


def _covered(scene: Scene, form: AnyDraft) -> list[str]:
    """What the card behind the question has shown."""
    asked = scene.state.question
    return asked.covers if asked is not None and form.id in asked.covers else [form.id]


def _said(scene: Scene, reading: Reading) -> dict[str, Any]:
    slots = reading.slots
    fields = filling.said(slots, scene.today)
    if not scene.turn.house.names:
        fields.pop("names", None)
    if slots.unit is not None:
        where = place(scene.view, slots.unit)
        if where.unit:
            fields["unit"] = where.unit
        else:
            scene.reply(scene.say("unit.not_found"))
    return fields


def _in_work(scene: Scene, fields: dict[str, Any]) -> AnyDraft | None:
    """The form that is meant: of several, the one of the unit and indicator named, else the one asked about, else the last."""
    forms = scene.state.forms
    if not forms:
        return None
    if len(forms) > 1 and (named := [name for name in ("unit", "indicator") if name in fields]):
        same = [form for form in forms if all(getattr(form, name) == fields[name] for name in named)]
        if same:
            return same[-1]
    asked = scene.state.form(scene.state.question.form) if scene.state.question else None
    return asked if asked is not None and len(forms) == 1 else forms[-1]


def deny(scene: Scene, reading: Reading) -> None:
    """ "Chưa đúng": ask what is wrong with the form in work."""
    forms = scene.state.forms
    if forms and all(isinstance(form, WithdrawalDraft) for form in forms):
        scene.state.clear()
        scene.reply(scene.say("settled.kept_report"))
    elif forms:
        ask_what(scene, forms[-1])
    else:
        scene.reply(scene.say("answer.nothing_asked"))


def press_change(scene: Scene, pressed: Offer) -> None:
    """ "Sửa" on the card; a withdrawal has nothing to change but itself."""
    form = scene.state.form(pressed.subject)
    if form is not None:
        ask_what(scene, form)


def press_fix(scene: Scene, pressed: Offer) -> None:
    """ "Sửa" below a recorded report."""
    form = draft_of(scene, pressed.subject)
    if form is None:
        scene.reply(scene.say("correct.not_yours"))
        return
    scene.state.clear()
    scene.state.put(form)
    remember_shown(scene, form)
    ask_what(scene, form)
