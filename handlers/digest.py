"""The digest of an officer or leader: what came in since the last one, who is late, targets against an even pace."""

from datetime import date, datetime, timedelta

from handlers import wording
from handlers.naming_duties import name
from handlers.turn import House
from locales.messages import say
from locales.writing import day, number
from storage.database import Session
from storage.duty_list import Asked, duties
from storage.figures import figure
from storage.ledger_queries import said
from storage.pace import even_pace
from storage.seats import seats, seats_of
from storage.spans import Span, year_of
from storage.terms import Capacity, Indicator, RoleKind
from storage.told_whom import Staff
from storage.tree import Tree, tree_as_of
from storage.which_target import all_targets

_LEADING = (RoleKind.OFFICER, RoleKind.LEADER)
_LATE = 5                                           # things named


def digest(session: Session, language: str, house: House, now: datetime, person: int, since: date) -> list[str]:
    """Its lines, for each committee that the person is an officer or leader of."""
    today = now.date()
    tree = tree_as_of(session, today)
    units = dict.fromkeys(
        seat.organization_id for seat in seats_of(session, person, now, today)
        if seat.kind in _LEADING and seat.capacity is not Capacity.CLERK and seat.organization_id in tree
    )
    lines = []
    for unit in units:
        lines.append(say(language, "digest.head", unit=tree[unit].name, day=day(language, since)))
        lines.append(_came_in(session, language, tree, unit, since, now))
        lines += _late(session, language, tree, unit, house, now)
        lines += _targets(session, language, tree, unit, today)
    return lines


def _came_in(session: Session, language: str, tree: Tree, unit: str, since: date, now: datetime) -> str:
    inside = [each.id for each in tree.subtree(unit)]
    found = [each for each in said(session, inside, Indicator.ADMISSIONS)
             if each.recorded_at is not None and each.recorded_at.astimezone(now.tzinfo).date() >= since]
    admitted = sum(each.count or 0 for each in found if not each.is_statement)
    return say(language, "digest.came_in", reports=number(language, len(found)), admitted=number(language, admitted),
               units=number(language, len({each.organization for each in found})))


def _late(session: Session, language: str, tree: Tree, unit: str, house: House, now: datetime) -> list[str]:
    today = now.date()
    inside = [each.id for each in tree.subtree(unit)]
    there = Staff(tree, tuple(seats(session, inside, now, today)))
    groups: dict[tuple[str, object], list[str]] = {}
    names: dict[tuple[str, object], str] = {}
    for duty in duties(session, tree, Asked(today, today + timedelta(days=1), house.rhythm, now.tzinfo), inside):
        if duty.is_late(today) and not duty.was_over and there.joined(duty.unit):
            groups.setdefault((duty.code, duty.period), []).append(tree[duty.unit].name)
            names[duty.code, duty.period] = name(language, duty)
    lines = [say(language, "digest.late", name=names[key], count=len(units), units="; ".join(units[:_LATE]))
             for key, units in list(groups.items())[:_LATE]]
    return lines or [say(language, "digest.nobody_late")]


def _targets(session: Session, language: str, tree: Tree, unit: str, today: date) -> list[str]:
    """The year's targets of the unit's own in admissions, each against where an even pace would be."""
    year = year_of(today)
    reports = said(session, None, Indicator.ADMISSIONS, year)
    lines = []
    for each in all_targets(session, tree, unit, Indicator.ADMISSIONS, year, today=today):
        goal, minimum = each.goal, each.bounds.minimum
        if each.unit != unit or minimum is None or each.span != year:
            continue
        so_far = figure(tree, unit, reports, Span(year.first, today), goal.condition, goal.setting)
        lines.append(say(language, "digest.target", what=wording.limits(language, goal.condition, goal.setting),
                         clause=goal.clause, number=number(language, so_far.low), target=number(language, minimum),
                         pace=number(language, even_pace(minimum, year, today))))
    return lines
