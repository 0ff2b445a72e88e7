"""What in a plan should make its reader look twice. Pure: rows in, doubts out; nothing is refused and nothing reconciled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from storage.due import last_day
from storage.names import plain
from storage.targets import Milestone, Target
from storage.units import Unit


@dataclass(frozen=True)
class Overlap:
    """Two targets for the same thing whose periods share the days from first to last."""

    one: Target
    other: Target
    first: date
    last: date


@dataclass(frozen=True)
class PartTooLarge:
    """An "of which" that reaches or passes its whole."""

    part: Target
    whole: Target


@dataclass(frozen=True)
class Past:
    """Something that was to be done by a day gone by; whether it was done is not known here."""

    milestone: Milestone
    due: date


@dataclass(frozen=True)
class Lacking:
    """A body or kind that the plan names, and that the tree has not. It is kept as named."""

    name: str


Doubt = Overlap | PartTooLarge | Past | Lacking


def doubts(targets: Sequence[Target], milestones: Sequence[Milestone], today: date,
           subtree: Sequence[Unit] | None = None) -> list[Doubt]:
    """All doubts about one plan. `subtree`: its organization, then all below it; None where no tree is known."""
    found: list[Doubt] = [*_overlaps(targets), *_parts(targets), *_past(milestones, today)]
    return found if subtree is None else [*found, *_lacking([*targets, *milestones], subtree)]


def _overlaps(targets: Sequence[Target]) -> Iterable[Doubt]:
    for one, other in combinations(targets, 2):
        first, last = max(one.first_day, other.first_day), min(one.last_day, other.last_day)
        if _subject(one) == _subject(other) and first <= last:
            yield Overlap(one, other, first, last)


def _subject(target: Target) -> tuple[object, ...]:
    return target.indicator, target.events, target.setting, target.condition, tuple(sorted(target.shared_by))


def _parts(targets: Sequence[Target]) -> Iterable[Doubt]:
    by_key = {target.key: target for target in targets}
    for part in targets:
        whole = by_key.get(part.part_of or "")
        if whole and whole.each is part.each and _reaches(part, whole):
            yield PartTooLarge(part, whole)


def _reaches(part: Target, whole: Target) -> bool:
    shares = part.at_least_basis_points, whole.at_least_basis_points
    if None not in shares:
        return False                            # shares of different totals do not compare
    low, least = lowest(part), lowest(whole)
    return (low is not None and least is not None and low >= least) or _over(part, whole)


def _over(part: Target, whole: Target) -> bool:
    return part.at_most is not None and whole.at_most is not None and part.at_most > whole.at_most


def lowest(target: Target) -> int | None:
    """The smallest count that meets the target; None for a share and for a mere upper bound."""
    if target.more_than is not None:
        return target.more_than + 1
    return target.exactly if target.at_least is None else target.at_least


def _past(milestones: Sequence[Milestone], today: date) -> Iterable[Doubt]:
    for milestone in milestones:
        due = None if milestone.every else last_day(milestone.due)
        if due and due < today:
            yield Past(milestone, due)


def _lacking(rows: Iterable[Target | Milestone], subtree: Sequence[Unit]) -> Iterable[Doubt]:
    known = {unit.kind for unit in subtree[1:]} | {plain(name) for unit in subtree for name in (unit.name, *unit.aliases)}
    named = dict.fromkeys(name for row in rows for name in row.shared_by)
    return [Lacking(name) for name in named if name not in known and plain(name) not in known]
