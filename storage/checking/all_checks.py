"""Every check by its name, over one moment of the database. Knows no wording."""

import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.checking.audit_lines import audit_lines
from storage.checking.chains import chains
from storage.checking.entries import entries
from storage.checking.finding import Check, Finding
from storage.checking.references import plans, references, staff, tree
from storage.checking.sums import sums
from storage.checking.talks import Open, talks
from storage.checking.waiting import intake, outbox
from storage.database import Engine, Session
from storage.snapshot import snapshot


@dataclass(frozen=True)
class Checked:
    """What one check has found."""

    name: str
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> int:
        """How many; remarks are none."""
        return sum(not each.is_remark for each in self.findings)


def check_all(engine: Engine, now: datetime, open_state: Open, about_records: Collection[str]) -> Iterator[Checked]:
    """Each check as it ends. The tables are of this version. Raises OSError where there is no room for a copy."""
    with (
        tempfile.TemporaryDirectory() as folder, snapshot(engine, Path(folder)) as connection,
        Session(connection) as session,
    ):
        yield from check_each(session, now, open_state, about_records)


def check_each(session: Session, now: datetime, open_state: Open, about_records: Collection[str]) -> Iterator[Checked]:
    """The same, as the session sees the database: all checks should see one moment."""
    checks: dict[str, Check] = {
        "references": references, "chains": chains, "entries": entries, "audit": audit_lines, "tree": tree, "sums": sums,
        "staff": staff, "plans": plans, "talks": talks(open_state, about_records), "outbox": outbox, "intake": intake,
    }  # fmt: skip
    for name, check in checks.items():
        yield Checked(name, tuple(check(session, now)))
