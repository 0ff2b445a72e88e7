"""Plan files into tables, and which plans are in force. Works in the caller's transaction; knows no file and no wording."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from storage.audit import Audit, note
from storage.names import plain
from storage.organizations import Organization
from storage.plan_clauses import MilestoneClause, TargetClause
from storage.planfile import PlanFile
from storage.targets import Milestone, Plan, Target


@dataclass(frozen=True)
class Unbound:
    """The plan's organization is none on record, or several; `existing` are those that it may have meant, as (id, name)."""

    sought: str
    existing: tuple[tuple[str, str], ...]
    ambiguous: bool = False


def bind(session: Session, name: str, organization_id: str | None = None) -> Organization | Unbound:
    """The organization of that id, where one is given, else of that full name."""
    everyone = session.exec(select(Organization).order_by(col(Organization.id))).all()
    if organization_id is not None:
        found = [one for one in everyone if one.id == organization_id]
    else:
        found = [one for one in everyone if plain(one.name) == plain(name)]
    if len(found) == 1:
        return found[0]
    meant = found or [one for one in everyone if one.kind in ("committee", "bloc")] or everyone
    return Unbound(organization_id or name, tuple((one.id, one.name) for one in meant), ambiguous=bool(found))


def load(session: Session, key: str, file: PlanFile, organization: Organization, now: datetime) -> Plan:
    """Put the plan on record. One of the same key and organization that was in force is kept, as replaced."""
    earlier = session.exec(
        select(Plan).where(_in_force(), Plan.key == key, Plan.organization_id == organization.id)
    ).all()
    for plan in earlier:
        plan.replaced_at = now
        session.add(plan)
    plan = plan_row(key, file, organization.id, now)
    session.add(plan)
    session.flush()
    targets, milestones = clause_rows(plan, file)
    session.add_all([*targets, *milestones])
    note(session, Audit(at=now, organization_id=organization.id, act="plan.load", subject=f"plan:{key}",
                        before={"plan": earlier[-1].id} if earlier else None,
                        after={"plan": plan.id, "targets": len(targets), "milestones": len(milestones)}))
    session.flush()
    return plan


def plan_row(key: str, file: PlanFile, organization_id: str, now: datetime) -> Plan:
    """The document as a row, not yet on record."""
    return Plan(
        key=key, organization_id=organization_id, title=file.title, symbol=file.symbol, issuer=file.issuer,
        first_day=file.first_day, last_day=file.last_day, basis=list(file.basis), notes=list(file.notes), loaded_at=now,
    )


def clause_rows(plan: Plan, file: PlanFile) -> tuple[list[Target], list[Milestone]]:
    """What the document holds as rows of the plan, not yet on record."""
    return [_target_row(plan, each) for each in file.targets], [_milestone_row(plan, each) for each in file.milestones]


def _target_row(plan: Plan, each: TargetClause) -> Target:
    return Target(
        plan_id=plan.id, organization_id=plan.organization_id, shared_by=list(each.shared_by), key=each.key,
        part_of=each.part_of, clause=each.clause, indicator=each.indicator, events=each.events, each=each.each,
        first_day=each.first_day, last_day=each.last_day, at_least=each.at_least, more_than=each.more_than,
        at_most=each.at_most, exactly=each.exactly, at_least_basis_points=each.at_least_basis_points,
        setting=each.setting, condition=each.condition, notes=list(each.notes), given_at=plan.loaded_at,
    )


def _milestone_row(plan: Plan, each: MilestoneClause) -> Milestone:
    return Milestone(
        plan_id=plan.id, organization_id=plan.organization_id, key=each.key, clause=each.clause, name=each.name,
        aliases=list(each.aliases), shared_by=list(each.shared_by), every=each.every, due=each.due, notes=list(each.notes),
    )


def plans(session: Session) -> Sequence[Plan]:
    """All plans in force, in the order in which they were loaded."""
    return session.exec(select(Plan).where(_in_force()).order_by(col(Plan.id))).all()


def targets_of(session: Session, plan: Plan) -> Sequence[Target]:
    """The plan's targets as its file lists them."""
    return session.exec(select(Target).where(Target.plan_id == plan.id).order_by(col(Target.id))).all()


def milestones_of(session: Session, plan: Plan) -> Sequence[Milestone]:
    """The plan's milestones as its file lists them."""
    return session.exec(select(Milestone).where(Milestone.plan_id == plan.id).order_by(col(Milestone.id))).all()


def _in_force() -> ColumnElement[bool]:
    return col(Plan.replaced_at).is_(None)
