"""Where a unit stands on one indicator: against its own target, else the nearest one above with what the unit gave to it."""

from collections.abc import Sequence
from dataclasses import replace

from handlers import citing, shares, telling, wording
from handlers.measuring import Ask, counted, events_of, rated
from handlers.scene import Scene
from locales.writing import day, number
from storage.pace import a_month, even_pace
from storage.progress import Progress, progress
from storage.spans import Span, year_of
from storage.target_rows import Goal, given_in
from storage.terms import Indicator
from storage.which_target import Applicable, all_targets

_A_YEAR = 360                                       # days
_GIVEN_SHOWN = 10


def standing(
    scene: Scene, unit: str, indicator: Indicator, events: tuple[str, ...] = (), span: Span | None = None
) -> str:
    """After a report: where the unit stands now, in few lines; after one of other years, where it stood then."""
    return told(scene, ask_after(scene, unit, indicator, events, span), brief=True)


def ask_after(
    scene: Scene, unit: str, indicator: Indicator, events: tuple[str, ...] = (), span: Span | None = None
) -> Ask:
    """The question that a report of these days leaves open."""
    of_this_year = span is None or (span.first is not None and span.first.year == span.last.year == scene.today.year)
    about = None if of_this_year and not indicator.is_rating else span
    return Ask(unit, indicator, events=events_of(indicator, events), span=about)


def told(scene: Scene, ask: Ask, *, brief: bool = False) -> str:
    """The whole answer about one unit: first the answer, then what it rests on. `brief`: without other targets."""
    if ask.indicator.is_stock:
        return shares.stock(scene, ask)
    if ask.indicator.is_rating:
        return shares.rating(scene, ask)
    return "\n".join(_counts(scene, ask, brief))


def _counts(scene: Scene, ask: Ask, brief: bool) -> list[str]:
    targets = citing.applicable(scene, ask)
    targets = targets[:1] if brief else [*targets, *_for_certain_people(scene, ask, targets)]
    if not targets:
        return [*_figure(scene, ask), *([] if ask.condition else [scene.say("progress.none_anywhere")])]
    if not targets[0].fits:                         # about a part of the year: its own figure, then the year in short
        return [*_figure(scene, ask), *_in_short(scene, targets[0])]
    if targets[0].unit == ask.unit:
        return [*_targets(scene, targets), *([] if brief else _above(scene, ask, targets[0]))]
    own = citing.no_own_target(scene, ask, targets[0].span)
    return [own, *_targets(scene, targets, contributors=[ask] if scene.turn.private else ())]


def told_together(scene: Scene, asks: Sequence[Ask]) -> list[str]:
    """Short answers about several units; a target above that several of them are held against is told once."""
    groups: dict[tuple[int, Span] | Ask, list[Ask]] = {}
    targets: dict[Ask, Applicable] = {}
    for ask in asks:
        found = [] if ask.indicator.is_stock or ask.indicator.is_rating else citing.applicable(scene, ask)[:1]
        shared = bool(found) and found[0].fits and found[0].unit != ask.unit
        targets |= {ask: found[0]} if shared else {}
        groups.setdefault((found[0].goal.id, found[0].span) if shared else ask, []).append(ask)
    return [
        told(scene, group[0], brief=True) if len(group) == 1 else _held_together(scene, group, targets[group[0]])
        for group in groups.values()
    ]


def _held_together(scene: Scene, asks: Sequence[Ask], target: Applicable) -> str:
    own = [citing.no_own_target(scene, ask, target.span) for ask in asks]
    return "\n".join([*own, *_in_full(scene, target, asks if scene.turn.private else ())])


def _for_certain_people(scene: Scene, ask: Ask, found: list[Applicable]) -> list[Applicable]:
    """A question about everybody also hears of targets for some, owners say, that are no part of another."""
    if ask.condition or not found:
        return []
    every = all_targets(scene.session, scene.tree, found[0].unit, ask.indicator, ask.span, today=scene.today)
    known = {each.goal.id for each in found}
    return [each for each in every if each.goal.id not in known]


def _above(scene: Scene, ask: Ask, own: Applicable) -> list[str]:
    """The nearest target above a unit that has its own, in one line."""
    parent = scene.tree[ask.unit].parent
    found = citing.applicable(scene, ask.of(parent)) if parent is not None else []
    return [_one_line(scene, each, own.goal) for each in found[:1]]


def _in_short(scene: Scene, target: Applicable) -> list[str]:
    return [_against(scene, target, _head(scene, target)), citing.cited(scene, target)]


def _figure(scene: Scene, ask: Ask) -> list[str]:
    """The plain figure of the days asked for."""
    span = ask.span or year_of(scene.today)
    found = counted(scene, replace(ask, span=span))
    return [telling.counted_line(scene, ask, found, _shown(scene, span)), *telling.remarks(scene, ask, found)]


def _shown(scene: Scene, span: Span) -> Span:
    """An open-ended span ends today in words."""
    return span if span.first is not None or span.last <= scene.today else Span(None, scene.today)


def _targets(scene: Scene, targets: list[Applicable], contributors: Sequence[Ask] = ()) -> list[str]:
    """The first target in full with the of-which lines; the others a line each."""
    first, others = targets[0], targets[1:]
    lines = _in_full(scene, first, contributors)
    if others:
        lines.append(scene.say("progress.others"))
        lines += [_one_line(scene, each, first.goal, after=first) for each in others]
    return lines


def _in_full(scene: Scene, target: Applicable, contributors: Sequence[Ask]) -> list[str]:
    ask = citing.asked_of(target)
    found = counted(scene, ask)
    stands = progress(found.low, target.bounds, found.high)
    lines = [telling.against(scene, ask, found, stands, _head(scene, target))]
    if words := telling.parts(scene, ask, found):
        lines.append(scene.say("progress.contains", parts=", ".join(words)))
    lines += [_contribution(scene, ask.of(each.unit)) for each in contributors]
    lines.append(citing.cited(scene, target))
    lines += _pace(scene, stands, target.span)
    lines += [scene.say("progress.part", line=_part(scene, part, target)) for part in target.parts]
    return [*lines, *telling.remarks(scene, ask, found)]


def given_below(scene: Scene, ask: Ask) -> list[str]:
    """Yearly targets given to units below, their sum, and the unit's own target beside it; empty where none was given."""
    year = ask.span if ask.span and ask.span.days and ask.span.days >= _A_YEAR else year_of(scene.today)
    below = [unit.id for unit in scene.tree.subtree(ask.unit)[1:]]
    given = given_in(scene.session, below, ask.indicator, year)
    if not given:
        return []
    own = citing.applicable(scene, replace(ask, span=year, setting=None, condition=""))
    bound = citing.bound(scene, own[0].goal) if own and own[0].unit == ask.unit else ""
    beside = scene.say("target.given_against", bound=bound, unit=scene.unit_name(ask.unit)) if bound else ""
    together = sum(goal.bounds.minimum or 0 for goal in given if not goal.condition)
    total = wording.people(scene.language, ask.indicator, together)
    span = wording.days(scene.language, year)
    lines = [scene.say("target.given_below", count=len(given), span=span, sum=total, against=beside)]
    return [*lines, *(_given_line(scene, goal) for goal in given[:_GIVEN_SHOWN])]


def _given_line(scene: Scene, goal: Goal) -> str:
    count = wording.people(scene.language, goal.indicator, goal.bounds.minimum or 0)
    return scene.say("target.given_line", unit=scene.unit_name(goal.organization), number=count + citing.limit(scene, goal))


def other_indicators(scene: Scene, unit: str, span: Span | None) -> str:
    """For a question that names nothing: a line for each target of other indicators; empty where there is none."""
    lines: list[str] = []
    told_of = citing.applicable(scene, Ask(unit, Indicator.ADMISSIONS, span=span))
    named = told_of[0].goal if told_of else None
    for indicator in Indicator:
        if indicator is not Indicator.ADMISSIONS:
            targets = all_targets(scene.session, scene.tree, unit, indicator, span, today=scene.today)
            lines += [_one_line(scene, each, named) for each in targets[:1] if scene.view.sees(each.unit)]
    return "\n".join([scene.say("progress.other_indicators"), *lines]) if lines else ""


def _one_line(scene: Scene, target: Applicable, named: Goal | None, after: Applicable | None = None) -> str:
    """A target beside others; the plan of `named` and the unit of the line before, `after`, are not named again."""
    source = citing.brief_source(scene, target.goal, named)
    if not target.goal.indicator.is_rating:
        return f"• {_against(scene, target, _head(scene, target, after), source)}"
    asked = replace(citing.asked_of(target), span=None)
    span, found = rated(scene, asked)
    text = shares.against_share(scene, replace(asked, span=span), found, span, target, source)
    return f"• {wording.capital(wording.subject(scene.language, asked.indicator))} – {text}"


def _part(scene: Scene, part: Applicable, of: Applicable) -> str:
    """An of-which target: counted inside its whole, named by what it adds."""
    found = counted(scene, citing.asked_of(part, of))
    stands = progress(found.low, part.bounds, found.high)
    return telling.against(scene, citing.asked_of(part), found, stands, "", citing.brief_source(scene, part.goal, of.goal))


def _contribution(scene: Scene, ask: Ask) -> str:
    found = counted(scene, ask)
    unit = scene.unit_name(ask.unit)
    if not found.whole:
        return scene.say("progress.contribution.none", unit=unit)
    text = telling.with_parts(scene, ask, found, wording.people(scene.language, ask.indicator, found.low))
    return scene.say("progress.contribution", unit=unit, result=text)


def _against(scene: Scene, target: Applicable, head: str, source: str = "") -> str:
    ask = citing.asked_of(target)
    found = counted(scene, ask)
    return telling.against(scene, ask, found, progress(found.low, target.bounds, found.high), head, source)


def _head(scene: Scene, target: Applicable, after: Applicable | None = None) -> str:
    """Whose figure, of which days; without what the line before has said already."""
    span = wording.days(scene.language, target.span)
    if after is not None and after.unit == target.unit:
        return wording.capital(scene.say("head.span", span=span))
    return scene.say("head.unit", unit=scene.unit_name(target.unit), span=span)


def _pace(scene: Scene, stands: Progress, span: Span) -> list[str]:
    """How much a month is needed from now, and where an even pace would be; nothing for a span without a beginning."""
    minimum = stands.bounds.minimum
    if minimum is None or span.first is None or span.first > scene.today:
        return []
    if span.last < scene.today:
        return [scene.say("progress.closed")]
    even = number(scene.language, even_pace(minimum, span, scene.today))
    monthly = a_month(stands.missing[1], span, scene.today)
    if not stands.missing[1] or monthly is None:
        return [scene.say("progress.even", even=even)]
    if monthly in (1, stands.missing[1]):           # "about 1 a month" for 2 in four years, or 170 in eleven days, says nothing
        return [scene.say("progress.due", end=day(scene.language, span.last), even=even)]
    return [scene.say("progress.pace", end=day(scene.language, span.last), a_month=number(scene.language, monthly), even=even)]
