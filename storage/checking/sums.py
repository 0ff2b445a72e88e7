"""Whether the figures that the bot tells are those that its reports add up to: each unit, indicator and year counted twice."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlmodel import Session

from storage.checking import recount
from storage.checking.finding import Finding, fault, remark
from storage.checking.ledger_rows import Row, chains, counted
from storage.figures import Difference, figure
from storage.ledger import Standing
from storage.ledger_queries import said as said_of
from storage.ratings import rating
from storage.said import Said
from storage.spans import Span, year_span
from storage.stocks import stock
from storage.terms import Extent, Indicator, Setting
from storage.tree import tree_as_of
from storage.units import Tree


def sums(session: Session, now: datetime) -> Iterator[Finding]:
    """Differences between the two countings; as remarks, totals that are smaller than what they cover."""
    try:
        raw = _raw(session)
        for indicator in Indicator:
            yield from _of_indicator(session, indicator, raw, now.date())
    except (ValueError, LookupError) as error:      # rows that no figure can rest on; other checks name them
        yield fault("sums_impossible", error=type(error).__name__)


def _of_indicator(session: Session, indicator: Indicator, raw: list[Said], today: date) -> Iterator[Finding]:
    mine = [each for each in raw if each.indicator in (indicator, None)]
    told = said_of(session, None, indicator)
    for year in sorted(_years(mine)):
        tree = tree_as_of(session, min(date(year, 12, 31), today))
        told_then, mine_then = (_known_by(reports, indicator, year) for reports in (told, mine))
        for unit in sorted(_heard(tree, mine_then)):
            here, counted = _both(tree, unit, indicator, told_then, mine_then, year, today)
            if not (here == counted if indicator.is_rating else _within(here, counted)):
                yield fault("sum_differs", unit=unit, indicator=indicator, year=year, told=_text(here), counted=_text(counted))
        if not (indicator.is_stock or indicator.is_rating):
            yield from _smaller(tree, indicator, told_then, year)


def _smaller(tree: Tree, indicator: Indicator, told: list[Said], year: int) -> Iterator[Finding]:
    """Totals that say less than the units below them."""
    found: dict[tuple[str, Span], Difference] = {}
    for unit in sorted({each.organization for each in told if each.is_statement and each.organization in tree}):
        differences = figure(tree, unit, told, year_span(year)).differences
        found |= {(each.unit, each.span): each for each in differences if each.stated < each.below}
    for each in found.values():
        yield remark("statement_smaller", unit=each.unit, indicator=indicator, first=each.span.first or each.span.last,
                     last=each.span.last, stated=each.stated, below=each.below)


def _known_by(said: list[Said], indicator: Indicator, year: int) -> list[Said]:
    """Those that can count for the year; how many there are may have been said long before."""
    span = year_span(year)
    return [each for each in said if each.span.start <= span.last and (indicator.is_stock or span.start <= each.span.last)]


_Pair = tuple[int, int | None]


def _both(
    tree: Tree, unit: str, indicator: Indicator, told: list[Said], mine: list[Said], year: int, today: date
) -> tuple[_Pair, _Pair]:
    """What the bot would say, and what counting anew gives: no less and no more, or x of y."""
    if indicator.is_rating:
        its = rating(tree, unit, told, year_span(year))
        return (its.count, its.total), recount.rated(tree, unit, mine, year)
    if indicator.is_stock:
        on = min(date(year, 12, 31), today)
        held = stock(tree, unit, told, on).figure
        return (held.low, held.high), recount.on_day(tree, unit, mine, on)
    found = figure(tree, unit, told, year_span(year))
    return (found.low, found.high), recount.of_year(tree, unit, mine, year)


def _within(told: _Pair, counted: _Pair) -> bool:
    """Whether what is told lies between the bounds that counting anew gives."""
    return counted[0] <= told[0] <= (told[1] or 0) <= (counted[1] or 0)


def _text(pair: _Pair) -> str:
    return str(pair[0]) if pair[0] == pair[1] else "/".join("?" if each is None else str(each) for each in pair)


def _years(said: list[Said]) -> set[int]:
    """Those in which anything begins or ends; between them nothing but what reaches over both borders."""
    return {day.year for each in said for day in (each.span.first or each.span.last, each.span.last)}


def _heard(tree: Tree, said: list[Said]) -> set[str]:
    """Who has reported, with everybody above; for the others there is nothing to count."""
    units = {each.organization for each in said if each.organization in tree}
    return units.union(*({above.id for above in tree.ancestors(unit)} for unit in units))


def _raw(session: Session) -> list[Said]:
    """What holds, read from the rows as they lie there."""
    first = {chain: rows[0]["id"] for chain, rows in chains(session).items()}
    return [_said(row, first[row["chain"]]) for row in counted(session)]


def _said(row: Row, since: int) -> Said:
    return Said(
        organization=row["organization_id"], indicator=Indicator(row["indicator"]) if row["indicator"] else None,
        span=Span(row["first_day"], row["last_day"]), extent=Extent(row["extent"]), count=row["count"], total=row["total"],
        basis_points=row["basis_points"], events=tuple(row["events"].split("+")) if row["events"] else (), whole=row["whole"],
        parts=row["parts"], setting=Setting(row["setting"]) if row["setting"] else None, said_none=row["said_none"],
        chain=row["chain"], revision=row["revision"], since=since, order=row["id"], standing=Standing.HOLDS,
    )
