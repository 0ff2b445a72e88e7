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
    received_on: date | None = None                 # admissions: when the decision was received
    ceremony_on: date | None = None
    decided: bool = False                           # a receipt was told of, with or without its day
    held: bool | None = None                        # whether there was a ceremony; None: nothing was said of one

    def missing(self) -> str | None:
        """The first gap, in the order in which gaps are asked for."""
        gaps = {
            "unit": self.unit is None,
            "indicator": self.indicator is None and not self.said_none,
            "count": self.count is None and not self._percent_alone,
            "total": self._is_rating and self.total is None and not self._percent_alone,
            "ceremony": self.decided and self.held is True and self.ceremony_on is None,
            "date": self.last is None or (self.waits and self.received_on is None),
        }
        return next((name for name, open_ in gaps.items() if open_), None)

    @property
    def waits(self) -> bool:
        """Whether it tells of a decision and of no ceremony: it is kept, and counts when there is one."""
        return self.decided and self.ceremony_on is None

    def dated(self) -> Self:
        """The days of the admission and those of the report made to agree: it happened on the day of the ceremony."""
        if self.indicator is not None and self.indicator is not Indicator.ADMISSIONS:
            return self.plus(received_on=None, ceremony_on=None, decided=False, held=None)
        if self.ceremony_on is not None:
            return self.plus(first=self.ceremony_on, last=self.ceremony_on, held=True)
        if self.waits and self.held is not True:
            received = self.received_on or self._only_day
            return self.plus(received_on=received, **({"first": received, "last": received} if received else {}))
        return self

    def amended(self, fields: dict[str, Any]) -> Self:
        """A new form in which these hold; a day that is said of nothing is that of the ceremony, or of the receipt, if told."""
        named = {"received_on", "ceremony_on"} & fields.keys()
        form = self.plus(**fields)
        if fields.get("held") is False:
            return form.plus(ceremony_on=None, decided=True, first=form.received_on, last=form.received_on).dated()
        if "last" in fields and not named:
            if self.ceremony_on is not None or (self.held and not self.decided):
                form = form.plus(ceremony_on=form._only_day)
            elif self.waits:
                form = form.plus(received_on=form._only_day)
        elif named == {"received_on"} and (self.held or not self.decided):
            form = form.plus(ceremony_on=self.ceremony_on or self._only_day, first=self.first, last=self.last)
        return form.dated()

    @property
    def _only_day(self) -> date | None:
        return self.last if self.first == self.last else None

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
