"""How reports lie over a span: totals as tiles, additions in the gaps, floors below the sum. Knows no facet.

A *tile* is a statement that counts all who are meant: it hides what it covers, at its unit and at those that stood below it on
its last day. A *floor* is a statement about some of them only ("từ đầu năm kết nạp 7 nữ", asked for all): the sum is no less.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from storage.evidence import Evidence, View
from storage.said import Said
from storage.spans import Span
from storage.units import Tree


@dataclass(frozen=True, slots=True)
class Claim:
    """A report with what it says about the question. `span` begins with the unit where the report's own beginning is open."""

    said: Said
    span: Span
    view: View
    evidence: Evidence

    @property
    def unit(self) -> str:
        return self.said.organization

    @property
    def is_tile(self) -> bool:
        return self.said.is_statement and self.evidence.covers

    @property
    def is_floor(self) -> bool:
        return self.said.is_statement and not self.evidence.covers


@dataclass(frozen=True, slots=True)
class Laid:
    """`used` add up. `hidden` lie under a tile. `straddling` reach over a border, so that nobody knows how much lies inside."""

    used: tuple[Claim, ...] = ()
    hidden: tuple[Claim, ...] = ()
    straddling: tuple[Claim, ...] = ()

    @property
    def low(self) -> int:
        return sum(claim.evidence.low for claim in self.used)

    @property
    def high(self) -> int:
        return sum(claim.evidence.high for claim in self.used)

    @property
    def of(self) -> int:
        return sum(claim.evidence.of for claim in self.used)


def lay(tree: Tree, claims: Sequence[Claim], span: Span) -> Laid:
    """Lay all claims of a subtree over a span."""
    table = _Table(tree, _not_overtaken(tree, [claim for claim in claims if claim.span.overlaps(span)]), span)
    table.lay_tiles_and_additions()
    table.raise_to_floors()
    hidden, straddling = table.rest()
    used = tuple(_narrowed(tree, table.claims, claim) for claim in table.used)
    return Laid(used, hidden, straddling)


def below(tree: Tree, claims: Mapping[str, Sequence[Claim]], tile: Claim) -> Laid:
    """What the units that a tile covers have reported themselves, laid over its days. `claims`: of all units, by unit."""
    return lay(tree, [claim for claim in _covered(tree, claims, tile) if claim.unit != tile.unit], tile.span)


class _Table:
    """The span while claims are laid on it, units above before those below them."""

    def __init__(self, tree: Tree, claims: Sequence[Claim], span: Span) -> None:
        self.tree, self.span = tree, span
        self.claims: dict[str, list[Claim]] = {}
        for claim in claims:
            self.claims.setdefault(claim.unit, []).append(claim)
        self.units = sorted(self.claims, key=lambda id: (len(tree.ever_above(id)), id))
        self.tiles: dict[str, list[Claim]] = {}
        self.free: dict[str, list[Span]] = {}
        self.used: list[Claim] = []

    def lay_tiles_and_additions(self) -> None:
        for unit in self.units:
            self.free[unit] = self._left_by_others(unit)
            tiles = list(_tiles([claim for claim in self.claims[unit] if claim.is_tile], self.free[unit]))
            if tiles:
                self.tiles[unit] = tiles
            gaps = _without(self.free[unit], tiles)
            self.used += tiles
            self.used += [
                claim for claim in self.claims[unit]
                if not claim.said.is_statement and _inside(claim.span, gaps)
            ]

    def raise_to_floors(self) -> None:
        """Lowest units first. What may already be counted in a floor is taken off it, so that nobody counts twice."""
        for unit in reversed(self.units):
            for floor in self.claims[unit]:
                if floor.is_floor and floor.evidence.low and self._is_open(floor):
                    short = floor.evidence.low - sum(claim.evidence.low for claim in self.used if self._shares(claim, floor))
                    if short > 0:
                        of = floor.evidence.of if short == floor.evidence.low else short
                        self.used.append(replace(floor, evidence=Evidence(short, short, of, covers=False)))

    def rest(self) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
        """Hidden and straddling claims. A floor that others have reached is hidden."""
        counted = {id(claim.said) for claim in self.used}
        left = [claim for unit in self.units for claim in self.claims[unit] if id(claim.said) not in counted]
        hidden = [claim for claim in left if (claim.is_floor and self._is_open(claim)) or not self._uncovered(claim)]
        known = {id(claim) for claim in hidden}
        return tuple(hidden), tuple(claim for claim in left if id(claim) not in known)

    def _left_by_others(self, unit: str) -> list[Span]:
        free = [self.span]
        for above in self.tree.ever_above(unit) & self.tiles.keys():
            free = _without(free, [tile for tile in self.tiles[above] if self.tree.was_within(unit, above, tile.span.last)])
        return free

    def _is_open(self, floor: Claim) -> bool:
        return _inside(floor.span, _without(self.free[floor.unit], self.tiles.get(floor.unit, [])))

    def _shares(self, claim: Claim, floor: Claim) -> bool:
        """Whether people of the claim may be among those of the floor."""
        return (
            claim.span.overlaps(floor.span) and not floor.view.apart_from(claim.view)
            and self.tree.was_within(claim.unit, floor.unit, floor.span.last)
        )

    def _uncovered(self, claim: Claim) -> list[Span]:
        """The days of the claim, inside the span, that no tile has taken."""
        free = _without(self.free[claim.unit], self.tiles.get(claim.unit, []))
        return [gap for gap in free if gap.overlaps(claim.span)]


def _tiles(statements: Sequence[Claim], free: Sequence[Span]) -> Iterator[Claim]:
    """In each free span the total that begins first (of several the longest, of those the one said last), then the next."""
    for gap in free:
        start: date | None = gap.start
        while start is not None:
            fitting = [claim for claim in statements if gap.contains(claim.span) and claim.span.start >= start]
            chosen = min(fitting, key=_first_longest_latest, default=None)
            if chosen is not None:
                yield chosen
            start = chosen.span.last + timedelta(days=1) if chosen and chosen.span.last < gap.last else None


def _first_longest_latest(claim: Claim) -> tuple[date, int, int]:
    return claim.span.start, -claim.span.last.toordinal(), -claim.said.order


def _not_overtaken(tree: Tree, claims: Sequence[Claim]) -> list[Claim]:
    """Without the "nothing to report" inside whose days the unit, or one below it, has reported something later on."""
    some: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.said.count:
            some.setdefault(claim.unit, []).append(claim)
    return [claim for claim in claims if not (claim.said.said_none and _overtaken(tree, some, claim))]


def _overtaken(tree: Tree, some: dict[str, list[Claim]], none: Claim) -> bool:
    return any(
        claim.said.since > none.said.since and none.span.contains(claim.span)
        for unit in tree.subtree(none.unit) for claim in some.get(unit.id, ())
    )


def _narrowed(tree: Tree, claims: Mapping[str, Sequence[Claim]], tile: Claim) -> Claim:
    """A tile that knows only bounds, with what the reports that it covers add to them."""
    said = tile.evidence
    if not tile.is_tile or said.low == said.high:
        return tile
    inner = lay(tree, [claim for claim in _covered(tree, claims, tile) if not _replaced(claim, tile)], tile.span)
    low = max(said.low, inner.low) if inner.low <= said.high else said.low
    high = min(said.high, inner.high + max(0, said.of - inner.of))
    return replace(tile, evidence=replace(said, low=low, high=high if high >= low else said.high))


def _covered(tree: Tree, claims: Mapping[str, Sequence[Claim]], tile: Claim) -> Iterator[Claim]:
    for unit in {tile.unit} | (tree.ever_below(tile.unit) & claims.keys()):
        if tree.was_within(unit, tile.unit, tile.span.last):
            yield from claims[unit]


def _replaced(claim: Claim, tile: Claim) -> bool:
    return claim.unit == tile.unit and claim.said.is_statement and claim.span == tile.span


def _without(free: Sequence[Span], tiles: Iterable[Claim]) -> list[Span]:
    left = list(free)
    for tile in tiles:
        left = [rest for span in left for rest in span.without(tile.span)]
    return left


def _inside(span: Span, free: Sequence[Span]) -> bool:
    return any(gap.contains(span) for gap in free)
