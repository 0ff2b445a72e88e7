"""What can be wrong with a file that an operator hands in: where, and why, without a word of any language."""

import dataclasses
from collections.abc import Mapping
from enum import StrEnum


class Reason(StrEnum):
    """Why a place in a file is refused. The catalogues have one sentence for each, which takes the fault's values."""

    SYNTAX = "syntax"                           # column
    UNREADABLE = "unreadable"
    UNKNOWN_FIELD = "unknown_field"             # known
    MISSING = "missing"
    NOT_TEXT = "not_text"
    NOT_TEXTS = "not_texts"
    NOT_DAY = "not_day"
    NOT_NUMBER = "not_number"
    NOT_PERCENT = "not_percent"
    NOT_TABLES = "not_tables"
    TOO_LONG = "too_long"                       # limit
    NOT_ONE_OF = "not_one_of"                   # value, known
    BACKWARDS = "backwards"                     # first, last
    RANGE = "range"                             # low, high
    NO_BOUND = "no_bound"
    BOUNDS_CLASH = "bounds_clash"               # fields
    NEEDS_PERCENT = "needs_percent"             # a rating is a share
    NEEDS_COUNT = "needs_count"                 # anything else is not
    NOT_CONDITION = "not_condition"             # value, known
    TWO_SETTINGS = "two_settings"
    NOT_UNION = "not_union"
    SETTING_IN_UNION = "setting_in_union"       # value
    DUPLICATE = "duplicate"                     # value
    NO_SUCH = "no_such"                         # value
    CYCLE = "cycle"                             # value
    OTHER_INDICATOR = "other_indicator"         # value
    NOT_DUE = "not_due"                         # value
    NOT_DUE_EACH = "not_due_each"               # value
    NO_ROOT = "no_root"
    MANY_ROOTS = "many_roots"                   # value
    NO_COLUMN = "no_column"                     # known
    NOT_KIND = "not_kind"                       # value


@dataclasses.dataclass(frozen=True)
class Fault:
    """One thing wrong: its line (of a sheet: its row; None: the file as a whole), its field, why, and what the reason names."""

    reason: Reason
    line: int | None
    field: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
