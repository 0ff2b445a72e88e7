"""People counted by what they may do: how many there are, write, are away, cannot be reached. Knows numbers, no person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from storage.seats import Seat
from storage.terms import Capacity, RoleKind


@dataclass(frozen=True)
class Group:
    """People of one role and capacity; of everybody where these are None. Someone with two units of a group is one person."""

    kind: RoleKind | None
    capacity: Capacity | None
    people: int
    joined_week: int
    joined_month: int
    wrote_week: int
    wrote_month: int
    away: int
    unreachable: int


def census(seats: Sequence[Seat], today: date) -> list[Group]:
    """The groups that have anyone in them, in the order of the terms, then everybody."""
    groups = [
        _group(kind, capacity, [seat for seat in seats if (seat.kind, seat.capacity) == (kind, capacity)], today)
        for kind in RoleKind for capacity in Capacity
    ]
    return [*(group for group in groups if group.people), _group(None, None, seats, today)]


def silent_since(seat: Seat) -> date:
    """The last day on which anything was heard from the person: they wrote, or took the seat."""
    return max(seat.since, seat.last_wrote_on or date.min)


def _group(kind: RoleKind | None, capacity: Capacity | None, seats: Sequence[Seat], today: date) -> Group:
    week, month = today - timedelta(days=7), today - timedelta(days=30)
    return Group(
        kind=kind, capacity=capacity, people=_persons(seats),
        joined_week=_persons([seat for seat in seats if seat.since > week]),
        joined_month=_persons([seat for seat in seats if seat.since > month]),
        wrote_week=_persons([seat for seat in seats if (seat.last_wrote_on or date.min) > week]),
        wrote_month=_persons([seat for seat in seats if (seat.last_wrote_on or date.min) > month]),
        away=_persons([seat for seat in seats if seat.away_until is not None]),
        unreachable=_persons([seat for seat in seats if seat.unreachable_since is not None]),
    )


def _persons(seats: Sequence[Seat]) -> int:
    return len({seat.person_id for seat in seats})
