"""Files through the Bot API server: sent, named, fetched again, and what is refused as a picture."""

from typing import Any

import pytest

from bot.sandbox.files import plain_png
from tests.sandbox_line import LAN, TOKEN, Line


@pytest.fixture
def line() -> Line:
    return Line(limits=False)


@pytest.mark.parametrize("files", [
    {"document": ("báo cáo.xlsx", b"123", "application/octet-stream")},
    {"document": (None, "attach://part"), "part": ("báo cáo.xlsx", b"123", "application/octet-stream")},
], ids=["as itself", "attached"])  # fmt: skip
async def test_a_file_comes_in_either_way_and_can_be_fetched_again(line: Line, files: dict[str, Any]) -> None:
    sent = (await line.http.post(f"/bot{TOKEN}/sendDocument", data={"chat_id": str(LAN)}, files=files)).json()["result"]
    assert (sent["document"]["file_name"], sent["document"]["file_size"]) == ("báo cáo.xlsx", 3)
    found = await line.ask("getFile", file_id=sent["document"]["file_id"])
    assert (await line.http.get(f"/file/bot{TOKEN}/{found['file_path']}")).content == b"123"
    again = await line.ask("sendDocument", chat_id=LAN, document=sent["document"]["file_id"])
    assert again["document"] == sent["document"]


async def test_a_picture_has_no_text_to_edit(line: Line) -> None:
    picture = {"photo": ("a.png", plain_png(20, 10), "image/png")}
    sent = (
        await line.http.post(f"/bot{TOKEN}/sendPhoto", data={"chat_id": str(LAN), "caption": "tiến độ"}, files=picture)
    ).json()["result"]
    assert (sent["photo"][0]["width"], sent["photo"][0]["height"], sent["caption"]) == (20, 10, "tiến độ")
    refused = await line.refused("editMessageText", chat_id=LAN, message_id=sent["message_id"], text="x")
    assert refused == "400 Bad Request: there is no text in the message to edit"
    assert await line.refused("sendDocument", chat_id=LAN, document=sent["photo"][0]["file_id"]) == (
        "400 Bad Request: can't use file of type Photo as Document"
    )


@pytest.mark.parametrize(("content", "reason"), [
    (b"", "file must be non-empty"), (b"%PDF-1.7", "IMAGE_PROCESS_FAILED"), (b"\xff\xd8\xff", "IMAGE_PROCESS_FAILED"),
    (plain_png(10, 201), "PHOTO_INVALID_DIMENSIONS"), (plain_png(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
    (b"\x89PNG" + b"0" * 10_485_760, "file is too big"),
])  # fmt: skip
async def test_what_is_no_picture(line: Line, content: bytes, reason: str) -> None:
    answer = await line.http.post(f"/bot{TOKEN}/sendPhoto", data={"chat_id": str(LAN)}, files={"photo": ("a.png", content)})
    assert answer.json()["description"] == f"Bad Request: {reason}"


async def test_files_that_are_too_big_to_fetch(line: Line) -> None:
    sent = line.people.sends_document(line.lan, "lớn.bin", b"0" * (20 * 1024 * 1024 + 1))
    assert await line.refused("getFile", file_id=sent["document"]["file_id"]) == "400 Bad Request: file is too big"
    assert await line.refused("getFile", file_id="abc") == "400 Bad Request: invalid file_id"
