"""What a reminder offers besides "done": nothing to report, another day, being away. Each is one press, or two."""

from datetime import date, timedelta

from handlers.duties_in_view import duties_of, duty_by, note
from handlers.filling import new_id
from handlers.forms import ReportDraft
from handlers.reading.duty_orders import DutyOrder
from handlers.scene import Scene
from locales.writing import day
from storage.changed_days import working_days
from storage.conversations import Offer
from storage.duties import Duty
from storage.duty_events import DutyAct
from storage.leaves import take_leave
from storage.reminders import told_of
from storage.terms import Extent

_FARTHEST = timedelta(days=31)


def nothing(scene: Scene, pressed: Offer) -> None:
    """A form for the period that the reminder speaks of, still to be agreed."""
    duty = duty_by(scene, pressed.subject)
    if duty is None or duty.period is None:
        scene.reply(scene.say("duty.gone"))
        return
    if not duty.is_open:
        scene.reply(scene.say("duty.is_closed"))
        return
    scene.begin(ReportDraft(
        id=new_id(), unit=duty.unit, first=duty.period.first, last=duty.period.last, count=0, said_none=True,
        extent=Extent.STATEMENT,
    ))


def later(scene: Scene, pressed: Offer) -> None:
    """Offer the days on which the reminder may come again; `value`: the day of the reminder."""
    days = working_days(scene.session)
    nearest = days.next_working_day(scene.today)
    next_week = days.on_or_after(scene.today + timedelta(days=7))
    offered = dict.fromkeys([nearest, days.add_working_days(scene.today, 3), next_week])
    row = [scene.choice(day(scene.language, each), "duty_promise", pressed.value, value=each.isoformat()) for each in offered]
    scene.reply(scene.say("duty.later"), choices=[row])


def promise(scene: Scene, pressed: Offer) -> None:
    """All that the reminder asked of the person waits until that day; the officer sees it."""
    told = told_of(scene.session, scene.member.id, date.fromisoformat(pressed.subject)) if pressed.subject else set()
    open_ = [each for each in duties_of(scene, scene.view.homes) if each.is_open and each.key in told]
    put_off(scene, open_, date.fromisoformat(pressed.value))


def promised(scene: Scene, order: DutyOrder) -> None:
    """ "Hẹn thứ sáu": of all that is late, or due before that day."""
    until = order.day or scene.today
    known = [each for each in duties_of(scene, scene.view.homes) if each.is_open and not each.was_over]
    open_ = [each for each in known if each.due <= until]
    put_off(scene, open_, until)


def put_off(scene: Scene, open_: list[Duty], until: date) -> None:
    """Keep the promise for each of them."""
    if not open_:
        scene.reply(scene.say("duty.none_open"))
    elif not scene.today < until <= scene.today + _FARTHEST:
        scene.reply(scene.say("duty.later.too_far"))
    else:
        for each in open_:
            note(scene, each, DutyAct.PROMISED, until)
        scene.reply(scene.say("duty.promised", day=day(scene.language, until), count=len(open_)))


def away(scene: Scene, pressed: Offer) -> None:
    """Offer the last day of a leave that begins today."""
    friday = scene.today + timedelta(days=(4 - scene.today.weekday()) % 7)
    offered = [friday, friday + timedelta(days=7), friday + timedelta(days=14)]
    rows = [[scene.choice(day(scene.language, each), "duty_leave", value=each.isoformat()) for each in offered]]
    scene.reply(scene.say("duty.away"), choices=rows)


def leave(scene: Scene, pressed: Offer) -> None:
    """The leave itself."""
    last = date.fromisoformat(pressed.value)
    if last < scene.today:
        scene.reply(scene.say("duty.away.over"))
        return
    take_leave(scene.session, scene.member.id, scene.today, last, scene.now)
    back = [[scene.choice(scene.say("staff.leave.back"), "back")]]
    scene.reply(scene.say("duty.away.noted", day=day(scene.language, last)), choices=back)
