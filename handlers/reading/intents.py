"""What the writer wants: one table of intents and their signs, read from the top; the first that holds is it."""

from collections.abc import Callable

from handlers.reading.orders import cancels, corrects, nudges, sets_reminders, wants_chart, wants_export, wants_help
from handlers.reading.questions import (
    asks_deadlines,
    asks_forecast,
    asks_history,
    asks_missing,
    asks_procedure,
    asks_progress,
    asks_ranking,
    asks_target,
)
from handlers.reading.records import reports, reports_none, reports_task, sets_target
from handlers.reading.said import Said

Rule = Callable[[Said], bool]


def intent(said: Said) -> tuple[str, str]:
    """The intent of a clause that is no answer to what the bot has asked, and the rule that held; none: "other"."""
    return next(((name, holds.__name__.lstrip("_")) for name, holds in _RULES if holds(said)), ("other", ""))


def _greets(said: Said) -> bool:
    return said.has("small") and not said.stated and said.indicator is None


def _smalltalk(said: Said) -> bool:
    return said.has("small") and said.indicator is None and not said.counted and not said.has("unsettled")


_RULES: tuple[tuple[str, Rule], ...] = (
    ("remind", sets_reminders),
    ("nudge", nudges),
    ("cancel", cancels),
    ("correct", corrects),
    ("help", wants_help),
    ("chart", wants_chart),
    ("export", wants_export),
    ("ask_missing", asks_missing),
    ("ask_deadlines", asks_deadlines),
    ("other", asks_procedure),
    ("ask_forecast", asks_forecast),
    ("ask_ranking", asks_ranking),
    ("ask_history", asks_history),
    ("ask_target", asks_target),
    ("smalltalk", _greets),
    ("ask_progress", asks_progress),
    ("set_target", sets_target),
    ("report_none", reports_none),
    ("task_done", reports_task),
    ("report", reports),
    ("smalltalk", _smalltalk),
)
