"""A sheet of invitations as a file. Knows spreadsheets and who may read the file, and not what a code opens."""

import csv
import io
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from locales.messages import say

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class SheetExistsError(Exception):
    """A file of that name is there already."""


@dataclass(frozen=True)
class Slip:
    """One invitation, to be handed to one unit."""

    unit: str
    name: str
    role: str
    link: str
    message: str

    @property
    def cells(self) -> tuple[str, ...]:
        """In the order of the heads."""
        return self.unit, self.name, self.role, self.link, self.message


def heads(language: str) -> tuple[str, ...]:
    """What stands above the columns."""
    return (say(language, "people.head.id"), say(language, "people.head.unit"), say(language, "people.head.role"),
            say(language, "people.head.link"), say(language, "people.head.message"))  # fmt: skip


@contextmanager
def sheet(file: str | None) -> Iterator[Callable[[Sequence[str], Sequence[Slip]], None]]:
    """What writes the sheet, for the owner's eyes alone. If the block fails after that the file goes: its codes open nothing.

    Nothing is written where `file` is None. Writing raises SheetExistsError, OSError.
    """
    written = False

    def keep(head: Sequence[str], slips: Sequence[Slip]) -> None:
        nonlocal written
        if file is not None:
            opened = _new(file)
            written = True
            with open(opened, "wb") as sheet:
                sheet.write(_text(head, slips).encode("utf-8-sig"))    # the mark by which spreadsheets know Vietnamese letters
                sheet.flush()
                os.fsync(sheet.fileno())

    try:
        yield keep
    except BaseException:
        if written and file is not None:
            Path(file).unlink(missing_ok=True)
        raise


def _new(file: str) -> int:
    try:
        return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise SheetExistsError(file) from None


def _text(head: Sequence[str], slips: Sequence[Slip]) -> str:
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(head)
    rows.writerows([_harmless(cell) for cell in slip.cells] for slip in slips)
    return written.getvalue()


def _harmless(cell: str) -> str:
    """A name that begins like a formula stays a name."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
