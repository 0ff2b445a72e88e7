"""Files that went through a chat: their ids, their paths for download and, for pictures, their size. Knows no message."""

import hashlib
import mimetypes
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.sandbox.call import Upload
from bot.sandbox.refusal import bad

LARGEST_DOWNLOAD = 20 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
JPEG = b"\xff\xd8"
FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "sticker": "stickers"}


@dataclass(frozen=True)
class StoredFile:
    file_id: str
    unique_id: str
    kind: str
    path: str
    name: str
    mime: str
    content: bytes

    def as_json(self) -> dict[str, Any]:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.content)}

    def as_document(self) -> dict[str, Any]:
        return {**self.as_json(), "file_name": self.name, "mime_type": self.mime}

    def as_photo(self) -> list[dict[str, Any]]:
        """One size only: the sandbox does not scale pictures."""
        width, height = picture_size(self.content)
        return [{**self.as_json(), "width": width, "height": height}]


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}

    def keep(self, kind: str, upload: Upload) -> StoredFile:
        if not upload.content:
            raise bad("file must be non-empty")
        number = len(self._by_id)
        digest = hashlib.sha256(upload.content + kind.encode()).hexdigest()
        mime = mimetypes.guess_type(upload.name)[0] or upload.mime
        ending = "jpg" if kind == "photo" else upload.name.rpartition(".")[2] or "bin"
        path = f"{FOLDERS[kind]}/file_{number}.{ending}"
        kept = StoredFile(f"{kind}-{number}-{digest[:24]}", digest[:16], kind, path, upload.name, mime, upload.content)
        self._by_id[kept.file_id] = kept
        return kept

    def __iter__(self) -> Iterator[StoredFile]:
        return iter(list(self._by_id.values()))

    def put_back(self, file: StoredFile) -> None:
        """One that was kept before, under the id that it had."""
        self._by_id[file.file_id] = file

    def find(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        return next((each for each in self._by_id.values() if each.path == path), None)

    def take(self, kind: str, given: Upload | str) -> StoredFile:
        """What a bot sends: a new file, or one that it has seen, by its id."""
        if isinstance(given, Upload):
            if kind == "photo":
                check_photo(given.content)
            return self.keep(kind, given)
        if given.startswith(("http://", "https://")):
            raise bad("failed to get HTTP URL content")  # the sandbox fetches nothing from outside
        found = self.find(given)
        if found is None:
            raise bad("wrong file identifier/HTTP URL specified")
        if found.kind != kind:
            raise bad(f"can't use file of type {found.kind.title()} as {kind.title()}")
        return found


def check_photo(content: bytes) -> None:
    if not content:
        raise bad("file must be non-empty")
    if len(content) > LARGEST_PHOTO:
        raise bad("file is too big")
    width, height = picture_size(content)
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")


def picture_size(content: bytes) -> tuple[int, int]:
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content.startswith(JPEG):
        return _jpeg_size(content)
    raise bad("IMAGE_PROCESS_FAILED")


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):  # the frame header carries the size
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    raise bad("IMAGE_PROCESS_FAILED")


def plain_png(width: int, height: int) -> bytes:
    """A white picture, for people who send one without choosing it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\x00" + b"\xff" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
