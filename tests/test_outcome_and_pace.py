"""What an error of a call means, and how fast each chat and all together may be written to; no server, no database."""

from datetime import timedelta

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.outcome import Again, Elsewhere, Lost, Outcome, Unreachable, outcome_of
from bot.pace import Pace
from storage.outbox import Leaving
from tests.telegram import AN, COMMITTEE

SAID = Leaving(1, COMMITTEE, "sendMessage", {"chat_id": COMMITTEE, "text": "một"}, doubts=0)
MOVED = {"chat_id": -1009, "text": "một"}


@pytest.mark.parametrize(("error", "outcome"), [
    (ChatMigrated(-1009), Elsewhere(-1009, "sendMessage", MOVED)),
    (RetryAfter(7), Again(timedelta(seconds=7))),
    (Forbidden("bot was kicked"), Unreachable("bot was kicked")),
    (BadRequest("chat not found"), Lost("chat not found")),
    (EndPointNotFound("no such method, or no such token"), Again()),
    (NetworkError("Bad Gateway"), Again()),
    (TelegramError("Invalid server response"), Again(doubtful=True)),
], ids=lambda value: type(value).__name__)  # fmt: skip
def test_what_an_error_means(error: TelegramError, outcome: Outcome) -> None:
    assert outcome_of(error, SAID) == outcome


def test_a_call_that_never_left_cannot_have_arrived_and_one_without_answer_can() -> None:
    unsent, unheard = TimedOut(), TimedOut()
    unsent.__cause__, unheard.__cause__ = httpx.ConnectTimeout(""), httpx.ReadTimeout("")
    assert outcome_of(unsent, SAID) == Again()
    assert outcome_of(unheard, SAID) == Again(doubtful=True)


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(("chat", "seconds", "most"), [(AN, 1, 3), (AN, 60, 60), (COMMITTEE, 60, 20), (COMMITTEE, 120, 40)])
def test_no_chat_gets_more_than_it_may(chat: int, seconds: int, most: int) -> None:
    clock = Hand()
    pace, sent = Pace(clock), 0
    while clock.now < seconds:
        if chat not in pace.full() and pace.left():
            pace.begin(chat)
            pace.end(chat)
            sent += 1
        clock.now += 0.01
    assert sent == most


def test_all_chats_together_get_thirty_a_second() -> None:
    clock = Hand()
    pace, sent = Pace(clock), 0
    for chat in range(1000):
        while not pace.left():
            clock.now += pace.pause(0) or 0.001
        pace.begin(chat)
        pace.end(chat)
        sent += clock.now < 10
    assert sent == 300
