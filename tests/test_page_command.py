"""The command that serves the page: from its first line to its end, and what it refuses."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.refused import RefusedError
from bot.sandbox.page import run
from tests.page_line import sandbox
from tests.page_visitor import LAM


async def test_the_command_from_its_first_line_to_its_end(tmp_path: Path) -> None:
    kept = tmp_path / "thư mục của tôi"
    async with sandbox("--folder", str(kept), cwd=tmp_path) as running, httpx.AsyncClient(base_url=running.address) as page:
        assert running.address.startswith("http://127.0.0.1:")
        assert (await page.get("/")).headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
        assert (await page.get("/", headers={"host": "elsewhere.example"})).status_code == 400
        assert (await page.get("/page.py")).status_code == 404
        opened = (await page.post("/worlds/tan-yen", json={})).json()
        assert (opened["people"][0]["name"], opened["people"][-1]["role"]) == (LAM, "stranger")
        assert opened["now"].startswith("2026-11-22T09:")
        assert (await page.post("/worlds/atlantis", json={})).status_code == 404
        assert (await page.post("/worlds/tan-yen", content="{}")).status_code == 415
        for day, status in (("2027-02-30", 400), ("0206-11-22", 400), (None, 400), ("2027-01-04", 200)):
            assert (await page.post("/worlds/tan-yen/clock", json={"day": day})).status_code == status, day
        assert await running.end() == (0, "")
    assert (kept / "tan-yen.db").exists()
    async with sandbox("--folder", str(kept), cwd=tmp_path) as running, httpx.AsyncClient(base_url=running.address) as page:
        assert (await page.post("/worlds/tan-yen", json={})).json()["now"].startswith("2027-01-04T09:")


@pytest.mark.parametrize(("wish", "reason"), [
    ({"world": "atlantis"}, "Không có địa bàn dùng thử nào tên là atlantis"),
    ({"today": "hôm nay"}, "--today hôm nay: không phải một ngày"),
    ({"today": "0206-11-22"}, "--today 0206-11-22: không phải một ngày"),
    ({"port": 70000}, "--port 70000: cổng này không dùng được"),
    ({"folder": __file__}, "không mở được thư mục này"),
])  # fmt: skip
def test_what_cannot_be_used_is_said_at_once(wish: dict[str, Any], reason: str) -> None:
    with pytest.raises(RefusedError) as refused:
        run(**{"port": 0, "folder": None, "world": None, "today": None} | wish)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)
