"""Papers as bytes: a picture that holds the link, a sheet in which names stay names."""

import io
import struct
import zlib

import segno
from python_calamine import CalamineWorkbook

from handlers.papers.invitation_sheet import Slip, invitation_sheet
from handlers.papers.qr import qr_picture

LINK = "https://t.me/ban_bot?start=AbCdEfGhIjKlMnOpQrStUv"


def pixels(png: bytes) -> tuple[int, list[list[int]]]:
    """Width, and the rows of a one-bit picture; 1 is light."""
    place, data, width = 8, b"", 0
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        body = png[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            width = struct.unpack(">I", body[:4])[0]
        data += body if kind == b"IDAT" else b""
        place += length + 12
    raw, row = zlib.decompress(data), (width + 7) // 8 + 1
    lines: list[bytes] = []
    for start in range(0, len(raw), row):
        here, above = raw[start + 1 : start + row], lines[-1] if lines else bytes(row - 1)
        assert raw[start] in (0, 2)                 # as it is, or told by what is different from the row above
        lines.append(bytes((a + b) % 256 for a, b in zip(here, above, strict=True)) if raw[start] else here)
    return width, [[line[x // 8] >> (7 - x % 8) & 1 for x in range(width)] for line in lines]


def test_the_picture_holds_the_link_with_a_quiet_border() -> None:
    width, rows = pixels(qr_picture(LINK))
    code = segno.make_qr(LINK, error="m")
    modules = [list(line) for line in code.matrix]
    assert width == (len(modules) + 8) * 8
    assert all(light for row in rows[:32] for light in row)
    seen = [[1 - rows[(y + 4) * 8 + 4][(x + 4) * 8 + 4] for x in range(len(modules))] for y in range(len(modules))]
    assert seen == modules


def test_a_name_that_begins_like_a_formula_stays_a_name() -> None:
    slips = [Slip("=1+1", "bí thư", LINK, "mời\n" + LINK, "29/11/2026"), Slip("007", "bí thư", LINK, "", "29/11/2026")]
    book = CalamineWorkbook.from_filelike(io.BytesIO(invitation_sheet("Mã mời", ("a", "b", "c", "d", "e"), slips)))
    rows = book.get_sheet_by_name("Mã mời").to_python()
    assert rows[0] == ["a", "b", "c", "d", "e"]
    assert rows[1] == ["=1+1", "bí thư", LINK, "mời\n" + LINK, "29/11/2026"]
    assert rows[2][0] == "007"
