"""From what was read to a form: units that the person may report for, days cut at today, whole or part. Asks nothing."""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.forms import ReportDraft, TargetDraft
from handlers.reading.meaning import Known, Period, Slots, Unit, Unknown, Unsure
from handlers.view import View
from storage.conditions import canonical
from storage.terms import Event, Extent, Indicator, Setting


@dataclass(frozen=True)
class Place:
    """Where a report belongs: one unit, several to choose from, or words that fit none in view."""

    unit: str | None = None
    options: tuple[str, ...] = ()
    unknown: bool = False


def place(view: View, unit: Unit | None, *, whole: bool = False, forwarded: bool = False) -> Place:
    """The unit that the person may report for. Nothing named is the person's own, unless the text was forwarded."""
    if isinstance(unit, Known):
        return Place(unit.id) if view.may_report(unit.id) else Place(unknown=True)
    if isinstance(unit, Unsure):
        open_ = tuple(each for each in unit.ids if view.may_report(each))
        return Place(open_[0]) if len(open_) == 1 else Place(options=open_, unknown=not open_)
    if isinstance(unit, Unknown):
        return Place(unknown=True)
    if len(view.homes) == 1 and not forwarded:
        return Place(view.homes[0])
    return Place(options=view.homes if len(view.homes) > 1 else reportable(view))


def reportable(view: View) -> tuple[str, ...]:
    """Every unit that the person may report for, the nearest first."""
    return tuple(dict.fromkeys(unit.id for home in view.homes for unit in view.tree.subtree(home)))


def new_id() -> str:
    """A draft's name, which becomes the chain's name once recorded."""
    return secrets.token_urlsafe(9)


def days(period: Period | None, today: date, *, running: bool = True) -> dict[str, date | None]:
    """The form's days; a period still running ends today, one that begins after today stays as it is, to be refused."""
    if period is None:
        return {}
    last = period.last or today
    began = period.first is None or period.first <= today
    return {"first": period.first, "last": min(last, today) if running and began and period.first is not None else last}


def said(slots: Slots, today: date) -> dict[str, Any]:
    """The fields of a report that the slots state, and no others."""
    found: dict[str, Any] = {
        "indicator": Indicator(slots.indicator) if slots.indicator else None,
        "count": slots.count,
        "total": slots.total,
        "percent": slots.percent,
        "parts": {canonical(who): count for who, count in slots.breakdown.items()} or None,
        "whole": condition_of(slots) or None,
        "setting": Setting(slots.setting) if slots.setting else None,
        "events": slots.events or None,
        "extent": Extent(slots.extent) if slots.extent else None,
        "names": slots.names or None,
        "covers_all": slots.whole or None,
        "received_on": slots.received,
        "ceremony_on": slots.ceremony,
        "decided": slots.decided or None,
        "held": slots.held,
    }
    fields = {name: value for name, value in found.items() if value is not None}
    return fields | days(slots.period, today)


def condition_of(slots: Slots) -> str:
    """The facets, or the union, that all of the counted have; empty where none is named."""
    if slots.union:
        return canonical(slots.union)
    return canonical("+".join(slots.facets)) if slots.facets else ""


def report(slots: Slots, today: date, *, none: bool, names: bool, left: tuple[str, ...]) -> ReportDraft:
    """A new form from one reading. "Vừa", "mới" alone, and a stock without a day, are today."""
    fields = said(slots, today)
    if not names:
        fields.pop("names", None)
    indicator = fields.get("indicator")
    if "last" not in fields and (slots.vague or (indicator is not None and indicator.is_stock)):
        fields |= {"first": today, "last": today}
    if indicator is not None and indicator.is_rating:
        fields |= days(slots.period, today, running=False)     # a rating is of the whole year, said before its end or after
    if indicator is Indicator.ORGANISATIONS:
        fields.setdefault("events", (Event.FOUNDED.value,))
    if none:                                        # "chưa kết nạp được giáo viên nào" says nothing of all others
        fields |= {"count": 0, "said_none": not condition_of(slots), "extent": Extent.STATEMENT}
    if slots.names and not names:                   # what is left of names is not repeated either
        left = tuple(word for word in left if not word[:1].isupper())
    return ReportDraft(id=new_id(), left=left, **fields).dated()


def target(slots: Slots, today: date) -> TargetDraft:
    """A new form of a target. Bare "đảng viên" and a lone number mean admissions; a target is of a year or a span."""
    fields = {name: value for name, value in said(slots, today).items() if name in TargetDraft.model_fields}
    fields |= days(slots.period, today, running=False)
    fields.setdefault("indicator", Indicator.ADMISSIONS)
    return TargetDraft(id=new_id(), **fields)
