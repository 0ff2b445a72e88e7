"""Organizations as they stand in a tree on a day. Knows no table, no report and no person.

Units that have ended stay in the tree, where they stood last, so that their figures are not lost; those founded
later are absent.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from vn_collate import collate_key

from storage.spans import Span
from storage.terms import Ownership, Setting

_WORKPLACES = frozenset({Setting.ENTERPRISE, Setting.SCHOOL})
_OWNED_ABROAD_OR_PRIVATELY = frozenset({Ownership.PRIVATE, Ownership.FOREIGN_INVESTED})


@dataclass(frozen=True, slots=True)
class Unit:
    """`parent` and `children` on the tree's day; `placed`: from which day it stood under whom, oldest first."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    setting: Setting = Setting.UNKNOWN
    ownership: Ownership = Ownership.UNKNOWN
    parent: str | None = None
    children: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    placed: tuple[tuple[date | None, str | None], ...] = ()

    def exists_in(self, span: Span) -> bool:
        """Whether it existed on some day of the span."""
        return (self.first_day or span.start) <= span.last and span.start <= (self.last_day or span.last)

    def parent_on(self, day: date) -> str | None:
        """Under whom it stood then; before its first placement, under whom it came first."""
        if not self.placed:
            return self.parent
        earlier = [parent for first, parent in self.placed if first is None or first <= day]
        return earlier[-1] if earlier else self.placed[0][1]

    @property
    def ever_under(self) -> frozenset[str]:
        """Everybody that it ever stood directly under."""
        return frozenset(parent for _, parent in (*self.placed, (None, self.parent)) if parent is not None)


@dataclass(frozen=True, eq=False)
class Tree:
    """Units by id; a snapshot is itself and equals no other. Asking for an id that is not in it raises KeyError."""

    units: Mapping[str, Unit]
    _above: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    _natures: dict[str, tuple[Setting, frozenset[Ownership]]] = field(default_factory=dict, repr=False, compare=False)
    _subtrees: dict[str, tuple[Unit, ...]] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, id: str) -> Unit:
        return self.units[id]

    def __contains__(self, id: object) -> bool:
        return id in self.units

    @cached_property
    def roots(self) -> tuple[Unit, ...]:
        """Units without a parent, in Vietnamese order of names."""
        return tuple(sorted((unit for unit in self.units.values() if unit.parent is None), key=name_order))

    def children(self, id: str) -> tuple[Unit, ...]:
        """Directly below it, in Vietnamese order of names, ended ones included."""
        return tuple(self.units[child] for child in self.units[id].children)

    def subtree(self, id: str) -> tuple[Unit, ...]:
        """It and all below it, each before its children."""
        if id not in self._subtrees:
            self._subtrees[id] = tuple(self._down(id))
        return self._subtrees[id]

    def ancestors(self, id: str) -> tuple[Unit, ...]:
        """All above it, the nearest first."""
        return tuple(self._up(id))

    def is_within(self, id: str, above: str) -> bool:
        """Whether it is that unit or stands below it."""
        return id == above or any(unit.id == above for unit in self._up(id))

    def was_within(self, id: str, above: str, day: date) -> bool:
        """The same, as units stood on that day."""
        seen: set[str] = set()
        at: str | None = id
        while at is not None and at in self.units and at not in seen:
            if at == above:
                return True
            seen.add(at)
            at = self.units[at].parent_on(day)
        return False

    def ever_above(self, id: str) -> frozenset[str]:
        """Every unit that it stood below at any time."""
        if id not in self._above:
            found: set[str] = set()
            open_ends = [id]
            while open_ends:
                new = (self.units[open_ends.pop()].ever_under & self.units.keys()) - found
                found |= new
                open_ends += new
            self._above[id] = frozenset(found - {id})
        return self._above[id]

    def ever_below(self, id: str) -> frozenset[str]:
        """Every unit that stood below it at any time."""
        return self._below.get(id, frozenset())

    def nature(self, id: str) -> tuple[Setting, frozenset[Ownership]]:
        """What a report of this unit speaks of, all below it included: its setting, and whose the enterprises may be.

        A workplace (enterprise, school) with branches of unknown setting below it speaks of itself; an office above others
        (a commune, a committee's agency) speaks of what they are. Units of several settings together have none.
        """
        if id not in self._natures:
            self._natures[id] = self._setting(id), self._owners(id)
        return self._natures[id]

    @cached_property
    def _below(self) -> Mapping[str, frozenset[str]]:
        below: dict[str, set[str]] = {}
        for id in self.units:
            for above in self.ever_above(id):
                below.setdefault(above, set()).add(id)
        return {id: frozenset(units) for id, units in below.items()}

    @cached_property
    def _left(self) -> Mapping[str, tuple[Unit, ...]]:
        """By unit: those that stood directly below it once, and do so no longer."""
        left: dict[str, list[Unit]] = {}
        for unit in self.units.values():
            for parent in unit.ever_under - {unit.parent}:
                left.setdefault(parent, []).append(unit)
        return {parent: tuple(units) for parent, units in left.items()}

    def _setting(self, id: str) -> Setting:
        own = self.units[id].setting
        if own is Setting.UNKNOWN and self.units[id].ownership in _OWNED_ABROAD_OR_PRIVATELY:
            own = Setting.ENTERPRISE
        found = {self.nature(child)[0] for child in self.units[id].children}
        found |= {unit.setting for unit in self._left.get(id, ())}
        if own in _WORKPLACES:
            found.discard(Setting.UNKNOWN)
        if own is not Setting.UNKNOWN:
            found.add(own)
        return found.pop() if len(found) == 1 else Setting.UNKNOWN

    def _owners(self, id: str) -> frozenset[Ownership]:
        own = self.units[id].ownership
        below = frozenset(unit.ownership for unit in self._left.get(id, ()))
        below = below.union(*(self.nature(child)[1] for child in self.units[id].children))
        if own is Ownership.UNKNOWN:
            return below or frozenset({own})
        return (below - {Ownership.UNKNOWN}) | {own}

    def _down(self, id: str) -> Iterator[Unit]:
        yield self.units[id]
        for child in self.units[id].children:
            yield from self._down(child)

    def _up(self, id: str) -> Iterator[Unit]:
        above = self.units[id].parent
        while above is not None:
            yield self.units[above]
            above = self.units[above].parent


def grow(units: Iterable[Unit]) -> Tree:
    """A tree of units that name their parents; the children are filled in. A parent that is not among them is taken as none.

    Raises ValueError where units stand below themselves.
    """
    given = {unit.id: unit for unit in units}
    below: dict[str, list[Unit]] = {}
    for unit in given.values():
        if unit.parent in given:
            below.setdefault(unit.parent, []).append(unit)
    tree = Tree({id: _hung(unit, given, below.get(id, [])) for id, unit in given.items()})
    reached = {unit.id for root in tree.roots for unit in tree.subtree(root.id)}
    if len(reached) < len(given):
        raise ValueError(f"units stand below themselves: {', '.join(sorted(given.keys() - reached))}")
    return tree


def _hung(unit: Unit, given: Mapping[str, Unit], below: list[Unit]) -> Unit:
    children = tuple(child.id for child in sorted(below, key=name_order))
    return replace(unit, parent=unit.parent if unit.parent in given else None, children=children)


def name_order(unit: Unit) -> tuple[str, str]:
    """Sorts names as Vietnamese does, and "thôn 3" before "thôn 13"."""
    return collate_key(re.sub(r"\d+", lambda digits: digits.group().zfill(6), unit.name)), unit.id
