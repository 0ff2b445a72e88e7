"""The page for everyone, in a browser: by keyboard alone, the tour, and what axe-core finds in each of its states."""

import asyncio
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from tests.page_line import DESK, PHONE, Site, picture
from tests.page_visitor import FIELD, LAM, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")
AXE = "4.14.1"
GRAVE = {"serious", "critical"}
FAR = 20    # presses of Tab that a person would put up with
TO_THE_TOP = """(list) => new Promise((there) => {
    list.addEventListener("scrollend", () => list.scrollTop === 0 && there());
    list.scrollTop = 0;
})"""
STEPS = (
    "Chọn người để đóng vai", "Nhắn như bình thường", "Xem lại rồi đồng ý", "Xem những gì đã ghi",
    "Đi tới ngày khác, thử sự cố",
)  # fmt: skip
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


@pytest.fixture(scope="module")
def axe(request: pytest.FixtureRequest) -> str:
    """The script of axe-core, fetched once by npm into pytest's cache."""
    folder = Path(request.config.cache.mkdir(f"axe-core-{AXE}"))
    script = folder / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("npm, which fetches axe-core: apt-get install npm")
        order = [npm, "install", "--no-save", "--no-audit", "--no-fund", "--prefix", str(folder), f"axe-core@{AXE}"]
        fetched = subprocess.run(order, capture_output=True, text=True, timeout=120, check=False)
        if fetched.returncode:
            pytest.skip(f"npm could not fetch axe-core {AXE}: {fetched.stderr.strip()[-200:]}")
    return script.read_text(encoding="utf-8")


async def faults(page: Page, state: str) -> list[str]:
    """What axe-core holds to be grave, in words that lead to it."""
    await page.evaluate("Promise.all(document.getAnimations().map((each) => each.finished.catch(() => null)))")
    found: dict[str, Any] = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{state}: {each['id']}: {node['html'][:120]} {node['failureSummary']}"
        for each in found["violations"] if each["impact"] in GRAVE for node in each["nodes"]
    ]  # fmt: skip


@SIZES
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_grave_in_any_state(site: Site, size: tuple[int, int], scheme: str, axe: str) -> None:
    async with site.window(size, color_scheme=scheme, reduced_motion="reduce") as page:
        visitor, name = Visitor(page), f"{size[0]}-{scheme}"
        await expect(page.locator("#tour")).to_be_visible()
        await page.evaluate(axe)
        grave = await faults(page, "tour")
        await picture(page, f"{name}-tour")
        await visitor.skip_tour()
        if not await visitor.mine.count():
            grave += await faults(page, "empty")
            await picture(page, f"{name}-empty")
        await visitor.write("/start")
        await visitor.answered("kết nạp")
        await visitor.write("hôm qua kết nạp 2 đồng chí, trong đó 1 nữ")
        await expect(visitor.log.get_by_role("button", name="Đúng", exact=True).last).to_be_visible()
        await visitor.click("Gửi ảnh, tệp hoặc tin khác")
        await visitor.click("Nhãn dán (mô phỏng)")
        await expect(visitor.mine.last).to_contain_text("Nhãn dán")
        await visitor.click("Gửi ảnh, tệp hoặc tin khác")
        await page.get_by_role("button", name="Trả lời tin này").last.click()
        for language in ("vi", "en"):
            grave += await faults(page, f"chat {language}")
            await picture(page, f"{name}-chat-{language}")
            for view in ("people", "record"):
                tab = page.locator(f"#views [data-view={view}]")
                if await tab.is_visible():
                    await tab.click()
                    grave += await faults(page, f"{view} {language}")
                    await picture(page, f"{name}-{view}-{language}")
            if size == PHONE:
                await page.locator("#views [data-view=chat]").click()
            await page.locator("#language").click()
        assert grave == []


@SIZES
async def test_the_way_down_to_news_is_told_to_readers_of_the_screen(site: Site, size: tuple[int, int], axe: str) -> None:
    async with site.window(size) as page:
        visitor, world = Visitor(page), f"{site.address}worlds/tan-yen/"
        await visitor.skip_tour()
        await visitor.be(LAM)
        for _ in range(4):
            await visitor.write("/help")
            await visitor.answered("nhắn tin")
        await page.request.post(world + "trouble", data={"kind": "offline", "on": True})
        await visitor.write("/help")
        await visitor.log.evaluate(TO_THE_TOP)
        await page.request.post(world + "trouble", data={"kind": "offline", "on": False})
        down = page.get_by_role("button", name="Xuống tin mới nhất (")
        await expect(down).to_be_visible()
        await page.evaluate(axe)
        await picture(page, f"{size[0]}-news")
        assert await faults(page, "news") == []
        await down.press("Enter")
        await expect(visitor.theirs.last).to_be_in_viewport()
        await expect(page.locator("#latest")).to_be_hidden()


@SIZES
async def test_the_tour_by_keyboard(site: Site, size: tuple[int, int]) -> None:
    async with site.window(size) as page:
        for number, title in enumerate(STEPS):
            await expect(page.get_by_role("dialog", name=title)).to_be_visible()
            await expect(page.get_by_role("heading", name=title)).to_be_focused()
            await picture(page, f"{size[0]}-tour-{number + 1}")
            if number == 2:
                await page.keyboard.press("ArrowLeft")
                await expect(page.get_by_role("heading", name=STEPS[1])).to_be_focused()
                await page.keyboard.press("ArrowRight")
                await expect(page.get_by_role("heading", name=title)).to_be_focused()
            onward = "Tiếp" if title != STEPS[-1] else "Dùng thử ngay"
            await page.locator("#tour").get_by_role("button", name=onward).press("Enter")
        await expect(page.locator("#tour")).to_be_hidden()
        await expect(page.get_by_role("textbox", name=FIELD)).to_be_focused()
        await page.reload()
        await expect(page.get_by_role("textbox", name=FIELD)).to_be_visible()
        await expect(page.locator("#tour")).to_be_hidden()
        await page.get_by_role("button", name="Xem hướng dẫn").press("Enter")
        await expect(page.get_by_role("heading", name=STEPS[0])).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(page.locator("#tour")).to_be_hidden()


async def test_a_browser_that_keeps_nothing(site: Site) -> None:
    async with site.window(DESK) as page:
        await page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } })")
        await page.reload()
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name="English").click()
        await expect(page.get_by_role("textbox", name="Write a message")).to_be_visible()


async def test_another_language_while_the_first_world_is_being_opened(site: Site) -> None:
    async with site.window(DESK) as page:
        chosen = asyncio.Event()

        async def wait(route: Route) -> None:
            await chosen.wait()
            await route.continue_()

        await page.route("**/worlds/*", wait)
        await page.reload(wait_until="commit")
        await page.get_by_role("button", name="English").click()
        chosen.set()
        await expect(page.get_by_role("textbox", name="Write a message")).to_be_visible()
        await expect(page.get_by_role("button", name="Start")).to_be_visible()


@SIZES
async def test_report_agree_and_correct_by_keyboard_alone(site: Site, size: tuple[int, int]) -> None:
    async with site.window(size, "ninh-binh/1003") as page:
        visitor = Visitor(page)
        await expect(page.locator("#tour")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(visitor.field).to_be_focused()
        await page.keyboard.type(f"hôm {5 if size == PHONE else 6}/3 kết nạp")
        await page.keyboard.press("Shift+Enter")
        await page.keyboard.type("2 đồng chí")
        await page.keyboard.press("Enter")
        await expect(visitor.mine.last).to_contain_text(f"hôm {5 if size == PHONE else 6}/3")
        await visitor.answered("Kết nạp 2 đảng viên")
        for _ in range(FAR):
            await page.keyboard.press("Shift+Tab")
            if await page.evaluate("document.activeElement.textContent") == "Đúng":
                break
        await page.keyboard.press("Enter")
        await visitor.answered("Đã ghi")
        await expect(page.locator("article.theirs .buttons button:focus")).to_have_count(1)
        await page.keyboard.press("Tab")
        await visitor.field.focus()
        await page.keyboard.press("ArrowUp")
        await expect(page.locator("#about")).to_contain_text("Sửa tin:")
        await page.keyboard.press("Escape")
        await expect(visitor.field).to_have_value("")


@pytest.mark.parametrize("size", [(640, 400), (360, 640)], ids=["twice as large", "small"])
async def test_a_small_window_shows_field_and_messages(site: Site, size: tuple[int, int]) -> None:
    async with site.window(size, forced_colors="active") as page:
        visitor = Visitor(page)
        await visitor.skip_tour()
        await visitor.be(LAM)
        await visitor.write("/start")
        await visitor.answered("kết nạp")
        await expect(visitor.field).to_be_in_viewport()
        room = await visitor.log.bounding_box()
        assert room is not None
        assert room["height"] >= size[1] / 4
        assert await page.evaluate("document.documentElement.scrollWidth") <= size[0]
        await picture(page, f"{size[0]}-{size[1]}-forced")
