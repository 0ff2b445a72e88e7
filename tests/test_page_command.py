"""The command that serves the page: from its first line to its end, and what it refuses."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import expect

from bot.refused import RefusedError
from bot.sandbox.page import run
from tests.page_line import DESK, open_browser, sandbox
from tests.page_visitor import LAM, Visitor


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


async def test_a_page_that_outlives_the_program_goes_on_and_keeps_what_was_said(tmp_path: Path) -> None:
    async with sandbox(cwd=tmp_path) as running, open_browser(running.address) as site:
        port = running.address.rstrip("/").rpartition(":")[2]
        async with site.window(DESK, forgiven="Failed to load resource") as page:
            visitor = Visitor(page)
            await visitor.skip_tour()
            await visitor.write("hôm 12/10 kết nạp 1 đồng chí")
            await visitor.answered("Kết nạp 1 đảng viên")
            await visitor.field.fill("còn dở")
            await running.end()
            await expect(page.locator("#notice")).to_contain_text("Mất kết nối")
            async with sandbox(cwd=tmp_path, port=port):
                past = page.get_by_role("region", name="Trước lần khởi động này, chỉ để xem")
                await expect(past).to_contain_text("hôm 12/10 kết nạp 1 đồng chí")
                await expect(past.get_by_role("button", name="Đúng")).to_be_disabled()
                await expect(visitor.field).to_have_value("còn dở")
                await visitor.key("Enter")
                await visitor.answered("")


@pytest.mark.parametrize(("wish", "reason"), [
    ({"world": "atlantis"}, "Không có địa bàn dùng thử nào tên là atlantis"),
    ({"today": "hôm nay"}, "--today hôm nay: không phải là một ngày"),
    ({"today": "0206-11-22"}, "--today 0206-11-22: không phải là một ngày"),
    ({"port": 70000}, "--port 70000: cổng này không dùng được"),
    ({"folder": __file__}, "không mở được thư mục này"),
])  # fmt: skip
def test_what_cannot_be_used_is_said_at_once(wish: dict[str, Any], reason: str) -> None:
    with pytest.raises(RefusedError) as refused:
        run(**{"port": 0, "folder": None, "world": None, "today": None} | wish)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)
