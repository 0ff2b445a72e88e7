"""Ratings: x of y rated good or better, one statement a unit and year or quarter, the latest holds. Pure; knows no target."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from storage.conditions import NOBODY, Condition, given
from storage.evidence import question, view
from storage.said import Said
from storage.spans import Span, quarter_of, year_of
from storage.terms import Setting
from storage.units import Tree


@dataclass(frozen=True, slots=True)
class Rating:
    """`count` of `total`; `total` None where nobody has given x of y. `stated`: the unit's own statement, if it has made one.

    `alone`: percentages in basis points, by unit, without x of y: each stands for its unit only and is in no sum. `below`: what
    the units below have, where the unit's own statement differs. `units`: whose statements are summed. `rests_on`: these.
    """

    count: int = 0
    total: int | None = None
    stated: Said | None = None
    alone: tuple[tuple[str, int], ...] = ()
    below: "Rating | None" = None
    units: frozenset[str] = frozenset()
    rests_on: tuple[Said, ...] = ()

    @property
    def reported(self) -> bool:
        return self.total is not None or bool(self.alone)

    @property
    def alone_basis_points(self) -> int | None:
        """The percentage that stands for the unit itself, where it has stated no more than that."""
        return self.stated.basis_points if self.stated and self.stated.total is None else None


def rating(
    tree: Tree, unit: str, said: Iterable[Said], period: Span, condition: str = "", setting: Setting | None = None
) -> Rating:
    """The rating of a unit over a calendar year or quarter: its own statement, else the sum of its children's.

    `condition`: places only (non_state, fdi): a unit that is known to be there counts as a whole.
    """
    asked = question(condition, setting)
    held: dict[str, Said] = {}
    for each in sorted(said, key=lambda each: each.order):
        if each.organization in tree and rated_period(each) == period and _answers(tree, each, asked):
            held[each.organization] = each
    return _of(tree, unit, held, period)


def rated_period(said: Said) -> Span | None:
    """The year or quarter that a rating is about: also where it was cut at the day on which it was said."""
    span = said.span
    if span.first is None or (said.total is None and said.basis_points is None):
        return None
    quarter, year = quarter_of(span.first), year_of(span.first)
    if span.first == year.first and quarter.last < span.last <= year.last:
        return year
    return quarter if span.first == quarter.first and span.last <= quarter.last else None


def last_rated(tree: Tree, unit: str, said: Iterable[Said]) -> Span | None:
    """The last year that anybody there has been rated for; the last quarter where it was quarters only."""
    there = {each.id for each in tree.subtree(unit)}
    periods = {period for each in said if each.organization in there and (period := rated_period(each)) is not None}
    years = {period for period in periods if (period.last - period.start) > timedelta(days=100)}
    return max(years or periods, key=lambda period: period.last, default=None)


def _answers(tree: Tree, said: Said, asked: Condition) -> bool:
    """Whether the statement is about exactly those asked for, as far as they are in its unit."""
    seen = view(tree, said)
    inside = given(asked, seen.facts)
    return inside != NOBODY and inside == given(seen.limit, seen.facts)


def _of(tree: Tree, unit: str, held: dict[str, Said], period: Span) -> Rating:
    children = [_of(tree, child.id, held, period) for child in tree.children(unit) if child.exists_in(period)]
    below = _summed(children)
    own = held.get(unit)
    if own is None:
        return below
    differs = below if below.total is not None and (below.count, below.total) != (own.count, own.total) else None
    if own.count is None or own.total is None:
        alone = ((unit, own.basis_points or 0),)
        return Rating(below.count, below.total, own, alone + below.alone, None, below.units, below.rests_on)
    return Rating(own.count, own.total, own, below.alone, differs, frozenset({unit}), (own,))


def _summed(ratings: Sequence[Rating]) -> Rating:
    known = [each for each in ratings if each.total is not None]
    return Rating(
        count=sum(each.count for each in known),
        total=sum(each.total or 0 for each in known) if known else None,
        alone=tuple(one for each in ratings for one in each.alone),
        units=frozenset[str]().union(*(each.units for each in known)),
        rests_on=tuple(one for each in known for one in each.rests_on),
    )


