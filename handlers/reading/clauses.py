"""Cuts a message that says several things, and shares what was said once for all. Knows clauses, and nothing within them."""

from handlers.reading.line import Line
from handlers.reading.meaning import Reading


def split(line: Line) -> list[Line]:
    """The clauses that each say something of their own."""
    return [line]


def shared(readings: list[Reading]) -> list[Reading]:
    """The readings, a period or a unit that was said once given to those that lack it."""
    return readings
