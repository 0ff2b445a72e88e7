"""One table of a file, read field by field: a getter never raises, it notes the fault and gives a stand-in. Knows no noun."""

import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from storage.faults import Fault, Reason

Kind = TypeVar("Kind", bound=StrEnum)
LineOf = Callable[[str | None], int | None]


def clean(text: str) -> str:
    """Composed letters, single blanks, nothing around."""
    return " ".join(unicodedata.normalize("NFC", text).split())


class Entry:
    """Values of one table, where each stands (`line_of`; None asks for the table itself), and the list that faults go to."""

    def __init__(self, values: Mapping[str, object], line_of: LineOf, faults: list[Fault]) -> None:
        self.values, self.line_of, self.faults = values, line_of, faults

    def refuse(self, reason: Reason, field: str, **values: object) -> None:
        """Note that the field is wrong."""
        self.faults.append(Fault(reason, self.line_of(field) or self.line_of(None), field, values))

    def only(self, known: Collection[str]) -> None:
        """Refuse every field that is not known: a slip in a name must not go unseen."""
        for name in self.values:
            if name not in known:
                self.refuse(Reason.UNKNOWN_FIELD, name, known=", ".join(sorted(known)))

    def has(self, field: str) -> bool:
        """Whether the field says anything; an empty cell does not."""
        return self.values.get(field) is not None

    def text(self, field: str, longest: int, *, required: bool = False) -> str:
        """Text, NFC; empty where it is absent and may be."""
        value = self.values.get(field)
        if value is None and not required:
            return ""
        if value is not None and not isinstance(value, str):
            self.refuse(Reason.NOT_TEXT, field)
            return ""
        text = clean(value or "")
        if not text and required:
            self.refuse(Reason.MISSING, field)
        if len(text) > longest:
            self.refuse(Reason.TOO_LONG, field, limit=longest)
        return text

    def texts(self, field: str, longest: int = 2000) -> tuple[str, ...]:
        """A list of texts, none of them empty."""
        value = self.values.get(field)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and clean(item) for item in value):
            self.refuse(Reason.NOT_TEXTS, field)
            return ()
        texts = tuple(clean(item) for item in value)
        if any(len(text) > longest for text in texts):
            self.refuse(Reason.TOO_LONG, field, limit=longest)
        return texts

    def day(self, field: str, *, required: bool = False) -> date | None:
        """A day, written as one or as "2023-01-31"."""
        value = self.values.get(field)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if value is None or value == "":
            if required:
                self.refuse(Reason.MISSING, field)
            return None
        return self._parsed_day(field, value)

    def _parsed_day(self, field: str, value: object) -> date | None:
        try:
            return date.fromisoformat(value.strip() if isinstance(value, str) else "")
        except ValueError:
            self.refuse(Reason.NOT_DAY, field)
            return None

    def span(self, *, required: bool = False) -> tuple[date | None, date | None]:
        """`from` and `to`, in their order."""
        first, last = self.day("from", required=required), self.day("to", required=required)
        if first and last and first > last:
            self.refuse(Reason.BACKWARDS, "from", first=first.isoformat(), last=last.isoformat())
        return first, last

    def number(self, field: str) -> int | None:
        """A whole number, zero or more."""
        value = self.values.get(field)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10**9:
            self.refuse(Reason.NOT_NUMBER, field)
            return None
        return value

    def basis_points(self, field: str) -> int | None:
        """A percentage as hundredths of a percent: 87.5 is 8750, exactly."""
        value = self.values.get(field)
        if value is None:
            return None
        exact = not isinstance(value, bool) and isinstance(value, int | Decimal) and Decimal(value).is_finite()
        points = Decimal(value) * 100 if exact and isinstance(value, int | Decimal) else Decimal(-1)
        if not 0 < points <= 10000 or points != points.to_integral_value():
            self.refuse(Reason.NOT_PERCENT, field)
            return None
        return int(points)

    def choice(self, field: str, kind: type[Kind]) -> Kind | None:
        """One of a closed set; required."""
        text = self.text(field, 64, required=True)
        if not text:
            return None
        try:
            return kind(text)
        except ValueError:
            self.refuse(Reason.NOT_ONE_OF, field, value=text, known=", ".join(kind))
            return None
