"""Raw updates in batches through the door to the real handlers, each batch delivered twice; and what then leaves."""

import itertools
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from bot.clock import Clock
from bot.intake import envelope
from bot.sandbox.settling import settle
from bot.sandbox.worlds import load as load_world
from bot.work import work_one
from handlers.answer import answer
from handlers.turn import House
from storage.database import Engine, transaction
from storage.intake import accept, lanes_waiting
from storage.ledger import Standing
from storage.ledger_queries import chains_of
from storage.outbox import Outgoing, sent
from storage.people import Person, Role
from storage.terms import RoleKind
from tests.shown import in_one_line
from tests.updates import AN, AT_NOON, BOT, Json, pressed

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime.fromtimestamp(AT_NOON, ZONE)


class Noon(Clock):
    """A clock that stands still at the moment of the updates."""

    def __call__(self) -> datetime:
        return NOW


@dataclass(frozen=True)
class Left:
    """A call that left, as it was put into the outbox."""

    method: str
    chat: int
    parameters: Json
    number: int

    @property
    def text(self) -> str:
        return str(self.parameters.get("text", ""))

    def button(self, label: str) -> str:
        """What the button with that label sends."""
        rows = self.parameters["reply_markup"]["inline_keyboard"]
        return str(next(each["callback_data"] for row in rows for each in row if each["text"] == label))


@dataclass
class Round:
    """Tân Yên with its plan, An as a branch's secretary, and the bot that updates come to."""

    engine: Engine
    house: House = field(default_factory=lambda: House(bot_name=BOT["username"]))
    _updates: Any = field(default_factory=lambda: itertools.count(1))
    _messages: Any = field(default_factory=lambda: itertools.count(1000))

    def __post_init__(self) -> None:
        with transaction(self.engine) as session:
            settle(session, load_world("tan-yen"), NOW, plan=True)
        self.takes(AN["id"], "TY-01")

    def takes(self, account: int, unit: str) -> None:
        """The account is the unit's secretary."""
        with transaction(self.engine) as session:
            person = Person(user_id=account, joined_at=NOW)
            session.add(person)
            session.flush()
            session.add(Role(person_id=person.id or 0, organization_id=unit, kind=RoleKind.SECRETARY,
                             begins_at=datetime(2000, 1, 1, tzinfo=ZONE)))  # fmt: skip

    def come(self, *updates: Json) -> list[Left]:
        """All at once, as after an hour without network; what leaves because of it, in order."""
        batch = [{**update, "update_id": next(self._updates)} for update in updates]
        for _ in range(2):
            with transaction(self.engine) as session:
                accept(session, BOT["id"], [known for known in map(envelope, batch) if known is not None], NOW)
            self._work()
        return self.leave()

    def _work(self) -> None:
        with transaction(self.engine) as session:
            lanes = lanes_waiting(session)
        for lane in lanes:
            while work_one(self.engine, lane, answer, self.house, Noon(ZONE)):
                pass

    def leave(self) -> list[Left]:
        """Everything that waits arrives."""
        with transaction(self.engine) as session:
            waiting = select(Outgoing).where(col(Outgoing.ended_at).is_(None)).order_by(col(Outgoing.id))
            found = []
            for row in session.exec(waiting).all():
                number = row.parameters.get("message_id") or next(self._messages)
                found.append(Left(row.method, row.lane, dict(row.parameters), number))
                sent(session, row.id or 0, NOW, number)
        return found

    def waiting(self) -> list[tuple[int, str]]:
        """Chat and text of what has not left."""
        with transaction(self.engine) as session:
            rows = session.exec(select(Outgoing).where(col(Outgoing.ended_at).is_(None)).order_by(col(Outgoing.id))).all()
            return [(row.lane, row.parameters.get("text", row.method)) for row in rows]

    def work_only(self, *updates: Json) -> None:
        """The updates are worked; nothing leaves."""
        batch = [{**update, "update_id": next(self._updates)} for update in updates]
        with transaction(self.engine) as session:
            accept(session, BOT["id"], [known for known in map(envelope, batch) if known is not None], NOW)
        self._work()

    def record(self) -> list[str]:
        """Every report that holds, as chat scripts write it."""
        with transaction(self.engine) as session:
            found = [each for each in chains_of(session, limit=1000) if each.standing is Standing.HOLDS]
        return [in_one_line(each) for each in sorted(found, key=lambda each: each.order)]


def press(shown: Left, label: str, query: str = "q1", **fields: Any) -> Json:
    """A press on a button of what left."""
    chat = {"id": shown.chat, "type": "private" if shown.chat > 0 else "supergroup", "title": "x", "first_name": "An"}
    message = {"message_id": shown.number, "date": AT_NOON, "chat": chat, "from": BOT, "text": shown.text}
    return pressed(shown.button(label), id=query, message=message, **fields)
