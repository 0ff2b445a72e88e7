"""The page in a browser, and the command that serves it: what a newcomer sees, chooses, types and presses."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.page_line import DESK, PHONE, browser, picture, sandbox

REPORT = "chi bộ vừa kết nạp 3 đ/c, 1 nữ, hôm 12/10"
QUESTION = "còn bao nhiêu nữa thì đạt chỉ tiêu năm nay?"
PATIENCE = 30_000   # milliseconds


@pytest.fixture(autouse=True)
def patient() -> None:
    expect.set_options(timeout=PATIENCE)


async def write(page: Page, text: str) -> None:
    await page.get_by_label("Nhập tin nhắn").fill(text)
    await page.keyboard.press("Enter")


@pytest.mark.parametrize(("name", "size"), [("phone", PHONE), ("desk", DESK)])
async def test_report_agree_and_ask(name: str, size: tuple[int, int], tmp_path: Path) -> None:
    async with sandbox(cwd=tmp_path) as running, browser(size) as page:
        await page.goto(running.address)
        await expect(page.get_by_role("heading", name="Dùng thử")).to_be_visible()
        await expect(page.get_by_text("Chưa có tin nhắn nào")).to_be_visible()
        await picture(page, f"{name}-1-open")
        await page.get_by_label("Địa bàn").select_option("Tân Yên (huyện)")
        await page.get_by_label("Đóng vai").select_option("Bí thư May Ngọc Lâm")
        await expect(page.get_by_label("Hôm nay là ngày")).to_have_value("2026-11-22")
        await write(page, REPORT)
        await page.get_by_role("button", name="Đúng", exact=True).click()
        log = page.get_by_role("log")
        await expect(log).to_contain_text("Đã ghi")
        await picture(page, f"{name}-2-agreed")
        await write(page, QUESTION)
        await expect(log).to_contain_text("3/9")
        for said in ("II.2(1)", "còn thiếu 6", "1 nữ"):
            await expect(log).to_contain_text(said)
        await picture(page, f"{name}-3-asked")
        width = await page.evaluate("document.documentElement.scrollWidth")
        assert width <= size[0], "nothing sticks out at the side"
