"""`bot people`: who has which role where, as numbers without names. Knows the records and the operator's terminal."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.columns import columns
from bot.named_unit import must_exist
from bot.opening import open_database
from bot.role_said import role_said
from bot.settings import Store
from locales.messages import say
from locales.writing import day
from storage.census import silent_since
from storage.database import Session, transaction
from storage.seats import Seat, seats
from storage.tree import Tree, tree_as_of

_HEADS = ("person", "id", "unit", "role", "since", "wrote", "away", "unreachable")


def show_people(store: Store, organization: str | None, silent: int | None, now: datetime) -> int:
    """Print a line a role, in the tree's order; the exit code. `silent`: only people not heard of for so many days.

    Raises RefusedError where there is no such organization.
    """
    engine = open_database(store.database_url, store.language)
    try:
        with transaction(engine) as session:
            tree = tree_as_of(session, date.max)       # those that only begin later, too
            found = _found(session, store.language, tree, organization, silent, now)
    finally:
        engine.dispose()
    print("\n".join(table(store.language, tree, found)) if found else say(store.language, "people.none"))
    return 0


def table(language: str, tree: Tree, found: Sequence[Seat]) -> list[str]:
    """Lines with heads: what is known of each role and its person."""
    heads = tuple(say(language, f"people.head.{head}") for head in _HEADS)
    return columns([heads, *(_row(language, tree, seat) for seat in found)], indent="")


def _found(
    session: Session, language: str, tree: Tree, organization: str | None, silent: int | None, now: datetime
) -> list[Seat]:
    if organization is not None:
        must_exist(session, language, organization)
    roots = tree.roots if organization is None else (tree[organization],)
    order = {unit.id: place for place, unit in enumerate(unit for root in roots for unit in tree.subtree(root.id))}
    found = seats(session, None if organization is None else order, now, now.date())
    if silent is not None:
        found = [seat for seat in found if silent_since(seat) <= now.date() - timedelta(days=silent)]
    return sorted(found, key=lambda seat: (order.get(seat.organization_id, len(order)), seat.role_id))


def _row(language: str, tree: Tree, seat: Seat) -> tuple[str, ...]:
    nothing = say(language, "people.nothing")
    shut_out = nothing
    if seat.unreachable_since is not None:
        why = say(language, f"people.unreachable.{seat.unreachable_why or 'blocked'}")
        shut_out = say(language, "people.unreachable_since", why=why, day=day(language, seat.unreachable_since.date()))
    return (
        f"#{seat.person_id}", seat.organization_id,
        tree[seat.organization_id].name if seat.organization_id in tree else nothing,
        role_said(language, seat.kind, seat.capacity), day(language, seat.since),
        day(language, seat.last_wrote_on) if seat.last_wrote_on else nothing,
        day(language, seat.away_until) if seat.away_until else nothing,
        shut_out,
    )  # fmt: skip
