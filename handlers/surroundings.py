"""What is on record around a report, and what that makes of it: more or a total, covered, a second one. Asks nothing."""

from dataclasses import dataclass

from handlers import wording
from handlers.forms import ReportDraft
from handlers.scene import Scene
from locales.writing import number
from storage.ledger_queries import said
from storage.said import Said
from storage.spans import Span
from storage.terms import Extent, Indicator

WHOLE_YEAR = 360                                    # days; "năm 2009 kết nạp được 73" is a total
A_FEW_DAYS = 7                                      # a day or a week tells of an event


@dataclass(frozen=True)
class Record:
    """What is on record around a form: reports of the unit's line and subtree, the form's own chain set aside."""

    scene: Scene
    form: ReportDraft
    unit: str
    indicator: Indicator
    span: Span
    reports: tuple[Said, ...]

    @property
    def own(self) -> tuple[Said, ...]:
        """Reports of the unit itself."""
        return tuple(each for each in self.reports if each.organization == self.unit)

    def words(self, key: str, **values: object) -> str:
        """A sentence about the form."""
        name = self.scene.unit_name(self.unit)
        return self.scene.say(key, unit=name, span=wording.days(self.scene.language, self.span), **values)

    def number(self, value: int) -> str:
        """A number as the person's language writes it."""
        return number(self.scene.language, value)


def around(scene: Scene, form: ReportDraft) -> Record | None:
    """The record around a whole form; None where it names no indicator."""
    if form.indicator is None or form.unit is None or form.span is None:
        return None
    line = [unit.id for unit in (*scene.tree.ancestors(form.unit), *scene.tree.subtree(form.unit))]
    found = said(scene.session, line, form.indicator, None)
    events = tuple(sorted(form.events))
    same_kind = tuple(
        each for each in found
        if each.chain != form.chain and (each.events == events or each.said_none) and each.whole == form.whole
    )
    return Record(scene, form, form.unit, form.indicator, form.span, same_kind)


def said_nothing(scene: Scene, form: ReportDraft) -> bool:
    """Whether the unit has said that there was nothing on the days of the form."""
    record = around(scene, form)
    return record is not None and any(each.said_none and each.span.overlaps(record.span) for each in record.own)


def extent_of(scene: Scene, form: ReportDraft) -> Extent:
    """Addition or statement where nobody has to be asked: the words, the kind of figure, then the length of the span."""
    if form.extent is not None:
        return form.extent
    if form.indicator is None or form.indicator.is_rating or form.indicator.is_stock or form.covers_all or form.said_none:
        return Extent.STATEMENT
    length = form.span.days if form.span else None
    if length is None or length >= WHOLE_YEAR:
        return Extent.STATEMENT
    above_others = form.unit is not None and bool(scene.tree[form.unit].children)
    return Extent.STATEMENT if above_others and length > A_FEW_DAYS else Extent.ADDITION


def covering(record: Record) -> Said | None:
    """The unit's own total whose days hold those of the form; of several the one said last."""
    totals = [each for each in record.own if each.extent is Extent.STATEMENT and not each.said_none and each.count is not None]
    around = [each for each in totals if each.span.contains(record.span)]
    return max(around, key=lambda each: each.order, default=None)


def replaced(record: Record) -> Said | None:
    """A rating of the same unit and year or quarter, or a total of the same days, that says something else."""
    if extent_of(record.scene, record.form) is not Extent.STATEMENT or record.indicator.is_stock:
        return None
    for each in reversed(record.own):
        if each.span == record.span and each.extent is Extent.STATEMENT and not each.said_none:
            return each if record.indicator.is_rating or each.count != record.form.count else None
    return None
