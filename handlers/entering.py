"""Entering agreed forms on record: each kind of form in its own way, once. Asks nothing, says nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from handlers import wording
from handlers.forms import AnyDraft, ReportDraft, TargetDraft, WithdrawalDraft
from handlers.looking_up import in_words
from handlers.posts import sitting
from handlers.scene import Scene
from handlers.surroundings import extent_of
from storage.giving_targets import GivenTarget, give
from storage.ledger_queries import latest_of, revisions
from storage.recording import Act, Entry, Stale, entry_of, hold, record, revise, withdraw
from storage.said import Said
from storage.spans import Span
from storage.terms import Capacity, Indicator


@dataclass(frozen=True)
class Changed:
    """What became of a form: the chain, its revision, how it reads; `before` where there was something before."""

    after: str
    chain: str | None = None
    revision: int = 0
    before: str | None = None
    stale: bool = False


def enter(scene: Scene, form: AnyDraft) -> Changed:
    """Put one whole form on record, in the turn's transaction."""
    return _KINDS[form.kind](scene, form)


def _report(scene: Scene, form: ReportDraft) -> Changed:
    unit = form.unit or ""
    act = _act(scene, form.id, form.unit or "")
    entry = Entry(
        organization=unit, indicator=form.indicator, span=form.span or Span(None, scene.today), extent=extent_of(scene, form),
        count=form.count, total=form.total, basis_points=wording.basis_points(form.percent), events=form.events,
        whole=form.whole, parts=form.parts, setting=form.setting, said_none=form.said_none, names=form.names,
        received_on=form.received_on, ceremony_on=form.ceremony_on,
    )
    if form.chain is None:
        said = record(scene.session, form.id, entry, act)
        return Changed(in_words(scene, said), said.chain, said.revision)
    before = latest_of(scene.session, form.chain)
    return _changed(scene, before, revise(scene.session, form.chain, form.revision, entry, act))


def _withdrawal(scene: Scene, form: WithdrawalDraft) -> Changed:
    before = latest_of(scene.session, form.chain)
    return _changed(scene, before, withdraw(scene.session, form.chain, form.revision, _act(scene, form.id, form.unit or "")))


def _target(scene: Scene, form: TargetDraft) -> Changed:
    given = GivenTarget(
        organization=form.unit or "", indicator=form.indicator or Indicator.ADMISSIONS,
        span=form.span or Span(None, scene.today),
        at_least=None if form.percent is not None and form.count is None else form.count,
        at_least_basis_points=wording.basis_points(form.percent) if form.count is None else None,
        condition=form.whole, setting=form.setting, parts=form.parts,
    )
    earlier = give(scene.session, given, _act(scene, form.id, form.unit or ""))
    span = wording.days(scene.language, form.span)
    after = scene.say("card.target", what=wording.target(scene.language, form), span=span)
    if earlier is None:
        return Changed(after)
    before = wording.target(scene.language, form.plus(
        count=earlier.at_least, parts={}, percent=None if earlier.at_least_basis_points is None
        else earlier.at_least_basis_points / 100,
    ))
    return Changed(after, before=scene.say("card.target", what=before, span=span))


def undo(scene: Scene, chain: str, revision: int) -> Changed | None:
    """Bring back what stood before the revision, as a new one; None where nothing stood before."""
    earlier = [each for each in revisions(scene.session, chain) if each.revision < revision]
    last = latest_of(scene.session, chain)
    if not earlier or last is None or not scene.view.may_report(last.organization):
        return None
    act = _act(scene, f"{scene.turn.key}.undo", last.organization)
    if not earlier[-1].holds:
        return _changed(scene, last, withdraw(scene.session, chain, revision, act))
    return _changed(scene, last, revise(scene.session, chain, revision, entry_of(earlier[-1]), act))


def lock(scene: Scene, form: AnyDraft) -> None:
    """Let nobody else record for the unit until the turn ends."""
    if form.unit is not None:
        hold(scene.session, form.unit)


def _act(scene: Scene, effect: str, unit: str) -> Act:
    return Act(
        effect=effect, by=scene.member.id, at=scene.now, on_behalf=scene.view.on_behalf(unit), entered_for=_holder(scene, unit)
    )


def _holder(scene: Scene, unit: str) -> int | None:
    """The person whose clerk writes, where somebody has the role."""
    clerk = scene.view.clerk_for(unit)
    if clerk is None:
        return None
    found = (seat.person_id for seat in sitting(scene, [clerk.organization_id])
             if (seat.kind, seat.capacity) == (clerk.kind, Capacity.HOLDER))
    return next(found, None)


def _changed(scene: Scene, before: Said | None, after: Said | Stale) -> Changed:
    if isinstance(after, Stale):
        return Changed(in_words(scene, after.now), after.now.chain, after.now.revision, stale=True)
    return Changed(in_words(scene, after), after.chain, after.revision, before=in_words(scene, before) if before else None)


_KINDS: dict[str, Callable[..., Changed]] = {"report": _report, "withdrawal": _withdrawal, "target": _target}
