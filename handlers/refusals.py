"""What a report may not say: each refusal gives its reason, an example that would work, and the field to say again."""

from dataclasses import dataclass
from datetime import date

from handlers import wording
from handlers.forms import ReportDraft, TargetDraft
from handlers.scene import Scene
from locales.writing import day, number, span


@dataclass(frozen=True)
class Refusal:
    """A reason in words, the fields that have to be said again, and the gap that they leave."""

    reason: str
    drops: tuple[str, ...]


def refusal(scene: Scene, form: ReportDraft | TargetDraft) -> Refusal | None:
    """The first thing that cannot stand, or None. Works on forms that are not yet whole; a target may lie ahead."""
    found = _negative(scene, form) or _part_above_count(scene, form)
    if found is not None or isinstance(form, TargetDraft):
        return found
    checks = (_of_more_than_all, _receipt_ahead, _ceremony_ahead, _ceremony_first, _after_today, _before_unit, _after_unit)
    return next((found for check in checks if (found := check(scene, form))), None)


def _negative(scene: Scene, form: ReportDraft | TargetDraft) -> Refusal | None:
    total = form.total if isinstance(form, ReportDraft) else None
    if any(each is not None and each < 0 for each in (form.count, total)):
        return Refusal(scene.say("refused.negative"), ("count", "total") if isinstance(form, ReportDraft) else ("count",))
    if any(part < 0 for part in form.parts.values()):
        return Refusal(scene.say("refused.negative"), ("parts",))
    return None


def _of_more_than_all(scene: Scene, form: ReportDraft) -> Refusal | None:
    if form.count is None or form.total is None or form.count <= form.total:
        return None
    return Refusal(scene.say("refused.share", count=number(scene.language, form.count),
                             total=number(scene.language, form.total)), ("count", "total"))


def _part_above_count(scene: Scene, form: ReportDraft | TargetDraft) -> Refusal | None:
    if form.count is None:
        return None
    for who, part in form.parts.items():
        if part > form.count:
            words = wording.condition(scene.language, who)
            return Refusal(scene.say("refused.part", part=number(scene.language, part), who=words,
                                     whole=number(scene.language, form.count)), ("parts",))
    return None


def _receipt_ahead(scene: Scene, form: ReportDraft) -> Refusal | None:
    received = form.received_on
    if received is None or received <= scene.today:
        return None
    reason = scene.say("refused.receipt_ahead", day=day(scene.language, received), today=day(scene.language, scene.today),
                       example=_example(scene))
    return Refusal(reason, ("received_on", "first", "last") if form.waits else ("received_on",))


def _ceremony_ahead(scene: Scene, form: ReportDraft) -> Refusal | None:
    """Of a ceremony to come the decision alone can be kept."""
    ceremony = form.ceremony_on
    if ceremony is None or ceremony <= scene.today or not form.decided:
        return None
    reason = scene.say("refused.ceremony_ahead", day=day(scene.language, ceremony), today=day(scene.language, scene.today))
    return Refusal(reason, ("ceremony_on", "first", "last"))


def _ceremony_first(scene: Scene, form: ReportDraft) -> Refusal | None:
    ceremony, received = form.ceremony_on, form.received_on
    if ceremony is None or received is None or received <= ceremony:
        return None
    reason = scene.say("refused.ceremony_first", ceremony=day(scene.language, ceremony), received=day(scene.language, received))
    return Refusal(reason, ("ceremony_on",))        # its day stays with the report: it may be the receipt that is wrong


def _after_today(scene: Scene, form: ReportDraft) -> Refusal | None:
    begins = form.first or form.last
    if begins is None or begins <= scene.today:
        return None
    said = span(scene.language, form.first, form.last or begins)
    return Refusal(scene.say("refused.future", span=said, today=day(scene.language, scene.today),
                             example=_example(scene)), ("first", "last", *_ceremony(form)))


def _ceremony(form: ReportDraft) -> tuple[str, ...]:
    """Its day goes with that of the report."""
    return ("ceremony_on",) if form.ceremony_on else ()


def _before_unit(scene: Scene, form: ReportDraft) -> Refusal | None:
    if form.unit is None or form.last is None:
        return None
    founded = scene.tree[form.unit].first_day
    if founded is None or form.last >= founded:
        return None
    return Refusal(scene.say("refused.before_unit", unit=scene.unit_name(form.unit), founded=day(scene.language, founded),
                             example=_example(scene)), ("first", "last", *_ceremony(form)))


def _after_unit(scene: Scene, form: ReportDraft) -> Refusal | None:
    if form.unit is None or form.last is None:
        return None
    ended = scene.tree[form.unit].last_day
    begins = form.first or form.last
    if ended is None or begins <= ended:
        return None
    return Refusal(scene.say("refused.after_unit", unit=scene.unit_name(form.unit), ended=day(scene.language, ended)),
                   ("first", "last", *_ceremony(form)))


def _example(scene: Scene) -> str:
    """A day that would work, written as people write it."""
    today: date = scene.today
    return f"{today.day}/{today.month}"
