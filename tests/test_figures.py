"""What reports add up to: chats of reports, and the figure that the bot then owes."""

from dataclasses import dataclass, replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.figures import Difference, Figure, Said, figure
from storage.spans import Span, day_span, month_span, quarter_span, year_span
from storage.terms import Extent, Indicator, Ownership, Setting
from storage.units import Tree, Unit, grow

YEAR = year_span(2026)


def unit(id: str, parent: str | None = None, setting: str = "unknown", ownership: str = "unknown") -> Unit:
    kind = "branch" if parent else "bloc"
    return Unit(id, id, kind, parent=parent, setting=Setting(setting), ownership=Ownership(ownership))


BLOC = grow([unit("Bloc"), unit("A", "Bloc"), unit("B", "Bloc"), unit("C", "Bloc")])


@dataclass
class Chat:
    """Reports in the order in which they were made."""

    tree: Tree
    said: list[Said]

    def _add(self, id: str, span: Span, extent: Extent, count: int | None, more: dict[str, object]) -> "Chat":
        order = len(self.said) + 1
        plain = Said(organization=id, indicator=Indicator.ADMISSIONS, span=span, extent=extent, count=count)
        self.said.append(replace(plain, since=order, order=order, **more))  # type: ignore[arg-type]
        return self

    def more(self, id: str, count: int, on: date | Span, **more: object) -> "Chat":
        return self._add(id, on if isinstance(on, Span) else day_span(on), Extent.ADDITION, count, more)

    def total(self, id: str, count: int, span: Span, **more: object) -> "Chat":
        return self._add(id, span, Extent.STATEMENT, count, more)

    def none(self, id: str, span: Span) -> "Chat":
        return self._add(id, span, Extent.STATEMENT, 0, {"said_none": True, "indicator": None})

    def ask(self, id: str, span: Span = YEAR, condition: str = "", setting: Setting | None = None,
            events: tuple[str, ...] | None = None) -> Figure:
        return figure(self.tree, id, self.said, span, condition, setting, events)


def chat(tree: Tree = BLOC) -> Chat:
    return Chat(tree, [])


def to(month: int, day: int, year: int = 2026) -> Span:
    """From the beginning of the year to a day."""
    return Span(date(year, 1, 1), date(year, month, day))


def on(month: int, day: int) -> date:
    return date(2026, month, day)


# ── additions and statements ──────────────────────────────────────────────────────────────────────────────────────────────────

def test_additions_sum_over_days_and_units() -> None:
    there = chat().more("A", 3, on(3, 1)).more("A", 2, on(5, 9)).more("B", 1, on(5, 9)).more("Bloc", 4, on(6, 1))
    assert there.ask("A").count == 5
    assert there.ask("Bloc").count == 10
    assert there.ask("Bloc", month_span(2026, 5)).count == 3


def test_from_the_beginning_of_the_year_leaves_the_total() -> None:
    there = chat().more("A", 3, on(3, 1)).more("A", 2, on(5, 9)).total("A", 7, to(11, 22))
    assert there.ask("A").count == 7
    assert there.more("A", 2, on(11, 30)).ask("A").count == 9
    assert there.ask("A", year_span(2025)).reported is False


TILES = [
    # statements: (count, span) …, additions: (count, day) …, the year's figure
    ([(131, to(9, 30))], [(5, on(9, 30)), (4, on(10, 1))], 135),
    ([(120, to(8, 31)), (131, to(9, 30))], [], 131),
    ([(131, to(9, 30)), (120, to(8, 31))], [], 131),                          # said later, but of fewer days
    ([(12, to(9, 30)), (14, to(9, 30))], [], 14),                             # the same days: the later one
    ([(20, quarter_span(2026, 1)), (9, quarter_span(2026, 3))], [(1, on(5, 1)), (7, on(2, 1))], 30),
    ([(9, quarter_span(2026, 3))], [(1, on(5, 1)), (7, on(2, 1)), (2, on(8, 1))], 17),
    ([(0, to(6, 30))], [(3, on(2, 2)), (1, on(7, 1))], 1),                    # zero is a total like any other
]


@pytest.mark.parametrize(("totals", "additions", "count"), TILES)
def test_totals_are_tiles(totals: list[tuple[int, Span]], additions: list[tuple[int, date]], count: int) -> None:
    there = chat()
    for number, span in totals:
        there.total("A", number, span)
    for number, day in additions:
        there.more("A", number, day)
    assert there.ask("A").count == there.ask("Bloc").count == count


def test_what_reaches_over_a_border_is_named_and_not_counted() -> None:
    there = chat().total("A", 9, to(9, 30)).more("A", 2, on(10, 4)).more("B", 3, Span(on(6, 20), on(7, 10)))
    third = there.ask("Bloc", quarter_span(2026, 3))
    assert (third.count, third.reported) == (0, False)
    assert [each.count for each in third.straddling] == [9, 3]
    assert there.total("Bloc", 8, to(6, 30)).ask("Bloc").straddling[0].count == 9


def test_a_statement_since_the_unit_exists_begins_with_it() -> None:
    tree = grow([unit("Bloc"), replace(unit("A", "Bloc"), first_day=on(2, 10))])
    there = chat(tree).total("A", 6, Span(None, on(6, 30))).more("A", 1, on(3, 3)).more("A", 2, on(7, 7))
    assert there.ask("Bloc").count == 8
    assert there.ask("A", Span(None, on(12, 31))).count == 8


def test_unknown_is_not_zero() -> None:
    assert chat().ask("A").reported is False
    assert (chat().more("A", 0, on(1, 5)).ask("Bloc").reported, chat().more("A", 0, on(1, 5)).ask("Bloc").count) == (True, 0)
    nothing = chat().none("A", month_span(2026, 10)).ask("Bloc", month_span(2026, 10))
    assert (nothing.reported, nothing.count, nothing.units) == (True, 0, frozenset("A"))


def test_nothing_to_report_covers_what_came_before_and_gives_way_to_what_comes_after() -> None:
    october = month_span(2026, 10)
    assert chat().more("A", 2, on(10, 3)).none("A", october).ask("A").count == 0
    assert chat().none("A", october).more("A", 2, on(10, 3)).ask("A").count == 2
    assert chat().none("Bloc", october).more("A", 2, on(10, 3)).ask("Bloc").count == 2


# ── a statement and the reports below it ──────────────────────────────────────────────────────────────────────────────────────

def test_a_blocs_total_stays_and_the_difference_is_named() -> None:
    span = Span(date(2011, 1, 1), date(2011, 9, 30))
    there = chat().total("A", 14, span).more("B", 10, date(2011, 5, 5)).total("C", 9, span)
    assert there.ask("Bloc", year_span(2011)).count == 33
    there.total("Bloc", 131, span, parts={"female": 39, "youth": 74})
    asked = there.ask("Bloc", year_span(2011))
    assert asked.count == 131
    assert asked.differences == (Difference("Bloc", span, 131, 33, frozenset("ABC")),)
    assert asked.units == {"Bloc", "A", "B", "C"}
    assert [there.ask(each, year_span(2011)).count for each in "ABC"] == [14, 10, 9]
    assert [there.ask("Bloc", year_span(2011), facet).count for facet in ("female", "youth")] == [39, 74]
    both = there.ask("Bloc", year_span(2011), "female+youth")
    assert (both.count, both.low, both.high, both.of) == (None, 0, 39, 131)


def test_a_blocs_total_that_agrees_has_no_difference() -> None:
    assert chat().more("A", 5, on(1, 9)).total("Bloc", 5, to(3, 1)).ask("Bloc").differences == ()


def test_units_come_and_go_and_their_figures_stay() -> None:
    ended = replace(unit("A", "Bloc"), last_day=on(6, 30))
    moved = replace(unit("B", "Bloc"), placed=((None, "Old"), (on(7, 1), "Bloc")))
    old = replace(unit("Old", "Bloc"), last_day=on(6, 30))
    there = chat(grow([unit("Bloc"), old, ended, moved, replace(unit("C", "Bloc"), first_day=date(2027, 1, 1))]))
    there.more("A", 2, on(4, 4)).more("B", 3, on(5, 5)).more("B", 4, on(8, 8)).more("C", 50, on(9, 9))
    assert there.ask("Bloc").count == 9
    # The total of the unit above, which is gone, still covers what stood below it then, and only that.
    there.total("Old", 10, to(6, 30))
    assert there.ask("Bloc").count == 16
    assert there.ask("Bloc").differences == (Difference("Old", to(6, 30), 10, 3, frozenset("B")),)
    assert there.total("Bloc", 6, to(6, 30)).ask("Bloc", to(6, 30)).count == 6


def test_a_total_does_not_cover_a_unit_that_came_later() -> None:
    moved = replace(unit("B", "West"), placed=((None, "East"), (on(7, 1), "West")))
    there = chat(grow([unit("Bloc"), unit("East", "Bloc"), unit("West", "Bloc"), moved]))
    there.more("B", 3, on(5, 5)).total("West", 20, to(6, 30))
    assert there.ask("West").count == 23


# ── parts, facets, bounds ─────────────────────────────────────────────────────────────────────────────────────────────────────

def test_a_part_that_was_not_stated_is_unknown() -> None:
    there = chat().total("A", 120, to(9, 30), parts={"female": 39}).more("B", 11, on(2, 2))
    asked = there.ask("Bloc", YEAR, "female")
    assert (asked.count, asked.of, asked.whole) == (39, 120, 131)
    assert there.ask("B", YEAR, "female").of == 0


def test_a_total_that_says_nothing_of_a_facet_does_not_hide_who_does() -> None:
    there = chat().more("A", 3, on(2, 2), parts={"female": 1}).more("B", 2, on(3, 3), whole="female")
    there.total("Bloc", 12, to(9, 30))
    asked = there.ask("Bloc", YEAR, "female")
    assert (asked.count, asked.of, asked.whole) == (3, 5, 12)


FACETS = [
    # whole, parts, of how many, asked → low, high; None: nothing said
    ("", {"female": 4}, 10, "female", (4, 4)),
    ("", {"female": 4}, 10, "worker", None),
    ("worker", {"female": 4}, 10, "female+worker", (4, 4)),
    ("worker", {"female": 4}, 10, "worker", (10, 10)),
    ("female+worker", {}, 10, "female", (10, 10)),
    ("", {"female": 8, "worker": 7}, 10, "female+worker", (5, 7)),
    ("", {"female": 2, "worker": 7}, 10, "female+worker", (0, 2)),
    ("", {"female": 9, "worker": 8, "youth": 8}, 10, "female+worker+youth", (5, 8)),
    ("", {"female+worker": 3}, 10, "female", (3, 10)),
    ("", {"female": 0}, 10, "female+worker", (0, 0)),
    ("", {"female": 10, "worker": 3}, 10, "female+worker", (3, 3)),
    ("", {"fdi": 2}, 10, "non_state", (2, 10)),
    ("", {"non_state": 6}, 10, "fdi", (0, 6)),
    ("student|non_state+worker", {}, 43, "student|non_state+worker", (43, 43)),
    ("student|non_state+worker", {}, 43, "student", None),
    ("student", {}, 5, "student|non_state+worker", (5, 5)),
    ("", {"student": 5, "non_state+worker": 3}, 20, "student|non_state+worker", (5, 8)),
    ("", {}, 0, "female", (0, 0)),
]


@pytest.mark.parametrize(("whole", "parts", "count", "asked", "bounds"), FACETS)
def test_facets(whole: str, parts: dict[str, int], count: int, asked: str, bounds: tuple[int, int] | None) -> None:
    there = chat().more("A", count, on(2, 2), whole=whole, parts=parts).ask("Bloc", YEAR, asked)
    assert (there.low, there.high, there.of) == ((*bounds, count) if bounds else (0, 0, 0))
    assert there.whole == count


def test_bounds_of_a_total_take_in_what_is_known_below() -> None:
    there = chat().more("A", 6, on(2, 2), parts={"female+worker": 4})
    there.total("Bloc", 20, to(9, 30), parts={"female": 9, "worker": 8})
    asked = there.ask("Bloc", YEAR, "female+worker")
    assert (asked.low, asked.high, asked.of) == (4, 8, 20)


def test_a_total_of_some_is_a_floor_for_all() -> None:
    there = chat().more("A", 3, on(3, 1)).more("A", 2, on(5, 9)).total("A", 7, to(9, 30), whole="worker")
    assert there.ask("A").count == there.ask("A", YEAR, "worker").count == 7
    all_of_them = chat().total("A", 4715, to(9, 30)).total("A", 436, to(9, 30), whole="student|non_state+worker")
    assert all_of_them.ask("A").count == 4715
    overlapping = chat().total("A", 436, to(9, 30), whole="student").total("A", 500, to(9, 30), whole="female")
    assert overlapping.ask("Bloc").count == 500


# ── settings and ownership ────────────────────────────────────────────────────────────────────────────────────────────────────

DISTRICT = grow([
    unit("District", None, "agency"), unit("Bloc", "District"), unit("School", "District", "school"), unit("Odd", "District"),
    unit("Sewing", "Bloc", "enterprise", "private"), unit("Samsin", "Bloc", "enterprise", "foreign_invested"),
    unit("Power", "Bloc", "enterprise", "state"),
])


def test_the_unit_decides_what_the_report_leaves_open() -> None:
    there = chat(DISTRICT)
    for id, count in {"Sewing": 3, "Samsin": 2, "Power": 4, "School": 5, "Odd": 1}.items():
        there.more(id, count, on(3, 3))
    assert there.ask("District").count == 15
    assert there.ask("District", YEAR, "non_state").count == 5
    assert there.ask("District", YEAR, "fdi").count == 2
    firms = there.ask("District", YEAR, "", Setting.ENTERPRISE)
    assert (firms.count, firms.whole, firms.unsettled, firms.unsettled_units) == (9, 9, 1, frozenset({"Odd"}))
    assert there.ask("Bloc", YEAR, "", Setting.ENTERPRISE).unsettled == 0
    assert there.ask("District", YEAR, "", Setting.SCHOOL).count == 5


def test_what_is_said_wins_over_the_unit() -> None:
    there = chat(DISTRICT).more("Sewing", 5, on(3, 3), parts={"non_state": 2}).more("Power", 4, on(4, 4), parts={"fdi": 1})
    assert there.ask("Sewing", YEAR, "non_state").count == 2
    assert there.ask("Power", YEAR, "fdi").count == 1
    assert chat(DISTRICT).more("School", 2, on(3, 3), whole="non_state").ask("School", YEAR, "", Setting.ENTERPRISE).count == 2


def test_a_report_of_units_of_several_settings_has_none_of_its_own() -> None:
    there = chat(DISTRICT).total("District", 20, to(9, 30))
    assert there.ask("District", YEAR, "", Setting.AGENCY).unsettled == 20
    there.total("District", 9, to(9, 30), setting=Setting.ENTERPRISE, parts={"non_state": 8, "owner": 1})
    asked = there.ask("District", YEAR, "", Setting.ENTERPRISE)
    assert (asked.count, asked.unsettled) == (9, 0)
    assert there.ask("District", YEAR, "non_state").count == 8
    assert there.ask("District").count == 20


def test_a_workplace_speaks_of_itself_and_an_office_of_those_below_it() -> None:
    tree = grow([
        unit("Office", None, "agency"), unit("Cell 1", "Office"), unit("Firm", None, "enterprise"), unit("Cell 2", "Firm"),
    ])
    there = chat(tree).total("Office", 4, to(9, 30)).total("Firm", 6, to(9, 30))
    office, firm = there.ask("Office", YEAR, "", Setting.AGENCY), there.ask("Firm", YEAR, "", Setting.ENTERPRISE)
    assert (office.count, office.unsettled) == (0, 4)
    assert (firm.count, firm.unsettled) == (6, 0)


def test_a_bloc_of_enterprises_reports_enterprises() -> None:
    assert chat(DISTRICT).total("Bloc", 12, to(9, 30)).ask("District", YEAR, "", Setting.ENTERPRISE).count == 12


def test_totals_of_two_settings_add_up() -> None:
    there = chat(DISTRICT).total("District", 9, to(9, 30), setting=Setting.ENTERPRISE)
    there.total("District", 5, to(9, 30), setting=Setting.SCHOOL)
    assert there.ask("District").count == 14
    assert there.more("School", 3, on(2, 2)).ask("District").count == 14


# ── events ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

def test_one_number_for_several_events_is_kept_for_all_of_them() -> None:
    term = Span(date(2019, 8, 1), date(2024, 7, 31))
    there = chat().total("Bloc", 13, term, events=("founded",), parts={"fdi": 1})
    there.total("Bloc", 3, term, events=("merged", "received", "renamed"))
    assert there.ask("Bloc", term, events=("founded",)).count == 13
    assert there.ask("Bloc", term, "fdi", events=("founded",)).count == 1
    assert there.ask("Bloc", term, events=("merged", "received", "renamed")).count == 3
    merged = there.ask("Bloc", term, events=("merged",))
    assert (merged.reported, [each.count for each in merged.unions]) == (False, [3])
    assert there.ask("Bloc", term).count == 16


# ── laws ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

ADDITIONS = st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 9), st.dates(on(1, 1), on(12, 31))), max_size=12)


def _chat(additions: list[tuple[str, int, date]]) -> Chat:
    there = chat()
    for id, count, day in additions:
        there.more(id, count, day)
    return there


@given(ADDITIONS, st.randoms())
def test_additions_sum_in_any_order(additions: list[tuple[str, int, date]], random: Random) -> None:
    shuffled = random.sample(additions, len(additions))
    assert _chat(shuffled).ask("Bloc").count == sum(count for _, count, _ in additions)


@given(ADDITIONS)
def test_without_totals_a_unit_is_the_sum_of_those_below(additions: list[tuple[str, int, date]]) -> None:
    there = _chat(additions)
    assert there.ask("Bloc").low == sum(there.ask(each).low for each in "ABC")


@given(ADDITIONS, st.integers(0, 99), st.dates(on(1, 1), on(12, 31)))
def test_a_total_hides_what_it_covers(additions: list[tuple[str, int, date]], count: int, end: date) -> None:
    there = _chat(additions).total("Bloc", count, Span(on(1, 1), end))
    assert there.ask("Bloc").count == count + sum(number for _, number, day in additions if day > end)


PEOPLE = st.lists(st.sets(st.sampled_from(["female", "youth", "worker", "owner"])), max_size=12)
STATED = st.sets(st.sampled_from(["female", "youth", "worker", "owner", "female+worker", "female+youth", "owner|worker"]))
ASKED = st.sampled_from(["female", "worker", "female+worker", "female+youth+worker", "owner|worker", "female+owner|youth"])


def _holds(condition: str, person: set[str]) -> bool:
    return any(set(names.split("+")) <= person for names in condition.split("|"))


def _number(condition: str, people: list[set[str]]) -> int:
    return sum(_holds(condition, person) for person in people)


@settings(max_examples=300)
@given(st.lists(st.tuples(st.sampled_from("ABC"), PEOPLE, STATED), max_size=5), STATED, st.booleans(), ASKED)
def test_bounds_hold_the_truth(
    reports: list[tuple[str, list[set[str]], set[str]]], above: set[str], stated: bool, asked: str,
) -> None:
    there = chat()
    for month, (id, people, parts) in enumerate(reports, start=1):
        there.more(id, len(people), on(month, 1), parts={part: _number(part, people) for part in sorted(parts)})
    everybody = [person for _, people, _ in reports for person in people]
    if stated:
        there.total("Bloc", len(everybody), to(12, 31), parts={part: _number(part, everybody) for part in sorted(above)})
    found = there.ask("Bloc", YEAR, asked)
    truth = _number(asked, everybody)
    # Nothing is known of those for whom nobody stated it.
    assert found.low <= truth <= found.high + (found.whole - found.of)
    assert found.whole == len(everybody)
    assert found.of <= found.whole
