"""Stocks ("27 members now"): as of a day, the latest of each unit; they add over units, never over time. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from storage.figures import Figure, figure
from storage.said import Said
from storage.spans import Span
from storage.terms import Extent, Setting
from storage.units import Tree


@dataclass(frozen=True, slots=True)
class Stock:
    """`figure` as of the day asked for; `oldest`, `newest`: the days of the statements that it rests on.

    `below`: what the units below add up to on that day, where the unit's own statement holds and differs.
    """

    figure: Figure
    oldest: date | None
    newest: date | None
    below: "Stock | None" = None


def stock(
    tree: Tree, unit: str, said: Iterable[Said], on: date, condition: str = "", setting: Setting | None = None
) -> Stock:
    """The unit's own latest statement by that day, else the sum of its children's. Units that have ended hold nobody.

    "Nothing to report" says that nothing happened, not that nobody is there.
    """
    known = (each for each in said if each.organization in tree and not each.said_none)
    held = [each for each in known if each.span.last <= on and _exists(tree, each, on)]
    whole = _stock(tree, unit, held, on, condition, setting)
    if not any(each.organization == unit for each in whole.figure.rests_on) or not tree[unit].children:
        return whole
    below = _stock(tree, unit, [each for each in held if each.organization != unit], on, condition, setting)
    same = (below.figure.low, below.figure.high) == (whole.figure.low, whole.figure.high)
    return whole if same or not below.figure.reported else replace(whole, below=below)


def _stock(
    tree: Tree, unit: str, held: list[Said], on: date, condition: str, setting: Setting | None
) -> Stock:
    # As a total of all that came to the unit until its day: then the latest day hides the others, and units add up.
    totals = {each.order: each for each in held}
    since_ever = [replace(each, span=Span(None, each.span.last), extent=Extent.STATEMENT) for each in held]
    found = figure(tree, unit, since_ever, Span(None, on), condition, setting)
    rests_on = tuple(totals[each.order] for each in found.rests_on)
    days = [each.span.last for each in rests_on]
    return Stock(
        replace(found, rests_on=rests_on, straddling=(), differences=()), min(days, default=None), max(days, default=None)
    )


def _exists(tree: Tree, said: Said, on: date) -> bool:
    last = tree[said.organization].last_day
    return last is None or last >= on
