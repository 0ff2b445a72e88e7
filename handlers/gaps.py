"""Filling a gap of a form from a choice that was offered. Knows what the choices stand for, reads no words."""

from datetime import timedelta
from typing import Any

from handlers.forms import AnyDraft, ReportDraft
from handlers.scene import Scene
from storage.spans import Span, day_span, month_of
from storage.terms import Indicator

GRADES = ("excellent", "good", "fair", "failed")    # of a whole year, the best first
_GOOD = GRADES[:2]


def fill(scene: Scene, form: AnyDraft, gap: str, value: str) -> bool:
    """Fill a gap from a button or a numbered choice; False where the gap is not one of these."""
    if value == "percent_alone":
        scene.state.put(form.settle(value))
        return True
    filler = _FILLERS.get(gap)
    if filler is None:
        return False
    fill_in(scene, form, filler(scene, value))
    return True


def fill_in(scene: Scene, form: AnyDraft, fields: dict[str, Any]) -> None:
    """Put the values into the form. A day or a unit holds for all that the same message left without one."""
    scene.state.put(form.amended(fields) if isinstance(form, ReportDraft) else form.plus(**fields))
    for other in scene.state.forms:
        if other.id != form.id and other.source is not None and other.source == form.source:
            shared: dict[str, Any] = {}
            if "last" in fields and other.last is None:
                shared |= {"first": fields.get("first"), "last": fields["last"]}
            if fields.get("unit") and other.unit is None:
                shared["unit"] = fields["unit"]
            if shared:
                scene.state.put(other.plus(**shared))


def _unit(scene: Scene, value: str) -> dict[str, Any]:
    return {"unit": value} if scene.view.may_report(value) else {}


def _date(scene: Scene, value: str) -> dict[str, Any]:
    spans = {
        "today": day_span(scene.today),
        "yesterday": day_span(scene.today - timedelta(days=1)),
        "this_month": Span(scene.today.replace(day=1), scene.today),
        "last_month": month_of(scene.today.replace(day=1) - timedelta(days=1)),
    }
    return {"first": spans[value].first, "last": spans[value].last}


def _ceremony(scene: Scene, value: str) -> dict[str, Any]:
    """Its day; or there was none yet, and the decision alone is told of."""
    return {"held": False, "decided": True} if value == "not_yet" else {"ceremony_on": _date(scene, value)["last"]}


def _indicator(scene: Scene, value: str) -> dict[str, Any]:
    return {"indicator": Indicator(value)}


def _grade(scene: Scene, value: str) -> dict[str, Any]:
    """An organisation that tells of itself is one of one, or none."""
    return {"count": int(value in _GOOD), "total": 1}


_FILLERS = {"count": _grade, "unit": _unit, "date": _date, "ceremony": _ceremony, "indicator": _indicator}

