"""What a text says, and where each of its readings leads: acts of commands, orders, answers, reports, questions."""

import re
from functools import lru_cache

from handlers import choosing, manners, staffing
from handlers.duties_in_view import own_tasks, tasks_in_view
from handlers.editing import edited
from handlers.reading import read
from handlers.reading.about_tasks import about_tasks
from handlers.reading.duty_orders import find_duty_order
from handlers.reading.intents import RECORDED
from handlers.reading.meaning import Asked, Reading, Task
from handlers.reading.staff_orders import StaffOrder, find_order
from handlers.reading.tasks import Tasks
from handlers.routes import ACTS, ACTS_IN_GROUPS, COMMANDS, DUTY_ORDERS, IN_GROUPS, ON_ERRANDS, ON_URGING, ORDERS, ROUTES
from handlers.scene import Scene, names_in_view
from handlers.turn import Edited, Text
from locales.messages import LANGUAGES, say

_OF_REMINDERS = frozenset({"enough", "done"})       # of a reminder; with a form in work they answer its question
_QUIET = frozenset({"answer", "other", "smalltalk", "confirm", "deny", "correct"})   # too short to tell the language
_FEW_WORDS = 2
_SHARE = re.compile(r"\d+\s*/\s*\d+")
_READ_AS = {each: each for each in ("confirm", "count", "unit", "date", "breakdown")} | {
    "total": "count", "ceremony": "date", "held": "date",
}
_ABOUT_THE_DRAFT = frozenset({"confirm", "deny", "answer", "correct", "cancel"})
_HALF_HEARD = {"end": "cancel", "people": "confirm"}   # "gỡ …"; "… dung" without marks, which may be "đúng"


def hear(scene: Scene, text: str) -> None:
    """A text as it was typed."""
    act = _act_in(text)
    acts = ACTS if scene.turn.private else ACTS_IN_GROUPS
    if act in acts and not (act == "undo" and _is_edit(scene)):
        acts[act](scene)
    elif not choosing.typed_choice(scene, text) and not staffing.typed(scene, text):
        _readings(scene, text)


def _act_in(text: str) -> str | None:
    """The act of a command, or of a word on the keyboard in whatever language it was shown."""
    if text.startswith("/"):
        words = text[1:].split()
        return COMMANDS.get(words[0].split("@")[0].lower(), "help") if words else "help"
    return _keyboard_words().get(text.strip()) or _keyboard_words().get(text.strip().casefold())


@lru_cache(maxsize=1)
def _keyboard_words() -> dict[str, str]:
    words = {say(language, f"keyboard.{act}"): act for language in LANGUAGES for act in manners.KEYBOARD}
    return words | {word: "undo" for language in LANGUAGES for word in say(language, "typed.undo").split("|")}


def _readings(scene: Scene, text: str) -> None:
    if _is_duty_order(scene, text):
        return
    readings = read(text, _asked(scene, _awaited(scene, text)), names_in_view(scene.view), _tasks(scene))
    if all(each.intent == "other" or _lacks_task(each) for each in readings):
        asked, tasks = _asked(scene, None), (own_tasks(scene), tasks_in_view(scene))
        again = (about_tasks(text, asked, names_in_view(scene.view), each) for each in tasks)
        readings = next(([each] for each in again if each is not None), readings)
    _listen(scene, readings, text)
    if order := _order_in(scene, readings):
        scene.language = scene.member.language or order.language
        ORDERS[order.act](scene, order)
        return
    if _is_edit(scene):
        readings = [each for each in readings if each.intent != "confirm"]
    questions = [each for each in readings if each.intent.startswith("ask_")]
    for reading in (*questions, *(each for each in readings if each not in questions)):
        _route(scene, reading)


def _lacks_task(reading: Reading) -> bool:
    """Whether it speaks of a task, and of none that stands out."""
    return reading.intent in ("task_done", "ask_deadlines") and reading.slots.task is None


def _asked(scene: Scene, awaited: str | None) -> Asked:
    return Asked(scene.today, awaited, scene.view.homes[0] if len(scene.view.homes) == 1 else None)


def _tasks(scene: Scene) -> Tasks:
    return _indexed(tasks_in_view(scene))


@lru_cache(maxsize=64)
def _indexed(tasks: tuple[Task, ...]) -> Tasks:
    return Tasks(tasks)


def _is_duty_order(scene: Scene, text: str) -> bool:
    """Whether the text is an order about what is due, and it was carried out. What is forwarded is somebody else's word."""
    content = scene.turn.content
    if not isinstance(content, Text) or content.forwarded or not scene.turn.private:
        return False
    order = find_duty_order(text, _asked(scene, None), names_in_view(scene.view), _tasks(scene))
    if order is None or (order.act in _OF_REMINDERS and scene.state.forms):
        return False
    scene.language = scene.member.language or order.language
    DUTY_ORDERS[order.act](scene, order)
    return True


def _awaited(scene: Scene, text: str) -> str | None:
    """What the reader should listen for first; "1/1" at the card of a rating is no day."""
    if staffing.awaits_words(scene) or (scene.state.urging and not scene.state.forms):
        return "same"                               # yes or no, and nothing else
    question = scene.state.question
    awaiting = question.about if question and question.form else None
    form = scene.state.form(question.form) if question else None
    if awaiting == "confirm" and form and form.indicator and form.indicator.is_rating and _SHARE.fullmatch(text.strip()):
        awaiting = "count"
    return _READ_AS.get(awaiting) if awaiting else None


def _order_in(scene: Scene, readings: list[Reading]) -> StaffOrder | None:
    """An order about people, every word of it explained, where nothing is reported. What is forwarded is another's word."""
    content = scene.turn.content
    meant = {reading.intent for reading in readings} & (RECORDED | _ABOUT_THE_DRAFT)
    if not isinstance(content, Text) or content.forwarded or not scene.turn.private or meant & RECORDED:
        return None
    order = find_order(content.text, scene.today, names_in_view(scene.view))
    return order if order is not None and meant <= {_HALF_HEARD.get(order.act)} else None


def _listen(scene: Scene, readings: list[Reading], text: str) -> None:
    """Answer in the language written, unless the person has set one."""
    long = len(text.split()) > _FEW_WORDS
    telling = [each.language for each in readings if long or each.intent not in _QUIET]
    if scene.member.language is None and telling:
        scene.language = telling[0]


def _route(scene: Scene, reading: Reading) -> None:
    if reading.intent in ON_ERRANDS and staffing.awaits_words(scene):
        ON_ERRANDS[reading.intent](scene)
    elif reading.intent in ON_URGING and scene.state.urging and not scene.state.forms:
        ON_URGING[reading.intent](scene)
    elif scene.turn.private:
        scene.state.urging = []                     # whoever speaks of something else does not mean it any more
        ROUTES[reading.intent](scene, reading)
    elif reading.intent in IN_GROUPS:
        IN_GROUPS[reading.intent](scene, reading)
    else:
        scene.reply(scene.say("group.private"))


def _is_edit(scene: Scene) -> bool:
    """What was changed afterwards agrees to nothing: it may be old, and the card that waits a new one."""
    return isinstance(scene.turn.content, Edited)


def hear_again(scene: Scene, content: Edited) -> None:
    """A text that was changed afterwards: it amends what it had made, or is heard like any other."""
    if not scene.state.sources.get(content.message_id):
        hear(scene, content.text)
        return
    readings = read(content.text, _asked(scene, None), names_in_view(scene.view), _tasks(scene))
    _listen(scene, readings, content.text)
    for reading in edited(scene, readings):
        _route(scene, reading)
