"""How often reports are due and how long before a day people are reminded: the house's settings. Knows no clock and no unit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from storage.due import EVERY

# Days before the day on which something is due; what comes round often is spoken of less.
BEFORE: Mapping[str, tuple[int, ...]] = {
    "": (30, 14, 7, 3, 1, 0), "year": (30, 14, 7, 3, 1, 0), "half-year": (14, 7, 3, 1, 0), "quarter": (7, 3, 0),
    "month": (3, 0),
}
WORKING_DAYS_UNTIL_OFFICER = 2
DAYS_UNTIL_NEXT_LEVEL = 7
AGAIN = 7                                           # days between two reminders of what is late
REPORTS = "month branch=5 grassroots=7 bloc=10"     # the day of the next month, by kind of unit; a level above comes later
OFF = "off"
_LEVEL = re.compile(r"(\w+)=(\d{1,2})")
_LAST = 28                                          # a day that every month has


@dataclass(frozen=True)
class Rhythm:
    """`every`: the period of reports, "" for none. `days`: the day of the month after it, by kind of unit."""

    every: str = "month"
    days: Mapping[str, int] = field(default_factory=lambda: {"branch": 5, "grassroots": 7, "bloc": 10})


def read_rhythm(text: str) -> Rhythm:
    """ "quarter branch=5 bloc=10", or "off". Raises ValueError for anything else."""
    if text == OFF:
        return Rhythm("", {})
    every, *levels = text.split() or [""]
    found = [_LEVEL.fullmatch(level) for level in levels]
    if every not in EVERY or not found or any(each is None or not 1 <= int(each[2]) <= _LAST for each in found):
        raise ValueError("form")
    return Rhythm(every, {each[1]: int(each[2]) for each in found if each is not None})
