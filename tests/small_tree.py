"""A small tree and plan for tests of loading: a committee, its bloc, two branches, one task, one target, one milestone."""

import json
from datetime import UTC, date, datetime

from locales.unit_settings import setting_in_name
from storage.database import Engine, transaction
from storage.organization_loading import Difference, apply, difference
from storage.organizations import Organization
from storage.plan_loading import bind, load
from storage.planfile import PlanFile, read_plan
from storage.targets import Plan
from storage.unitfile import UnitFile, read_units

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)

PLAN = '''title = "Kế hoạch"
issuer = "Huyện ủy A"
organization = "Huyện ủy A"
from = 2026-01-01
to = 2026-12-31
[[target]]
key = "all"
clause = "1"
indicator = "admissions"
each = "year"
at_least = 9
[[milestone]]
key = "review"
clause = "2"
name = "Sơ kết nghị quyết"
aliases = ["sơ kết NQ"]
for = ["branch", "Ban Dân vận A"]
due = "2026-Q3"
'''


def plan_file(text: str = PLAN) -> PlanFile:
    read = read_plan(text)
    assert isinstance(read, PlanFile), read
    return read


def row(id: str, parent: str | None, name: str, kind: str = "cell", **more: object) -> dict[str, object]:
    return {"id": id, "parent": parent, "kind": kind, "name": name, **more}


A, K = row("A", None, "Huyện ủy A", "committee"), row("K", "A", "Đảng ủy Khối", "bloc")
ONE, TWO = row("1", "K", "Chi bộ Công ty May", sector="fdi"), row("2", "K", "Chi bộ Gạch", aliases=["gạch"])
TASK: dict[str, object] = {"id": "t", "name": "Tổng kết", "aliases": ["sơ kết nq"], "due": "2026-12"}


def unit_file(*units: dict[str, object], tasks: list[dict[str, object]] | None = None) -> UnitFile:
    read = read_units("f.json", json.dumps({"units": units, "tasks": tasks or []}).encode(), setting_in_name)
    assert isinstance(read, UnitFile), read
    return read


def put_units(
    engine: Engine, *units: dict[str, object], tasks: list[dict[str, object]] | None = None, today: date = TODAY
) -> Difference:
    """Load units, and say what that changed."""
    with transaction(engine) as session:
        found = difference(session, unit_file(*units, tasks=tasks))
        assert apply(session, found, today, NOW)
        return found


def put_plan(engine: Engine, text: str = PLAN, key: str = "a", now: datetime = NOW) -> Plan:
    with transaction(engine) as session:
        owner = bind(session, "Huyện ủy A")
        assert isinstance(owner, Organization)
        return load(session, key, plan_file(text), owner, now)
