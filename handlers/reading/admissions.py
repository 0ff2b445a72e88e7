"""A reading with the days of its admission: what they make of its period, and of a clause that says nothing else. Pure."""

from dataclasses import replace

from handlers.reading.meaning import Period, Slots
from handlers.reading.records import unsettled
from handlers.reading.said import Said

_RECORDED = ("report", "correct", "answer")


def intent_of(found: str, said: Said) -> str:
    """The intent: days and nothing else amend the form in work, answer what was asked, or begin a report without a figure."""
    days = said.days
    if days is None or said.indicator not in ("admissions", None):
        return found
    if found in ("other", "ask_missing") and _asks_whose(said):      # "đơn vị nào chưa tổ chức lễ", "bao giờ phải làm lễ"
        return "ask_deadlines"
    if unsettled(said):
        return found
    if found == "deny" and days.is_held is False:   # "nhầm, chưa tổ chức lễ"
        return "correct"
    if found not in ("report", "other") or said.asked_by_form:
        return found
    if said.counted or said.people:                 # "3 comrades: decision received 12 October"
        return "report" if days.received and said.counted and said.indicator is None and said.awaiting is None else found
    if said.awaiting in ("confirm", "date"):
        return "correct" if said.awaiting == "confirm" else "answer"
    return "report" if days.received and days.ceremony else found


def _asks_whose(said: Said) -> bool:
    """Of whom the ceremony is due, or when; not how it is done."""
    days, asked = said.days, said.whichever or said.has("ask", "when")
    owed = days is not None and (days.is_held is False or days.is_received or said.has("cue", "must", "due", "not_yet"))
    return asked and owed and not said.has("unsettled", "procedure", "plan", "hypothetical", "rumour")


def with_days(slots: Slots, found: str, said: Said) -> Slots:
    """The slots with the days. An admission happened on the day of its ceremony, a decision when it was received."""
    days = said.days
    if days is None or said.indicator not in ("admissions", None):
        return slots
    if found == "ask_deadlines":
        return replace(slots, decided=True)
    if found not in _RECORDED:
        return slots
    if said.indicator is None and found == "report":
        slots = replace(slots, indicator="admissions")
    ceremony = days.ceremony or (days.admitted if days.is_received and days.is_held is not False else None)
    happened = ceremony or days.received
    if happened is not None:
        slots = replace(slots, period=Period(happened, happened), vague=False)
    extent = "addition" if happened or days.is_received else slots.extent
    held, decided = True if ceremony else days.is_held, days.is_received or days.is_held is False
    return replace(slots, received=days.received, ceremony=ceremony, decided=decided, held=held, extent=extent)
