"""How the house stands, in numbers: queues, people, leases, read in one go. Knows no text, no account and no unit."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from storage.census import Group, census
from storage.invitations import waiting
from storage.queues import Outbound, Queue, inbound, outbound
from storage.remembered import HeldLease, leases
from storage.seats import seats


@dataclass(frozen=True)
class Overview:
    """Everything at one moment, from what is open: it costs the same however much is on record."""

    inbound: Queue
    outbound: Outbound
    leases: list[HeldLease]
    groups: list[Group]
    invitations: int


def overview(session: Session, now: datetime, real_now: datetime) -> Overview:
    """`now` is the house's; `real_now` the one that leases go by, whatever the house's clock says."""
    today = now.date()
    return Overview(
        inbound=inbound(session), outbound=outbound(session, now), leases=leases(session, real_now),
        groups=census(seats(session, None, now, today), today), invitations=len(waiting(session, None, now)),
    )
