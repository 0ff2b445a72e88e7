"""`bot holidays`: which days are worked. Knows arguments, and no record."""

from cyclopts import App

from bot.commands.house import now, settings

holidays = App(name="holidays", help="Show which days are off; `holidays off`, `work` and `reset` set them.")


@holidays.default
def show_holidays(year: int | None = None, /) -> int:
    """Show a year's days off and the weekend days that are worked.

    Parameters
    ----------
    year
        Left out, this year.
    """
    from bot.holidays_command import show_holidays as show

    house = settings()
    today = now(house).date()
    return show(house, today.year if year is None else year, today)


@holidays.command(name="off")
def set_off(day: str, /, *, note: str = "") -> int:
    """Set a day to be off: nobody is reminded on it, and it is no working day of a deadline.

    Parameters
    ----------
    day
        YYYY-MM-DD.
    note
        Why: who decided it, in exchange for which day.
    """
    return _set(day, False, note)


@holidays.command(name="work")
def set_worked(day: str, /, *, note: str = "") -> int:
    """Set a day to be worked, a weekend day in exchange for another, say.

    Parameters
    ----------
    day
        YYYY-MM-DD.
    note
        Why: who decided it, in exchange for which day.
    """
    return _set(day, True, note)


def _set(day: str, worked: bool, note: str) -> int:
    from bot.holidays_command import set_holiday

    house = settings()
    return set_holiday(house, day, worked, note, now(house))


@holidays.command(name="reset")
def reset(day: str, /) -> int:
    """Take back what was set for a day: it is what the lists say.

    Parameters
    ----------
    day
        YYYY-MM-DD.
    """
    from bot.holidays_command import reset_holiday

    house = settings()
    return reset_holiday(house, day, now(house))
