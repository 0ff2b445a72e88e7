"""Days on which something is due: what comes next, and what was due once and is past. Knows no reminder and nothing done."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from storage.due import next_day
from storage.milestones import holders, milestones_in_force
from storage.targets import Milestone
from storage.tree import Tree


@dataclass(frozen=True)
class Deadline:
    """A milestone with its day. `units`: how many have to do it. `every`: "" for what is due once."""

    day: date
    name: str
    organization_id: str
    units: int
    every: str


def deadlines(session: Session, tree: Tree, today: date, within: timedelta) -> list[Deadline]:
    """All that was due once before today, and all that is due from today until `within` is over; the earliest first.

    What recurs is never past: its next day is ahead. Whether a thing was done is not known here.
    """
    dated = ((next_day(each.every, each.due, today), each) for each in milestones_in_force(session, tree))
    found = [_deadline(day, each, tree) for day, each in dated if day is not None and day <= today + within]
    return sorted(found, key=lambda each: (each.day, each.organization_id, each.name))


def _deadline(day: date, row: Milestone, tree: Tree) -> Deadline:
    return Deadline(day, row.name, row.organization_id, len(holders(row, tree)), row.every)
