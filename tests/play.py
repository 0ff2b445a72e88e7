"""Plays chat scripts: through the door as raw updates, each delivered twice, each over new connections. Mocks nothing."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from bot.check_command import named_in
from bot.clock import Clock
from bot.reminding import remind_all
from bot.sandbox.settling import settle
from bot.sandbox.worlds import load as load_world
from bot.work import work_one
from handlers.answer import answer
from handlers.routes import ABOUT_RECORDS
from handlers.turn import House
from storage.checking.all_checks import check_each
from storage.database import Engine, connect, transaction
from storage.intake import Arrived, accept
from storage.ledger import Standing
from storage.ledger_queries import chains_of
from storage.outbox import Outgoing, enclosed, sent
from storage.people import Person, Role
from storage.said import Said
from storage.terms import Capacity, RoleKind
from tests.chat_script import Line, Script
from tests.shown import Shown, as_shown

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
BOT = 4242
GROUP = -100500
_BOT_USER = {"id": BOT, "is_bot": True, "first_name": "Bot", "username": "ban_bot"}


class Stopped(Clock):
    """A clock that stands still."""

    def __init__(self, now: datetime) -> None:
        super().__init__(ZONE)
        self._now = now

    def __call__(self) -> datetime:
        return self._now


@dataclass
class Player:
    """One world, its people, and a chat that goes on."""

    url: str
    day: str
    house: House = field(default_factory=lambda: House(bot_name="ban_bot"))
    people: dict[str, int] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)
    _updates: int = 1000
    _messages: int = 1
    _typed: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    _replicas: tuple[Engine, Engine] = field(init=False)    # made once: a new engine has every statement to compile

    def __post_init__(self) -> None:
        self._replicas = connect(self.url), connect(self.url)

    @contextmanager
    def connected(self, replica: int = 0) -> Iterator[Engine]:
        """For one step; nothing of the connections is left to the next."""
        yield self._replicas[replica]
        self._replicas[replica].dispose()

    @property
    def now(self) -> datetime:
        return datetime.combine(datetime.fromisoformat(self.day).date(), time(9), ZONE)

    def account(self, who: str) -> int:
        return self.people.setdefault(who, 7000 + len(self.people))

    def step(self, line: Line) -> list[Shown]:
        """Do what the line says; what the bot sent because of it."""
        if line.day:
            self.day = line.day
        if line.act == "ticks":
            return self._tick(time.fromisoformat(line.text))
        self._updates += 1
        update = {"update_id": self._updates, **self._body(line)}
        chat = GROUP if line.act == "in group" else self.account(line.who)
        with self.connected() as engine:
            for _ in range(2):
                self._deliver(engine, chat, json.dumps(update))
            return self._read_outbox(engine)

    def _tick(self, at: time) -> list[Shown]:
        """Twice, as two replicas would."""
        clock = Stopped(datetime.combine(self.now.date(), at, ZONE))
        with self.connected(0) as one, self.connected(1) as other:
            for engine in (one, other):
                remind_all(engine, self.house, clock)
            return self._read_outbox(one)

    def _deliver(self, engine: Engine, chat: int, body: str) -> None:
        with transaction(engine) as session:
            accept(session, BOT, [Arrived(self._updates, chat, body)], self.now)
        while work_one(engine, chat, answer, self.house, Stopped(self.now)):
            pass

    def _body(self, line: Line) -> dict[str, Any]:
        if line.act == "presses":
            return {"callback_query": self._press(line)}
        if (line.act, line.text) == ("sends", "blocked"):
            return {"my_chat_member": self._block(line.who)}
        if line.act == "edits":
            number = next(number for number, text in reversed(self._typed[line.who]) if line.quote in text)
            message = self._message(line.who, line.text, number)
            return {"edited_message": message | {"edit_date": message["date"]}}
        self._messages += 1
        self._typed.setdefault(line.who, []).append((self._messages, line.text))
        message = self._message(line.who, line.text.replace("{code}", self.code), self._messages)
        if line.act == "forwards":
            origin = {"type": "hidden_user", "sender_user_name": "Ai đó", "date": message["date"]}
            message["forward_origin"] = origin
        elif line.act == "replies":
            number = next(each.number for each in reversed(self.shown) if line.quote in each.text)
            chat = message["chat"]
            message["reply_to_message"] = {"message_id": number, "date": message["date"], "chat": chat, "from": _BOT_USER,
                                           "text": "…"}
        elif line.act == "sends":
            del message["text"]
            message["voice"] = {"file_id": "v", "file_unique_id": "v", "duration": 3}
        elif line.act == "in group":
            message["chat"] = {"id": GROUP, "type": "group", "title": "Nhóm"}
        return {"message": message}

    def _message(self, who: str, text: str, number: int) -> dict[str, Any]:
        user = self._user(who)
        return {"message_id": number, "date": int(self.now.timestamp()), "text": text, "from": user,
                "chat": {"id": user["id"], "type": "private", "first_name": who}}

    def _user(self, who: str) -> dict[str, Any]:
        return {"id": self.account(who), "is_bot": False, "first_name": who}

    @property
    def code(self) -> str:
        """The last code shown."""
        codes = [code for each in self.shown for code in re.findall(r"/start ([\w-]{20,})", f"{each.text}\n{each.paper}")]
        return codes[-1] if codes else ""

    def _block(self, who: str) -> dict[str, Any]:
        member = {"user": _BOT_USER}
        return {"chat": {"id": self.account(who), "type": "private", "first_name": who}, "from": self._user(who),
                "date": int(self.now.timestamp()), "old_chat_member": {**member, "status": "member"},
                "new_chat_member": {**member, "status": "kicked", "until_date": 0}}

    def _press(self, line: Line) -> dict[str, Any]:
        label, _, back = line.text.partition(" @")
        chat = self.account(line.who)
        found = [(each, key) for each in reversed(self.shown) if each.chat == chat
                 for words, key in each.buttons if words == label]
        shown, key = found[int(back or 1) - 1]
        message = {"message_id": shown.number, "date": int(self.now.timestamp()), "from": _BOT_USER, "text": shown.text,
                   "chat": {"id": chat, "type": "private", "first_name": line.who}}
        press = {"id": f"press-{self._updates}", "from": self._user(line.who), "chat_instance": "1"}
        return press | {"data": key, "message": message}

    def _read_outbox(self, engine: Engine) -> list[Shown]:
        with transaction(engine) as session:
            rows = session.exec(select(Outgoing).where(col(Outgoing.ended_at).is_(None)).order_by(col(Outgoing.id))).all()
            new = []
            for row in rows:
                if row.method == "answerCallbackQuery":
                    new.append(Shown(row.lane, 0, str(row.parameters.get("text", "")), []))
                else:
                    number = row.parameters.get("message_id")
                    if number is None:
                        self._messages += 1
                        number = self._messages
                    else:                           # an edit: the message is no longer what it was
                        self.shown = [each for each in self.shown if (each.chat, each.number) != (row.lane, number)]
                    new.append(as_shown(row, number, enclosed(session, row.effect)))
                    sent(session, row.id or 0, self.now, number)
                    continue
                sent(session, row.id or 0, self.now)
        self.shown += new
        return new

    def faults(self) -> list[str]:
        """What `bot check` would find wrong by now."""
        with self.connected() as engine, transaction(engine) as session:
            found = [each for checked in check_each(session, self.now, named_in, ABOUT_RECORDS) for each in checked.findings]
        return [f"{each.name} {dict(each.values)}" for each in found if not each.is_remark]

    def holding(self) -> list[Said]:
        """Every report that holds."""
        with self.connected() as engine, transaction(engine) as session:
            found = [each for each in chains_of(session, limit=1000) if each.standing is Standing.HOLDS]
        return sorted(found, key=lambda each: each.order)


def begin(script: Script, url: str) -> Player:
    """A player in the script's world, with its people in their roles and nothing reported."""
    world = load_world(script.world)
    player = Player(url, script.opened or world.day.isoformat())
    with player.connected() as engine, transaction(engine) as session:
        settle(session, world, player.now, plan=script.plans)
        for name, roles in script.people.items():
            person = Person(user_id=player.account(name), joined_at=player.now)
            if roles:
                session.add(person)
                session.flush()
            for role, unit, *capacity in roles:
                since = datetime(2000, 1, 1, tzinfo=ZONE)
                session.add(Role(person_id=person.id or 0, organization_id=unit, kind=RoleKind(role),
                                 capacity=Capacity(*capacity or ["holder"]), begins_at=since))
    return player
