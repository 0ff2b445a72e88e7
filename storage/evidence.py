"""What one report says about a question: an exact number, bounds, or nothing. Knows no other report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations

from storage.conditions import (
    EVERYBODY,
    NOBODY,
    SETTINGS,
    Condition,
    both,
    either,
    entails,
    facts_of,
    given,
    names_in,
    parse,
)
from storage.said import Said
from storage.terms import Setting
from storage.units import Tree

_TOGETHER = 3                                       # parts taken together for a bound; a report has few


@dataclass(frozen=True, slots=True)
class Evidence:
    """Between `low` and `high` of the `of` people fulfil the question.

    `covers`: the report counts all whom the question asks for, so that a total leaves nobody out. Otherwise a total is a floor.
    """

    low: int
    high: int
    of: int
    covers: bool


@dataclass(frozen=True, slots=True)
class View:
    """A report's own limits, and what its unit makes true or false of everybody counted in it."""

    limit: Condition
    facts: Mapping[str, bool]

    @property
    def is_placed(self) -> bool:
        """Whether it is known in what setting its people are."""
        return bool(_in_all(self.limit) & SETTINGS) or any(self.facts.get(name) for name in SETTINGS)

    def apart_from(self, other: "View") -> bool:
        """Whether nobody counted there can be meant by the limits here."""
        return both(given(self.limit, other.facts), other.limit) == NOBODY


def question(condition: str, setting: Setting | None = None, events: Sequence[str] | None = None) -> Condition:
    """Whom or what a figure is asked for. No events: whatever happened. Raises ValueError for an unknown facet."""
    return reduce(both, [parse(condition), _any_of([setting] if setting else []), _any_of(events or ())])


def view(tree: Tree, said: Said) -> View:
    """What is stated in the report wins over what is known of the unit."""
    place = [said.setting] if said.setting and said.setting is not Setting.UNKNOWN else []
    limit = reduce(both, [parse(said.whole), _any_of(said.events), _any_of(place)])
    facts = _facts(tree, said)
    stated = names_in(limit).union(*(names_in(parse(part)) for part in said.parts))
    if stated & {"non_state", "fdi"}:
        facts.pop("fdi", None)
        if "non_state" in stated or facts.get("non_state") is False:
            facts.pop("non_state", None)
    if _in_all(limit) & SETTINGS or (stated & {"non_state", "fdi"} and not facts.get("enterprise")):
        facts = {name: holds for name, holds in facts.items() if name not in SETTINGS}
    return View(limit, facts)


def concerns(view: View, question: Condition) -> bool:
    """Whether anybody counted in the report can be meant at all."""
    return both(given(question, view.facts), view.limit) != NOBODY


def evidence(said: Said, view: View, question: Condition) -> Evidence | None:
    """None where the report says nothing about it."""
    if said.count is None:
        return None
    asked, limit, count = given(question, view.facts), given(view.limit, view.facts), said.count
    covers = entails(asked, limit)
    if entails(limit, asked):
        return Evidence(count, count, count, covers)
    parts = [(both(given(parse(part), view.facts), limit), number) for part, number in said.parts.items()]
    low, high = _at_least(parts, count, asked), _at_most(parts, count, both(asked, limit))
    if count and low == 0 and high == count:
        return None
    return Evidence(low, max(low, high), count, covers)


def _at_least(parts: Sequence[tuple[Condition, int]], count: int, asked: Condition) -> int:
    """Of n people, a with one facet and b with another, at least a + b - n have both."""
    low = 0
    for size in range(1, _TOGETHER + 1):
        for chosen in combinations(parts, size):
            shared = reduce(both, [condition for condition, _ in chosen], EVERYBODY)
            sure = sum(number for _, number in chosen) - (size - 1) * count
            if sure > low and shared != NOBODY and entails(shared, asked):
                low = sure
    return low


def _at_most(parts: Sequence[tuple[Condition, int]], count: int, asked: Condition) -> int:
    """No more than any part that all of them belong to; of alternatives, no more than theirs together."""
    together = min((number for condition, number in parts if entails(asked, condition)), default=count)
    ceilings = [
        min((number for condition, number in parts if entails(frozenset([names]), condition)), default=count)
        for names in asked
    ]
    return min(together, sum(ceilings))


def _facts(tree: Tree, said: Said) -> dict[str, bool]:
    """What holds whichever of the possible owners it is."""
    setting, owners = tree.nature(said.organization)
    possible = [facts_of(owner, setting) for owner in owners]
    return {name: holds for name, holds in possible[0].items() if all(facts.get(name) is holds for facts in possible)}


def _in_all(condition: Condition) -> frozenset[str]:
    """What holds in every alternative."""
    return reduce(frozenset.intersection, condition) if condition else frozenset()


def _any_of(names: Sequence[str]) -> Condition:
    return either([name] for name in names) if names else EVERYBODY
