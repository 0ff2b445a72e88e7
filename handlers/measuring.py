"""What is asked, as exact terms, and what is on record for it. Puts nothing into words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from handlers.scene import Scene
from storage.figures import Figure, figure
from storage.ledger_queries import said
from storage.ratings import Rating, last_rated, rating
from storage.said import Said
from storage.spans import Span, year_of
from storage.stocks import Stock, stock
from storage.terms import Event, Indicator, Setting
from storage.tree import tree_as_of
from storage.units import Tree


@dataclass(frozen=True)
class Ask:
    """A question about one unit. `span` None: no period was named."""

    unit: str
    indicator: Indicator
    condition: str = ""
    setting: Setting | None = None
    events: tuple[str, ...] = ()
    span: Span | None = None

    def of(self, unit: str) -> "Ask":
        """The same about another unit."""
        return replace(self, unit=unit)


def events_of(indicator: Indicator, named: Iterable[str]) -> tuple[str, ...]:
    """The events meant: an organisation is founded where nothing else is said."""
    if indicator is not Indicator.ORGANISATIONS:
        return ()
    return tuple(sorted(named)) or (Event.FOUNDED.value,)


def on_record(scene: Scene, ask: Ask) -> tuple[Tree, list[Said]]:
    """The tree of the span's day, and the reports of the unit with all below it."""
    day = min(ask.span.last, scene.today) if ask.span else scene.today
    tree = tree_as_of(scene.session, day)
    if ask.unit not in tree:                        # founded later than the days asked for
        tree = scene.tree
    units = [unit.id for unit in tree.subtree(ask.unit)]
    return tree, said(scene.session, units, ask.indicator, None)


def counted(scene: Scene, ask: Ask) -> Figure:
    """How many over the span; without one, this year."""
    tree, reports = on_record(scene, ask)
    return figure(tree, ask.unit, reports, ask.span or year_of(scene.today), ask.condition, ask.setting, ask.events or None)


def rated(scene: Scene, ask: Ask) -> tuple[Span, Rating]:
    """The rating of the year or quarter asked for; without one, of the last that was rated."""
    tree, reports = on_record(scene, ask)
    span = ask.span or last_rated(tree, ask.unit, reports) or year_of(scene.today)
    return span, rating(tree, ask.unit, reports, span, ask.condition, ask.setting)


def held(scene: Scene, ask: Ask) -> tuple[date, Stock]:
    """The stock as of the last day asked for, today at the latest."""
    tree, reports = on_record(scene, ask)
    on = min(ask.span.last, scene.today) if ask.span else scene.today
    return on, stock(tree, ask.unit, reports, on, ask.condition, ask.setting)
