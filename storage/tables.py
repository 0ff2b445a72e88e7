"""Every table in one place, for migrations to compare against. Nothing else imports all of them."""

from storage.audit import Audit
from storage.changed_days import ChangedDay
from storage.conversations import Button, Conversation
from storage.intake import Intake
from storage.leaves import Leave
from storage.ledger import Part, Report
from storage.organizations import Organization, Placement
from storage.outbox import Enclosure, Outgoing
from storage.people import Invitation, Person, Role
from storage.remembered import Lease, Remembered
from storage.targets import Milestone, Plan, Target

__all__ = [
    "Audit", "Button", "ChangedDay", "Conversation", "Enclosure", "Intake", "Invitation", "Lease", "Leave", "Milestone",
    "Organization", "Outgoing", "Part", "Person", "Placement", "Plan", "Remembered", "Report", "Role", "Target",
]
