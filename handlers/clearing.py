"""Clearing a duty: done, complete, taken back, put off, by a sentence or a button. Each word at once, and each undoable."""

from datetime import date, timedelta

from handlers.duties_in_view import duties_of, duty_by, nearest, note
from handlers.naming_duties import name
from handlers.reading.duty_orders import DutyOrder
from handlers.reading.meaning import Known, Reading, Unit, Unknown, Unsure
from handlers.receipts import as_ceremony
from handlers.scene import Scene
from handlers.turn import Choice
from locales.writing import day
from storage.conversations import Offer
from storage.duties import Duty
from storage.duty_events import DutyAct

_MOST = 6                                           # choices in one message


def task_done(scene: Scene, reading: Reading) -> None:
    """ "Đã quán triệt xong": of the task named, or of the one that is open; the day as said, else today."""
    units = _units(scene, reading.slots.unit)
    if units is None:
        return
    period = reading.slots.period
    on = min(period.last, scene.today) if period is not None and period.last is not None else scene.today
    if period is not None and period.first is not None and period.first > scene.today:
        scene.reply(scene.say("duty.future"))
        return
    open_ = _meant(scene, units, reading.slots.task)
    if len(open_) == 1:
        _done(scene, open_[0], on)
    elif not open_:
        scene.reply(scene.say("duty.none_such" if reading.slots.task else "duty.none_open"))
    else:
        _choose(scene, open_, on)


def done(scene: Scene, order: DutyOrder) -> None:
    """ "Đã xong", and nothing else: of the one thing that is open, or of one that is chosen."""
    task_done(scene, Reading("task_done"))


def enough(scene: Scene, order: DutyOrder) -> None:
    """ "Đủ rồi": of the period of which the person was asked, or of one that is chosen."""
    found = [each for each in duties_of(scene, scene.view.homes, until=scene.today) if each.is_report and each.is_open
             and each.period is not None and each.period.last < scene.today]
    recorded = [each for each in found if each.count is not None]
    if not found:
        scene.reply(scene.say("duty.none_open"))
    elif len(recorded or found) == 1:
        _done(scene, (recorded or found)[0], scene.today)
    else:
        _choose(scene, recorded or found, scene.today)


def _units(scene: Scene, unit: Unit | None) -> list[str] | None:
    """The units spoken for; None where that was answered already."""
    if unit is None:
        if not scene.view.homes:
            scene.reply(scene.say("report.leaders_look"))
            return None
        return list(scene.view.homes)
    named = [unit.id] if isinstance(unit, Known) else list(unit.ids) if isinstance(unit, Unsure) else []
    allowed = [each for each in named if scene.view.may_report(each)]
    if isinstance(unit, Unknown) or not allowed:
        scene.reply(scene.say("unit.not_found"))
        return None
    return allowed


def _meant(scene: Scene, units: list[str], task: str | None) -> list[Duty]:
    """One of each unit that has the task, or of each task that the words fit; without a task, what is open and due soon."""
    found = duties_of(scene, units)
    if task is None:
        soon = scene.today + timedelta(days=31)
        return [each for each in found if each.is_open and not each.is_report and each.due <= soon]
    own = [nearest((each for each in found if (each.unit, each.code) == (unit, one)), scene.today)
           for unit in units for one in task.split("|")]
    return [each for each in own if each is not None]


def _choose(scene: Scene, found: list[Duty], on: date) -> None:
    """Which of them is meant."""
    labels = [_label(scene, each, found) for each in found[:_MOST]]
    rows = [[scene.choice(label[:60], "duty_done", each.key, value=on.isoformat())]
            for each, label in zip(found, labels, strict=False)]
    scene.reply("\n".join([scene.say("duty.which"), *(f"• {label}" for label in labels)]), choices=rows)


def _label(scene: Scene, duty: Duty, found: list[Duty]) -> str:
    several = len({each.unit for each in found}) > 1
    return f"{scene.unit_name(duty.unit)}: {name(scene.language, duty)}" if several else name(scene.language, duty)


def press_done(scene: Scene, pressed: Offer) -> None:
    """The button of one duty; `value`: the day, else today."""
    duty = duty_by(scene, pressed.subject)
    if duty is None:
        scene.reply(scene.say("duty.gone"))
    else:
        _done(scene, duty, date.fromisoformat(pressed.value) if pressed.value else scene.today)


def _done(scene: Scene, duty: Duty, on: date) -> None:
    """Keep it, and say so; what is kept already stands, unless another day is named. A ceremony is reported, with its day."""
    if duty.is_ceremony and duty.is_open:
        form = as_ceremony(scene, duty)
        scene.begin(form.amended({"ceremony_on": on}) if on != scene.today else form)
        return
    if duty.done_on == on or (duty.done_on is not None and on == scene.today):
        scene.reply(_said(scene, duty, "duty.was_done", duty.done_on or on), choices=[[_undo(scene, duty)]])
        return
    note(scene, duty, DutyAct.DONE, on)
    key = "duty.complete" if duty.is_report else "duty.done_late" if on > duty.due else "duty.done"
    scene.reply(_said(scene, duty, key, on), choices=[[_undo(scene, duty)]])


def _said(scene: Scene, duty: Duty, key: str, on: date) -> str:
    return scene.say(key, name=name(scene.language, duty), unit=scene.unit_name(duty.unit), day=day(scene.language, on),
                     due=day(scene.language, duty.due), count=max((on - duty.due).days, 0))


def _undo(scene: Scene, duty: Duty) -> Choice:
    return scene.choice(scene.say("duty.undo"), "duty_undo", duty.key)


def press_undo(scene: Scene, pressed: Offer) -> None:
    """Neither done nor excused any more."""
    duty = duty_by(scene, pressed.subject)
    if duty is None or duty.is_open:
        scene.reply(scene.say("duty.gone" if duty is None else "duty.is_open"))
        return
    note(scene, duty, DutyAct.REOPENED)
    scene.reply(_said(scene, duty, "duty.reopened", duty.due))
