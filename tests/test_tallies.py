"""Rankings, contributions, ratings and stocks: who reported what, beside each other and summed."""

from dataclasses import replace
from datetime import date

import pytest

from storage.ratings import last_rated, rating
from storage.said import Said
from storage.spans import Span, month_span, quarter_span, year_span
from storage.stocks import stock
from storage.tallies import best_year, contributions, ranking, silent
from storage.terms import Extent, Indicator, Ownership, Setting
from storage.units import Tree, Unit, grow

YEAR = year_span(2026)
NAMES = {"D": "Huyện ủy", "K": "Khối", "an": "An", "dao": "Đạo", "dung": "Dũng", "p3": "Phố 3", "p13": "Phố 13"}
ABOVE = {"D": None, "K": "D", "an": "K", "dao": "K", "dung": "K", "p3": "D", "p13": "D"}
OWNERS = {"an": Ownership.STATE, "dao": Ownership.PRIVATE, "dung": Ownership.FOREIGN_INVESTED}


def unit(id: str, last_day: date | None = None) -> Unit:
    setting = Setting.ENTERPRISE if id in OWNERS else Setting.COMMUNE if id[0] == "p" else Setting.UNKNOWN
    kind = "branch" if id in OWNERS or id[0] == "p" else "committee"
    owner = OWNERS.get(id, Ownership.UNKNOWN)
    return Unit(id, NAMES[id], kind, parent=ABOVE[id], setting=setting, ownership=owner, last_day=last_day)


TREE: Tree = grow([unit(id) for id in NAMES])


def numbered(*said: Said) -> list[Said]:
    return [replace(each, order=place, since=place) for place, each in enumerate(said, 1)]


def more(id: str, count: int, day: date = date(2026, 3, 3)) -> Said:
    return Said(organization=id, indicator=Indicator.ADMISSIONS, span=Span(day, day), extent=Extent.ADDITION, count=count)


def total(id: str, count: int, span: Span, indicator: Indicator = Indicator.ADMISSIONS, **rest: object) -> Said:
    return Said(organization=id, indicator=indicator, span=span, extent=Extent.STATEMENT, count=count, **rest)  # type: ignore[arg-type]


def test_children_stand_in_vietnamese_order_and_numbers_by_size() -> None:
    assert [each.name for each in TREE.children("K")] == ["An", "Dũng", "Đạo"]
    assert [each.name for each in TREE.children("D")] == ["Khối", "Phố 3", "Phố 13"]
    assert [each.id for each in TREE.ancestors("an")] == ["K", "D"]
    assert TREE.is_within("an", "D")
    assert not TREE.is_within("K", "an")


def test_units_that_stand_below_themselves_are_refused() -> None:
    with pytest.raises(ValueError, match="below themselves: a, b"):
        grow([Unit("a", "A", "branch", parent="b"), Unit("b", "B", "branch", parent="a"), Unit("c", "C", "branch")])


def test_ranking_puts_equals_on_one_place_and_the_silent_last() -> None:
    said = numbered(more("dao", 3), more("dung", 3), more("p3", 0), more("K", 9))
    assert [(each.place, each.unit.id, each.figure.low) for each in ranking(TREE, "K", said, YEAR)] == [
        (1, "dung", 3), (1, "dao", 3), (3, "an", 0),
    ]
    assert [each.unit.id for each in ranking(TREE, "D", said, YEAR)] == ["K", "p3", "p13"]
    assert [each.unit.id for each in ranking(TREE, "D", said, YEAR, kinds={"branch"})] == ["dung", "dao", "p3", "an", "p13"]


def test_three_best_units_of_a_bloc_that_states_a_total() -> None:
    span = Span(date(2011, 1, 1), date(2011, 9, 30))
    said = numbered(*(total(id, count, span) for id, count in (("K", 131), ("an", 14), ("dao", 10), ("dung", 9))))
    best = ranking(TREE, "K", said, year_span(2011))
    assert [(each.unit.id, each.figure.count) for each in best] == [("an", 14), ("dao", 10), ("dung", 9)]


def test_contributions_and_who_is_silent() -> None:
    said = numbered(more("an", 3), more("D", 1), more("p3", 0))
    assert [(each.unit.id, each.figure.count, each.is_own) for each in contributions(TREE, "D", said, YEAR)] == [
        ("D", 1, True), ("K", 3, False), ("p3", 0, False), ("p13", 0, False),
    ]
    assert [each.id for each in silent(TREE, "D", said, YEAR)] == ["dung", "dao", "p13"]
    assert [each.id for each in silent(TREE, "D", said, month_span(2026, 4))] == ["an", "dung", "dao", "p3", "p13"]


def test_the_best_year() -> None:
    said = numbered(total("K", 73, year_span(2009)), total("K", 161, year_span(2010)), total("K", 131, year_span(2011)))
    assert best_year(TREE, "K", said, 2011) == (2010, 161)
    assert best_year(TREE, "K", said, 2009) is None


# ── ratings ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

def rated(id: str, count: int | None, of: int | None, period: Span = YEAR, points: int | None = None, whole: str = "") -> Said:
    return Said(organization=id, indicator=Indicator.ORG_RATINGS, span=period, extent=Extent.STATEMENT, count=count, total=of,
                basis_points=points, whole=whole)


def test_ratings_sum_x_and_y_and_leave_percentages_alone() -> None:
    before = rated("p3", 1, 1, year_span(2025))
    said = numbered(rated("an", 9, 10), rated("dao", 5, 8), rated("dung", None, None, points=9500), before)
    there = rating(TREE, "D", said, YEAR)
    assert (there.count, there.total, there.alone, there.units) == (14, 18, (("dung", 9500),), frozenset({"an", "dao"}))
    assert rating(TREE, "dung", said, YEAR).alone_basis_points == 9500
    assert rating(TREE, "p13", said, YEAR).reported is False


def test_a_second_rating_replaces_the_first_and_quarters_stand_apart() -> None:
    said = numbered(rated("an", 9, 10), rated("an", 8, 10), rated("an", 3, 10, quarter_span(2026, 1)))
    assert rating(TREE, "an", said, YEAR).count == 8
    assert rating(TREE, "an", said, quarter_span(2026, 1)).count == 3
    assert last_rated(TREE, "D", said) == YEAR
    assert last_rated(TREE, "D", said[2:]) == quarter_span(2026, 1)
    assert last_rated(TREE, "p3", said) is None


def test_a_rating_of_the_running_year_is_of_the_year() -> None:
    said = numbered(rated("an", 9, 10, Span(date(2026, 1, 1), date(2026, 11, 22))))
    assert rating(TREE, "an", said, YEAR).count == 9


def test_a_units_own_rating_holds_beside_those_below() -> None:
    there = rating(TREE, "K", numbered(rated("an", 9, 10), rated("K", 26, 30)), YEAR)
    assert (there.count, there.total) == (26, 30)
    assert there.below is not None
    assert (there.below.count, there.below.total) == (9, 10)


def test_ratings_of_non_state_enterprises() -> None:
    said = numbered(rated("an", 9, 10), rated("dao", 5, 8), rated("dung", 2, 2))
    assert rating(TREE, "D", said, YEAR, "non_state").total == 10
    assert rating(TREE, "D", said, YEAR, "fdi").total == 2
    stated = numbered(*said, rated("D", 18, 30, whole="non_state"))
    assert rating(TREE, "D", stated, YEAR, "non_state").total == 30
    assert rating(TREE, "D", stated, YEAR).total == 20


# ── stocks ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

def members(id: str, count: int, day: date, **rest: object) -> Said:
    return total(id, count, Span(day, day), Indicator.MEMBERS, **rest)


def test_stocks_add_over_units_and_never_over_time() -> None:
    january, september = members("an", 27, date(2026, 1, 5)), members("an", 29, date(2026, 9, 9))
    said = numbered(january, september, members("dao", 8, date(2025, 12, 1)))
    there = stock(TREE, "D", said, date(2026, 11, 22))
    assert (there.figure.count, there.oldest, there.newest) == (37, date(2025, 12, 1), date(2026, 9, 9))
    assert stock(TREE, "D", said, date(2026, 6, 30)).figure.count == 35
    assert stock(TREE, "p3", said, date(2026, 6, 30)).figure.reported is False


def test_a_later_statement_replaces_an_earlier_one_whatever_the_order_of_reporting() -> None:
    said = numbered(members("an", 29, date(2026, 9, 9)), members("an", 27, date(2026, 1, 5)))
    assert stock(TREE, "an", said, date(2026, 11, 22)).figure.count == 29


def test_a_units_own_stock_holds_and_the_difference_is_said() -> None:
    said = numbered(members("K", 2340, date(2026, 9, 30)), members("an", 29, date(2026, 10, 9), parts={"female": 12}))
    there = stock(TREE, "K", said, date(2026, 11, 22))
    assert (there.figure.count, there.oldest) == (2340, date(2026, 9, 30))
    assert there.below is not None
    assert there.below.figure.count == 29
    women = stock(TREE, "K", said, date(2026, 11, 22), "female").figure
    assert (women.count, women.of, women.whole) == (12, 29, 2340)


def test_nobody_is_left_in_a_unit_that_ended_and_nothing_to_report_empties_none() -> None:
    tree = grow([unit(id, date(2026, 6, 30) if id == "dao" else None) for id in NAMES])
    none = Said(organization="an", indicator=None, span=month_span(2026, 10), extent=Extent.STATEMENT, count=0, said_none=True)
    said = numbered(members("an", 27, date(2026, 1, 5)), members("dao", 8, date(2026, 1, 5)), none)
    assert stock(tree, "K", said, date(2026, 11, 22)).figure.count == 27
    assert stock(tree, "K", said, date(2026, 6, 30)).figure.count == 35
