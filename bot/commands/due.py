"""`bot due`: what falls due. Knows no record itself."""

from bot.commands.house import now, settings


def due() -> int:
    """Show what is late and what falls due in the coming year, with how many units have done it; nobody's data."""
    from bot.due_command import show_due

    house = settings()
    return show_due(house, now(house))
