"""Admission clocks: when a ceremony is due and full membership is to be proposed, for how many, what ends it. The rules."""

from dataclasses import replace
from datetime import date

import pytest

from storage.admission_clocks import after_months, ceremonies, proposals
from storage.changed_days import shipped as shipped_days
from storage.rules import CEREMONY, PROPOSAL, read, rule_on, shipped
from storage.said import Said
from storage.spans import Span
from storage.terms import Extent, Indicator
from storage.working_days import WorkingDays

DAYS = WorkingDays({day: change.working for day, change in shipped_days().items()})


def said(count: int, first: str, last: str = "", *, unit: str = "1", total: bool = False, confirmed: bool = False) -> Said:
    """A report; `total`: a statement."""
    span = Span(date.fromisoformat(first), date.fromisoformat(last or first))
    said.number += 1  # type: ignore[attr-defined]
    return Said(organization=unit, indicator=Indicator.FULL_MEMBERSHIPS if confirmed else Indicator.ADMISSIONS, span=span,
                extent=Extent.STATEMENT if total else Extent.ADDITION, count=count,
                chain=f"c{said.number}", since=said.number)  # type: ignore[attr-defined]


said.number = 0  # type: ignore[attr-defined]


@pytest.mark.parametrize(("day", "months", "after"), [
    ("2025-10-12", 12, "2026-10-12"), ("2024-02-29", 12, "2025-02-28"), ("2025-08-31", 6, "2026-02-28"),
    ("2025-12-31", 12, "2026-12-31"),
])  # fmt: skip
def test_so_many_months_on(day: str, months: int, after: str) -> None:
    assert after_months(date.fromisoformat(day), months) == date.fromisoformat(after)


@pytest.mark.parametrize(("ceremony", "opens", "due"), [
    ("2025-10-12", "2026-10-12", "2026-11-23"),     # 30 working days after a Monday
    ("2025-01-15", "2026-01-15", "2026-03-05"),     # over Tết
    ("2025-07-20", "2026-07-20", "2026-08-28"),     # a Saturday is worked, so it ends before the days off
])  # fmt: skip
def test_when_full_membership_is_to_be_proposed(ceremony: str, opens: str, due: str) -> None:
    (found,) = proposals([said(2, ceremony)], [], DAYS)
    assert (found.opens, found.due) == (date.fromisoformat(opens), date.fromisoformat(due))
    assert (found.count, found.left, found.done_on) == (2, 2, None)


def test_those_become_full_members_first_who_were_admitted_first() -> None:
    admitted = [said(3, "2025-03-03"), said(2, "2025-01-10"), said(9, "2025-01-01", unit="2")]
    early, full = said(4, "2026-01-09", confirmed=True), said(3, "2026-03-09", confirmed=True)
    found = proposals(admitted, [early, full], DAYS)
    assert [(each.unit, each.count, each.left, each.done_on) for each in found] == [
        ("2", 9, 9, None), ("1", 2, 0, date(2026, 3, 9)), ("1", 3, 2, None),
    ]  # fmt: skip


def test_a_total_counts_once_what_was_reported_within_it() -> None:
    admitted = [said(1, "2025-03-03"), said(2, "2025-03-20"), said(4, "2025-03-01", "2025-03-31", total=True),
                said(30, "2025-01-01", "2025-12-31", total=True), said(50, "2024-01-01", "2024-12-31")]  # fmt: skip
    confirmed = [said(1, "2026-04-01", confirmed=True), said(2, "2026-01-01", "2026-06-30", total=True, confirmed=True),
                 said(3, "2026-01-01", "2026-09-30", total=True, confirmed=True)]  # fmt: skip
    (found,) = proposals(admitted, confirmed, DAYS)
    assert (found.count, found.ceremony, found.left) == (4, date(2025, 3, 31), 1)


def test_a_corrected_total_stands_for_the_one_before() -> None:
    wrong, right = (said(count, "2025-03-01", "2025-03-31", total=True) for count in (4, 5))
    assert [each.count for each in proposals([wrong, right], [], DAYS)] == [5]


def test_nothing_is_due_where_nobody_was_admitted() -> None:
    assert proposals([said(0, "2025-03-03")], [], DAYS) == []


def decided(count: int, received: str, *, unit: str = "1") -> Said:
    """The decision on so many was received that day."""
    return replace(said(count, received, unit=unit), received_on=date.fromisoformat(received))


def held(count: int, day: str, *, received: str = "", unit: str = "1") -> Said:
    """Admitted that day in a ceremony; `received`: when the decision had been, where that is told."""
    on = date.fromisoformat(received) if received else None
    return replace(said(count, day, unit=unit), ceremony_on=date.fromisoformat(day), received_on=on)


@pytest.mark.parametrize(("received", "due"), [
    ("2026-10-12", "2026-11-23"),                   # 30 working days after a Monday, over no day off
    ("2026-10-10", "2026-11-20"),                   # received on a Saturday
    ("2026-01-26", "2026-03-16"),                   # over Tết
    ("2026-08-20", "2026-10-05"),                   # over the National Day
])  # fmt: skip
def test_when_a_ceremony_is_due(received: str, due: str) -> None:
    (found,) = ceremonies([decided(3, received)], [], DAYS)
    assert (found.received, found.due, found.count, found.left, found.done_on) == (
        date.fromisoformat(received), date.fromisoformat(due), 3, 3, None)  # fmt: skip


OLD, NEW = ("2026-10-05", 2), ("2026-10-12", 3)      # two decisions on 2 and 3, still without a ceremony


@pytest.mark.parametrize(("admitted", "left", "done"), [
    ([], (2, 3), (None, None)),
    ([(2, "2026-10-20", "")], (0, 3), ("2026-10-20", None)),                            # the oldest receipt first
    ([(4, "2026-10-20", "")], (0, 1), ("2026-10-20", None)),                            # and what is over for the next
    ([(4, "2026-10-20", ""), (1, "2026-10-27", "")], (0, 0), ("2026-10-20", "2026-10-27")),
    ([(3, "2026-10-20", "2026-10-12")], (2, 0), (None, "2026-10-20")),                  # it says whose ceremony it was
    ([(2, "2026-10-20", "2026-10-14")], (2, 3), (None, None)),                          # of others, on whom nothing waits
    ([(5, "2026-10-04", "")], (2, 3), (None, None)),                                    # nobody is admitted before that
    ([(2, "2026-10-07", ""), (3, "2026-10-08", "")], (0, 3), ("2026-10-07", None)),     # nor before their own decision
])  # fmt: skip
def test_a_ceremony_is_of_those_whose_decision_came_first(
    admitted: list[tuple[int, str, str]], left: tuple[int, int], done: tuple[str | None, str | None]
) -> None:
    earlier = held(9, "2026-10-15")                  # reported before the receipts were: those are other people
    waiting = [decided(NEW[1], NEW[0]), decided(OLD[1], OLD[0])]
    made = [earlier, held(9, "2026-10-20", unit="2"), *(held(count, day, received=on) for count, day, on in admitted)]
    old, new = ceremonies(waiting, made, DAYS)
    assert (old.left, new.left) == left
    assert tuple(each.done_on and each.done_on.isoformat() for each in (old, new)) == done


def test_the_year_of_probation_runs_from_the_ceremony() -> None:
    late = replace(said(2, "2025-10-01", "2025-12-31"), ceremony_on=date(2025, 10, 20))
    (found,) = proposals([late], [], DAYS)
    assert (found.ceremony, found.opens) == (date(2025, 10, 20), date(2026, 10, 20))


@pytest.mark.parametrize("key", [CEREMONY, PROPOSAL])
@pytest.mark.parametrize(("day", "source"), [
    ("2010-01-01", "29-QĐ/TW"), ("2021-07-29", "29-QĐ/TW"), ("2021-07-30", "24-QĐ/TW"), ("2025-06-30", "232-QĐ/TW"),
    ("2026-11-22", "294-QĐ/TW"),
])  # fmt: skip
def test_the_rule_is_that_of_its_day(key: str, day: str, source: str) -> None:
    assert source in rule_on(key, date.fromisoformat(day)).source


def test_every_rule_of_the_file_has_a_source() -> None:
    assert all(rule.source and rule.working_days for rule in shipped())


ENTRY = '[[rule]]\nkey = "proposal"\nfrom = {}\nworking_days = 30\n{}'


@pytest.mark.parametrize(("text", "wrong"), [
    (ENTRY.format("2025-01-01", ""), "source"),
    (ENTRY.format("2025-01-01", 'source = "a"\n') + ENTRY.format("2021-01-01", 'source = "b"\n'), "order"),
])  # fmt: skip
def test_a_file_that_is_not_whole_is_refused(text: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        read(text)
