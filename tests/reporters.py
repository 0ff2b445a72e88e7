"""Secretaries who report and agree without end, whatever happens to the bot. They know their chats, no database."""

import contextlib
import itertools
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from bot.sandbox.chats import Json, Person
from tests.telegram import Telegram

EVERY = 0.2             # seconds between two new reports: fewer than may be answered in all
MARK = "(gửi lại, có thể trùng)\n"
WORD, BUTTON, DROP = "word", "button", "drop"
FATES = (WORD, BUTTON) * 3 + (DROP,)        # an odd number: everybody comes to do each
SENTENCES = (
    "hôm {day} kết nạp {count} đ/c",
    "chi bộ vừa kết nạp {count} đồng chí hôm {day}",
    "ngày {day} bên em kết nạp được {count} đảng viên",
)


@dataclass(frozen=True)
class Fact:
    """What a report says. No two people speak of the same days, so each fact is reported once."""

    unit: str
    day: date
    count: int


@dataclass
class Told:
    """A report on its way: typed as message `sentence`, read back by message `card` and then settled, at last `answered`."""

    fact: Fact
    fate: str
    sentence: int
    card: int | None = None
    answered: bool = False

    @property
    def agreed(self) -> bool:
        """Whether the server has taken the person's agreement."""
        return self.card is not None and self.fate != DROP


@dataclass
class Reporter:
    """One secretary. `days`: those of which this person has not spoken yet."""

    person: Person
    unit: str
    days: Iterator[date]
    told: list[Told] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """Whether the bot owes an answer."""
        return bool(self.told) and not self.told[-1].answered

    def report(self, outside: Telegram, serial: int) -> None:
        """Type the next one."""
        fact = Fact(self.unit, next(self.days), serial % 3 + 1)
        day = f"{fact.day.day}/{fact.day.month}/{fact.day.year}"
        sentence = outside.says(SENTENCES[serial // 3 % 3].format(day=day, count=fact.count), self.person)
        self.told.append(Told(fact, FATES[serial % len(FATES)], sentence["message_id"]))

    def hear(self, outside: Telegram, message: Json) -> None:
        """Settle the card when it comes; know the answer to that when it comes. What is said again changes nothing."""
        if not self.waits:
            return
        now, number, text = self.told[-1], message["message_id"], message["text"]
        of_that_day = now.fact.day.strftime("%d/%m/%Y") in text
        if now.card is None:
            if of_that_day and number > now.sentence and "Đúng" in _labels(message):
                self._settle(outside, now, number)
        elif number >= now.card:
            now.answered = "Đã bỏ" in text if now.fate == DROP else "Đã ghi" in text and of_that_day

    def _settle(self, outside: Telegram, now: Told, card: int) -> None:
        if now.fate == WORD:
            outside.says("đúng", self.person)
        else:
            outside.api.people.presses(self.person, card, "Hủy" if now.fate == DROP else "Đúng")
        now.card = card


class Feed:
    """All of them, in turn: `seats` are accounts with their units."""

    def __init__(self, outside: Telegram, seats: dict[int, str]) -> None:
        self._outside = outside
        self.reporters = {
            account: Reporter(outside.api.people.person(account, f"Bí thư {account}"), unit, days)
            for (account, unit), days in zip(seats.items(), _shared_out(list(seats.values())), strict=True)
        }
        self._turns = itertools.cycle(self.reporters.values())
        self._serial = itertools.count()
        self._over = threading.Event()
        self._heard = 0

    @property
    def told(self) -> list[Told]:
        """Every report that was typed."""
        return [told for reporter in self.reporters.values() for told in reporter.told]

    def begin(self) -> None:
        """The next one who owes the bot nothing reports; nobody where all of them wait."""
        for reporter in itertools.islice(self._turns, len(self.reporters)):
            if not reporter.waits:
                return reporter.report(self._outside, next(self._serial))

    def move(self) -> bool:
        """Everybody reads what is new, and does what follows from it; whether there was anything."""
        exchange = self._outside.api.exchange
        new = exchange.history[self._heard:]
        self._heard += len(new)
        for entry in new:
            reporter = self.reporters.get(entry.get("chat", 0))
            message = entry.get("message")
            if reporter and message and message["from"]["id"] == exchange.bot["id"]:
                reporter.hear(self._outside, message)
        return bool(new)

    @contextlib.contextmanager
    def going(self) -> Iterator[None]:
        """In a thread of its own, as long as the block lasts."""
        self._over.clear()
        thread = threading.Thread(target=self._go_on)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()

    def _go_on(self) -> None:
        for beat in itertools.count():
            if self._over.wait(EVERY / 4):
                return
            self.move()
            if beat % 4 == 0:
                self.begin()

    def sent(self) -> Counter[tuple[str, bool]]:
        """How often each message was sent to somebody here, without and with the mark of a repeat. No two should be alike."""
        sent = [entry.parameters for entry in self._outside.api.journal.of("sendMessage") if entry.status == 200]
        mine = [(each["chat_id"], each["text"]) for each in sent if int(each["chat_id"]) in self.reporters]
        return Counter((f"{chat} {text.removeprefix(MARK)}", text.startswith(MARK)) for chat, text in mine)


def _shared_out(units: list[str]) -> Iterator[Iterator[date]]:
    """Days of last year, which is over whatever day it is: each person gets some that nobody else of the unit has."""
    first = date(datetime.now(UTC).year - 1, 1, 1)
    seats, taken = Counter(units), Counter[str]()
    for unit in units:
        yield iter([first + timedelta(number) for number in range(taken[unit], 365, seats[unit])])
        taken[unit] += 1


def _labels(message: Json) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]
