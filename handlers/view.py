"""Who may see and report what: everything else does not exist for the person. Knows the tree and roles, no figures."""

from dataclasses import dataclass
from functools import cached_property

from storage.people import Member
from storage.terms import RoleKind
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

    def on_behalf(self, unit: str) -> str | None:
        """The committee whose officer reports for the unit, where the unit is not the person's own."""
        if any(held.organization_id == unit for held in self.member.held if held.kind is RoleKind.SECRETARY):
            return None
        officers = [root for root in self._roots(_GIVING) if self.tree.is_within(unit, root)]
        return next((root for root in officers if root != unit), None)

