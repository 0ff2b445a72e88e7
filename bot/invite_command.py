"""`bot invite`: makes codes and prints how to use them, for one organization or for all below one. Asks no network."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from bot.columns import columns
from bot.invitation_sheet import SheetExistsError, Slip, heads, sheet
from bot.named_unit import must_exist
from bot.opening import open_database
from bot.refused import RefusedError
from bot.role_said import role_said
from bot.settings import Store
from locales.messages import say
from storage.database import Session, transaction
from storage.invitations import create, waiting
from storage.remembered import recall
from storage.seats import seats
from storage.spans import Span
from storage.terms import Capacity, RoleKind
from storage.tree import Unit, tree_as_of

Term = TypeVar("Term", bound=StrEnum)


@dataclass(frozen=True)
class Post:
    """What people are invited to be."""

    kind: RoleKind
    capacity: Capacity


def post(language: str, role: str, capacity: str) -> Post:
    """Raises RefusedError for a role or a capacity that there is not."""
    return Post(_term(language, RoleKind, role, "operator.invite.no_role"),
                _term(language, Capacity, capacity, "operator.invite.no_capacity"))  # fmt: skip


def one_or_below(language: str, organization: str | None, above: str | None, role: str | None) -> None:
    """Raises RefusedError unless it is one unit and a role, or all below one."""
    if (organization is None) == (above is None) or (organization is not None and role is None):
        raise RefusedError(say(language, "operator.invite.one_or_below"))


def _term(language: str, kind: type[Term], value: str, refusal: str) -> Term:
    try:
        return kind(value)
    except ValueError:
        raise RefusedError(say(language, refusal, role=value, known=", ".join(kind))) from None


def invite(store: Store, organization: str, wanted: Post, now: datetime) -> int:
    """Print link and message of a new invitation; the exit code. Raises RefusedError."""
    engine = open_database(store.database_url, store.language)
    try:
        with transaction(engine) as session:
            must_exist(session, store.language, organization)
            code = create(session, organization, wanted.kind, now, capacity=wanted.capacity)
            name = _bot_name(session, store)
    finally:
        engine.dispose()
    if name:
        print(_link(name, code))
    print(_message(code))
    return 0


def invite_all_below(
    store: Store, above: str, wanted: Post, file: str | None, everyone: bool, now: datetime
) -> int:
    """An invitation for each unit below that has nobody yet, on the terminal or as a sheet; the exit code.

    `everyone`: also where somebody is, or an invitation is open. Raises RefusedError: without the bot's name, where the file is
    there already. No code is on record that is not also in the sheet: it is written before the transaction ends.
    """
    engine = open_database(store.database_url, store.language)
    try:
        with sheet(file) as keep, transaction(engine) as session:
            must_exist(session, store.language, above)
            slips = _slips(session, store, _units(session, above, wanted, everyone, now), wanted, now)
            if slips:
                keep(heads(store.language), slips)
    except SheetExistsError:
        raise RefusedError(say(store.language, "operator.invite.file_there", name=file)) from None
    except OSError:
        raise RefusedError(say(store.language, "operator.invite.file_fails", name=file)) from None
    finally:
        engine.dispose()
    if not slips:
        print(say(store.language, "operator.invite.nobody_left", id=above))
    elif file is None:
        print("\n".join(columns([heads(store.language), *(slip.cells for slip in slips)], indent="")))
    else:
        print(say(store.language, "operator.invite.saved", number=len(slips), name=file))
    return 0


def _units(session: Session, above: str, wanted: Post, everyone: bool, now: datetime) -> list[Unit]:
    """Below the unit, as they are today; without those where the post is taken or offered."""
    today = now.date()
    below = [unit for unit in tree_as_of(session, today).subtree(above)[1:] if unit.exists_in(Span(today, today))]
    if everyone:
        return below
    ids = [unit.id for unit in below]
    taken = {seat.organization_id for seat in seats(session, ids, now, today) if Post(seat.kind, seat.capacity) == wanted}
    offered = {each.organization_id for each in waiting(session, ids, now) if Post(each.kind, each.capacity) == wanted}
    return [unit for unit in below if unit.id not in taken | offered]


def _slips(session: Session, store: Store, units: list[Unit], wanted: Post, now: datetime) -> list[Slip]:
    name = _bot_name(session, store)
    if name is None:
        raise RefusedError(say(store.language, "operator.invite.no_name"))
    role = role_said(store.language, wanted.kind, wanted.capacity)
    codes = [create(session, unit.id, wanted.kind, now, capacity=wanted.capacity) for unit in units]
    return [
        Slip(unit.id, unit.name, role, _link(name, code), _message(code)) for unit, code in zip(units, codes, strict=True)
    ]


def _link(name: str, code: str) -> str:
    return f"https://t.me/{name}?start={code}"


def _message(code: str) -> str:
    """What does the same where a link cannot be followed."""
    return f"/start {code}"


def _bot_name(session: Session, store: Store) -> str | None:
    """As the last run found it; as it is set where it has never run."""
    return recall(session, "bot_name") or store.username
