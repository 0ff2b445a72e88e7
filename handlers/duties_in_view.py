"""The duties that a person may speak of: those of their units and of units below. Knows the tree and the house's rhythm."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from handlers.reading.meaning import Task
from handlers.scene import Scene
from storage.asked_once import kept
from storage.duties import Duty, period_text
from storage.duty_events import DutyAct, DutyEvent, say_of_duty
from storage.duty_list import Asked, code_of, duties, plan_keys
from storage.milestones import holds, milestones_in_force
from storage.spans import Span
from storage.targets import Milestone

AHEAD = timedelta(days=366)


def duties_of(scene: Scene, units: Collection[str], *, until: date | None = None, period: Span | None = None) -> list[Duty]:
    """Those of the units, as they stand."""
    asked = Asked(scene.today, until or scene.today + AHEAD, scene.turn.house.rhythm, scene.now.tzinfo, period)
    return duties(scene.session, scene.tree, asked, units)


def duty_by(scene: Scene, key: str) -> Duty | None:
    """The duty of that key, if the person may speak for its unit."""
    units = [unit.id for home in scene.view.homes for unit in scene.tree.subtree(home)]
    return next((each for each in duties_of(scene, units) if each.key == key), None)


def nearest(found: Iterable[Duty], today: date) -> Duty | None:
    """Of several periods of one thing the one that is meant: the oldest open one whose day has come, else the next to come."""
    ordered = sorted(found, key=lambda each: each.due)
    past = [each for each in ordered if each.due <= today]
    return next((each for each in past if each.is_open), None) or next(
        (each for each in ordered if each.due > today), past[-1] if past else None
    )


def note(scene: Scene, duty: Duty, act: DutyAct, day: date | None = None, reason: str = "") -> bool:
    """Keep the word, once for this message or press."""
    return say_of_duty(scene.session, DutyEvent(
        effect=f"{scene.turn.key}/{duty.key}", duty=duty.key, code=duty.code, organization_id=duty.unit,
        period=period_text(duty.period), act=act, day=day, reason=reason[:200], person_id=scene.member.id, at=scene.now,
    ))


def tasks_in_view(scene: Scene) -> tuple[Task, ...]:
    """What the person's units, and those above and below, have to do, by the names that people call it."""
    return kept(scene.session, ("tasks", scene.member.id), lambda: _named(scene, _in_view(scene)))


def own_tasks(scene: Scene) -> tuple[Task, ...]:
    """Those of them that the person's own units have to do."""
    own = (each for each in _in_view(scene) if any(holds(each, unit, scene.tree) for unit in scene.view.centres))
    return _named(scene, own)


def _in_view(scene: Scene) -> list[Milestone]:
    seen = scene.view.inside | scene.view.above
    return [each for each in milestones_in_force(scene.session, scene.tree) if each.organization_id in seen]


def _named(scene: Scene, rows: Iterable[Milestone]) -> tuple[Task, ...]:
    keys = plan_keys(scene.session)
    return tuple(Task(code_of(each, keys.get(each.plan_id or 0)), each.name, tuple(each.aliases)) for each in rows)
