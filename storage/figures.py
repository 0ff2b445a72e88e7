"""How many, over a span, at a unit and below it: what reports add up to, what they leave unknown, where they differ. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from storage.conditions import Condition
from storage.evidence import View, concerns, evidence, question, view
from storage.laying import Claim, Laid, below, lay
from storage.said import Said
from storage.spans import Span
from storage.terms import Setting
from storage.units import Tree

__all__ = ["Difference", "Figure", "Said", "figure"]

Reports = Sequence[tuple[Said, View]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A total that is not what the units below it have reported for its days; `units` are those that have."""

    unit: str
    span: Span
    stated: int
    below: int
    units: frozenset[str]


@dataclass(frozen=True, slots=True)
class Figure:
    """The answer to "how many".

    `low` to `high` fulfil the condition, among the `of` people for whom reports state it, out of the `whole` counted (in the
    setting and of the events asked for). `unsettled` more may: people of `unsettled_units`, whose setting nobody has set.
    `reported`: somebody said something for these days, be it zero. `units`: who did. `rests_on`: the reports that add up.
    `straddling`: reports that reach over a border of the span, or of a total, and so are counted nowhere. `unions`: reports of
    one number for several, of which the question asks for some only. `differences`: of the whole, highest unit first.
    """

    low: int
    high: int
    of: int
    whole: int
    reported: bool
    unsettled: int = 0
    unsettled_units: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    rests_on: tuple[Said, ...] = ()
    straddling: tuple[Said, ...] = ()
    unions: tuple[Said, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def count(self) -> int | None:
        """The number where it is known exactly; None where only `low` and `high` are."""
        return self.low if self.low == self.high else None


def figure(
    tree: Tree, unit: str, said: Iterable[Said], span: Span, condition: str = "",
    setting: Setting | None = None, events: Sequence[str] | None = None,
) -> Figure:
    """The figure of a unit with all below it. `said`: reports of one indicator that hold; those from elsewhere do no harm.

    At each unit its own totals lie as tiles, one after another from the span's beginning; between and after them its additions
    count, and its children's figures. What asks for a condition is counted from the reports that state it. `events` None: all.
    The tree is that of the span's last day, or of today where that is earlier. Raises ValueError for an unknown facet.
    """
    reports = [(each, view(tree, each)) for each in _within(tree, unit, said, span)]
    asked, everywhere = question(condition, setting, events), question(condition, None, events)
    everybody = _claims(tree, reports, span, question("", setting, events))
    whole = lay(tree, everybody, span)
    stated = lay(tree, _claims(tree, reports, span, asked), span) if condition else whole
    anywhere = _claims(tree, reports, span, everywhere) if setting else []
    unsettled, unsettled_units = _unsettled(tree, anywhere, span, stated)
    units = frozenset(claim.unit for claim in (*whole.used, *whole.hidden))
    if setting:
        units |= _heard_of_somewhere(tree, reports, span, question("", None, events), asked)
    return Figure(
        low=stated.low, high=stated.high, of=stated.of, whole=whole.low, reported=bool(units),
        unsettled=unsettled, unsettled_units=unsettled_units, units=units,
        rests_on=tuple(claim.said for claim in stated.used),
        straddling=_straddling(whole, stated),
        unions=_unions(reports, asked),
        differences=tuple(_differences(tree, everybody, whole)),
    )


def _within(tree: Tree, unit: str, said: Iterable[Said], span: Span) -> list[Said]:
    there = {each.id for each in tree.subtree(unit) if each.exists_in(span)}
    return [each for each in said if each.organization in there and each.span.overlaps(span)]


def _claims(tree: Tree, reports: Reports, span: Span, question: Condition) -> list[Claim]:
    claims = []
    for each, seen in reports:
        found = evidence(each, seen, question) if concerns(seen, question) else None
        if found is not None:
            claims.append(Claim(each, _own_days(tree, each, span), seen, found))
    return claims


def _unsettled(tree: Tree, anywhere: Sequence[Claim], span: Span, stated: Laid) -> tuple[int, frozenset[str]]:
    """How many of those counted in any setting are in one that nobody knows, and whose reports leave it open."""
    anywhere = [claim for claim in anywhere if claim.view.is_placed or not _settled(tree, claim, stated)]
    everywhere = lay(tree, anywhere, span)
    placed = lay(tree, [claim for claim in anywhere if claim.view.is_placed], span)
    number = max(0, everywhere.low - max(placed.low, stated.high))
    open_ones = frozenset(claim.unit for claim in everywhere.used if claim.evidence.low and not claim.view.is_placed)
    return number, open_ones if number else frozenset()


def _settled(tree: Tree, claim: Claim, stated: Laid) -> bool:
    """Whether a total of the very setting says how many of them there are in it."""
    return any(
        tile.is_tile and tile.span.contains(claim.span) and tree.was_within(claim.unit, tile.unit, tile.span.last)
        for tile in stated.used
    )


def _heard_of_somewhere(
    tree: Tree, reports: Reports, span: Span, everybody: Condition, asked: Condition
) -> frozenset[str]:
    """Who has said something of people whose setting is open, so that they may be among those asked for."""
    open_ones = [(each, seen) for each, seen in reports if not seen.is_placed and concerns(seen, asked)]
    laid = lay(tree, _claims(tree, open_ones, span, everybody), span)
    return frozenset(claim.unit for claim in (*laid.used, *laid.hidden))


def _own_days(tree: Tree, said: Said, span: Span) -> Span:
    """A report "since the beginning" begins with its unit, unless the question has no beginning either."""
    first = tree[said.organization].first_day
    if said.span.first is not None or span.first is None or first is None or first > said.span.last:
        return said.span
    return Span(first, said.span.last)


def _straddling(whole: Laid, stated: Laid) -> tuple[Said, ...]:
    found = {claim.said.order: claim.said for claim in (*whole.straddling, *stated.straddling)}
    return tuple(found[order] for order in sorted(found))


def _unions(reports: Reports, asked: Condition) -> tuple[Said, ...]:
    return tuple(
        each for each, seen in reports
        if len(seen.limit) > 1 and each.count and concerns(seen, asked) and evidence(each, seen, asked) is None
    )


def _differences(tree: Tree, claims: Iterable[Claim], whole: Laid) -> Iterable[Difference]:
    by_unit: dict[str, list[Claim]] = {}
    for claim in claims:
        by_unit.setdefault(claim.unit, []).append(claim)
    for tile in whole.used:
        if tile.is_tile and tree.ever_below(tile.unit) & by_unit.keys():
            found = _difference(tree, by_unit, tile)
            if found is not None:
                yield found


def _difference(tree: Tree, claims: Mapping[str, Sequence[Claim]], tile: Claim) -> Difference | None:
    said = below(tree, claims, tile)
    units = frozenset(claim.unit for claim in said.used)
    if not units or said.low == tile.evidence.low:
        return None
    return Difference(tile.unit, tile.span, tile.evidence.low, said.low, units)
