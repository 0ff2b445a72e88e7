"""The clock of a try-out: it goes as fast as every other, and shows the day that one sets. Knows no world."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.clock import Clock

MORNING = time(9)
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)     # the reader's calendars go no further


class ShiftedClock(Clock):
    """`shift`: by how much it is ahead of the time that it is."""

    def __init__(self, zone: ZoneInfo, shift: timedelta = timedelta(0)) -> None:
        super().__init__(zone)
        self.shift = shift

    def __call__(self) -> datetime:
        """The moment it is in the try-out."""
        return super().__call__() + self.shift

    def show(self, moment: datetime) -> None:
        """Go on from that moment."""
        self.shift = moment - super().__call__()

    def turn_to(self, day: date) -> None:
        """Another day, later or earlier, at the same time of day."""
        self.shift += timedelta(days=(day - self().date()).days)


def morning(day: date, zone: ZoneInfo) -> datetime:
    """When a day of work begins."""
    return datetime.combine(day, MORNING, zone)


def day_named(text: object) -> date | None:
    """The day written YYYY-MM-DD, if it is one to which a clock may be turned."""
    try:
        day = date.fromisoformat(str(text))
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None
