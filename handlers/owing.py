"""What units below still owe: reports of a period, and whatever is late, oldest first. Knows who is there; asks nobody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from handlers.duties_in_view import duties_of
from handlers.reading.meaning import Known, Unit, Unsure
from handlers.scene import Scene
from storage.due import EVERY
from storage.duties import Duty
from storage.seats import seats
from storage.spans import Span, month_of
from storage.terms import Capacity, RoleKind
from storage.told_whom import Staff


@dataclass(frozen=True)
class Owing:
    """The reports of one period, in the units asked about; `debts`: by unit, the first period of which nothing came."""

    period: Span
    reports: tuple[Duty, ...]
    debts: dict[str, Span]


def units_asked(scene: Scene, unit: Unit | None) -> list[str]:
    """The unit named with all below it; without one, all below the person's committees. Empty: nothing in full view."""
    if unit is None:
        named = list(scene.view.centres)
    else:
        named = [unit.id] if isinstance(unit, Known) else list(unit.ids) if isinstance(unit, Unsure) else []
    found = (each.id for root in named if root in scene.view.inside for each in scene.tree.subtree(root))
    return list(dict.fromkeys(found))


def looked_after(scene: Scene) -> list[str]:
    """Units below the committees that the person is an officer of; those themselves are somebody else's to urge and excuse."""
    committees = {held.organization_id for held in scene.member.held
                  if held.kind is RoleKind.OFFICER and held.capacity is not Capacity.CLERK}
    return [unit for unit in scene.view.managed if unit not in committees]


def owing(scene: Scene, units: Collection[str], period: Span | None) -> Owing:
    """Of the period asked for; without one, of the last that is over."""
    around = period or last_period(scene)
    every = duties_of(scene, units, until=scene.today)
    reports = [each for each in duties_of(scene, units, until=scene.today, period=around) if each.is_report]
    debts: dict[str, Span] = {}
    for each in every:
        if each.is_report and each.is_late(scene.today) and each.period is not None:
            debts.setdefault(each.unit, each.period)
    for each in reports:
        if is_missing(each):
            debts.setdefault(each.unit, around)
    return Owing(around, tuple(reports), debts)


def last_period(scene: Scene) -> Span:
    """The last one that is over; a month where no reports are waited for."""
    months = EVERY.get(scene.turn.house.rhythm.every, 1)
    day = scene.today
    begin = day.replace(day=1, month=(day.month - 1) // months * months + 1) - timedelta(days=1)
    span = month_of(begin)
    for _ in range(months - 1):
        span = Span(month_of(span.start - timedelta(days=1)).first, span.last)
    return span


def is_missing(duty: Duty) -> bool:
    """Nothing came for the period, and nobody has excused it."""
    return duty.is_open and not duty.heard


def late(scene: Scene, units: Collection[str], period: Span | None) -> list[Duty]:
    """What is late, the oldest first; of reports, where a period is named, those of it that have not come at all."""
    found = duties_of(scene, units, until=scene.today)
    if period is None:
        return [each for each in found if each.is_late(scene.today) and not each.was_over]
    return [each for each in found if each.is_report and is_missing(each) and each.period is not None
            and each.period.last < scene.today and each.period.overlaps(period)]


def staff(scene: Scene) -> Staff:
    """Everybody's roles as they hold now."""
    return Staff(scene.tree, tuple(seats(scene.session, None, scene.now, scene.today)))
