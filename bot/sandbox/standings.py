"""Targets in force with where their units stand, for the page: numbers, and a line in each language. Asks what the bot asks."""

from dataclasses import dataclass, field, replace
from typing import Any

from handlers import citing, telling, wording
from handlers.measuring import Ask, counted, rated
from handlers.scene import Scene
from locales.writing import number, percentage
from storage.progress import Bounds, progress, share
from storage.spans import Span
from storage.target_rows import goals
from storage.terms import Indicator
from storage.which_target import Applicable, all_targets

Json = dict[str, Any]


@dataclass(frozen=True)
class _Standing:
    """`key` and `values` say it; numbers are None where nothing is on record."""

    key: str
    done: int | None = None
    goal: int | None = None
    percent: int | None = None
    values: dict[str, object] = field(default_factory=dict)


def standings(scenes: dict[str, Scene]) -> list[Json]:
    """[{"unit", "text", "done", "goal", "percent", "source"}], in the order of the tree. `scenes`: one for each language."""
    first = next(iter(scenes.values()))
    return [_shown(scenes, target, of) for target, of in _targets(first)]


def _targets(scene: Scene) -> list[tuple[Applicable, Applicable | None]]:
    """Of this year and of longer spans: every unit's own, each with its of-which ones behind it."""
    units = [unit for root in scene.tree.roots for unit in scene.tree.subtree(root.id)]
    found: dict[str, list[tuple[Applicable, Applicable | None]]] = {unit.id: [] for unit in units}
    for indicator in Indicator:
        about = goals(scene.session, list(found), indicator)
        owners, shared = {goal.organization for goal in about}, [goal for goal in about if goal.shared_by]
        for unit in units:
            if unit.id in owners or any(goal.is_shared_by(unit) for goal in shared):
                own = all_targets(scene.session, scene.tree, unit.id, indicator, today=scene.today)
                for each in own:
                    if each.unit == unit.id:
                        found[unit.id] += [(each, None), *((part, each) for part in each.parts)]
    return [one for own in found.values() for one in own]


def _shown(scenes: dict[str, Scene], target: Applicable, of: Applicable | None) -> Json:
    all_ = {language: _standing(scene, target, of) for language, scene in scenes.items()}
    one = next(iter(all_.values()))
    return {
        "unit": next(iter(scenes.values())).unit_name(target.unit),
        "text": {language: scenes[language].say(each.key, **each.values) for language, each in all_.items()},
        "done": one.done, "goal": one.goal, "percent": one.percent,
        "source": {language: citing.source(scene, target.goal) for language, scene in scenes.items()},
    }  # fmt: skip


def _standing(scene: Scene, target: Applicable, of: Applicable | None) -> _Standing:
    if target.goal.indicator.is_rating:
        return _rated(scene, target)
    ask = citing.asked_of(target, of)
    found = counted(scene, ask)
    stands = progress(found.low, target.bounds, found.high)
    low, high = stands.percent or (0, 0)
    values = {
        **_head(scene, citing.asked_of(target), target.span), "done": telling.amount(scene, found.low, found.high),
        "goal": _goal(scene, target.bounds), "percent": percentage(scene.language, low * 100),
    }  # fmt: skip
    goal = target.bounds.maximum if target.bounds.minimum is None else target.bounds.minimum
    return _Standing("sandbox.figure.count", found.low, goal, low if low == high else None, values)


def _goal(scene: Scene, bounds: Bounds) -> str:
    one = bounds.maximum if bounds.minimum is None else bounds.minimum
    ends = (bounds.minimum, bounds.maximum) if bounds.is_range else (one,)
    return "–".join(number(scene.language, end) for end in ends if end is not None)


def _rated(scene: Scene, target: Applicable) -> _Standing:
    """Of the year last rated, as the bot answers it."""
    ask = replace(citing.asked_of(target), span=None)
    span, found = rated(scene, ask)
    wanted = target.bounds.basis_points or 0
    values = {**_head(scene, ask, span), "goal": percentage(scene.language, wanted)}
    if found.count is None or found.total is None:
        alone = found.alone_basis_points
        if alone is None:
            return _Standing("sandbox.figure.unrated", values=values)
        values["share"] = percentage(scene.language, alone)
        return _Standing("sandbox.figure.share", percent=alone // 100, values=values)
    against = share(found.count, found.total, wanted)
    values["share"] = wording.share(scene.language, found.count, found.total, None)
    return _Standing("sandbox.figure.share", found.count, against.needed, (against.basis_points or 0) // 100, values)


def _head(scene: Scene, ask: Ask, span: Span) -> dict[str, object]:
    what = wording.subject(scene.language, ask.indicator, ask.events)
    what += wording.limits(scene.language, ask.condition, ask.setting)
    return {"what": wording.capital(what), "span": wording.days(scene.language, span)}
