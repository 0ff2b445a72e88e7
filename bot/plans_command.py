"""`bot plans` and `bot plans load`: plans shown and put on record. Knows files, the database and the operator's terminal."""

import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

from bot.file_faults import print_faults
from bot.plans_table import Shown, doubt_said, lines
from locales.messages import say
from storage import shipped_plans
from storage.database import Session, connect, migrate, transaction
from storage.faults import Fault, Reason
from storage.organizations import Organization
from storage.plan_doubts import doubts
from storage.plan_loading import Unbound, bind, clause_rows, load, milestones_of, plan_row, plans, targets_of
from storage.planfile import PlanFile, read_plan
from storage.targets import Plan
from storage.tree import tree_as_of
from storage.units import Unit

_NAMED = 12                                     # organizations listed where none fits


def show_plans(url: str, today: date, language: str = "vi") -> int:
    """Print all plans on record, then those that come with the program and are not."""
    engine = connect(url)
    migrate(engine)
    with Session(engine) as session:
        on_record = plans(session)
        shown = [_shown(session, plan, today) for plan in on_record]
    engine.dispose()
    keys = {plan.key for plan in on_record}
    shown += [_unloaded(name, today) for name in shipped_plans.names() if name not in keys]
    print("\n\n".join("\n".join(lines(language, each)) for each in shown))
    return 0


def _shown(session: Session, plan: Plan, today: date) -> Shown:
    targets, milestones = targets_of(session, plan), milestones_of(session, plan)
    units = _subtree(session, plan.organization_id, today)
    owner = session.get_one(Organization, plan.organization_id).name
    return Shown(plan, owner, targets, milestones, doubts(targets, milestones, today, units), loaded=True)


def _subtree(session: Session, organization_id: str, today: date) -> Sequence[Unit] | None:
    tree = tree_as_of(session, today)
    return tree.subtree(organization_id) if organization_id in tree else None


def _unloaded(name: str, today: date) -> Shown:
    file = read_plan(shipped_plans.text(name))
    if isinstance(file, list):
        raise ValueError(f"a shipped plan is wrong: {name}: {file}")
    plan = plan_row(name, file, "", datetime.combine(today, time(), UTC))
    targets, milestones = clause_rows(plan, file)
    return Shown(plan, file.organization, targets, milestones, doubts(targets, milestones, today), loaded=False)


def load_plan(url: str, name_or_file: str, organization: str | None, today: date, now: datetime, language: str = "vi") -> int:
    """Load one of the shipped plans, by name, or a file. 1, and nothing loaded, where it is wrong or whose it is unclear."""
    read = _read(name_or_file)
    if read is None:
        print(say(language, "plans.no_file", name=name_or_file, known=", ".join(shipped_plans.names())), file=sys.stderr)
        return 1
    key, file = read
    if isinstance(file, list):
        print_faults(language, name_or_file, file)
        return 1
    engine = connect(url)
    migrate(engine)
    with transaction(engine) as session:
        code = _load(session, language, key, file, organization, today, now)
    engine.dispose()
    return code


def _read(name_or_file: str) -> tuple[str, PlanFile | list[Fault]] | None:
    """Key and content; None where there is no such name or file."""
    if name_or_file in shipped_plans.names():
        return name_or_file, read_plan(shipped_plans.text(name_or_file))
    path = Path(name_or_file)
    try:
        return path.stem[:64], read_plan(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        return path.stem, [Fault(Reason.UNREADABLE, None, "")]
    except OSError:
        return None


def _load(session: Session, language: str, key: str, file: PlanFile, organization: str | None,
          today: date, now: datetime) -> int:
    owner = bind(session, file.organization, organization)
    if isinstance(owner, Unbound):
        print(_unbound(language, owner), file=sys.stderr)
        return 1
    plan = load(session, key, file, owner, now)
    targets, milestones = targets_of(session, plan), milestones_of(session, plan)
    print(say(language, "plans.now_loaded", title=plan.title, organization=owner.name, id=owner.id,
              targets=len(targets), milestones=len(milestones)))
    for doubt in doubts(targets, milestones, today, _subtree(session, owner.id, today)):
        print("! " + doubt_said(language, doubt))
    return 0


def _unbound(language: str, owner: Unbound) -> str:
    if not owner.existing:
        return say(language, "plans.no_organizations", sought=owner.sought)
    known = "; ".join(f"{id} ({name})" for id, name in owner.existing[:_NAMED]) + (" …" if len(owner.existing) > _NAMED else "")
    sentence = "plans.ambiguous" if owner.ambiguous else "plans.no_organization"
    return say(language, sentence, sought=owner.sought, known=known)
