"""What a check finds: which sentence tells it, with which values. Ids only: no person's account, no word of a message."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session


@dataclass(frozen=True)
class Finding:
    """Something wrong, or, as a remark, something that is worth a look and may well be right."""

    name: str
    values: tuple[tuple[str, object], ...] = ()
    is_remark: bool = False


Check = Callable[[Session, datetime], Iterator[Finding]]


def fault(name: str, **values: object) -> Finding:
    """Something that should not be."""
    return Finding(name, tuple(values.items()))


def remark(name: str, **values: object) -> Finding:
    """Something to look at."""
    return Finding(name, tuple(values.items()), is_remark=True)
