"""The Party's rules that days are counted by, from a file: how long, by which source, from which day on. Knows no report."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

CEREMONY, PROPOSAL = "ceremony", "proposal"


@dataclass(frozen=True)
class Rule:
    """So many months, then so many working days. It holds for what begins on `since` or later."""

    key: str
    since: date
    months: int
    working_days: int
    source: str


def rule_on(key: str, day: date) -> Rule:
    """The rule as it held on the day; before the first one known, that one."""
    versions = [rule for rule in shipped() if rule.key == key]
    return next((rule for rule in reversed(versions) if rule.since <= day), versions[0])


@cache
def shipped() -> Sequence[Rule]:
    """All of the file, each rule's versions in their order."""
    return read(files("storage").joinpath("rules.toml").read_text(encoding="utf-8"))


def read(text: str) -> Sequence[Rule]:
    """The rules of a TOML text. Raises ValueError where one lacks something, or stands before an older one of its kind."""
    try:
        rules = [
            Rule(str(each["key"]), each["from"], int(each.get("months", 0)), int(each["working_days"]), str(each["source"]))
            for each in tomllib.loads(text)["rule"]
        ]
    except KeyError as lacking:
        raise ValueError(f"a rule lacks {lacking}") from None
    for key in {rule.key for rule in rules}:
        days = [rule.since for rule in rules if rule.key == key]
        if days != sorted(set(days)):
            raise ValueError(f"rules {key!r} do not stand in the order of their days")
    return rules
