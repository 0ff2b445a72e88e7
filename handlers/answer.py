"""The one entrance: a turn in, an answer out, everything that it recorded in the caller's transaction."""

from handlers import joining, manners
from handlers.advancing import advance
from handlers.looking_up import how_it_stands, is_latest
from handlers.routes import ABOUT_FORMS, ABOUT_RECORDS, IN_NOBODYS_NAME, PRESSES
from handlers.scene import Scene
from handlers.state import State
from handlers.texts import hear, hear_again
from handlers.turn import Answer, Edited, Pressed, Reach, Text, Turn, Unreadable
from handlers.view import View
from locales.messages import LANGUAGES
from storage.conversations import Offer, lay_down, offered, take_up
from storage.database import Session
from storage.outbox import call_off
from storage.people import Member, heard, member, reach, was_member, wrote
from storage.tree import tree_as_of


def answer(session: Session, turn: Turn) -> Answer:
    """Work one turn. Writes records, audit and the conversation's state; commits nothing, sends nothing."""
    if isinstance(turn.content, Reach):
        return _reached(session, turn, turn.content.reachable)
    if type(turn.content) in IN_NOBODYS_NAME:
        return IN_NOBODYS_NAME[type(turn.content)](session, turn)
    if not turn.addressed:
        return Answer()
    who = member(session, turn.user_id, turn.now)
    code = joining.code_in(turn)
    if code is not None:
        return joining.join(session, turn, code, _language_of(turn, who, State()))
    if who is not None:
        return _converse(session, turn, who)
    return joining.ended(turn) if was_member(session, turn.user_id) else joining.stranger(turn)


def _reached(session: Session, turn: Turn, reachable: bool) -> Answer:
    """Somebody blocked the bot, or let it in again. What waits for them unasked is not sent later either."""
    reach(session, turn.user_id, reachable, turn.now)
    if not reachable:
        call_off(session, turn.chat_id, turn.now, "the person blocked the bot")
    return Answer()


def _converse(session: Session, turn: Turn, who: Member) -> Answer:
    if turn.private:
        heard(session, who.id)
    conversation = take_up(session, turn.chat_id, turn.user_id, turn.now)
    state = State.model_validate(conversation.state)
    if _is_more_of_the_same(turn, state):
        return Answer()
    view = View(tree_as_of(session, turn.day), who)
    state.keep(lambda form: form.unit is None or view.may_report(form.unit))
    wrote(session, who.id, turn.day)
    scene = Scene(session, turn, conversation, state, view, _language_of(turn, who, state))
    _step(scene)
    if scene.state.forms and not scene.asked:
        advance(scene)
    scene.state.language, scene.state.album = scene.language, turn.album or scene.state.album
    lay_down(conversation, scene.state.model_dump(mode="json", exclude_none=True), turn.now)
    return scene.answer()


def _is_more_of_the_same(turn: Turn, state: State) -> bool:
    """Another picture without words, of an album that has had its answer."""
    return isinstance(turn.content, Unreadable) and turn.album is not None and turn.album == state.album


def _language_of(turn: Turn, who: Member | None, state: State) -> str:
    wished = (who.language if who else None) or state.language or turn.device_language
    return wished if wished in LANGUAGES else turn.house.language


def _step(scene: Scene) -> None:
    match scene.turn.content:
        case Text() as typed:
            hear(scene, typed.text)
        case Edited() as changed:
            hear_again(scene, changed)
        case Pressed() as pressed:
            _pressed(scene, pressed)
        case _:
            manners.unreadable(scene)


def _pressed(scene: Scene, content: Pressed) -> None:
    pressed = offered(scene.session, scene.conversation, content.key)
    if pressed is None:
        scene.aside = scene.say("stale.gone")
    elif _is_stale(scene, pressed):
        scene.reply(how_it_stands(scene, pressed.subject))
    else:
        PRESSES[pressed.act](scene, pressed)


def _is_stale(scene: Scene, pressed: Offer) -> bool:
    if pressed.act in ABOUT_FORMS:
        return scene.state.form(pressed.subject) is None or pressed.revision != scene.state.revision
    return pressed.act in ABOUT_RECORDS and not is_latest(scene, pressed.subject, pressed.revision)
