"""Targets that officers give: written once, superseded by later ones, never overwritten. Knows no plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlmodel import Session, col, select

from storage.audit import Audit, note
from storage.conditions import both, parse, written
from storage.recording import Act
from storage.spans import Span, whole_years
from storage.targets import Target
from storage.terms import Each, Event, Indicator, Setting


@dataclass(frozen=True, kw_only=True)
class GivenTarget:
    """What an officer gives. `parts`: of-which numbers by condition, as storage.conditions writes them."""

    organization: str
    indicator: Indicator
    span: Span
    at_least: int | None = None
    at_least_basis_points: int | None = None
    condition: str = ""
    setting: Setting | None = None
    parts: Mapping[str, int] = field(default_factory=dict)


def give(session: Session, given: GivenTarget, act: Act) -> GivenTarget | None:
    """Record the target and its of-which lines; the same effect again changes nothing. What it supersedes, if anything."""
    if session.exec(select(Target.id).where(col(Target.effect) == act.effect)).first() is not None:
        return None
    before = _standing(session, given)
    whole = _row(given, act, key=act.effect, condition=given.condition, at_least=given.at_least)
    session.add(whole)
    for place, (who, count) in enumerate(given.parts.items(), 1):
        narrowed = written(both(parse(given.condition), parse(who)))
        session.add(_row(given, act, key=f"{act.effect}.{place}", condition=narrowed, at_least=count, part_of=act.effect))
    note(session, Audit(at=act.at, person_id=act.by, organization_id=given.organization, act="give_target", subject=act.effect,
                        before=_figures(before) if before else None, after=_figures(whole) | {"parts": dict(given.parts)}))
    if before is None:
        return None
    return replace(given, at_least=before.at_least, at_least_basis_points=before.at_least_basis_points, parts={})


def _row(given: GivenTarget, act: Act, *, key: str, condition: str, at_least: int | None, part_of: str | None = None) -> Target:
    years = whole_years(given.span)
    first = given.span.first or act.at.date()
    return Target(
        organization_id=given.organization, key=key, part_of=part_of, indicator=given.indicator,
        events=Event.FOUNDED.value if given.indicator is Indicator.ORGANISATIONS else "",
        each=Each.YEAR if years is not None and len(years) == 1 else Each.SPAN, first_day=first, last_day=given.span.last,
        at_least=at_least, at_least_basis_points=None if part_of else given.at_least_basis_points, setting=given.setting,
        condition=condition, given_by=act.by, given_at=act.at, effect=key,
    )


def _standing(session: Session, given: GivenTarget) -> Target | None:
    """What the new target supersedes: the last one given of the same thing for the same days."""
    same = select(Target).where(
        col(Target.given_by).is_not(None), Target.organization_id == given.organization, Target.indicator == given.indicator,
        Target.condition == given.condition, Target.last_day == given.span.last, col(Target.part_of).is_(None),
    )
    return session.exec(same.order_by(col(Target.id).desc())).first()


def _figures(target: Target) -> dict[str, Any]:
    return {"indicator": target.indicator, "from": target.first_day.isoformat(), "to": target.last_day.isoformat(),
            "at_least": target.at_least, "at_least_basis_points": target.at_least_basis_points, "condition": target.condition}
