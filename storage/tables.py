"""Every table in one place, for migrations to compare against. Nothing else imports all of them."""

from storage.audit import Audit
from storage.changed_days import ChangedDay
from storage.conversations import Button, Conversation
from storage.duty_events import DutyEvent
from storage.intake import Intake
from storage.leaves import Leave
from storage.ledger import Part, Report
from storage.organizations import Organization, Placement
from storage.outbox import Enclosure, Outgoing
from storage.people import Invitation, Person, Role
from storage.remembered import Lease, Remembered
from storage.reminders import Reminder, ReminderItem
from storage.targets import Milestone, Plan, Target
from storage.unread import Unread
from storage.wishes import Wish

__all__ = [
    "Audit", "Button", "ChangedDay", "Conversation", "DutyEvent", "Enclosure", "Intake", "Invitation", "Lease", "Leave",
    "Milestone", "Organization", "Outgoing", "Part", "Person", "Placement", "Plan", "Remembered", "Reminder", "ReminderItem",
    "Report", "Role", "Target", "Unread", "Wish",
]
