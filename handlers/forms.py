"""Forms that a conversation fills: a report, a withdrawal, a target. A form knows its own gaps, not who may fill it."""

from datetime import date
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict

from storage.spans import Span
from storage.terms import Extent, Indicator, Setting


class Draft(BaseModel):
    """A form, frozen. `source`: number of the person's own message that it came from, so that editing that message finds it."""

    model_config = ConfigDict(frozen=True)

    id: str
    source: int | None = None
    unit: str | None = None
    indicator: Indicator | None = None
    count: int | None = None
    percent: float | None = None
    parts: dict[str, int] = {}
    whole: str = ""
    first: date | None = None
    last: date | None = None
    settled: tuple[str, ...] = ()                   # questions about it that the person has answered

    def plus(self, **said: Any) -> Self:
        """A new form with these fields."""
        return self.model_copy(update=said)

    def settle(self, question: str) -> Self:
        """A new form in which the question is answered."""
        return self.plus(settled=(*self.settled, question))

    @property
    def span(self) -> Span | None:
        """The days that it speaks of, once known."""
        return Span(self.first, self.last) if self.last else None


class ReportDraft(Draft):
    """A report on its way to the ledger; with `chain`, a correction of one there, made from its `revision`."""

    kind: Literal["report"] = "report"
    total: int | None = None
    setting: Setting | None = None
    events: tuple[str, ...] = ()
    extent: Extent | None = None
    covers_all: bool = False                        # the words speak of a whole subtree
    said_none: bool = False
    names: tuple[str, ...] = ()
    left: tuple[str, ...] = ()                      # words that were not understood, shown on the card
    chain: str | None = None
    revision: int = 0

    def missing(self) -> str | None:
        """The first gap, in the order in which gaps are asked for."""
        gaps = {
            "unit": self.unit is None,
            "indicator": self.indicator is None and not self.said_none,
            "count": self.count is None and not self._percent_alone,
            "total": self._is_rating and self.total is None and not self._percent_alone,
            "date": self.last is None,
        }
        return next((name for name, open_ in gaps.items() if open_), None)

    @property
    def _is_rating(self) -> bool:
        return self.indicator is not None and self.indicator.is_rating

    @property
    def _percent_alone(self) -> bool:
        return self._is_rating and self.percent is not None and "percent_alone" in self.settled


class WithdrawalDraft(Draft):
    """Taking a recorded report back, to be agreed once more."""

    kind: Literal["withdrawal"] = "withdrawal"
    chain: str = ""
    revision: int = 0

    def missing(self) -> str | None:
        """Nothing: it is made whole."""
        return None


class TargetDraft(Draft):
    """A target that an officer gives to a unit."""

    kind: Literal["target"] = "target"
    setting: Setting | None = None

    def missing(self) -> str | None:
        """The first gap, in the order in which gaps are asked for."""
        gaps = {
            "unit": self.unit is None,
            "indicator": self.indicator is None,
            "count": self.count is None and self.percent is None,
            "year": self.last is None,
        }
        return next((name for name, open_ in gaps.items() if open_), None)


AnyDraft = ReportDraft | WithdrawalDraft | TargetDraft
