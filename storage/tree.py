"""Where trees come from: the organizations on record, grown once for each change and stretch of days, shared by all turns."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from threading import Lock
from typing import Generic, TypeVar
from uuid import uuid4

from sqlmodel import Session, col, select

from storage.organizations import Organization, Placement
from storage.remembered import recall, remember
from storage.units import Tree, Unit, grow

__all__ = ["Tree", "Unit", "tree_as_of", "tree_changed"]

_VERSION = "tree"
_FORESTS, _STRETCHES = 8, 32                        # kept at a time: versions of databases, stretches of days of each

Kept = TypeVar("Kept")


class _Shelf(Generic[Kept]):
    """Holds the last few things asked for, by key. A thing may be made twice at once; the first one kept is given to all."""

    def __init__(self, size: int) -> None:
        self._size, self._lock = size, Lock()
        self._kept: OrderedDict[object, Kept] = OrderedDict()

    def get(self, key: object, make: Callable[[], Kept]) -> Kept:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            kept = self._kept.setdefault(key, made)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
            return kept


class _Forest:
    """All organizations of one version, and the trees that they make on different days."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        days = {unit.first_day for unit in units} | {first for unit in units for first, _ in unit.placed}
        self._changes = sorted(day for day in days if day is not None)
        self._trees: _Shelf[Tree] = _Shelf(_STRETCHES)

    def on(self, day: date) -> Tree:
        return self._trees.get(bisect_right(self._changes, day), lambda: self._grown(day))

    def _grown(self, day: date) -> Tree:
        begun = (unit for unit in self._units if unit.first_day is None or unit.first_day <= day)
        return grow(replace(unit, parent=unit.parent_on(day)) for unit in begun)


_forests: _Shelf[_Forest] = _Shelf(_FORESTS)


def tree_as_of(session: Session, on: date) -> Tree:
    """The tree as of a day. For a figure: as of the last day of its span, or today where that is earlier.

    Whoever changes an organization or a placement calls `tree_changed`; where nobody ever has, all is read anew each time.
    """
    version = _version(session)
    if version is None:
        return _planted(session).on(on)
    return _forests.get(version, lambda: _planted(session)).on(on)


def _version(session: Session) -> str | None:
    """Asked once a transaction: an answer asks for the tree a dozen times, and all of it should rest on the same one."""
    known: tuple[object, str | None] = session.info.get(_VERSION, (None, None))
    begun, version = known
    if version is None or begun is not session.get_transaction():
        version = recall(session, _VERSION)
        session.info[_VERSION] = session.get_transaction(), version
    return version


def tree_changed(session: Session) -> None:
    """Let every process see the change, once this transaction is committed. Call it after the change itself."""
    session.flush()
    remember(session, _VERSION, uuid4().hex)
    session.info.pop(_VERSION, None)


def _planted(session: Session) -> _Forest:
    placed: dict[str, list[tuple[date | None, str | None]]] = {}
    for row in session.exec(select(Placement).order_by(col(Placement.first_day).nulls_first())):
        placed.setdefault(row.organization_id, []).append((row.first_day, row.parent_id))
    return _Forest([_unit(row, tuple(placed.get(row.id, ()))) for row in session.exec(select(Organization))])


def _unit(row: Organization, placed: tuple[tuple[date | None, str | None], ...]) -> Unit:
    return Unit(
        id=row.id, name=row.name, kind=row.kind, aliases=tuple(row.aliases), setting=row.setting, ownership=row.ownership,
        first_day=row.first_day, last_day=row.last_day, placed=placed,
    )
