"""Conditions on the counted people: facets and settings that hold together, or alternatives. Knows no report.

A condition is written "female+worker" (both hold), "student|non_state+worker" (either alternative), "" (everybody). Inside it
is a set of alternatives, each the set of all names that hold in it with what they imply; no alternative contains another.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain

from storage.terms import Event, Facet, Ownership, Setting

Names = frozenset[str]
Condition = frozenset[Names]

_MANY = 8192                                        # reports repeat the same few conditions thousands of times
EVERYBODY: Condition = frozenset([frozenset[str]()])
NOBODY: Condition = frozenset()

SETTINGS: Names = frozenset(setting.value for setting in Setting if setting is not Setting.UNKNOWN)
EVENTS: Names = frozenset(event.value for event in Event)
PLACES: Names = SETTINGS | {Facet.NON_STATE.value, Facet.FDI.value}     # follow from the unit; the other facets never do
_FACETS: Names = frozenset(facet.value for facet in Facet)
# Only enterprises have foreign or private owners, so these speak of enterprises.
_IMPLIED = {Facet.FDI.value: Facet.NON_STATE.value, Facet.NON_STATE.value: Setting.ENTERPRISE.value}
_OWNED: dict[Ownership, dict[str, bool]] = {
    Ownership.STATE: {"non_state": False, "fdi": False},
    Ownership.PRIVATE: {"non_state": True, "fdi": False},
    Ownership.FOREIGN_INVESTED: {"non_state": True, "fdi": True},
    Ownership.UNKNOWN: {},
}


@lru_cache(maxsize=_MANY)
def parse(text: str) -> Condition:
    """The condition that a text writes. Raises ValueError for a name that is neither a facet nor a setting."""
    alternatives = [frozenset(one.split("+")) for one in text.split("|")] if text else [frozenset[str]()]
    unknown = sorted(frozenset(chain(*alternatives)) - _FACETS - SETTINGS)
    if unknown:
        raise ValueError(f"not a facet: {', '.join(unknown)}")
    return either(alternatives)


def either(alternatives: Iterable[Iterable[str]]) -> Condition:
    """The condition that holds where all names of one of the alternatives hold."""
    closed = {_closed(names) for names in alternatives}
    possible = [names for names in closed if not _contradicts(names)]
    return frozenset(names for names in possible if not any(other < names for other in possible))


@lru_cache(maxsize=_MANY)
def both(one: Condition, other: Condition) -> Condition:
    """The condition that holds where both do."""
    return either(a | b for a in one for b in other)


def written(condition: Condition) -> str:
    """The one text of a condition: names in order, short alternatives first. NOBODY has none and raises ValueError."""
    if condition == NOBODY:
        raise ValueError("a condition that nobody fulfils cannot be written")
    ordered = sorted((sorted(_spoken(names)) for names in condition), key=lambda names: (len(names), names))
    return "|".join("+".join(names) for names in ordered)


def canonical(text: str) -> str:
    """The one text of all that mean the same: sorted, without what is implied. Raises ValueError for an unknown name."""
    return written(parse(text))


@lru_cache(maxsize=_MANY)
def entails(one: Condition, other: Condition) -> bool:
    """Whether everybody who fulfils the first fulfils the second."""
    return all(any(wider <= names for wider in other) for names in one)


def implies(one: str, other: str) -> bool:
    """The same for texts: implies("fdi", "non_state") is true."""
    return entails(parse(one), parse(other))


def names_in(condition: Condition) -> Names:
    """Every name that the condition speaks of, without what is only implied."""
    return frozenset(name for names in condition for name in _spoken(names))


def given(condition: Condition, facts: Mapping[str, bool]) -> Condition:
    """What is left to ask once some names are known to hold or not to hold: EVERYBODY, NOBODY or a residual condition."""
    return _given(condition, frozenset(facts.items())) if facts else condition


@lru_cache(maxsize=_MANY)
def _given(condition: Condition, facts: frozenset[tuple[str, bool]]) -> Condition:
    true = {name for name, holds in facts if holds}
    false = {name for name, holds in facts if not holds}
    kept = [names for names in map(_spoken, condition) if not names & false]
    # What is left may still imply a setting that is known not to be the unit's.
    return frozenset(names for names in either(names - true for names in kept) if not names & false)


def facts_of(ownership: Ownership, setting: Setting) -> dict[str, bool]:
    """What a unit's ownership and setting say of every person counted in it."""
    facts = dict(_OWNED[ownership])
    if setting is not Setting.UNKNOWN:
        facts |= {name: name == setting.value for name in SETTINGS}
    elif facts.get("non_state"):
        facts |= {name: name == Setting.ENTERPRISE.value for name in SETTINGS}
    return facts


def within(condition: str, ownership: Ownership, setting: Setting = Setting.UNKNOWN) -> bool | str:
    """The condition inside a unit: True (all there fulfil it), False (nobody), or the text of what is still to be asked."""
    left = given(parse(condition), facts_of(ownership, setting))
    if left in (EVERYBODY, NOBODY):
        return left == EVERYBODY
    return written(left)


def _closed(names: Iterable[str]) -> Names:
    closed = set(names)
    for name, implied in _IMPLIED.items():              # in this order: fdi, then non_state
        if name in closed:
            closed.add(implied)
    return frozenset(closed)


def _spoken(names: Names) -> Names:
    return names - {implied for name, implied in _IMPLIED.items() if name in names}


def _contradicts(names: Names) -> bool:
    """Nobody is in two settings, and nothing is two events."""
    return len(names & SETTINGS) > 1 or len(names & EVENTS) > 1
