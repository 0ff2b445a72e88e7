"""A figure against the bounds of a target, in whole numbers. Knows no report, no plan and no day."""

from dataclasses import dataclass
from enum import StrEnum

WHOLE = 10_000                                      # basis points; 9000 of them are 90 %


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a target asks for. `minimum` and `maximum` are both inside; `basis_points` is for shares, with neither."""

    minimum: int | None = None
    maximum: int | None = None
    basis_points: int | None = None

    @property
    def is_range(self) -> bool:
        return self.minimum is not None and self.maximum is not None and self.minimum < self.maximum

    def plus(self, other: "Bounds") -> "Bounds":
        """Both together: numbers add up where both have them; a share stays only where it is the same."""
        return Bounds(
            _sum(self.minimum, other.minimum), _sum(self.maximum, other.maximum),
            self.basis_points if self.basis_points == other.basis_points else None,
        )


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def bounds(
    *, at_least: int | None = None, more_than: int | None = None, at_most: int | None = None, exactly: int | None = None,
    at_least_basis_points: int | None = None,
) -> Bounds:
    """As a plan writes them: "over 55" is at least 56. Of several minimums or maximums the stricter holds."""
    minimums = [number for number in (at_least, None if more_than is None else more_than + 1, exactly) if number is not None]
    maximums = [number for number in (at_most, exactly) if number is not None]
    return Bounds(max(minimums, default=None), min(maximums, default=None), at_least_basis_points)


class Standing(StrEnum):
    """Where a figure stands to the bounds. Without a maximum everything from the minimum on is within."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"
    UNCLEAR = "unclear"                             # only bounds of the figure are known, and they lie on both sides


@dataclass(frozen=True, slots=True)
class Progress:
    """Of a figure known exactly the two numbers of each pair are the same.

    `percent`: of the minimum (of the maximum where there is no minimum), rounded down, past 100 where it is; None of nothing.
    `missing`: at least and at most so many to the minimum. `exceeded`: at least and at most so many above the minimum; for a
    range and for a maximum, above the maximum.
    """

    bounds: Bounds
    low: int
    high: int
    standing: Standing
    percent: tuple[int, int] | None
    missing: tuple[int, int]
    exceeded: tuple[int, int]

    @property
    def is_met(self) -> bool | None:
        """None where it is not known."""
        return None if self.standing is Standing.UNCLEAR else self.standing is not Standing.BELOW


def progress(low: int, bounds: Bounds, high: int | None = None) -> Progress:
    """How far a figure is, of which at least `low` and at most `high` is known (exactly `low`, where `high` is None)."""
    high = low if high is None else high
    minimum, top = bounds.minimum or 0, bounds.minimum if bounds.maximum is None else bounds.maximum
    one, other = _standing(low, bounds), _standing(high, bounds)
    return Progress(
        bounds, low, high, one if one is other else Standing.UNCLEAR, _percent(low, high, bounds),
        missing=(max(0, minimum - high), max(0, minimum - low)),
        exceeded=(0, 0) if top is None else (max(0, low - top), max(0, high - top)),
    )


def _standing(count: int, bounds: Bounds) -> Standing:
    if bounds.minimum is not None and count < bounds.minimum:
        return Standing.BELOW
    return Standing.ABOVE if bounds.maximum is not None and count > bounds.maximum else Standing.WITHIN


def _percent(low: int, high: int, bounds: Bounds) -> tuple[int, int] | None:
    whole = bounds.maximum if bounds.minimum is None else bounds.minimum
    return (low * 100 // whole, high * 100 // whole) if whole else None


def met(count: int, total: int, at_least_basis_points: int) -> bool:
    """Whether a share is reached, decided on whole numbers. Of nobody none is."""
    return total > 0 and count * WHOLE >= at_least_basis_points * total


@dataclass(frozen=True, slots=True)
class Share:
    """x of y against a share. `needed`: the fewest that must be good. `missing`: how many of the others must become so.
    `spare`: how many good ones could be lost. `basis_points`: rounded down; None of nobody."""

    count: int
    total: int
    is_met: bool
    needed: int
    missing: int
    spare: int
    basis_points: int | None


def share(count: int, total: int, at_least_basis_points: int) -> Share:
    """How far x of y is from a share in basis points."""
    needed = -(-at_least_basis_points * total // WHOLE)
    return Share(
        count, total, met(count, total, at_least_basis_points), needed, max(0, needed - count), max(0, count - needed),
        count * WHOLE // total if total else None,
    )
