"""Who may see and report what: everything else does not exist for the person. Knows the tree and roles, no figures."""

from dataclasses import dataclass
from functools import cached_property

from storage.people import Held, Member
from storage.terms import Capacity, RoleKind
from storage.tree import Tree

_SEEING = (RoleKind.SECRETARY, RoleKind.OFFICER, RoleKind.LEADER)
_REPORTING = (RoleKind.SECRETARY, RoleKind.OFFICER)
_GIVING = (RoleKind.OFFICER,)


@dataclass(frozen=True)
class View:
    """What a person's roles open in the tree as it stands today."""

    tree: Tree
    member: Member

    def _roots(self, kinds: tuple[RoleKind, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(
            held.organization_id for held in self.member.held if held.kind in kinds and held.organization_id in self.tree
        ))

    def _within(self, unit: str, kinds: tuple[RoleKind, ...]) -> bool:
        return any(self.tree.is_within(unit, root) for root in self._roots(kinds))

    @cached_property
    def homes(self) -> tuple[str, ...]:
        """Units that the person reports for, as named in the roles."""
        return self._roots(_REPORTING)

    @cached_property
    def centres(self) -> tuple[str, ...]:
        """Units that the person's own questions are about."""
        return self._roots(_SEEING)

    @cached_property
    def above(self) -> frozenset[str]:
        """Units above, of which the person sees the sums and nothing else."""
        return frozenset(above.id for centre in self.centres for above in self.tree.ancestors(centre)) - self.inside

    @cached_property
    def inside(self) -> frozenset[str]:
        """Units that the person sees whole."""
        return frozenset(unit.id for centre in self.centres for unit in self.tree.subtree(centre))

    def sees(self, unit: str) -> bool:
        """Whether figures of the unit may be shown, be it only its sum."""
        return unit in self.inside or unit in self.above

    def may_report(self, unit: str) -> bool:
        """Whether the person may report for the unit."""
        return self._within(unit, _REPORTING)

    def may_give_targets(self, unit: str) -> bool:
        """Whether the person may give the unit a target."""
        return self._within(unit, _GIVING)

    @property
    def only_looks(self) -> bool:
        """A leader without a role that reports."""
        return not self.homes

    @cached_property
    def managed(self) -> tuple[str, ...]:
        """Units whose people an officer looks after: all below the committee; the committee itself is the holder's alone."""
        officers = [held for held in self.member.held if held.kind is RoleKind.OFFICER and held.organization_id in self.tree]
        return tuple(dict.fromkeys(
            unit.id for held in officers if held.capacity is not Capacity.CLERK
            for unit in self.tree.subtree(held.organization_id)
            if unit.id != held.organization_id or held.capacity is Capacity.HOLDER
        ))

    @cached_property
    def kept(self) -> tuple[str, ...]:
        """Units of which the person is the secretary: they may find themselves help, and a successor."""
        return tuple(dict.fromkeys(
            held.organization_id for held in self.member.held
            if (held.kind, held.capacity) == (RoleKind.SECRETARY, Capacity.HOLDER) and held.organization_id in self.tree
        ))

    def clerk_for(self, unit: str) -> Held | None:
        """The role in which the person only enters for somebody else, where no other one covers the unit; the nearest."""
        covering = [held for held in self.member.held if held.kind in _REPORTING
                    and held.organization_id in self.tree and self.tree.is_within(unit, held.organization_id)]
        if not covering or any(held.capacity is not Capacity.CLERK for held in covering):
            return None
        return max(covering, key=lambda held: len(self.tree.ancestors(held.organization_id)))

    def on_behalf(self, unit: str) -> str | None:
        """The committee whose officer reports for the unit, where the unit is not the person's own."""
        if any(held.organization_id == unit for held in self.member.held if held.kind is RoleKind.SECRETARY):
            return None
        officers = [root for root in self._roots(_GIVING) if self.tree.is_within(unit, root)]
        return next((root for root in officers if root != unit), None)
