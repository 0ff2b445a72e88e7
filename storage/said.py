"""A report as it holds, free of tables: what the arithmetic counts with and history shows. Knows no query."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from storage.ledger import Standing
from storage.spans import Span
from storage.terms import Extent, Indicator, Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The last revision of a chain. `since` and `order` number the chain's first and its last revision, in the order recorded.

    `events`: of `organisations`, sorted; several stand under one number ("merged", "received", "renamed": 3).
    `parts`: counts by condition, as storage.conditions writes them; they overlap. `indicator` None: nothing to report at all.
    `received_on`, `ceremony_on`: of admissions, the days of the decision's receipt and of the ceremony, where they were told.
    """

    organization: str
    indicator: Indicator | None
    span: Span
    extent: Extent
    count: int | None = None
    total: int | None = None
    basis_points: int | None = None
    events: tuple[str, ...] = ()
    whole: str = ""
    parts: Mapping[str, int] = field(default_factory=dict)
    setting: Setting | None = None
    said_none: bool = False
    chain: str = ""
    revision: int = 1
    since: int = 0
    order: int = 0
    standing: Standing = Standing.HOLDS
    reported_by: int = 0
    on_behalf: str | None = None
    entered_for: int | None = None
    recorded_at: datetime | None = None
    names: tuple[str, ...] = ()
    received_on: date | None = None
    ceremony_on: date | None = None

    @property
    def is_decided_only(self) -> bool:
        """Whether the decision was received and the ceremony is still to come: nobody has been admitted yet."""
        return self.received_on is not None and self.ceremony_on is None

    @property
    def holds(self) -> bool:
        """Whether it counts: it was not withdrawn."""
        return self.standing is Standing.HOLDS

    @property
    def is_statement(self) -> bool:
        return self.extent is Extent.STATEMENT
