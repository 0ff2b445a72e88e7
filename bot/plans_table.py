"""One plan as readable lines: targets, what is to be done, notes, doubts. Knows rows and wording, no database."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.columns import columns
from handlers.wording import limits
from locales.messages import has, say
from locales.writing import day, listed, number, percentage, span
from storage.due import last_day, yearly_day
from storage.plan_doubts import Doubt, Lacking, Overlap, PartTooLarge, Past
from storage.targets import Milestone, Plan, Target
from storage.terms import Each


@dataclass(frozen=True)
class Shown:
    """A plan with all that is shown of it. `owner`: name of the organization whose it is; `loaded`: whether it is on record."""

    plan: Plan
    owner: str
    targets: Sequence[Target]
    milestones: Sequence[Milestone]
    doubts: Sequence[Doubt]
    loaded: bool


def lines(language: str, shown: Shown) -> list[str]:
    """The whole plan, headed by its key."""
    return [
        *_head(language, shown),
        *_section(language, "plans.targets", _targets(language, shown.targets) or ["  " + say(language, "plans.no_targets")]),
        *_section(language, "plans.milestones", _milestones(language, shown.milestones)),
        *_section(language, "plans.notes", _notes(shown)),
        *_section(language, "plans.warnings", ["  ! " + doubt_said(language, doubt) for doubt in shown.doubts]),
    ]


def _head(language: str, shown: Shown) -> list[str]:
    plan = shown.plan
    state = (say(language, "plans.loaded", day=day(language, plan.loaded_at.date())) if shown.loaded
             else say(language, "plans.not_loaded", name=plan.key))
    facts = [
        (say(language, "plans.owner"), shown.owner), (say(language, "plans.issuer"), plan.issuer),
        (say(language, "plans.symbol"), plan.symbol or say(language, "plans.no_symbol")),
        (say(language, "plans.span"), span(language, plan.first_day, plan.last_day)),
        (say(language, "plans.basis"), ", ".join(plan.basis)), (say(language, "plans.state"), state),
    ]
    return [f"{plan.key} – {plan.title}", *columns([fact for fact in facts if fact[1]])]


def _section(language: str, key: str, body: Sequence[str]) -> list[str]:
    return [" " + say(language, key), *body] if body else []


def _targets(language: str, targets: Sequence[Target]) -> list[str]:
    heads = [tuple(say(language, f"plans.column.{name}") for name in ("clause", "bound", "each", "what"))]
    by_key = {target.key: target for target in targets}
    return columns([*heads, *(_target(language, target, by_key) for target in targets)]) if targets else []


def _target(language: str, target: Target, by_key: dict[str, Target]) -> tuple[str, ...]:
    what = say(language, f"indicator.{target.indicator}") + limits(language, target.condition, target.setting)
    above = by_key.get(target.part_of or "")
    while above is not None:
        what, above = say(language, "plans.of_which", what=what), by_key.get(above.part_of or "")
    if target.shared_by:
        what = say(language, "plans.each_of", what=what, who=_who(language, target.shared_by))
    return target.clause, bound(language, target), _when(language, target), what


def _when(language: str, target: Target) -> str:
    days = span(language, target.first_day, target.last_day)
    if target.first_day.year == target.last_day.year:
        return days                             # each year of one year is that year
    return say(language, "plans.each_year" if target.each is Each.YEAR else "plans.each_span", span=days)


def bound(language: str, target: Target) -> str:
    """"≥ 9", "> 55", "1.020–1.250", "≥ 87,5 %"."""
    if target.at_least_basis_points is not None:
        return "≥ " + percentage(language, target.at_least_basis_points)
    if target.at_least is not None and target.at_most is not None:
        return f"{number(language, target.at_least)}–{number(language, target.at_most)}"
    bounds = ((">", target.more_than), ("≥", target.at_least), ("≤", target.at_most), ("=", target.exactly))
    return ", ".join(f"{sign} {number(language, value)}" for sign, value in bounds if value is not None)


def _milestones(language: str, milestones: Sequence[Milestone]) -> list[str]:
    return columns([(each.clause, due(language, each), _who_does(language, each)) for each in milestones])


def _who_does(language: str, milestone: Milestone) -> str:
    if not milestone.shared_by:
        return milestone.name
    return say(language, "plans.done_by", what=milestone.name, who=_who(language, milestone.shared_by))


def _who(language: str, names: Sequence[str]) -> str:
    return listed(language, [kind_said(language, name) for name in names])


def kind_said(language: str, name: str) -> str:
    """A kind in words; any other name as it is."""
    return say(language, f"kind.{name}") if has(language, f"kind.{name}") else name


def due(language: str, milestone: Milestone) -> str:
    """"31/12/2023", "hằng năm, 31/12", or that no day is set."""
    if milestone.every:
        yearly = yearly_day(milestone.due, 2024) if milestone.due else None
        each = say(language, f"plans.every.{milestone.every}")
        return say(language, "plans.every_on", every=each, day=f"{yearly:%d/%m}") if yearly else each
    once = last_day(milestone.due)
    return day(language, once) if once else say(language, "plans.no_day")


def _notes(shown: Shown) -> list[str]:
    rows: list[Target | Milestone] = [*shown.targets, *shown.milestones]
    of_clauses = dict.fromkeys(f"{row.clause}: {note}" for row in rows for note in row.notes)
    return [f"  - {note}" for note in (*shown.plan.notes, *of_clauses)]


def doubt_said(language: str, doubt: Doubt) -> str:
    """A doubt as a sentence."""
    match doubt:
        case Overlap(one, other, first, last):
            return say(language, "plans.doubt.overlap", one=_cited(language, one), other=_cited(language, other),
                       span=span(language, first, last), indicator=say(language, f"indicator.{one.indicator}"))
        case PartTooLarge(part, whole):
            return say(language, "plans.doubt.part", part=_cited(language, part), whole=_cited(language, whole))
        case Past(milestone, on):
            return say(language, "plans.doubt.past", name=milestone.name, clause=milestone.clause, day=day(language, on))
        case Lacking(name):
            return say(language, "plans.doubt.lacking", name=kind_said(language, name))


def _cited(language: str, target: Target) -> str:
    return f"{target.clause} ({bound(language, target)}, {_when(language, target)})"
