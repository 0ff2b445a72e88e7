"""Decisions received whose ceremony is still to come: which a unit has, and a report of that ceremony. Records nothing."""

from handlers.duties_in_view import duties_of
from handlers.filling import new_id
from handlers.forms import ReportDraft
from handlers.looking_up import on_record
from handlers.scene import Scene
from storage.admission_clocks import REMEMBERED, ceremonies
from storage.changed_days import working_days
from storage.duties import Duty
from storage.ledger_queries import decided_only, said
from storage.spans import Span
from storage.terms import Indicator


def waiting(scene: Scene, unit: str) -> list[Duty]:
    """The unit's ceremonies that are still to be held, the oldest receipt first."""
    found = [each for each in duties_of(scene, [unit]) if each.is_ceremony and each.is_open]
    return sorted(found, key=lambda each: each.regular)


def how_many_wait(scene: Scene, unit: str) -> int:
    """How many of the unit and below are decided and still without a ceremony: no figure counts them."""
    around = Span(scene.today - REMEMBERED, scene.today)
    decided = [each for each in decided_only(scene.session, None, around) if scene.tree.is_within(each.organization, unit)]
    if not decided:
        return 0
    admitted = said(scene.session, tuple({each.organization for each in decided}), Indicator.ADMISSIONS, around)
    return sum(each.left for each in ceremonies(decided, admitted, working_days(scene.session)))


def as_ceremony(scene: Scene, duty: Duty) -> ReportDraft:
    """A report of their admission, for which the day of the ceremony is still wanted."""
    received = duty.period.last if duty.period else None
    told = on_record(scene, duty.chain)
    whole = told is not None and told.count == duty.count
    return ReportDraft(
        id=new_id(), unit=duty.unit, indicator=Indicator.ADMISSIONS, count=duty.count, decided=True, held=True,
        received_on=received, parts=dict(told.parts) if told and whole else {}, whole=told.whole if told else "",
        setting=told.setting if told else None,
    )


def completed(scene: Scene, form: ReportDraft) -> ReportDraft:
    """A ceremony told of without a number was of those who wait for it, where that can be one group only."""
    if form.unit is None or form.ceremony_on is None or form.count is not None or form.indicator is not Indicator.ADMISSIONS:
        return form
    found = [each for each in waiting(scene, form.unit) if each.period and each.period.last <= form.ceremony_on]
    if len(found) != 1 or form.received_on not in (None, found[0].period.last if found[0].period else None):
        return form
    meant = as_ceremony(scene, found[0])
    return form.plus(count=meant.count, received_on=meant.received_on, decided=True, parts=form.parts or meant.parts)
