"""Plan files: what a good one says, and for each wrong one the line, the field and the reason."""

from datetime import date

import pytest

from bot.file_faults import said
from locales.messages import LANGUAGES, has
from storage.due import last_day, next_day, yearly_day
from storage.faults import Fault, Reason
from storage.planfile import PlanFile, read_plan
from storage.terms import Each, Indicator, Setting

HEAD = '''title = "Kế hoạch"
issuer = "Huyện ủy"
organization = "Huyện ủy Tân Yên"
from = 2024-01-01
to = 2030-12-31
'''
TARGET = '''[[target]]
key = "all"
clause = "I.1"
indicator = "admissions"
each = "year"
at_least = 9
'''


def plan(text: str) -> PlanFile:
    read = read_plan(text)
    assert isinstance(read, PlanFile), read
    return read


def faults(text: str) -> list[tuple[int | None, str, Reason]]:
    read = read_plan(text)
    assert isinstance(read, list), "the file was taken"
    return [(fault.line, fault.field, fault.reason) for fault in read]


def test_a_plan_without_targets_is_a_plan() -> None:
    assert plan(HEAD).targets == ()


def test_a_target_has_the_days_of_its_plan_unless_it_has_its_own() -> None:
    read = plan(HEAD + TARGET + TARGET.replace('"all"', '"late"') + "from = 2026-01-01\n")
    assert [(one.first_day, one.last_day) for one in read.targets] == [
        (date(2024, 1, 1), date(2030, 12, 31)), (date(2026, 1, 1), date(2030, 12, 31))]
    assert (read.targets[0].indicator, read.targets[0].each) == (Indicator.ADMISSIONS, Each.YEAR)


CONDITIONS = [
    ('where = ["enterprise"]', Setting.ENTERPRISE, ""),
    ('where = ["worker", "female"]', None, "female+worker"),
    ('where = ["school", "student"]', Setting.SCHOOL, "student"),
    ('any_of = [["worker", "non_state"], ["student"]]', None, "student|non_state+worker"),
    ('where = ["female"]\nany_of = [["worker"], ["student"]]', None, "female+student|female+worker"),
    ("", None, ""),
]


@pytest.mark.parametrize(("written", "setting", "condition"), CONDITIONS)
def test_conditions_are_split_and_written_one_way(written: str, setting: Setting | None, condition: str) -> None:
    [target] = plan(HEAD + TARGET + written).targets
    assert (target.setting, sorted(target.condition.split("|"))) == (setting, sorted(condition.split("|")))


@pytest.mark.parametrize(("written", "points"), [("90", 9000), ("87.5", 8750), ("87.55", 8755), ("0.1", 10), ("100", 10000)])
def test_percentages_are_exact(written: str, points: int) -> None:
    text = HEAD + TARGET.replace("admissions", "org_ratings").replace("at_least = 9", f"at_least_percent = {written}")
    assert plan(text).targets[0].at_least_basis_points == points


@pytest.mark.parametrize(("given", "place"), [
    ('title = "a\n', (1, "", Reason.SYNTAX)),
    (HEAD + "titel = 1\n", (6, "titel", Reason.UNKNOWN_FIELD)),
    (HEAD.replace('"Kế hoạch"', "3"), (1, "title", Reason.NOT_TEXT)),
    (HEAD.replace('"Huyện ủy"', '""'), (2, "issuer", Reason.MISSING)),
    (HEAD.replace("2030-12-31", "2020-12-31"), (4, "from", Reason.BACKWARDS)),
    (HEAD.replace("2030-12-31", '"31/12/2030"'), (5, "to", Reason.NOT_DAY)),
    (HEAD + "notes = 'x'\n", (6, "notes", Reason.NOT_TEXTS)),
    (HEAD + "target = 3\n", (6, "target", Reason.NOT_TABLES)),
])
def test_the_head_is_checked(given: str, place: tuple[int, str, Reason]) -> None:
    assert faults(given) == [place]


WRONG_TARGETS = [
    ("at_least = 9", "at_least = 9\nat_leats = 9", 12, "at_leats", Reason.UNKNOWN_FIELD),
    ("at_least = 9", "at_least = 9.5", 11, "at_least", Reason.NOT_NUMBER),
    ("at_least = 9", "at_least = true", 11, "at_least", Reason.NOT_NUMBER),
    ("at_least = 9", "", 6, "at_least", Reason.NO_BOUND),
    ("at_least = 9", "at_least = 9\nexactly = 9", 12, "exactly", Reason.BOUNDS_CLASH),
    ("at_least = 9", "at_least = 9\nmore_than = 9", 12, "more_than", Reason.BOUNDS_CLASH),
    ("at_least = 9", "at_least = 9\nat_most = 8", 12, "at_most", Reason.RANGE),
    ("at_least = 9", "more_than = 9\nat_most = 9", 12, "at_most", Reason.RANGE),
    ("at_least = 9", "at_least_percent = 90", 11, "at_least_percent", Reason.NEEDS_COUNT),
    ('"admissions"', '"org_ratings"', 11, "at_least", Reason.NEEDS_PERCENT),
    ('"admissions"', '"admission"', 9, "indicator", Reason.NOT_ONE_OF),
    ('"year"', '"month"', 10, "each", Reason.NOT_ONE_OF),
    ('clause = "I.1"', "", 6, "clause", Reason.MISSING),
    ("at_least = 9", 'at_least = 9\npart_of = "none"', 12, "part_of", Reason.NO_SUCH),
    ("at_least = 9", 'at_least = 9\npart_of = "all"', 12, "part_of", Reason.CYCLE),
    ("at_least = 9", 'at_least = 9\nwhere = ["womna"]', 12, "where", Reason.NOT_CONDITION),
    ("at_least = 9", 'at_least = 9\nwhere = ["school", "agency"]', 12, "where", Reason.TWO_SETTINGS),
    ("at_least = 9", 'at_least = 9\nwhere = ["school", "fdi"]', 12, "where", Reason.TWO_SETTINGS),
    ("at_least = 9", 'at_least = 9\nany_of = [["student"]]', 12, "any_of", Reason.NOT_UNION),
    ("at_least = 9", 'at_least = 9\nany_of = [["student"], [["worker"]]]', 12, "any_of", Reason.NOT_CONDITION),
    ("at_least = 9", 'at_least = 9\nany_of = [["student"], ["school"]]', 12, "any_of", Reason.SETTING_IN_UNION),
    ("at_least = 9", "at_least = 9\nfor = [1]", 12, "for", Reason.NOT_TEXTS),
    ("at_least = 9", "at_least = 9\nfrom = 2028-01-01\nto = 2027-01-01", 12, "from", Reason.BACKWARDS),
]


@pytest.mark.parametrize(("part", "instead", "line", "field", "reason"), WRONG_TARGETS)
def test_targets_are_checked(part: str, instead: str, line: int, field: str, reason: Reason) -> None:
    assert faults(HEAD + TARGET.replace(part, instead)) == [(line, field, reason)]


@pytest.mark.parametrize("percent", ["0", "100.5", "87.555", "nan", '"90"', "-3", "1e400"])
def test_percentages_out_of_range_are_refused(percent: str) -> None:
    text = TARGET.replace("admissions", "org_ratings").replace("at_least = 9", f"at_least_percent = {percent}")
    assert faults(HEAD + text) == [(11, "at_least_percent", Reason.NOT_PERCENT)]


def test_keys_are_unique_and_parts_count_the_same_thing() -> None:
    assert faults(HEAD + TARGET + TARGET) == [(13, "key", Reason.DUPLICATE)]
    other = TARGET.replace('"all"', '"part"\npart_of = "all"').replace("admissions", "candidates")
    assert faults(HEAD + TARGET + other) == [(14, "part_of", Reason.OTHER_INDICATOR)]


def test_a_longer_circle_of_parts_is_found() -> None:
    a = TARGET.replace('"all"', '"a"\npart_of = "b"')
    b = TARGET.replace('"all"', '"b"\npart_of = "a"')
    assert [reason for _, _, reason in faults(HEAD + a + b)] == [Reason.CYCLE, Reason.CYCLE]


def test_every_fault_of_a_file_is_named_at_once_and_in_order() -> None:
    milestone = "[[milestone]]\nkey = 'm'\nclause = 'I'\ndue = 'soon'\n"
    text = HEAD.replace("2024-01-01", "1") + TARGET.replace("9", "-9") + milestone
    assert faults(text) == [(4, "from", Reason.NOT_DAY), (11, "at_least", Reason.NOT_NUMBER),
                            (12, "name", Reason.MISSING), (15, "due", Reason.NOT_DUE)]


def test_lines_are_right_behind_long_quotations_and_lists() -> None:
    text = HEAD + 'notes = [\n  """\n[[target]]\nkey = "no"\n""",\n  "b", # ]\n]\n' + TARGET.replace("= 9", "= -1")
    assert faults(text) == [(18, "at_least", Reason.NOT_NUMBER)]


@pytest.mark.parametrize(("lines", "every", "due", "reason"), [
    ('due = "2026-Q3"', "", "2026-Q3", None),
    ("due = 2026-12-31", "", "2026-12-31", None),
    ('due = "2023-12"', "", "2023-12", None),
    ("", "", "", None),
    ('every = "year"\ndue = "12-31"', "year", "12-31", None),
    ('every = "quarter"', "quarter", "", None),
    ('due = "2026-Q5"', "", "", Reason.NOT_DUE),
    ('due = "2026-02-30"', "", "", Reason.NOT_DUE),
    ('due = "12-31"', "", "", Reason.NOT_DUE),
    ('every = "year"\ndue = "2026-12-31"', "", "", Reason.NOT_DUE_EACH),
    ('every = "quarter"\ndue = "12-31"', "", "", Reason.NOT_DUE_EACH),
    ('every = "week"', "", "", Reason.NOT_ONE_OF),
])
def test_milestones_once_again_and_again_or_without_a_day(lines: str, every: str, due: str, reason: Reason | None) -> None:
    text = HEAD + f'[[milestone]]\nkey = "m"\nclause = "I"\nname = "Sơ kết"\n{lines}\n'
    if reason:
        assert [found for _, _, found in faults(text)] == [reason]
    else:
        [one] = plan(text).milestones
        assert (one.every, one.due) == (every, due)


@pytest.mark.parametrize(("every", "due", "today", "day"), [
    ("", "2026-Q3", date(2027, 1, 1), date(2026, 9, 30)),
    ("", "2024-02", date(2024, 1, 1), date(2024, 2, 29)),
    ("", "2026", date(2024, 1, 1), date(2026, 12, 31)),
    ("", "", date(2024, 1, 1), None),
    ("year", "12-31", date(2026, 12, 31), date(2026, 12, 31)),
    ("year", "06-30", date(2026, 7, 1), date(2027, 6, 30)),
    ("year", "02-29", date(2026, 1, 1), date(2026, 2, 28)),
    ("year", "", date(2026, 1, 1), date(2026, 12, 31)),
    ("half-year", "", date(2026, 7, 1), date(2026, 12, 31)),
    ("quarter", "", date(2026, 11, 22), date(2026, 12, 31)),
    ("month", "", date(2028, 2, 1), date(2028, 2, 29)),
])
def test_the_day_that_something_is_due(every: str, due: str, today: date, day: date | None) -> None:
    assert next_day(every, due, today) == day


def test_what_is_no_due_day() -> None:
    assert [last_day(text) for text in ("", "x", "2026-13", "2026-00", "2026-06-31", "0000")] == [None] * 6
    assert [yearly_day(text, 2026) for text in ("13-01", "00-10", "06-31", "6-1")] == [None] * 4


def test_every_reason_can_be_said_in_every_language() -> None:
    keys = [f"file.fault.{reason}" for reason in Reason]
    assert [(language, key) for language in LANGUAGES for key in keys if not has(language, key)] == []


def test_a_fault_is_said_with_line_field_and_reason() -> None:
    fault = Fault(Reason.NOT_ONE_OF, 9, "indicator", {"value": "x", "known": "a, b"})
    assert said("vi", "p.toml", fault) == "p.toml, dòng 9, indicator: “x” không dùng được; chọn một trong: a, b"
    assert said("en", "p.toml", fault) == "p.toml, line 9, indicator: “x” cannot be used; choose one of: a, b"
