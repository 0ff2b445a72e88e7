"""How the house stands, in numbers: queues, people, leases, read in one go. Knows no text, no account and no unit."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from storage.census import Group, census
from storage.invitations import waiting
from storage.queues import Outbound, Queue, SetAside, Updates, given_up, inbound, last_update, outbound, set_aside
from storage.remembered import HeldLease, leases
from storage.seats import seats

RECENT = timedelta(days=1)      # as far back as faults are told


@dataclass(frozen=True)
class Overview:
    """Everything at one moment. `given_up` and `set_aside` are those of the last day."""

    updates: Updates
    inbound: Queue
    outbound: Outbound
    given_up: int
    set_aside: list[SetAside]
    leases: list[HeldLease]
    groups: list[Group]
    invitations: int


def overview(session: Session, now: datetime, real_now: datetime) -> Overview:
    """`now`: the house's, which days and rows go by. `real_now`: the one by which leases run, whatever the house's clock says."""
    since, today = now - RECENT, now.date()
    return Overview(
        updates=last_update(session), inbound=inbound(session), outbound=outbound(session, now),
        given_up=given_up(session, since), set_aside=set_aside(session, since), leases=leases(session, real_now),
        groups=census(seats(session, None, now, today), today), invitations=len(waiting(session, None, now)),
    )
