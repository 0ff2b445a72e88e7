"""How a duty is spoken of: its name, its day and how far off that is, what became of it. Knows no person and no record."""

from collections.abc import Sequence
from datetime import date

from locales.messages import say
from locales.writing import day, number, span
from storage.duties import Duty

_FEW = 2                                            # late reports of one unit that get a line each


def name(language: str, duty: Duty) -> str:
    """What is to be done; of a report or of what recurs with its period."""
    if duty.is_report and duty.period is not None:
        return say(language, "duty.report", period=span(language, duty.period.first, duty.period.last))
    if duty.is_proposal and duty.period is not None:
        return say(language, "duty.proposal", number=number(language, duty.count or 0), day=day(language, duty.period.last))
    if duty.is_ceremony and duty.period is not None:
        return say(language, "duty.ceremony", number=number(language, duty.count or 0), day=day(language, duty.period.last))
    return duty.name


def when(language: str, duty: Duty, today: date) -> str:
    """Its day, and how many days off that is."""
    away = (duty.due - today).days
    key = "today" if not away else "ahead" if away > 0 else "waits" if duty.heard else "late"
    return say(language, f"duty.when.{key}", day=day(language, duty.due), count=abs(away), days=number(language, abs(away)))


def state(language: str, duty: Duty) -> str:
    """What became of it, or of it so far; empty where nothing did."""
    if duty.excused is not None:
        return say(language, "duty.state.excused", reason=duty.excused)
    if duty.done_on is not None:
        key = "late" if (duty.told_on or duty.done_on) > duty.due and duty.done_on > duty.due else "done"
        return say(language, f"duty.state.{key}", day=day(language, duty.done_on))
    said = [say(language, "duty.state.moved", day=day(language, duty.regular), reason=duty.moved)] if duty.moved else []
    if duty.promised is not None:
        said.append(say(language, "duty.state.promised", day=day(language, duty.promised)))
    if duty.is_report:
        key = "nothing" if duty.count is None else "recorded"
        said.append(say(language, f"duty.state.{key}", number=number(language, duty.count or 0)))
    return "; ".join(said)


def piled(duties: Sequence[Duty], today: date) -> tuple[list[Duty], list[list[Duty]]]:
    """Late reports of which one unit owes many are told of together: what is told of singly, and each unit's pile."""
    late: dict[str, list[Duty]] = {}
    for each in duties:
        if each.is_report and each.is_late(today):
            late.setdefault(each.unit, []).append(each)
    piles = [each for each in late.values() if len(each) > _FEW]
    inside = {duty.key for pile in piles for duty in pile}
    return [each for each in duties if each.key not in inside], piles


def pile(language: str, reports: Sequence[Duty], unit: str = "") -> str:
    """Many reports that one unit owes, in one line."""
    first, last = name(language, reports[0]), name(language, reports[-1])
    owed = say(language, "duty.pile", count=len(reports), first=first, last=last)
    return f"{unit}: {owed}" if unit else owed[:1].upper() + owed[1:]


def line(language: str, duty: Duty, today: date, unit: str = "") -> str:
    """All of it in one line, the unit first where it has to be named."""
    parts = [each for each in (when(language, duty, today) if duty.is_open else "", state(language, duty)) if each]
    named = f"{unit}: {name(language, duty)}" if unit else name(language, duty)
    return say(language, "duty.line", name=named, rest="; ".join(parts))
