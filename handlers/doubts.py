"""What a report leaves open or makes doubtful, and how the person settles it with one tap. Refuses nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from handlers import wording
from handlers.forms import ReportDraft
from handlers.scene import Scene
from handlers.surroundings import A_FEW_DAYS, WHOLE_YEAR, Record, around, covering, extent_of, replaced
from locales.writing import number
from storage.figures import Said, figure
from storage.ledger_queries import decided_only, said
from storage.spans import Span, year_span
from storage.terms import Extent, Indicator
from storage.which_target import nearest_target

_TIMES_TARGET = 2
_TIMES_BEST = 10


@dataclass(frozen=True)
class Doubt:
    """A question in words and its answers: value → label."""

    name: str
    words: str
    answers: dict[str, str]


def doubt(scene: Scene, form: ReportDraft) -> Doubt | None:
    """The first open question about a whole form, or None. What is settled is not asked again."""
    if form.said_none and "something" not in form.settled and (found := _something(scene, form)):
        return found
    if form.waits:
        return _held(scene, form) or _same_decision(scene, form)
    record = around(scene, form)
    if record is None:
        return None
    for name, check in _CHECKS.items():
        if name not in form.settled and (found := check(record)):
            return found
    return None


def _something(scene: Scene, form: ReportDraft) -> Doubt | None:
    """ "Nothing to report" for days on which something is on record."""
    if form.unit is None or form.span is None:
        return None
    asked = [form.indicator] if form.indicator else [each for each in Indicator if not each.is_stock and not each.is_rating]
    there = {each: found for each in asked if (found := _on_days(scene, form, each))}
    if not there:
        return None
    words = ", ".join(wording.done(scene.language, each, wording.people(scene.language, each, count), ("founded",))
                      for each, count in there.items())
    values = {"unit": scene.unit_name(form.unit), "span": wording.days(scene.language, form.span), "there": words}
    return Doubt("something", scene.say("doubt.something", **values),
                 {"no": scene.say("doubt.something.keep"), "yes": scene.say("doubt.something.nothing")})


def _held(scene: Scene, form: ReportDraft) -> Doubt | None:
    """A decision was received: was there a ceremony? They count from that on."""
    if form.held is not None:
        return None
    return Doubt("held", scene.say("doubt.held", unit=scene.unit_name(form.unit or "")),
                 {"no": scene.say("doubt.held.no"), "yes": scene.say("doubt.held.yes")})


def _same_decision(scene: Scene, form: ReportDraft) -> Doubt | None:
    """The same decision, received on the same day, is on record."""
    if "same" in form.settled or form.unit is None or form.span is None:
        return None
    found = decided_only(scene.session, [form.unit], form.span)
    if not any(each.chain != form.chain and each.count == form.count for each in found):
        return None
    words = scene.say("doubt.same", unit=scene.unit_name(form.unit), there=wording.days(scene.language, form.span),
                      count=number(scene.language, form.count or 0))
    return Doubt("same", words, {"same": scene.say("doubt.same.same"), "new": scene.say("doubt.same.new")})


def _on_days(scene: Scene, form: ReportDraft, indicator: Indicator) -> int:
    unit, span = form.unit or "", form.span or Span(None, scene.today)
    reports = [each for each in said(scene.session, [unit], indicator, span) if each.chain != form.chain]
    return figure(scene.tree, unit, reports, span).whole


def _extent(record: Record) -> Doubt | None:
    """ "Tháng 10 kết nạp 2", with 3 on record: more, or the total?"""
    form, span = record.form, record.span
    length = span.days
    if form.extent or form.covers_all or form.said_none or record.indicator.is_rating or record.indicator.is_stock:
        return None
    if length is None or length <= A_FEW_DAYS or length >= WHOLE_YEAR:
        return None
    there = figure(record.scene.tree, record.unit, record.reports, span)
    if not there.whole or _repeats(record):
        return None
    return Doubt(
        "extent",
        record.words("doubt.extent", there=record.number(there.whole), count=record.number(form.count or 0)),
        {
            Extent.ADDITION: record.words("doubt.extent.more", sum=record.number(there.whole + (form.count or 0))),
            Extent.STATEMENT: record.words("doubt.extent.total", count=record.number(form.count or 0)),
        },
    )


def _repeats(record: Record) -> Said | None:
    """A report that says the same: same unit, count and kind, days that touch."""
    form = record.form
    for each in record.own:
        touches = each.span.overlaps(record.span)
        if touches and each.count == form.count and each.said_none == form.said_none and each.total == form.total:
            return each
    return None


def _same(record: Record) -> Doubt | None:
    found = _repeats(record)
    if found is None or record.indicator.is_rating or record.indicator.is_stock:
        return None
    words = record.words("doubt.same", there=wording.days(record.scene.language, found.span),
                         count=record.number(record.form.count or 0))
    return Doubt("same", words, {"same": record.words("doubt.same.same"), "new": record.words("doubt.same.new")})


def _covered(record: Record) -> Doubt | None:
    """An addition whose days lie inside a total that the unit has already stated."""
    each = covering(record)
    if each is None or extent_of(record.scene, record.form) is not Extent.ADDITION:
        return None
    there = each.count or 0
    count = record.form.count or 0
    words = record.words("doubt.covered", there=wording.days(record.scene.language, each.span),
                         total=record.number(there), count=record.number(count))
    return Doubt("covered", words, {"in": record.words("doubt.covered.in", total=record.number(there)),
                                    "more": record.words("doubt.covered.more", total=record.number(there + count))})


def _smaller(record: Record) -> Doubt | None:
    """A statement below the sum of what it covers."""
    form = record.form
    if extent_of(record.scene, form) is not Extent.STATEMENT or form.count is None:
        return None
    if record.indicator.is_rating or record.indicator.is_stock:
        return None
    within = tuple(each for each in record.reports if not (each.organization == record.unit and each.span == record.span))
    there = figure(record.scene.tree, record.unit, within, record.span)
    if there.whole <= form.count:
        return None
    words = record.words("doubt.smaller", there=record.number(there.whole), count=record.number(form.count))
    return Doubt("smaller", words, _yes_no(record, form.count))


def _replaces(record: Record) -> Doubt | None:
    """A second one: it takes the place of the first only if the person wants that."""
    each = replaced(record)
    if each is None:
        return None
    before = _written(record, each.count, each.total, each.basis_points)
    after = _written(record, record.form.count, record.form.total, wording.basis_points(record.form.percent))
    words = record.words("doubt.replaces", before=before, after=after)
    return Doubt("replaces", words, {"yes": record.words("doubt.replaces.yes", after=after),
                                     "no": record.words("doubt.replaces.no", before=before)})


def _written(record: Record, count: int | None, total: int | None, basis_points: int | None) -> str:
    if record.indicator.is_rating:
        return wording.share(record.scene.language, count, total, basis_points)
    return record.number(count or 0)


def _twice_the_target(record: Record) -> Doubt | None:
    after = _year_with_this(record)
    target = nearest_target(record.scene.session, record.scene.tree, record.unit, record.indicator, record.span.last)
    if target is None or after <= _TIMES_TARGET * target:
        return None
    words = record.words("doubt.twice", after=record.number(after), target=record.number(target))
    return Doubt("twice", words, _yes_no(record, record.form.count or 0))


def _ten_times_the_best(record: Record) -> Doubt | None:
    years = {each.span.last.year for each in record.reports} - {record.span.last.year}
    best = max((figure(record.scene.tree, record.unit, record.reports, year_span(year)).whole for year in years), default=0)
    after = _year_with_this(record)
    if not best or after <= _TIMES_BEST * best:
        return None
    words = record.words("doubt.best", after=record.number(after), best=record.number(best))
    return Doubt("best", words, _yes_no(record, record.form.count or 0))


def _year_with_this(record: Record) -> int:
    """The year's sum once this report stands."""
    year = year_span(record.span.last.year)
    there = figure(record.scene.tree, record.unit, record.reports, year).whole
    count = record.form.count or 0
    if record.indicator.is_rating or record.indicator.is_stock:
        return 0
    return there + count if extent_of(record.scene, record.form) is Extent.ADDITION else max(there, count)


def _yes_no(record: Record, count: int) -> dict[str, str]:
    return {"yes": record.words("doubt.yes", count=record.number(count)), "no": record.words("doubt.no")}


_CHECKS: dict[str, Callable[[Record], Doubt | None]] = {
    "same": _same,
    "extent": _extent,
    "covered": _covered,
    "replaces": _replaces,
    "smaller": _smaller,
    "twice": _twice_the_target,
    "best": _ten_times_the_best,
}
