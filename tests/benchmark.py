"""How long a message takes from update to outbox, beside an echo of the library and an echo that commits.

`python -m tests.benchmark` prints figures and judges none. Everything runs in this process, on a SQLite file with production's
settings; nothing is sent.
"""

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from sqlalchemy import event
from sqlmodel import Field, SQLModel
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters
from telegram.request import BaseRequest, RequestData

from bot.intake import envelope
from bot.work import work_one
from handlers import answer as _entrance
from handlers.turn import House
from storage.database import Engine, connect, migrate, transaction
from storage.intake import accept
from tests.chat_script import Script
from tests.play import Stopped, begin

ROUNDS, WARM_UP, DISSECTED = 300, 20, 60
REPORT = "chi bộ vừa kết nạp 3 đ/c, 1 nữ, hôm 12/10"
QUESTION = "còn bao nhiêu nữa thì đạt chỉ tiêu năm nay?"
BEFORE = ["hôm 5/3 kết nạp 1 nữ", "kết nạp 2 đồng chí ngày 20/6", "tháng 8 kết nạp 1 công nhân"]     # what is on record already
BRANCH = "TY-01"                                    # May Ngọc Lâm
BOT = 4242

entrance: Any = _entrance                           # its reading is timed where it is called


class Echoed(SQLModel, table=True):
    """What the second echo commits."""

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int
    text: str
    at: datetime


class Canned(BaseRequest):
    """Telegram, as far as an echo can tell: every call succeeds at once."""

    read_timeout = 1.0

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_timeouts: Any, **_more: Any
    ) -> tuple[int, bytes]:
        message = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "x"}
        bot = {"id": BOT, "is_bot": True, "first_name": "Bot", "username": "ban_bot"}
        return 200, json.dumps({"ok": True, "result": bot if url.endswith("/getMe") else message}).encode()


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message is not None:
        await update.message.reply_text(update.message.text or "")


def committing(engine: Engine) -> Callable[[Update, ContextTypes.DEFAULT_TYPE], Any]:
    async def echo_and_commit(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        with transaction(engine) as session:
            if update.message is not None:
                message = update.message
                session.add(Echoed(chat_id=message.chat_id, text=message.text or "", at=message.date))
        await echo(update, context)

    return echo_and_commit


class Chats:
    """Updates of many secretaries of one branch, each in a chat of their own, and the bot that works them."""

    def __init__(self, engine: Engine, now: datetime) -> None:
        self.engine, self.now, self.house, self._number = engine, now, House(bot_name="ban_bot"), 5000

    def update(self, account: int, text: str) -> str:
        self._number += 1
        user = {"id": account, "is_bot": False, "first_name": "An", "language_code": "vi"}
        message = {"message_id": self._number, "date": int(self.now.timestamp()), "text": text, "from": user,
                   "chat": {"id": account, "type": "private", "first_name": "An"}}
        return json.dumps({"update_id": self._number, "message": message})

    def work(self, body: str) -> None:
        """From the raw update to the outbox: taken in and committed, worked and committed."""
        arrived = envelope(json.loads(body))
        if arrived is None:
            raise ValueError("not an update")
        with transaction(self.engine) as session:
            accept(session, BOT, [arrived], self.now)
        if not work_one(self.engine, arrived.lane, entrance.answer, self.house, Stopped(self.now)):
            raise ValueError("nothing was worked")


@dataclass
class Spent:
    """Seconds of one message, by what they went to."""

    whole: float = 0.0
    reading: float = 0.0
    sql: float = 0.0
    commits: float = 0.0
    statements: list[str] = field(default_factory=list)


@contextmanager
def dissecting(engine: Engine, spent: Spent) -> Iterator[None]:
    """Note where the time goes. Costs a little itself, so never while messages are timed against one another."""
    began: list[float] = []

    def before(_c: Any, _k: Any, statement: str, values: Any, *_: Any) -> None:
        spent.statements.append(f"{statement} {values}")
        began.append(time.perf_counter())

    def after(*_: Any) -> None:
        spent.sql += time.perf_counter() - began.pop()

    read, commit = entrance.read, engine.dialect.do_commit
    entrance.read = _timed(read, spent, "reading")
    engine.dialect.do_commit = _timed(commit, spent, "commits")     # type: ignore[method-assign]
    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", before)
        event.remove(engine, "after_cursor_execute", after)
        entrance.read, engine.dialect.do_commit = read, commit      # type: ignore[method-assign]


def _timed(function: Callable[..., Any], spent: Spent, part: str) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return function(*arguments, **named)
        finally:
            setattr(spent, part, getattr(spent, part) + time.perf_counter() - began)

    return timed


async def library(handler: Callable[[Update, ContextTypes.DEFAULT_TYPE], Any]) -> Application[Any, Any, Any, Any, Any, Any]:
    made = Application.builder().token(f"{BOT}:" + "a" * 35).updater(None).request(Canned()).build()
    made.add_handler(MessageHandler(filters.TEXT, handler))
    await made.initialize()
    return made


async def timed_echo(application: Application[Any, Any, Any, Any, Any, Any], body: str) -> float:
    began = time.perf_counter()
    await application.process_update(Update.de_json(json.loads(body), application.bot))
    return time.perf_counter() - began


def timed_work(chats: Chats, body: str) -> float:
    began = time.perf_counter()
    chats.work(body)
    return time.perf_counter() - began


async def measure(chats: Chats, accounts: list[int]) -> dict[str, list[float]]:
    """Each kind in turn, round by round, so that all meet the same machine."""
    plain, committed = await library(echo), await library(committing(chats.engine))
    found: dict[str, list[float]] = {"a": [], "b": [], "c": [], "d": []}
    for account in accounts:
        found["a"].append(await timed_echo(plain, chats.update(account, REPORT)))
        found["b"].append(await timed_echo(committed, chats.update(account, REPORT)))
        found["c"].append(timed_work(chats, chats.update(account, REPORT)))
        chats.work(chats.update(account, "huỷ"))
        found["d"].append(timed_work(chats, chats.update(account, QUESTION)))
    await plain.shutdown()
    await committed.shutdown()
    return {kind: seconds[WARM_UP:] for kind, seconds in found.items()}


def dissect(chats: Chats, accounts: list[int], text: str) -> list[Spent]:
    found = []
    for account in accounts:
        body, spent = chats.update(account, text), Spent()
        with dissecting(chats.engine, spent):
            spent.whole = timed_work(chats, body)
        found.append(spent)
        chats.work(chats.update(account, "huỷ"))
    return found


def settled(folder: Path) -> tuple[Chats, list[int]]:
    """Tân Yên with a few reports on record, and the accounts of many secretaries."""
    url = f"sqlite:///{folder / 'benchmark.db'}"
    engine = connect(url)
    migrate(engine)
    SQLModel.metadata.create_all(engine, tables=[SQLModel.metadata.tables["echoed"]])
    names = [f"An {number}" for number in range(WARM_UP + ROUNDS + DISSECTED)]
    player = begin(Script("benchmark", people={name: [["secretary", BRANCH]] for name in names}), url)
    chats = Chats(engine, player.now)
    accounts = [player.account(name) for name in names]
    for sentence in BEFORE:
        chats.work(chats.update(accounts[0], sentence))
        chats.work(chats.update(accounts[0], "đúng"))
    if len(player.holding()) != len(BEFORE):
        raise ValueError("what should be on record is not")
    return chats, accounts


TITLES = {
    "a": "(a) the library's echo, in process", "b": "(b) the same echo, one row committed",
    "c": "(c) our report sentence, update to outbox", "d": "(d) our progress question, update to outbox",
}


def table(found: dict[str, list[float]]) -> str:
    """Median and 99th percentile of each kind, in milliseconds, and the median as a multiple of (b)."""
    unit = median(found["b"])
    lines = [f"{'':<46}{'median ms':>10}{'p99 ms':>10}{'× (b)':>8}"]
    for kind, seconds in found.items():
        lines.append(f"{TITLES[kind]:<46}{median(seconds) * 1000:>10.2f}{quantiles(seconds, n=100)[98] * 1000:>10.2f}"
                     f"{median(seconds) / unit:>8.2f}")
    return "\n".join(lines)


def parts(title: str, found: list[Spent]) -> str:
    """Where the median message's time goes."""
    whole, reading = median(each.whole for each in found), median(each.reading for each in found)
    sql, commits = median(each.sql for each in found), median(each.commits for each in found)
    counts = median(len(each.statements) for each in found)
    again = median(len(each.statements) - len(set(each.statements)) for each in found)
    rows = [("reading", reading), (f"SQL, {counts:.0f} statements ({again:.0f} of them said before)", sql),
            ("commits, two", commits), ("the rest", whole - reading - sql - commits)]
    lines = [f"  {name:<44}{seconds * 1000:>10.2f}{seconds / whole:>10.0%}" for name, seconds in rows]
    return "\n".join([f"{title}: {whole * 1000:.2f} ms", *lines])


def main() -> int:
    """Run it all and print it."""
    with tempfile.TemporaryDirectory() as folder:
        chats, accounts = settled(Path(folder))
        found = asyncio.run(measure(chats, accounts[: WARM_UP + ROUNDS]))
        print(table(found), end="\n\n")
        for kind, text in (("c", REPORT), ("d", QUESTION)):
            print(parts(TITLES[kind], dissect(chats, accounts[WARM_UP + ROUNDS :], text)))
        chats.engine.dispose()
    return 0


if __name__ == "__main__":
    sys.exit(main())
