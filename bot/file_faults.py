"""What is wrong with a file, said to the operator: line, field, reason. Knows no file's content."""

import sys
from collections.abc import Iterable

from locales.messages import say
from storage.faults import Fault


def said(language: str, file: str, fault: Fault) -> str:
    """One line: "plan.toml, line 12, at_least: …"."""
    place = [file]
    if fault.line is not None:
        place.append(say(language, "file.line", line=fault.line))
    if fault.field:
        place.append(fault.field)
    return ", ".join(place) + ": " + say(language, f"file.fault.{fault.reason}", **fault.values)


def print_faults(language: str, file: str, faults: Iterable[Fault]) -> None:
    """All faults, and that nothing was loaded, on the error stream."""
    for fault in faults:
        print(said(language, file, fault), file=sys.stderr)
    print(say(language, "file.nothing_loaded"), file=sys.stderr)
