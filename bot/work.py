"""Work: one row of the intake, one transaction, all its effects or none. Knows no wording, no subject and no network."""

import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot import metrics
from bot.calls import SEND, calls_of, enclosures_of, end_press
from bot.clock import Clock
from bot.door import Place, Visit, admit
from bot.logs import outline
from handlers.turn import Answer, House, Turn
from locales.messages import LANGUAGES, say
from storage.database import Engine, Session, transaction
from storage.intake import Intake, end, next_of_lane
from storage.outbox import Outgoing, put
from storage.people import member
from storage.trouble import passes

log = logging.getLogger(__name__)
Handler = Callable[[Session, Turn], Answer]
T = TypeVar("T")
_TRIES = 4
_PAUSE = 0.05       # seconds, doubled with each try


@dataclass(eq=False)
class _FaultError(Exception):
    """What went wrong with a row, and whose turn it was if the door let it in."""

    row_id: int
    turn: Turn | None
    place: Place


def work_one(engine: Engine, lane: int, handler: Handler, house: House, clock: Clock) -> bool:
    """Work the lane's next row; whether there was one. A row that fails is set aside and stops nobody."""
    begun = time.perf_counter()
    try:
        if found := _patiently(lambda: _attempt(engine, lane, handler, house, clock)):
            metrics.worked(time.perf_counter() - begun)
        return found
    except _FaultError as error:
        fault = error
    _patiently(lambda: _set_aside(engine, fault, house, clock))
    metrics.set_aside()
    return True


def _attempt(engine: Engine, lane: int, handler: Handler, house: House, clock: Clock) -> bool:
    with transaction(engine) as session:
        row = next_of_lane(session, lane)
        if row is None:
            return False
        _work(session, row, handler, Visit(row.key, row.bot_id, clock(), house))
        return True


def _work(session: Session, row: Intake, handler: Handler, visit: Visit) -> None:
    """Records, outgoing messages and the end of the row, in the caller's transaction."""
    turn, place = None, Place()
    try:
        turn, place = admit(row.body or "", visit)
        if turn is not None:
            answer = handler(session, turn)
            put(session, calls_of(turn, answer, place), enclosures_of(turn, answer))
        end(row, visit.now)
        session.flush()
    except Exception as error:
        if passes(error):
            raise
        raise _FaultError(row.id or 0, turn, place) from error


def _set_aside(engine: Engine, fault: _FaultError, house: House, clock: Clock) -> None:
    """In a new transaction, since nothing of the old one holds: the row ends under an id, and whoever wrote hears of it."""
    number = secrets.token_hex(4)
    with transaction(engine) as session:
        row = session.get_one(Intake, fault.row_id, with_for_update=True)
        if row.ended_at is not None:
            return
        end(row, clock(), fault=number)
        if fault.turn is not None and fault.turn.addressed:
            put(session, _apology(session, fault.turn, fault.place, house, number))
    log.error("an update was set aside, fault %s\n%s", number, outline(fault.__cause__ or fault),
              extra={"fault": number})


def _apology(session: Session, turn: Turn, place: Place, house: House, number: str) -> list[Outgoing]:
    device = (turn.device_language or "")[:2]
    known = member(session, turn.user_id, turn.now)
    language = (known.language if known else None) or (device if device in LANGUAGES else house.language)
    text = say(language, "fault.apology", id=number)
    ended = [end_press(turn, place.press_id)] if place.press_id else []
    sorry = Outgoing(
        effect=f"{turn.key}/fault", lane=turn.chat_id, method=SEND, parameters={"chat_id": turn.chat_id, "text": text},
        due_at=turn.now,
    )  # fmt: skip
    return [*ended, sorry]


def _patiently(step: Callable[[], T]) -> T:
    """The step's result, tried again where the database was only busy: two turns met, or a server was away."""
    for left in range(_TRIES - 1, -1, -1):
        try:
            return step()
        except Exception as error:
            if left == 0 or not passes(error):
                raise
            time.sleep(_PAUSE * 2 ** (_TRIES - left))
    raise AssertionError("unreachable")
