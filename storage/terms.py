"""The closed sets of the domain: what is counted, of whom, who may do what. Knows no table and no wording."""

from enum import StrEnum


class Indicator(StrEnum):
    """What is counted."""

    ADMISSIONS = "admissions"
    FULL_MEMBERSHIPS = "full_memberships"
    ORGANISATIONS = "organisations"
    YOUTH_UNIONS = "youth_unions"
    TRADE_UNIONS = "trade_unions"
    ORG_RATINGS = "org_ratings"
    MEMBER_RATINGS = "member_ratings"
    TRAINING_AWARENESS = "training_awareness"
    TRAINING_NEW_MEMBERS = "training_new_members"
    TRAINING_THEORY = "training_theory"
    CANDIDATES = "candidates"
    TRANSFERS_IN = "transfers_in"
    MEMBERS = "members"

    @property
    def is_rating(self) -> bool:
        """A share rated good or better: x of y, one statement a unit and year or quarter."""
        return self in (Indicator.ORG_RATINGS, Indicator.MEMBER_RATINGS)

    @property
    def is_stock(self) -> bool:
        """A number as of a day, which adds over units and never over time."""
        return self is Indicator.MEMBERS


class Facet(StrEnum):
    """What some or all of the counted have; facets overlap."""

    FEMALE = "female"
    YOUTH = "youth"
    OWNER = "owner"
    MANAGER = "manager"
    WORKER = "worker"
    STUDENT = "student"
    TEACHER = "teacher"
    ETHNIC_MINORITY = "ethnic_minority"
    RELIGIOUS = "religious"
    NON_STATE = "non_state"
    FDI = "fdi"


class Event(StrEnum):
    """What happened to an organisation."""

    FOUNDED = "founded"
    MERGED = "merged"
    RECEIVED = "received"
    RENAMED = "renamed"
    DISSOLVED = "dissolved"


class Setting(StrEnum):
    """Where a unit works."""

    ENTERPRISE = "enterprise"
    SCHOOL = "school"
    AGENCY = "agency"
    COMMUNE = "commune"
    UNKNOWN = "unknown"


class Ownership(StrEnum):
    """Whose the enterprise is; `non_state` and `fdi` follow from it."""

    STATE = "state"
    PRIVATE = "private"
    FOREIGN_INVESTED = "foreign_invested"
    UNKNOWN = "unknown"


class Extent(StrEnum):
    """Two kinds of report: what happened (these sum), and the total of a span (never summed with what it covers)."""

    ADDITION = "addition"
    STATEMENT = "statement"


class RoleKind(StrEnum):
    """What a person may do in an organization."""

    SECRETARY = "secretary"
    OFFICER = "officer"
    LEADER = "leader"
    OPERATOR = "operator"


class Capacity(StrEnum):
    """In which capacity a person has a role: all may do the same, but what a clerk enters is entered for the holder."""

    HOLDER = "holder"
    DEPUTY = "deputy"
    CLERK = "clerk"


class Each(StrEnum):
    """Whether a target holds for every year of its period or once for the whole of it."""

    YEAR = "year"
    SPAN = "span"
