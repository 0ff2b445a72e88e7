"""The page in a browser, and the command that serves it: what a newcomer sees, chooses, types and presses."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Locator, Page, expect

from bot.refused import RefusedError
from bot.sandbox.page import run
from tests.page_line import DESK, PHONE, browser, picture, sandbox

REPORT = "chi bộ vừa kết nạp 3 đ/c, 1 nữ, hôm 12/10"
QUESTION = "còn bao nhiêu nữa thì đạt chỉ tiêu năm nay?"
PATIENCE = 30_000   # milliseconds
LAM, DISTRICT, STRANGER = "Bí thư May Ngọc Lâm", "Cán bộ Huyện ủy", "Người lạ"


@pytest.fixture(autouse=True)
def patient() -> None:
    expect.set_options(timeout=PATIENCE)


def log(page: Page) -> Locator:
    return page.get_by_role("log", name="Tin nhắn")


async def answered(page: Page, *parts: str) -> None:
    """Wait until what the bot said after the person's latest message has each of the parts."""
    for part in parts:
        below = log(page).locator("article.mine:not(:has(~ article.mine)) ~ article.theirs", has_text=part)
        await expect(below.first).to_be_visible()


async def be(page: Page, who: str) -> None:
    await page.get_by_label("Đóng vai").select_option(who)


async def write(page: Page, text: str) -> None:
    await page.get_by_label("Nhập tin nhắn").fill(text)
    await page.keyboard.press("Enter")
    await expect(log(page).locator("article.mine").last).to_contain_text(text)


async def press(page: Page, label: str) -> None:
    await log(page).get_by_role("button", name=label, exact=True).last.click()


async def test_on_a_phone_report_agree_and_ask(tmp_path: Path) -> None:
    async with sandbox(cwd=tmp_path) as running, browser(PHONE) as page:
        await page.goto(running.address)
        await expect(page.get_by_text("Chưa có tin nhắn nào")).to_be_visible()
        await picture(page, "phone-1-open")
        await page.get_by_label("Địa bàn").select_option("Tân Yên")
        await be(page, LAM)
        await expect(page.get_by_label("Hôm nay là ngày")).to_have_value("2026-11-22")
        await write(page, REPORT)
        await press(page, "Đúng")
        await answered(page, "Đã ghi")
        await picture(page, "phone-2-agreed")
        await write(page, QUESTION)
        await answered(page, "chưa được giao chỉ tiêu riêng", "3/9", "còn thiếu 6", "II.2(1)", "1 nữ")
        await page.get_by_role("button", name="English").click()
        await expect(page.get_by_label("Write a message")).to_be_visible()
        await expect(page.get_by_role("log", name="Messages")).to_contain_text("3/9")
        await picture(page, "phone-3-asked")
        assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], "nothing sticks out at the side"


async def test_on_a_desk_correct_by_reply_and_edit_change_person_day_and_world(tmp_path: Path) -> None:
    async with sandbox("--world", "bac-ninh", "--today", "2011-10-06", cwd=tmp_path) as running, browser(DESK) as page:
        await page.goto(running.address)
        await expect(page.get_by_label("Hôm nay là ngày")).to_have_value("2011-10-06")
        await page.get_by_label("Địa bàn").select_option("Tân Yên")
        await expect(page.get_by_label("Hôm nay là ngày")).to_have_value("2026-11-22")
        await page.get_by_role("button", name="Bắt đầu").click()
        await expect(page.get_by_role("group", name="Phím trả lời nhanh").get_by_role("button").first).to_be_visible()
        await picture(page, "desk-1-started")

        await write(page, REPORT)
        await answered(page, "Kết nạp 3 đảng viên")
        await log(page).get_by_role("button", name=f"Sửa tin này: {REPORT}").click()
        await write(page, REPORT.replace("3", "4"))
        await expect(log(page).locator("article.mine").last).to_contain_text("đã sửa")
        await answered(page, "Kết nạp 4 đảng viên")
        await press(page, "Đúng")
        await answered(page, "Đã ghi")
        await log(page).locator("article.theirs", has_text="Đã ghi").last.get_by_role("button", name="Trả lời tin này").click()
        await write(page, "nhầm, 3 thôi")
        await expect(log(page).locator("article.mine").last.locator("blockquote")).to_contain_text("Đã ghi")
        await answered(page, "Kết nạp 3 đảng viên")
        await press(page, "Đúng")
        await answered(page, "3/9")
        await picture(page, "desk-2-corrected")

        await be(page, STRANGER)
        await expect(log(page).locator("article")).to_have_count(0)
        await page.get_by_role("button", name="dùng thế nào vậy?").click()
        await page.keyboard.press("Enter")
        await answered(page, "")
        await be(page, LAM)
        await expect(log(page)).to_contain_text("nhầm, 3 thôi")

        await page.get_by_role("button", name="Ngày sau").click()
        await expect(page.get_by_label("Hôm nay là ngày")).to_have_value("2026-11-23")
        await page.get_by_label("Gửi như tin chuyển tiếp").check()
        await write(page, "hôm qua kết nạp 2")
        await expect(log(page).locator("article.mine").last).to_contain_text("Chuyển tiếp từ Một đồng chí khác")
        await answered(page, "?")
        await page.get_by_label("Hôm nay là ngày").fill("2026-10-01")
        await write(page, "/help")
        await expect(log(page).locator(".date").last).to_contain_text("1 tháng 10")
        await answered(page, "12/10")
        await picture(page, "desk-3-another-day")


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
