"""An officer's word on what units below owe: excused with a reason, or another day with one. Undoable like "done"."""

from handlers.duties_in_view import duties_of, nearest, note
from handlers.naming_duties import line
from handlers.owing import looked_after
from handlers.reading.duty_orders import DutyOrder
from handlers.reading.meaning import Known, Slots, Unsure
from handlers.scene import Scene
from locales.writing import day
from storage.duties import Duty
from storage.duty_events import DutyAct

_MOST = 10


def excuse(scene: Scene, order: DutyOrder) -> None:
    """ "Miễn báo cáo tháng 10 cho chi bộ X vì hết nguồn"."""
    found = _open(scene, order)
    if found:
        _decide(scene, found, DutyAct.EXCUSED, order)


def move(scene: Scene, order: DutyOrder) -> None:
    """ "Gia hạn sơ kết NQ 301 đến 31/10 vì thay bí thư"."""
    found = _open(scene, order)
    if not found:
        return
    if order.day is None or order.day < scene.today:
        scene.reply(scene.say("decide.which_day"))
    else:
        _decide(scene, found, DutyAct.MOVED, order)


def _decide(scene: Scene, found: list[Duty], act: DutyAct, order: DutyOrder) -> None:
    for each in found:
        note(scene, each, act, order.day, order.reason)
    keys = {each.key for each in found}
    now = [each for each in duties_of(scene, {each.unit for each in found}) if each.key in keys]
    lines = [scene.say("due.line", line=line(scene.language, each, scene.today, scene.unit_name(each.unit)))
             for each in now[:_MOST]]
    undo = [[scene.choice(scene.say("duty.undo"), "duty_undo", found[0].key)]]
    head = scene.say(f"decide.{act}", count=len(found), reason=order.reason,
                     day=day(scene.language, order.day) if order.day else "")
    scene.reply("\n".join([head, *lines]), choices=undo if len(found) == 1 and act is DutyAct.EXCUSED else ())


def _open(scene: Scene, order: DutyOrder) -> list[Duty]:
    """What is meant and still open, in units that the person looks after; empty where that was answered."""
    own, unit = looked_after(scene), order.slots.unit
    said = {unit.id} if isinstance(unit, Known) else {*unit.ids} if isinstance(unit, Unsure) else set()
    named = {*own} if unit is None else said
    units = [each for each in own if each in named]
    if not own or (not units and any(scene.view.sees(each) for each in named)):
        scene.reply(scene.say("decide.not_yours"))
    elif not units:
        scene.reply(scene.say("unit.not_found"))
    elif not order.reason:
        scene.reply(scene.say("decide.why"))
    elif found := _meant(scene, units, order.slots):
        return found
    else:
        scene.reply(scene.say("decide.nothing"))
    return []


def _meant(scene: Scene, units: list[str], slots: Slots) -> list[Duty]:
    """The task of each unit; of the unit that is named its ceremonies, or a period's reports; nothing where none was said."""
    found = [each for each in duties_of(scene, units) if each.is_open]
    if slots.task is not None:
        of_task = [each for each in found if each.code == slots.task]
        return [each for each in (nearest((one for one in of_task if one.unit == unit), scene.today) for unit in units) if each]
    if slots.decided and slots.unit is not None:
        return [each for each in found if each.is_ceremony]
    if slots.unit is None or slots.period is None or slots.period.last is None:
        return []
    return [each for each in found if each.is_report and each.period is not None and each.period.last == slots.period.last]
