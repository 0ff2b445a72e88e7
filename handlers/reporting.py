"""Reporting: from a sentence to a form, and the answers that fill its gaps. Agreement is elsewhere."""

from typing import Any

from handlers import filling
from handlers.advancing import rates_itself, remember_shown
from handlers.filling import place
from handlers.forms import AnyDraft, ReportDraft
from handlers.gaps import fill_in
from handlers.reading.meaning import Reading, Unknown
from handlers.receipts import completed
from handlers.scene import Scene
from handlers.state import Question
from handlers.turn import Edited, Text
from storage.terms import Extent


def report(scene: Scene, reading: Reading) -> None:
    """Begin a form from one reading; gaps are asked for once the whole message is read."""
    if scene.view.only_looks:
        scene.reply(scene.say("report.leaders_look"))
        return
    content = scene.turn.content
    forwarded = isinstance(content, Text) and content.forwarded
    none = reading.intent == "report_none"
    form = filling.report(reading.slots, scene.today, none=none, names=scene.turn.house.names, left=reading.left)
    where = place(scene.view, reading.slots.unit, whole=reading.slots.whole, forwarded=forwarded)
    if where.unknown:
        scene.reply(scene.say("unit.not_found"))
    source = content.message_id if isinstance(content, Text | Edited) else None
    form = _rated_itself(scene, completed(scene, form.plus(unit=where.unit, source=source)), reading)
    if any(_says_the_same(form, each) for each in scene.state.forms):
        return                                      # typed again while it waits: it is shown again, once
    scene.begin(form)
    if where.options and not where.unit:
        scene.state.question = Question(about="unit", form=form.id, options=list(where.options))


def _rated_itself(scene: Scene, form: ReportDraft, reading: Reading) -> ReportDraft:
    """ "Chi bộ hoàn thành tốt nhiệm vụ": one of one, where there is nothing below the branch."""
    if reading.slots.graded is None or not rates_itself(scene, form):
        return form
    return form.plus(count=int(reading.slots.graded == "good"), total=1)


def _says_the_same(form: ReportDraft, other: AnyDraft) -> bool:
    said = {"id", "source", "settled", "left"}
    return isinstance(other, ReportDraft) and form.model_dump(exclude=said) == other.model_dump(exclude=said)


def nothing_this_month(scene: Scene) -> None:
    """ "Nothing to report" in one tap: a form for the month that runs, still to be agreed."""
    if scene.view.only_looks:
        scene.reply(scene.say("report.leaders_look"))
        return
    where = place(scene.view, None)
    scene.begin(ReportDraft(
        id=filling.new_id(), unit=where.unit, first=scene.today.replace(day=1), last=scene.today, count=0, said_none=True,
        extent=Extent.STATEMENT,
    ))


def answer(scene: Scene, reading: Reading) -> None:
    """Fill the gap that was asked for, and whatever else the answer says."""
    question = scene.state.question
    form = scene.state.form(question.form) if question else None
    if question is None or form is None:
        scene.reply(scene.say("answer.nothing_asked"))
        return
    fields = _fields(scene, reading, form)
    if isinstance(reading.slots.unit, Unknown) or ("unit" in fields and fields["unit"] is None):
        fields.pop("unit", None)
        scene.reply(scene.say("unit.not_found"))
    if fields:
        remember_shown(scene, form)
        fill_in(scene, form, fields)


def _fields(scene: Scene, reading: Reading, form: AnyDraft) -> dict[str, Any]:
    slots, question = reading.slots, scene.state.question
    fields = filling.said(slots, scene.today)
    if not scene.turn.house.names:
        fields.pop("names", None)
    if slots.unit is not None:
        where = place(scene.view, slots.unit)
        fields["unit"] = where.unit
        if where.options and where.unit is None:
            scene.state.question = Question(about="unit", form=form.id, options=list(where.options))
            fields.pop("unit")
    if question is not None and question.about in ("ceremony", "held") and not fields.keys() & {"received_on", "ceremony_on"}:
        fields |= {"ceremony_on": fields["last"]} if "last" in fields else {}
    if question is not None and question.about == "total" and "count" in fields and "total" not in fields:
        fields["total"] = fields.pop("count")       # "16", asked out of how many
    known = type(form).model_fields
    if "parts" in fields and form.parts:
        fields["parts"] = {**form.parts, **fields["parts"]}
    return {name: value for name, value in fields.items() if name in known}
