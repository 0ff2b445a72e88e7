"""Figures side by side: what each unit below contributes, who is first, which year was best. Pure; knows no wording."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from storage.figures import Figure, figure
from storage.said import Said
from storage.spans import Span, year_span
from storage.terms import Setting
from storage.units import Tree, Unit, name_order


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one unit reported, itself and below it. `is_own`: what the unit above reported itself, without any below it."""

    unit: Unit
    figure: Figure
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Ranked:
    """`place` from 1; equal numbers share it, and the next place is as far behind as there are units before it."""

    place: int
    unit: Unit
    figure: Figure


def contributions(
    tree: Tree, unit: str, said: Iterable[Said], span: Span, condition: str = "",
    setting: Setting | None = None, events: Sequence[str] | None = None,
) -> list[Contribution]:
    """The unit's own reports first, if it made any, then each child that existed, in order of names."""
    reports = list(said)
    own = figure(tree, unit, [each for each in reports if each.organization == unit], span, condition, setting, events)
    by_unit = _grouped(reports)
    found = [Contribution(tree[unit], own, is_own=True)] if own.reported else []
    for child in tree.children(unit):
        if child.exists_in(span):
            found.append(Contribution(child, _figure(tree, child, by_unit, span, condition, setting, events)))
    return found


def ranking(
    tree: Tree, unit: str, said: Iterable[Said], span: Span, condition: str = "", setting: Setting | None = None,
    events: Sequence[str] | None = None, kinds: Collection[str] | None = None,
) -> list[Ranked]:
    """Units below by what is known for certain, the most first, then by name; those that reported nothing come last, as 0.

    `kinds` None: the children; else every unit below of one of these kinds.
    """
    below = tree.children(unit) if kinds is None else [each for each in tree.subtree(unit)[1:] if each.kind in kinds]
    by_unit = _grouped(said)
    figures = [(each, _figure(tree, each, by_unit, span, condition, setting, events)) for each in below if each.exists_in(span)]
    figures.sort(key=lambda pair: (-pair[1].low, not pair[1].reported, name_order(pair[0])))
    return [
        Ranked(1 + sum(other.low > its.low for _, other in figures), each, its) for each, its in figures
    ]


def silent(tree: Tree, unit: str, said: Iterable[Said], span: Span, kinds: Collection[str] | None = None) -> list[Unit]:
    """Units that existed and reported nothing for these days, each before those below it; `kinds` None: the lowest ones."""
    heard = figure(tree, unit, said, span).units
    return [
        each for each in tree.subtree(unit)
        if each.exists_in(span) and each.id not in heard and (not each.children if kinds is None else each.kind in kinds)
    ]


def best_year(
    tree: Tree, unit: str, said: Iterable[Said], before: int, events: Sequence[str] | None = None
) -> tuple[int, int] | None:
    """The year before that one with the highest figure, and the figure; None where none is known."""
    reports = list(said)
    years = sorted({each.span.last.year for each in reports if each.span.last.year < before})
    known = [(year, figure(tree, unit, reports, year_span(year), events=events)) for year in years]
    best = max(((its.whole, year) for year, its in known if its.reported), default=None)
    return (best[1], best[0]) if best else None


def _figure(
    tree: Tree, unit: Unit, by_unit: dict[str, list[Said]], span: Span, condition: str, setting: Setting | None,
    events: Sequence[str] | None,
) -> Figure:
    reports = [each for there in tree.subtree(unit.id) for each in by_unit.get(there.id, ())]
    return figure(tree, unit.id, reports, span, condition, setting, events)


def _grouped(said: Iterable[Said]) -> dict[str, list[Said]]:
    by_unit: dict[str, list[Said]] = {}
    for each in said:
        by_unit.setdefault(each.organization, []).append(each)
    return by_unit
