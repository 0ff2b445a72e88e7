"""Beside the chat, in a browser: what is on record, days that pass, and trouble by which nothing is lost."""

import re

import pytest
from playwright.async_api import Locator, expect

from tests.page_line import DESK, PHONE, Site, picture
from tests.page_visitor import DISTRICT, LAM, SAMSIN, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")
WIDTHS = pytest.mark.parametrize(("size", "world", "who"), [
    (PHONE, "tan-yen", LAM), (DESK, "ninh-binh", "Bí thư Thành Công Hwashin"),
], ids=["phone", "desk"])  # fmt: skip
REPORT = "hôm qua kết nạp 2 đồng chí, 1 nữ"
LOST_NOTHING = "Không mất gì: mọi tin đều đã được trả lời."


async def entries(visitor: Visitor) -> tuple[int, int]:
    """How many reports are on record, and how often any of them was corrected."""
    texts = await visitor.recorded("reports").all_text_contents()
    return len(texts), sum(int(each) for text in texts for each in re.findall(r"đã sửa (\d+) lần", text))


async def say_state(trouble: Locator, text: str) -> None:
    await expect(trouble.get_by_role("status")).to_contain_text(text)


@WIDTHS
async def test_the_day_is_set_and_moved_and_played(site: Site, size: tuple[int, int], world: str, who: str) -> None:
    async with site.window(size, "tan-yen") as page:
        visitor = Visitor(page)
        await visitor.skip_tour()
        await visitor.look_at("Sổ ghi")
        days = page.get_by_role("region", name="Hôm nay là")
        day = days.get_by_label("Hôm nay là ngày")
        await day.fill("2026-03-30")
        await visitor.click("Ngày sau")
        await expect(day).to_have_value("2026-03-31")
        await visitor.click("Hạn tiếp theo")
        await expect(day).to_have_value("2026-09-30")
        await expect(days.get_by_role("status")).to_contain_text("Hạn: Sơ kết việc thực hiện Nghị quyết số 301")
        due = page.locator("#record-deadlines li", has_text="Sơ kết")
        await expect(due).to_contain_text("30/09/2026 · hôm nay")
        before = await day.input_value()
        await visitor.click("Chạy một tháng")
        await expect(day).not_to_have_value(before)
        await expect(days.get_by_role("progressbar")).to_be_visible()
        await visitor.click("Dừng")
        await expect(days.get_by_role("button", name="Chạy một tháng")).to_be_visible()
        await picture(page, f"{size[0]}-days")
        await visitor.look_at("Trò chuyện")
        await visitor.write("/help")
        await visitor.answered("kết nạp")


async def test_where_nothing_is_due(site: Site) -> None:
    async with site.window(DESK, "bac-ninh", forgiven="400") as page:
        visitor = Visitor(page)
        await visitor.skip_tour()
        await visitor.click("Hạn tiếp theo")
        await expect(page.locator("#notice")).to_have_text("Không còn hạn nào phía trước.")


@WIDTHS
async def test_what_is_on_record_is_seen_to_change(site: Site, size: tuple[int, int], world: str, who: str) -> None:
    async with site.window(size, world) as page:
        visitor = Visitor(page)
        await visitor.skip_tour()
        await visitor.be(who)
        await visitor.write(REPORT)
        await visitor.press("Đúng")
        await expect(visitor.recorded("reports").first).to_contain_text("Kết nạp 2 đảng viên")
        await expect(visitor.recorded("reports").first).to_have_class(re.compile("fresh"))
        await expect(page.locator("#announcer")).to_have_text(re.compile("^Vừa thay đổi: .*Báo cáo"))
        await visitor.look_at("Sổ ghi")
        if world == "tan-yen":      # the other plan has no targets
            await expect(visitor.recorded("figures").first.get_by_role("progressbar")).to_be_visible()
            await expect(visitor.recorded("figures").first).to_contain_text("/9")
        await picture(page, f"{size[0]}-record")
        await page.get_by_text("Trợ lý đã gửi").click()
        await expect(visitor.recorded("sent").first).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") <= size[0], "nothing sticks out at the side"


@WIDTHS
async def test_without_a_network_messages_wait_and_are_answered(
    site: Site, size: tuple[int, int], world: str, who: str
) -> None:
    async with site.window(size, world) as page:
        visitor = Visitor(page)
        await visitor.skip_tour()
        await visitor.be(who)
        trouble = await visitor.trouble()
        await say_state(trouble, LOST_NOTHING)
        network = trouble.get_by_role("switch", name="Mất mạng")
        await network.click()
        await expect(network).to_be_checked()
        await visitor.look_at("Trò chuyện")
        said = await visitor.theirs.count()
        for text in ("chỉ tiêu năm nay là bao nhiêu?", "báo cáo của tôi"):
            await visitor.write(text)
            await expect(visitor.mine.last).to_contain_text("chờ trợ lý nhận")
        await picture(page, f"{size[0]}-offline")
        await visitor.trouble()
        await say_state(trouble, "Tin chờ trợ lý nhận: 2. Tin chờ trả lời: 2.")
        await network.click()
        await say_state(trouble, LOST_NOTHING)
        await visitor.look_at("Trò chuyện")
        await expect(visitor.log).not_to_contain_text("chờ trợ lý nhận")
        await expect(visitor.theirs).to_have_count(said + 2)


@WIDTHS
async def test_a_kill_between_a_report_and_the_agreement(site: Site, size: tuple[int, int], world: str, who: str) -> None:
    async with site.window(size, world) as page:
        visitor = Visitor(page)
        await visitor.skip_tour()
        await visitor.be(who)
        await visitor.write("hôm 2/3 kết nạp 1 đồng chí")
        await visitor.answered("Kết nạp 1 đảng viên")
        before, _ = await entries(visitor)
        trouble = await visitor.trouble()
        await trouble.get_by_role("button", name="Tắt ngang rồi bật lại").click()
        await visitor.look_at("Trò chuyện")
        await visitor.press("Đúng")
        await visitor.answered("Đã ghi")
        await expect(visitor.recorded("reports")).to_have_count(before + 1)
        await visitor.trouble()
        await say_state(trouble, f"Đã tắt ngang và bật lại. Lần ghi sổ: trước {before}, nay {before + 1}.")
        await say_state(trouble, LOST_NOTHING)
        await picture(page, f"{size[0]}-killed")


@WIDTHS
async def test_a_message_delivered_again_adds_nothing(site: Site, size: tuple[int, int], world: str, who: str) -> None:
    async with site.window(size, world) as page:
        visitor = Visitor(page)
        await visitor.skip_tour()
        await visitor.be(who)
        await visitor.write("hôm 3/3 kết nạp 1 đồng chí")
        await visitor.press("Đúng")
        await visitor.answered("Đã ghi")
        await expect(visitor.recorded("reports").filter(has_text="03/03")).to_have_count(1)
        before = await entries(visitor)
        trouble = await visitor.trouble()
        await trouble.get_by_role("button", name="Gửi lại tin vừa rồi").click()
        await say_state(trouble, f"Đã giao lại. Lần ghi sổ: trước {before[0]}, nay {before[0]}.")
        await visitor.look_at("Trò chuyện")
        said = await visitor.theirs.count()
        await visitor.write("/help")    # what came again went before it
        await expect(visitor.theirs).to_have_count(said + 1)
        assert await entries(visitor) == before


@WIDTHS
async def test_a_flood_delays_and_loses_nothing(site: Site, size: tuple[int, int], world: str, who: str) -> None:
    async with site.window(size, world) as page:
        visitor = Visitor(page)
        await visitor.skip_tour()
        await visitor.be(DISTRICT if size == PHONE else SAMSIN if world == "tan-yen" else who)
        trouble = await visitor.trouble()
        await say_state(trouble, LOST_NOTHING)      # the group is greeted
        flood = trouble.get_by_role("switch", name="quá tải")
        await flood.click()
        await expect(flood).to_be_checked()
        await visitor.look_at("Trò chuyện")
        await visitor.write("chỉ tiêu năm nay là bao nhiêu?")
        await expect(visitor.mine.last).to_contain_text("trợ lý đã nhận")
        await visitor.trouble()
        await say_state(trouble, "Tin chờ trả lời: 1.")
        await flood.click()
        await say_state(trouble, LOST_NOTHING)
        await visitor.look_at("Trò chuyện")
        await visitor.answered("chỉ tiêu")
