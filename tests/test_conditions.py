"""Conditions on the counted people: one text each, what implies what, and what a unit makes of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.conditions import both, canonical, either, entails, implies, parse, within, written
from storage.terms import Facet, Ownership, Setting

TEXTS = [
    ("", ""),
    ("worker+female", "female+worker"),
    ("worker+non_state|student", "student|non_state+worker"),
    ("fdi+non_state", "fdi"),
    ("fdi|non_state", "non_state"),
    ("female|female+owner", "female"),
    ("enterprise+non_state+owner", "non_state+owner"),
    ("school+female|enterprise", "enterprise|female+school"),
]


@pytest.mark.parametrize(("text", "one"), TEXTS)
def test_one_text_for_all_that_mean_the_same(text: str, one: str) -> None:
    assert canonical(text) == one
    assert canonical(one) == one


@pytest.mark.parametrize("text", ["women", "female+", "unknown", "female,worker", "Female", "female|", "founded"])
def test_an_unknown_facet_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a facet"):
        canonical(text)


IMPLIES = [
    ("fdi", "non_state", True), ("non_state", "fdi", False),
    ("female+worker", "female", True), ("female", "female+worker", False),
    ("student", "student|non_state+worker", True), ("fdi+worker", "student|non_state+worker", True),
    ("worker", "student|non_state+worker", False), ("fdi", "enterprise", True), ("female", "", True), ("", "female", False),
]


@pytest.mark.parametrize(("one", "other", "holds"), IMPLIES)
def test_implies(one: str, other: str, holds: bool) -> None:
    assert implies(one, other) is holds


WITHIN = [
    # condition, ownership, setting, what is left to ask
    ("", "unknown", "unknown", True),
    ("non_state", "state", "unknown", False), ("non_state", "private", "unknown", True), ("fdi", "private", "unknown", False),
    ("fdi", "foreign_invested", "unknown", True), ("non_state", "unknown", "unknown", "non_state"),
    ("non_state", "unknown", "school", False), ("non_state", "unknown", "enterprise", "non_state"),
    ("enterprise", "unknown", "enterprise", True), ("enterprise", "unknown", "agency", False),
    ("enterprise", "private", "unknown", True), ("enterprise", "state", "unknown", "enterprise"),
    ("female+non_state", "private", "unknown", "female"), ("female+fdi", "private", "enterprise", False),
    ("student|non_state+worker", "private", "enterprise", "student|worker"),
    ("student|non_state+worker", "unknown", "school", "student"),
    ("student|non_state+worker", "state", "enterprise", "student"),
]


@pytest.mark.parametrize(("condition", "ownership", "setting", "left"), WITHIN)
def test_within_a_unit(condition: str, ownership: str, setting: str, left: bool | str) -> None:
    assert within(condition, Ownership(ownership), Setting(setting)) == left


ALTERNATIVES = st.sets(st.sampled_from([facet.value for facet in Facet]), max_size=3)
CONDITIONS = st.lists(ALTERNATIVES, min_size=1, max_size=3).map(either)


@given(CONDITIONS, CONDITIONS)
def test_what_holds_of_both_implies_each(one: frozenset[frozenset[str]], other: frozenset[frozenset[str]]) -> None:
    together = both(one, other)
    assert entails(together, one)
    assert entails(together, other)
    assert (together == one) == entails(one, other)
    assert parse(written(one)) == one
