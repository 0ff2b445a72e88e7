"""Who is told of a unit's duties: those who hold it, their deputies in their absence, the officers above. Knows no duty."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from storage.seats import Seat
from storage.terms import Capacity, RoleKind
from storage.units import Tree

REPORTING = (RoleKind.SECRETARY, RoleKind.OFFICER)


@dataclass(frozen=True)
class Staff:
    """All roles that hold now. A clerk is told of nothing; who cannot be reached is nobody."""

    tree: Tree
    seats: tuple[Seat, ...]

    @cached_property
    def _by_unit(self) -> Mapping[str, list[Seat]]:
        found: dict[str, list[Seat]] = {}
        for seat in self.seats:
            if seat.kind in REPORTING and seat.capacity is not Capacity.CLERK and seat.unreachable_since is None:
                found.setdefault(seat.organization_id, []).append(seat)
        return found

    def joined(self, unit: str) -> bool:
        """Whether anybody is there to do what the unit has to, be it that they are away for some days."""
        return unit in self._by_unit

    def own(self, unit: str) -> list[int]:
        """Persons who are told: the holders; a deputy where no holder is there. Nobody while all are away."""
        present = [seat for seat in self._by_unit.get(unit, ()) if seat.away_until is None]
        return _persons([seat for seat in present if seat.capacity is Capacity.HOLDER] or present)

    def above(self, unit: str, level: int) -> list[int]:
        """The officers of the `level`-th committee above that has one who is there; 1 is the nearest."""
        for committee in self.tree.ancestors(unit):
            seats = self._by_unit.get(committee.id, ())
            officers = [seat for seat in seats if seat.kind is RoleKind.OFFICER and seat.away_until is None]
            if officers:
                level -= 1
                if not level:
                    return _persons([seat for seat in officers if seat.capacity is Capacity.HOLDER] or officers)
        return []


def _persons(seats: Iterable[Seat]) -> list[int]:
    return list(dict.fromkeys(seat.person_id for seat in seats))
