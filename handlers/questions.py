"""What a question asks for in exact terms: units in view, indicator, people, days. Answers nothing."""

from handlers.filling import condition_of
from handlers.measuring import Ask, events_of
from handlers.reading.meaning import Known, Slots, Unknown, Unsure
from handlers.scene import Scene
from storage.spans import Span
from storage.terms import Indicator, Setting

_MOST_UNITS = 3


def asked_units(scene: Scene, slots: Slots) -> list[str]:
    """Units that the question is about: those named and in view, else the person's own."""
    if isinstance(slots.unit, Known):
        return [slots.unit.id] if scene.view.sees(slots.unit.id) else []
    if isinstance(slots.unit, Unsure):
        return [unit for unit in slots.unit.ids if scene.view.sees(unit)][:_MOST_UNITS]
    if isinstance(slots.unit, Unknown):
        return []
    return list(scene.view.centres[:_MOST_UNITS])


def indicator_of(slots: Slots) -> Indicator:
    """What is counted; where nothing is named it is admissions, which the whole product is about."""
    return Indicator(slots.indicator) if slots.indicator else Indicator.ADMISSIONS


def exact(scene: Scene, slots: Slots, unit: str, indicator: Indicator) -> Ask:
    """The question about one unit and one indicator."""
    setting = Setting(slots.setting) if slots.setting else None
    return Ask(unit, indicator, condition_of(slots), setting, events_of(indicator, slots.events), span_of(scene, slots))


def span_of(scene: Scene, slots: Slots) -> Span | None:
    """The days asked for. "Từ đầu năm" is the year that runs."""
    if slots.period is None:
        return None
    return Span(slots.period.first, slots.period.last or scene.today)
