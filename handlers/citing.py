"""A target in words: what it asks for, of whom, from which plan and clause. Knows no result."""

from itertools import pairwise

from handlers import wording
from handlers.measuring import Ask
from handlers.scene import Scene
from locales.writing import day, number, percentage
from storage.conditions import both, parse, written
from storage.spans import Span
from storage.target_rows import Goal
from storage.which_target import Applicable, targets_for


def asked_of(target: Applicable, of: Applicable | None = None) -> Ask:
    """The question whose answer is held against the target. An of-which target counts inside the one that it is part `of`."""
    goal = target.goal
    condition, setting = goal.condition, goal.setting
    if of is not None and of.goal.condition:
        condition = written(both(parse(of.goal.condition), parse(condition)))
    return Ask(target.unit, goal.indicator, condition, setting or (of.goal.setting if of else None), goal.events, target.span)


def cited(scene: Scene, target: Applicable) -> str:
    """ "Chỉ tiêu: ít nhất 9 đảng viên trong doanh nghiệp mỗi năm – Kế hoạch …, mục II.2(1)." """
    return scene.say("progress.target", bound=bound(scene, target.goal), limit=limit(scene, target.goal),
                     each=each(scene, target), source=source(scene, target.goal))


def line(scene: Scene, target: Applicable, after: Goal | None) -> str:
    """One line of a list of targets; the plan is named where the line before, `after`, has not named it."""
    indicator = wording.capital(scene.say(f"indicator.{target.goal.indicator}"))
    return scene.say("target.line", indicator=indicator, limit=limit(scene, target.goal), **_terms(scene, target, after))


def part_line(scene: Scene, target: Applicable, after: Goal) -> str:
    """An of-which target below the line of its whole."""
    who = limit(scene, target.goal) if not target.goal.condition else wording.condition(scene.language, target.goal.condition)
    return scene.say("target.part", who=who.strip(), **_terms(scene, target, after))


def _terms(scene: Scene, target: Applicable, after: Goal | None) -> dict[str, str]:
    goal = target.goal
    named = _is_of_the_same_plan(goal, after)
    return {"bound": bound(scene, goal), "each": each(scene, target),
            "source": _clause(scene, goal) if named else source(scene, goal)}


def _is_of_the_same_plan(goal: Goal, after: Goal | None) -> bool:
    """And says by which clause: what is left to say where the plan has been named."""
    if after is None or goal.plan is None or after.plan is None:
        return False
    return goal.plan.id == after.plan.id and bool(goal.clause)


def bound(scene: Scene, goal: Goal) -> str:
    """What the target asks for as the plan writes it, be the question of several years or not."""
    bounds = goal.bounds
    if bounds.basis_points is not None:
        return scene.say("bound.percent", number=percentage(scene.language, bounds.basis_points))
    if goal.more_than is not None:
        return scene.say("bound.more_than", number=_people(scene, goal, goal.more_than))
    low, high = bounds.minimum, bounds.maximum
    if low is None:
        return scene.say("bound.at_most", number=_people(scene, goal, high or 0))
    if high is None:
        return scene.say("bound.at_least", number=_people(scene, goal, low))
    if low == high:
        return scene.say("bound.exactly", number=_people(scene, goal, low))
    return scene.say("bound.range", low=number(scene.language, low), high=_people(scene, goal, high))


def limit(scene: Scene, goal: Goal) -> str:
    """Of whom, put behind the number."""
    return wording.limits(scene.language, goal.condition, goal.setting)


def each(scene: Scene, target: Applicable) -> str:
    """Yearly, or for which span; "each year" of one year would be odd."""
    span = target.goal.span
    is_one_year = span.first is not None and span.first.year == span.last.year
    if target.is_yearly and target.goal.given_by is None and not is_one_year:
        return scene.say("each.year", span=wording.days(scene.language, target.goal.span))
    return scene.say("each.span", span=wording.days(scene.language, target.goal.span))


def source(scene: Scene, goal: Goal) -> str:
    """The plan with its symbol and the clause; or when an officer gave it."""
    if goal.plan is None:
        return scene.say("source.given", day=day(scene.language, goal.given_at.astimezone(scene.now.tzinfo).date()))
    plan = goal.plan
    title = scene.say("source.symbol", title=plan.title, symbol=plan.symbol) if plan.symbol else plan.title
    return scene.say("source.clause", plan=title, clause=_clause(scene, goal)) if goal.clause else title


def brief_source(scene: Scene, goal: Goal, after: Goal | None) -> str:
    """To be put behind a figure: the clause alone where the plan is the one that the answer has named with `after`."""
    if _is_of_the_same_plan(goal, after):
        return scene.say("source.tail", source=_clause(scene, goal))
    return scene.say("source.tail", source=source(scene, goal))


def _clause(scene: Scene, goal: Goal) -> str:
    """A clause by its number, "mục II.2(1)", or a part by its heading, "phần “Mục tiêu”"."""
    has_words = any(one.islower() and following.islower() for one, following in pairwise(goal.clause))
    return scene.say("clause.heading" if has_words else "clause.number", clause=goal.clause)


def _people(scene: Scene, goal: Goal, count: int) -> str:
    return wording.people(scene.language, goal.indicator, count)


def applicable(scene: Scene, ask: Ask) -> list[Applicable]:
    """Targets that answer, in order."""
    found = targets_for(scene.session, scene.tree, ask.unit, ask.indicator, ask.condition, ask.setting, ask.events, ask.span,
                        today=scene.today)
    return [each for each in found if scene.view.sees(each.unit)]


def no_own_target(scene: Scene, ask: Ask, span: Span) -> str:
    """The first sentence where a unit has none of its own."""
    return scene.say("progress.no_target", unit=scene.unit_name(ask.unit), span=wording.days(scene.language, span),
                     indicator=wording.subject(scene.language, ask.indicator, ask.events))
