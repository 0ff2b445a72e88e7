"""What the bot can do, in tables: what is said, what is pressed, what is commanded, what happens. Does nothing itself."""

from collections.abc import Callable

from handlers import (
    agreeing,
    asking,
    attendance,
    choosing,
    clearing,
    correcting,
    deciding,
    falling_due,
    giving,
    groups,
    history,
    leaving,
    manners,
    missing,
    putting_off,
    ranking,
    reporting,
    staffing,
    urging,
    wishing,
    withdrawing,
)
from handlers.reading.duty_orders import DutyOrder
from handlers.reading.meaning import Reading
from handlers.reading.staff_orders import StaffOrder
from handlers.scene import Scene
from handlers.turn import Added, Answer, Content, Moved, Nameless, Removed, Turn
from storage.conversations import Offer
from storage.database import Session

Said = Callable[[Scene, Reading], None]
Ordered = Callable[[Scene, StaffOrder], None]
Press = Callable[[Scene, Offer], None]
Happening = Callable[[Session, Turn], Answer]

ROUTES: dict[str, Said] = {
    "report": reporting.report,
    "report_none": reporting.report,
    "answer": reporting.answer,
    "correct": correcting.correct,
    "confirm": agreeing.confirm,
    "deny": correcting.deny,
    "cancel": withdrawing.cancel,
    "ask_progress": asking.progress,
    "ask_target": asking.target,
    "ask_ranking": ranking.ranking,
    "ask_history": history.history,
    "set_target": giving.give,
    "help": manners.help_,
    "smalltalk": manners.smalltalk,
    "other": manners.other,
    "task_done": clearing.task_done,
    "ask_forecast": manners.not_yet,
    "ask_missing": missing.missing,
    "ask_deadlines": falling_due.deadlines,
    "chart": manners.not_yet,
    "export": manners.not_yet,
    "nudge": urging.urge,
    "remind": wishing.remind,
}

PRESSES: dict[str, Press] = {
    "agree": lambda scene, pressed: agreeing.agree(scene),
    "change": correcting.press_change,
    "drop": lambda scene, pressed: withdrawing.drop(scene),
    "choose": choosing.choose,
    "field": choosing.field,
    "fix": correcting.press_fix,
    "withdraw": lambda scene, pressed: withdrawing.begin(scene, pressed.subject),
    "undo": agreeing.undo_change,
    "language": lambda scene, pressed: manners.set_language(scene, pressed.value),
    "errand": staffing.press,
    "back": lambda scene, pressed: leaving.back(scene),
    "duty_done": clearing.press_done,
    "duty_undo": clearing.press_undo,
    "duty_none": putting_off.nothing,
    "duty_later": putting_off.later,
    "duty_promise": putting_off.promise,
    "duty_away": putting_off.away,
    "duty_leave": putting_off.leave,
    "duty_show": falling_due.mine,
    "urge": urging.press,
    "urge_agreed": urging.press_agreed,
}
ABOUT_FORMS = frozenset({"agree", "change", "drop", "choose", "field"})  # worth nothing once the forms have moved on
ABOUT_RECORDS = frozenset({"fix", "withdraw", "undo"})  # worth nothing once the record has a newer revision

# Orders about people, and what answers the question whether to go on with one.
ORDERS: dict[str, Ordered] = {
    "invite": staffing.order,
    "invite_below": staffing.order,
    "deputy": staffing.order,
    "clerk": staffing.order,
    "hand_over": staffing.order,
    "end": staffing.order,
    "people": attendance.attendance,
    "leave": leaving.leave,
    "back": lambda scene, order: leaving.back(scene),
}
ON_ERRANDS: dict[str, Callable[[Scene], None]] = {
    "confirm": staffing.agree, "deny": staffing.decline, "cancel": staffing.decline,
}

# Orders about what is due, and what answers the question whether units are to be reminded.
DUTY_ORDERS: dict[str, Callable[[Scene, DutyOrder], None]] = {
    "excuse": deciding.excuse, "move": deciding.move, "promise": putting_off.promised, "digest": wishing.digest,
    "enough": clearing.enough, "done": clearing.done,
}
ON_URGING: dict[str, Callable[[Scene], None]] = {"confirm": urging.agree, "deny": urging.decline, "cancel": urging.decline}

# Words of the keyboard and commands come to the same acts.
ACTS: dict[str, Callable[[Scene], None]] = {
    "progress": lambda scene: asking.progress(scene, Reading("ask_progress")),
    "nothing": reporting.nothing_this_month,
    "mine": lambda scene: history.history(scene, Reading("ask_history")),
    "help": lambda scene: manners.help_(scene, Reading("help")),
    "cancel": withdrawing.drop_if_any,
    "undo": agreeing.undo_last,
    "language": manners.choose_language,
    "people": attendance.everybody,
    "invite": staffing.menu,
}
COMMANDS = {"start": "help"} | {act: act for act in ACTS}
# What may be answered in a group: sums, and how to ask for them.
IN_GROUPS: dict[str, Said] = {
    "ask_progress": asking.progress, "ask_target": asking.target, "smalltalk": manners.smalltalk,
    "help": lambda scene, reading: groups.help_(scene),
}
ACTS_IN_GROUPS: dict[str, Callable[[Scene], None]] = {"progress": ACTS["progress"], "help": groups.help_}
# What happens to a group, or in it without anybody who could be known.
IN_NOBODYS_NAME: dict[type[Content], Happening] = {
    Added: groups.added, Removed: groups.removed, Moved: groups.moved, Nameless: groups.nameless,
}
