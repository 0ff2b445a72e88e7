"""What a message can mean: intents, slots, and how sure the reader is of a unit's name. Knows no storage and no wording."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Language = Literal["vi", "en"]


INTENTS = frozenset(
    """report report_none task_done correct cancel confirm deny answer ask_progress ask_target ask_forecast ask_ranking
    ask_missing ask_deadlines ask_history chart export set_target nudge remind help smalltalk other""".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Period:
    """Days from first to last, both included; an open end is None."""

    first: date | None
    last: date | None


@dataclass(frozen=True)
class Known:
    """The words fit exactly one unit."""

    id: str


@dataclass(frozen=True)
class Unsure:
    """The words fit several units equally well; ids are sorted."""

    ids: tuple[str, ...]


@dataclass(frozen=True)
class Unknown:
    """The words plainly name a unit ("chi bộ Xyz"), and it is none of those given; text as typed."""

    text: str


Unit = Known | Unsure | Unknown


@dataclass(frozen=True)
class Slots:
    """Only what the text itself states. Keys of `breakdown` are facets; several facets that hold at once are joined by `+`
    and sorted ("female+worker"); alternatives counted under one number are joined by `|` ("student|non_state+worker")."""

    indicator: str | None = None
    count: int | None = None
    total: int | None = None
    percent: float | None = None
    breakdown: dict[str, int] = field(default_factory=dict)
    facets: tuple[str, ...] = ()  # all of `count` has them; sorted
    union: str | None = None  # all of `count` is under this union, "student|non_state+worker"
    unit: Unit | None = None
    period: Period | None = None
    names: tuple[str, ...] = ()
    events: tuple[str, ...] = ()  # organisations: merged, received, renamed, dissolved; none: founded
    task: str | None = None
    format: str | None = None
    days_before: int | None = None
    setting: str | None = None  # "enterprise" or "school" where the words limit to it ("trong DN")
    whole: bool = False  # the words speak of a whole subtree ("toàn khối", "toàn huyện")
    extent: Literal["addition", "statement"] | None = None  # told by the words: "thêm", "vừa", a day | "từ đầu năm", "tổng"
    vague: bool = False  # only "vừa", "mới": the product takes today
    received: date | None = None  # of an admission: when the branch received the decision
    ceremony: date | None = None  # … and when the ceremony was
    decided: bool = False  # a receipt is told of, whether or not with its day; of a deadline: that of a ceremony is meant
    held: bool | None = None  # whether there was a ceremony, where that is said
    graded: Literal["good", "below"] | None = None  # organisations were rated so, and no number tells how many
    relative: Literal["more", "fewer"] | None = None  # of a correction: `count` is by how many it changes: "thêm 1 người nữa"


@dataclass(frozen=True)
class Reading:
    """One thing that a message says. `left`: words of weight that nothing explained, as typed."""

    intent: str
    slots: Slots = Slots()
    left: tuple[str, ...] = ()
    language: Language = "vi"
    about: Period | None = None                     # of a report to be withdrawn: the days by which it is named


@dataclass(frozen=True)
class Named:
    """A unit as the reader sees it: its name and the other names that people use."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    kind: str = ""  # committee, bloc, grassroots, branch


@dataclass(frozen=True)
class Task:
    """A planned task that people speak of by name."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What surrounds a message: the reader's day, what the bot has just asked for, and whose message it is.

    awaiting: None, or confirm, count, unit, date, breakdown, or a form field of the product's own (extent, same, choice).
    speaker: unit id of the writer's own unit; None for the officer of the root.
    """

    today: date
    awaiting: str | None = None
    speaker: str | None = None
