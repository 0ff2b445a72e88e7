"""The backup file: a header, then every table's rows as lines of JSON, compressed. Knows no database, and what no value means.

Two gzip members, one after the other, so that `zcat FILE | head -1` shows what is in it: the first holds the header alone,
which can only be written once all rows are known. Each table has its checksum there; gzip's own guards the header.
"""

import gzip
import json
import os
import shutil
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

FORMAT, VERSION = "admissions-bot backup", 1
_MAGIC = b"\x1f\x8b"
_LONGEST_HEADER = 1_000_000
_AT_ONCE = 1 << 20


class Flaw(StrEnum):
    """Why a file cannot be restored."""

    UNREADABLE = "unreadable"       # not there, or not to be opened
    FOREIGN = "foreign"             # something else
    DAMAGED = "damaged"
    NEWER = "newer"                 # made by a later version of the program


@dataclass(frozen=True)
class Table:
    """One table in the file."""

    name: str
    columns: tuple[str, ...]
    rows: int
    checksum: str


@dataclass(frozen=True)
class Header:
    """What is in a file. `schema`: revision of the tables. `reports`: chains, however often corrected."""

    schema: str
    made_at: datetime
    reports: int
    people: int
    organizations: int
    tables: tuple[Table, ...] = ()

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)


@dataclass(frozen=True)
class Content:
    """A table on its way into the file."""

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Sequence[Any]]


def write_rows(rows: Path, contents: Iterable[Content]) -> tuple[Table, ...]:
    """Write the second member, table after table, and say what is in it."""
    with rows.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", filename="", mtime=0) as packed:
        return tuple(_write_table(packed, content) for content in contents)


def _write_table(packed: gzip.GzipFile, content: Content) -> Table:
    digest, number = sha256(), 0
    for number, row in enumerate(content.rows, 1):  # noqa: B007  (the last number is how many)
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass") + b"\n"
        digest.update(line)
        packed.write(line)
    return Table(content.name, content.columns, number, digest.hexdigest())


def put_together(whole: Path, header: Header, rows: Path) -> None:
    """Header and rows as one file, for its owner's eyes only, safely on disk."""
    descriptor = os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as raw:
        with gzip.GzipFile(fileobj=raw, mode="wb", filename="", mtime=0) as packed:
            packed.write(_line_of(header))
        with rows.open("rb") as second:
            shutil.copyfileobj(second, raw)
        raw.flush()
        os.fsync(raw.fileno())


def place(whole: Path, file: Path, replace: bool) -> bool:
    """Give the file its name; False where something of that name has come meanwhile and is not to be replaced."""
    if replace:
        whole.replace(file)
    elif not _link(whole, file):
        return False
    if os.name == "posix":                          # the name must be on disk, too
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return True


def examine(file: Path) -> Header | Flaw:
    """Read all of it, and compare each table with its checksum. Nothing is to be done with a file before that."""
    try:
        with file.open("rb") as raw:
            begin = raw.read(len(_MAGIC))
        if begin != _MAGIC:
            return Flaw.FOREIGN if begin else Flaw.DAMAGED
    except OSError:
        return Flaw.UNREADABLE
    try:
        with gzip.open(file, "rb") as packed:
            header = _header(packed.readline(_LONGEST_HEADER))
            if isinstance(header, Header):
                return header if _is_whole(packed, header) else Flaw.DAMAGED
            while packed.read(_AT_ONCE):            # gzip may yet find that it is damaged, and so not what it seems
                pass
            return header
    except (OSError, EOFError, zlib.error):         # gzip says of a wrong checksum that it is an OSError
        return Flaw.DAMAGED


def read_rows(file: Path, header: Header) -> Iterator[tuple[Table, Iterator[list[Any]]]]:
    """Each table's rows, in the order written. To be read to the end before the next table is asked for."""
    with gzip.open(file, "rb") as packed:
        packed.readline(_LONGEST_HEADER)
        for table in header.tables:
            yield table, _rows(packed, table.rows)


def _rows(packed: BinaryIO | gzip.GzipFile, number: int) -> Iterator[list[Any]]:
    for _ in range(number):
        row: list[Any] = json.loads(packed.readline().decode(errors="surrogatepass"))
        yield row


def _is_whole(packed: BinaryIO | gzip.GzipFile, header: Header) -> bool:
    for table in header.tables:
        digest = sha256()
        for _ in range(table.rows):
            digest.update(packed.readline())
        if digest.hexdigest() != table.checksum:
            return False
    return not packed.read(1)


def _line_of(header: Header) -> bytes:
    tables = {table.name: {"columns": table.columns, "rows": table.rows, "sha256": table.checksum} for table in header.tables}
    values = {
        "format": FORMAT, "version": VERSION, "schema": header.schema, "made_at": header.made_at.isoformat(),
        "reports": header.reports, "people": header.people, "organizations": header.organizations, "tables": tables,
    }  # fmt: skip
    return json.dumps(values, ensure_ascii=False).encode() + b"\n"


def _header(line: bytes) -> Header | Flaw:
    try:
        values = json.loads(line)
    except ValueError:
        return Flaw.FOREIGN
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        return Flaw.FOREIGN
    if values.get("version") != VERSION:
        return Flaw.NEWER
    try:
        return Header(
            schema=str(values["schema"]), made_at=datetime.fromisoformat(values["made_at"]), reports=int(values["reports"]),
            people=int(values["people"]), organizations=int(values["organizations"]),
            tables=tuple(Table(name, tuple(each["columns"]), int(each["rows"]), each["sha256"])
                         for name, each in values["tables"].items()),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError):
        return Flaw.DAMAGED


def _link(whole: Path, file: Path) -> bool:
    try:
        file.hardlink_to(whole)                     # fails where the name is taken, which renaming does not
    except FileExistsError:
        return False
    except OSError:                                 # a disk without such links
        if file.exists():
            return False
        whole.replace(file)
    return True
