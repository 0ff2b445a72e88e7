"""Whether each report's revisions follow one another: numbered without a gap, made once, a withdrawal repeating what went."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlmodel import Session

from storage.checking.finding import Finding, fault
from storage.checking.ledger_rows import SAID, Row, revisions
from storage.checking.ledger_rows import chains as all_chains


def chains(session: Session, now: datetime) -> Iterator[Finding]:
    """Every chain, and the keys of all effects."""
    for chain, rows in all_chains(session).items():
        yield from _numbered(chain, rows)
        yield from _withdrawn(chain, rows)
    for effect, times in Counter(row["effect"] for row in revisions(session)).items():
        if times > 1:
            yield fault("effect_twice", effect=effect, times=times)


def _numbered(chain: str, rows: Sequence[Row]) -> Iterator[Finding]:
    numbers = [row["revision"] for row in rows]
    if numbers != list(range(1, len(rows) + 1)):
        yield fault("chain_gap", chain=chain, found=", ".join(map(str, numbers)))
    elif [row["id"] for row in rows] != sorted(row["id"] for row in rows):
        yield fault("chain_order", chain=chain)


def _withdrawn(chain: str, rows: Sequence[Row]) -> Iterator[Finding]:
    for before, row in zip([None, *rows], rows, strict=False):
        if row["standing"] != "withdrawn":
            continue
        if before is None or before["standing"] == "withdrawn":
            yield fault("withdrawn_nothing", chain=chain, revision=row["revision"])
        else:
            differing = [name for name in SAID if row[name] != before[name]]
            if differing:
                yield fault("withdrawn_other", chain=chain, revision=row["revision"], fields=", ".join(differing))
