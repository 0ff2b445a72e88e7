"""Targets and milestones as a plan file writes them. Pure; knows neither the document around them nor a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from storage.conditions import NOBODY, both, canonical, parse
from storage.due import EVERY, last_day, yearly_day
from storage.entries import Entry
from storage.faults import Reason
from storage.terms import Each, Event, Facet, Indicator, Setting

KEY = 64                                        # letters that a key may have
BOUNDS = ("at_least", "more_than", "at_most", "exactly")
TARGET_FIELDS = frozenset({"key", "part_of", "clause", "indicator", "each", "from", "to", "for", "where", "any_of", "notes",
                           "at_least_percent", *BOUNDS})
MILESTONE_FIELDS = frozenset({"key", "clause", "name", "aliases", "for", "due", "every", "notes"})
_SETTINGS = {setting.value: setting for setting in Setting if setting is not Setting.UNKNOWN}
_KNOWN = ", ".join([*_SETTINGS, *Facet])


@dataclass(frozen=True)
class TargetClause:
    """A number to reach. What holds of a whole holds of its parts too, and is not repeated in theirs."""

    key: str
    clause: str
    indicator: Indicator
    events: str                                 # organisations: "founded"
    each: Each
    first_day: date
    last_day: date
    part_of: str | None
    at_least: int | None
    more_than: int | None
    at_most: int | None
    exactly: int | None
    at_least_basis_points: int | None
    setting: Setting | None
    condition: str
    shared_by: tuple[str, ...]                  # kinds or names of units, each of which has it
    notes: tuple[str, ...]


@dataclass(frozen=True)
class MilestoneClause:
    """Something to be done: once by a day, again and again, or (without both) a standing duty for which no day is set."""

    key: str
    clause: str
    name: str
    aliases: tuple[str, ...]
    shared_by: tuple[str, ...]
    every: str
    due: str
    notes: tuple[str, ...]


def target(entry: Entry, first: date, last: date) -> TargetClause | None:
    """One [[target]]; `first` and `last` are the plan's days. None where the indicator or `each` could not be read."""
    indicator, each = entry.choice("indicator", Indicator), entry.choice("each", Each)
    own_first, own_last = entry.span()
    setting, condition = _condition(entry)
    count = {field: entry.number(field) for field in BOUNDS}
    percent = entry.basis_points("at_least_percent")
    if indicator is None or each is None:
        return None
    _check_bounds(entry, indicator)
    return TargetClause(
        key=entry.text("key", KEY), clause=entry.text("clause", KEY, required=True), indicator=indicator,
        events=Event.FOUNDED if indicator is Indicator.ORGANISATIONS else "", each=each,
        first_day=own_first or first, last_day=own_last or last, part_of=entry.text("part_of", KEY) or None,
        at_least=count["at_least"], more_than=count["more_than"], at_most=count["at_most"], exactly=count["exactly"],
        at_least_basis_points=percent, setting=setting, condition=condition,
        shared_by=entry.texts("for"), notes=entry.texts("notes"),
    )


def milestone(entry: Entry) -> MilestoneClause | None:
    """One [[milestone]]."""
    every = entry.text("every", 16)
    if every and every not in EVERY:
        entry.refuse(Reason.NOT_ONE_OF, "every", value=every, known=", ".join(EVERY))
    return MilestoneClause(
        key=entry.text("key", KEY), clause=entry.text("clause", KEY, required=True),
        name=entry.text("name", 300, required=True), aliases=entry.texts("aliases", 300),
        shared_by=entry.texts("for"), every=every, due=due(entry, every),
        notes=entry.texts("notes"),
    )


def due(entry: Entry, every: str) -> str:
    """The field `due` as it is kept: checked, and a day as text."""
    value = entry.values.get("due")
    text = value.isoformat() if isinstance(value, date) else entry.text("due", 16)
    if not text:
        return ""
    if not every and last_day(text) is None:
        entry.refuse(Reason.NOT_DUE, "due", value=text)
    if every and (every != "year" or yearly_day(text, 2024) is None):
        entry.refuse(Reason.NOT_DUE_EACH, "due", value=text)
    return text


def _check_bounds(entry: Entry, indicator: Indicator) -> None:
    """A rating takes a share, anything else a number: one lower bound, and an upper one only beside it or alone."""
    given = [field for field in BOUNDS if entry.has(field)]
    share = entry.has("at_least_percent")
    if not given and not share:
        entry.refuse(Reason.NO_BOUND, "at_least")
    elif indicator.is_rating and given:
        entry.refuse(Reason.NEEDS_PERCENT, given[0])
    elif share and not indicator.is_rating:
        entry.refuse(Reason.NEEDS_COUNT, "at_least_percent")
    elif len(given) > 1 and ("exactly" in given or {"at_least", "more_than"} <= set(given)):
        entry.refuse(Reason.BOUNDS_CLASH, given[-1], fields=", ".join(given))
    else:
        _check_range(entry)


def _check_range(entry: Entry) -> None:
    low, above, high = (entry.values.get(field) for field in ("at_least", "more_than", "at_most"))
    lowest = above + 1 if isinstance(above, int) else low
    if isinstance(lowest, int) and isinstance(high, int) and lowest > high:
        entry.refuse(Reason.RANGE, "at_most", low=lowest, high=high)


def _condition(entry: Entry) -> tuple[Setting | None, str]:
    """`where`: a setting and facets that all hold. `any_of`: a union; what stands in `where` holds of each alternative."""
    before = len(entry.faults)
    words, unions = entry.texts("where"), _union(entry)
    _check_words(entry, "where", words)
    if len(entry.faults) > before:
        return None, ""
    facets = [word for word in words if word not in _SETTINGS]
    settings = [_SETTINGS[word] for word in words if word in _SETTINGS]
    written = "|".join(["+".join([*facets, *union]) for union in unions] or ["+".join(facets)])
    if len(settings) > 1 or (settings and both(parse(written), parse(settings[0])) == NOBODY):
        entry.refuse(Reason.TWO_SETTINGS, "where")
        return None, ""
    return settings[0] if settings else None, canonical(written)


def _union(entry: Entry) -> list[list[str]]:
    value = entry.values.get("any_of", [])
    if not isinstance(value, list) or any(not isinstance(words, list) or not words for words in value) or len(value) == 1:
        entry.refuse(Reason.NOT_UNION, "any_of")
        return []
    for words in value:
        _check_words(entry, "any_of", words)
        for setting in (word for word in words if isinstance(word, str) and word in _SETTINGS):
            entry.refuse(Reason.SETTING_IN_UNION, "any_of", value=setting)
    return value


def _check_words(entry: Entry, field: str, words: Iterable[object]) -> None:
    for word in words:
        if not isinstance(word, str) or (word not in _SETTINGS and word not in set(Facet)):
            entry.refuse(Reason.NOT_CONDITION, field, value=word, known=_KNOWN)
