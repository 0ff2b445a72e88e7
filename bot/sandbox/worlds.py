"""The five worlds for try-outs and tests: a tree as a unit file, the day at which it opens, its plan, and people worth being.

Each has the units that its source names, and made-up ones up to the numbers that the source states.
"""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from locales.unit_settings import setting_in_name
from storage.terms import RoleKind
from storage.unitfile import UnitFile, read_units

NAMES = ("tan-yen", "bac-ninh", "bac-giang", "ninh-binh", "hau-giang")
_FOLDER = Path(__file__).parent / "worlds"


@dataclass(frozen=True)
class Someone:
    """A person to be: a role in an organization, and what the page calls them."""

    role: RoleKind
    organization: str
    name: str


@dataclass(frozen=True)
class World:
    """`plan` is the name of a plan that comes with the program; `people` begins with the one tried first."""

    name: str
    day: date
    plan: str
    people: tuple[Someone, ...]
    units: UnitFile


def load(name: str) -> World:
    """Raises FileNotFoundError where there is no such world."""
    content = (_FOLDER / f"{name}.json").read_bytes()
    values = json.loads(content)
    units = read_units(f"{name}.json", content, setting_in_name)
    if isinstance(units, list):
        raise ValueError(f"a world is wrong: {name}: {units}")
    people = tuple(Someone(RoleKind(one["role"]), one["organization"], one["name"]) for one in values["people"])
    return World(name, date.fromisoformat(values["day"]), values["plan"], people, units)
