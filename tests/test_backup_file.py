"""The backup file: what is damaged, foreign or from a later version is known before anything is touched."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from storage.backup import take
from storage.backup_file import Flaw, Header, examine
from storage.database import connect, transaction
from storage.outbox import Outgoing, put
from tests.databases import Databases

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def _cut(content: bytes) -> bytes:
    return content[:-20]


def _flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1:]


def _other_words(content: bytes) -> bytes:
    """A value changed by somebody who packs the file again."""
    return gzip.compress(gzip.decompress(content).replace(b"sendMessage", b"sendmessage"))


def _header_with(**changed: object) -> Any:
    def spoil(content: bytes) -> bytes:
        header, _, rows = gzip.decompress(content).partition(b"\n")
        return gzip.compress(json.dumps({**json.loads(header), **changed}).encode() + b"\n" + rows)
    return spoil


SPOILT = {
    "truncated": (_cut, Flaw.DAMAGED),
    "a flipped bit": (_flipped, Flaw.DAMAGED),
    "a flipped bit in the header": (lambda content: content[:30] + bytes([content[30] ^ 4]) + content[31:], Flaw.DAMAGED),
    "the header alone": (lambda content: gzip.compress(gzip.decompress(content).partition(b"\n")[0] + b"\n"), Flaw.DAMAGED),
    "a row more": (lambda content: content + gzip.compress(b"[1]\n"), Flaw.DAMAGED),
    "other words": (_other_words, Flaw.DAMAGED),
    "no tables": (_header_with(tables=None), Flaw.DAMAGED),
    "another format": (_header_with(format="photo album"), Flaw.FOREIGN),
    "a later format": (_header_with(version=2), Flaw.NEWER),
    "empty": (lambda content: b"", Flaw.DAMAGED),
    "text": (lambda content: "kết nạp 3".encode(), Flaw.FOREIGN),
    "text, packed": (lambda content: gzip.compress(b"[1, 2]\n"), Flaw.FOREIGN),
    "bytes, packed": (lambda content: gzip.compress(bytes(range(256)) * 9), Flaw.FOREIGN),
}  # fmt: skip


@pytest.fixture(scope="module")
def good(sqlite_databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a backup."""
    folder = tmp_path_factory.mktemp("good")
    engine = connect(sqlite_databases.fresh(folder))
    with transaction(engine) as session:
        put(session, [Outgoing(effect="o", lane=1, method="sendMessage", due_at=NOW)])
    take(engine, folder / "good", NOW)
    engine.dispose()
    return (folder / "good").read_bytes()


@pytest.mark.parametrize("how", SPOILT)
def test_what_cannot_be_trusted_is_known_before_anything_is_touched(how: str, good: bytes, tmp_path: Path) -> None:
    spoil, flaw = SPOILT[how]
    file = tmp_path / "spoilt"
    file.write_bytes(good)
    assert isinstance(examine(file), Header)
    file.write_bytes(spoil(good))
    assert examine(file) is flaw


def test_every_byte_counts(good: bytes, tmp_path: Path) -> None:
    """But for gzip's own remarks (time, system) and bits that only fill up a member, nothing changes unnoticed."""
    header, file, unnoticed = examine_bytes(good, tmp_path), tmp_path / "spoilt", []
    for place in range(0, len(good), 7):
        file.write_bytes(good[:place] + bytes([good[place] ^ 0x10]) + good[place + 1:])
        if examine(file) == header:
            unnoticed.append(place)
    second = good.index(b"\x1f\x8b", 2)
    filling = {second - 9, len(good) - 9}       # the last byte of what is packed, before checksum and length
    assert all(place % second < 10 for place in unnoticed if place not in filling), unnoticed


def examine_bytes(content: bytes, folder: Path) -> Header | Flaw:
    (folder / "one").write_bytes(content)
    return examine(folder / "one")


def test_a_file_that_is_not_there() -> None:
    assert examine(Path("/nonexistent/b")) is Flaw.UNREADABLE
