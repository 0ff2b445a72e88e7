"""What is on record in a world, for the page: reports, figures, days to come, in both languages. Knows no chat and no HTTP.

Everything is counted and worded by what answers people, so that page and bot cannot differ.
"""

from datetime import date, datetime, timedelta
from typing import Any

from bot.sandbox.shifted_clock import EARLIEST, LATEST
from bot.sandbox.standings import standings
from handlers import wording
from handlers.looking_up import in_words
from handlers.naming_duties import name
from handlers.scene import Scene
from handlers.state import State
from handlers.turn import Text, Turn
from handlers.view import View
from locales.messages import LANGUAGES
from storage.conversations import Conversation
from storage.database import Session
from storage.day_plan import coming
from storage.deadlines import Deadline, deadlines
from storage.ledger_queries import chains_of
from storage.outbox import unasked
from storage.people import Held, Member, Person
from storage.rhythm import Rhythm
from storage.said import Said
from storage.seats import seats
from storage.terms import RoleKind
from storage.tree import Tree, tree_as_of

Json = dict[str, Any]
_SHOWN = 50
_BACK, _AHEAD = timedelta(days=365), timedelta(days=3660)


def record(session: Session, now: datetime) -> Json:
    """Everything: reports, figures, deadlines, reminders, people. See `site` for its shape."""
    tree = tree_as_of(session, now.date())
    scenes = {language: _onlooker(session, tree, now, language) for language in LANGUAGES}
    return {
        "reports": [_report(scenes, tree, each) for each in chains_of(session, limit=_SHOWN)],
        "figures": standings(scenes),
        "deadlines": [_deadline(tree, each, now.date()) for each in _days(session, tree, now.date())],
        "reminders": [
            {"day": each.due_at.astimezone(now.tzinfo).date().isoformat(), "to": each.lane,
             "text": each.parameters.get("text") or each.parameters.get("caption") or ""}
            for each in unasked(session)
        ] + _coming(session, now),
        "people": [
            {"role": each.kind.value, "unit": _name(tree, each.organization_id),
             "joined": each.since.isoformat() if each.since >= EARLIEST else None,
             "away_until": each.away_until.isoformat() if each.away_until else None}
            for each in seats(session, None, now, now.date())
        ],
    }  # fmt: skip


def _coming(session: Session, now: datetime) -> list[Json]:
    """Who is reminded next, and of what, if nothing is done until then."""
    found = coming(session, Rhythm(), now)
    if found is None:
        return []
    day, dues = found
    return [
        {"day": day.isoformat(), "to": session.get_one(Person, due.person).user_id,
         "text": {language: "; ".join(dict.fromkeys(name(language, duty) for duty in due.items)) for language in LANGUAGES}}
        for due in dues if due.items
    ]  # fmt: skip


def next_deadline(session: Session, today: date) -> Deadline | None:
    """What is due first after the day, and no later than a clock may be turned."""
    tomorrow = today + timedelta(days=1)
    found = deadlines(session, tree_as_of(session, today), tomorrow, _AHEAD)
    return next((each for each in found if tomorrow <= each.day <= LATEST), None)


def _onlooker(session: Session, tree: Tree, now: datetime, language: str) -> Scene:
    """What somebody would be told who may see all and says nothing."""
    held = tuple(Held(unit.id, RoleKind.LEADER) for unit in tree.roots)
    turn = Turn(key="", chat_id=0, private=True, user_id=0, content=Text("", 0), now=now, day=now.date())
    unheard = Conversation(chat_id=0, user_id=0, updated_at=now)
    return Scene(session, turn, unheard, State(), View(tree, Member(0, language, held)), language)


def _name(tree: Tree, unit: str) -> str:
    return tree[unit].name if unit in tree else unit


def _report(scenes: dict[str, Scene], tree: Tree, said: Said) -> Json:
    return {
        "chain": said.chain, "revision": said.revision, "revisions": said.revision, "standing": said.standing.value,
        "unit": _name(tree, said.organization),
        "text": {language: wording.capital(in_words(scene, said)) for language, scene in scenes.items()},
        "at": said.recorded_at.astimezone(scenes["vi"].now.tzinfo).isoformat() if said.recorded_at else None,
    }


def _days(session: Session, tree: Tree, today: date) -> list[Deadline]:
    return [each for each in deadlines(session, tree, today, _AHEAD) if each.day >= today - _BACK][:_SHOWN]


def _deadline(tree: Tree, each: Deadline, today: date) -> Json:
    return {"name": each.name, "day": each.day.isoformat(), "days_left": (each.day - today).days,
            "unit": _name(tree, each.organization_id)}  # fmt: skip
