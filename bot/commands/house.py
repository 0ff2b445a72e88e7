"""What a command works with: the settings of the house and its time. Knows no command."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.settings import Store


def settings() -> "Store":
    """Where the records are, and how the operator is spoken to. Raises RefusedError."""
    from bot.settings import Store, read

    return read(Store)


def now(house: "Store") -> "datetime":
    """The moment, in the house's zone."""
    from bot.clock import Clock

    return Clock(house.zone)()
