"""What a message says that its reading does not carry: which report an order means, why nothing was recorded."""

from dataclasses import dataclass

from handlers.reading.meaning import Asked, Known, Period, Unsure
from handlers.reading.reader import sayings
from handlers.reading.said import Said
from handlers.reading.tasks import Tasks
from handlers.scene import Scene, names_in_view
from handlers.turn import Edited, Text
from storage.terms import Indicator

_BODIES = {"trade_union": Indicator.TRADE_UNIONS, "youth_union": Indicator.YOUTH_UNIONS}


@dataclass(frozen=True)
class Aim:
    """By what words a report on record was named: days, units, results. Empty where none was."""

    days: Period | None = None
    units: frozenset[str] = frozenset()
    indicators: frozenset[Indicator] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.days or self.units or self.indicators)


def aim(scene: Scene, days: Period | None) -> Aim:
    """What an order to take a report back aims at; `days` are those of its reading."""
    said = _heard(scene)
    units = [unit for clause in said for unit in clause.line.units.values()]
    known = {unit.id for unit in units if isinstance(unit, Known)}
    likely = {each for unit in units if isinstance(unit, Unsure) for each in unit.ids}
    return Aim(days, frozenset(known or likely), frozenset(indicator for clause in said for indicator in _results(clause)))


def _results(said: Said) -> list[Indicator]:
    if said.indicator or said.denied:
        return [Indicator(each) for each in (said.indicator, said.denied) if each]
    return [indicator for body, indicator in _BODIES.items() if said.has("thing", body)]


def why_not(scene: Scene) -> str:
    """What kept a result from being recorded: "leaving", "rumour", "ahead"; empty where it is none of these."""
    return next((reason for said in _heard(scene) if (reason := _reason(said))), "")


def _reason(said: Said) -> str:
    if said.has("subject", "transfer_out"):
        return "leaving"
    tells = said.indicator is not None or said.counted or said.has("subject") or said.has("thing")
    if said.asked_by_form or not tells:
        return ""
    if said.still("unsettled", "rumour"):
        return "rumour"
    return "ahead" if said.future or said.still("unsettled", "plan", "wish") else ""


def only_agrees(scene: Scene) -> bool:
    """Whether the message is a yes and nothing else."""
    pieces = [piece for said in _heard(scene) for piece in said.line.pieces if not piece.mark]
    says_yes = any(piece.has("agree", "yes") for piece in pieces)
    return says_yes and all(piece.has("agree") or piece.has("filler") for piece in pieces)


def _heard(scene: Scene) -> list[Said]:
    content = scene.turn.content
    if not isinstance(content, Text | Edited):
        return []
    return sayings(content.text, Asked(scene.today), names_in_view(scene.view), Tasks(()))
