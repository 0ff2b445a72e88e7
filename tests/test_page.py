"""Chatting in the page, in a browser: the first report, corrections, other people, groups, files, the other language."""

import base64
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.sandbox.files import plain_png
from tests.page_line import DESK, PHONE, Site, picture
from tests.page_visitor import DISTRICT, LAM, SAMSIN, STRANGER, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")
WIDTHS = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
REPORT = "chi bộ vừa kết nạp 3 đ/c, 1 nữ, hôm 12/10"
QUESTION = "còn bao nhiêu nữa thì đạt chỉ tiêu năm nay?"
FEWEST = 6


@pytest.mark.parametrize(("size", "world"), [(PHONE, ""), (DESK, "ninh-binh/1003")], ids=["phone", "desk"])
async def test_from_opening_to_the_first_agreed_report(site: Site, size: tuple[int, int], world: str) -> None:
    async with site.window(size, world) as page:
        visitor = Visitor(page)
        await visitor.skip_tour()
        await visitor.click("hôm qua chi bộ kết nạp 2 đồng chí, trong đó 1 nữ")
        await expect(visitor.field).to_be_focused()
        await visitor.key("Enter")
        await visitor.press("Đúng")
        await visitor.answered("Đã ghi")
        assert visitor.actions <= FEWEST
        await expect(visitor.recorded("reports")).to_contain_text(["Kết nạp 2 đảng viên"])
        await picture(page, f"{size[0]}-agreed")
        assert await page.evaluate("document.documentElement.scrollWidth") <= size[0], "nothing sticks out at the side"


@WIDTHS
async def test_going_from_person_to_person_loses_nothing(site: Site, size: tuple[int, int]) -> None:
    async with site.window(size, "hau-giang") as page:
        visitor = Visitor(page)
        await visitor.skip_tour()
        first, second = str(await page.locator("#who-name").text_content()), "Lãnh đạo Tỉnh ủy"
        await visitor.write("/help")
        await visitor.answered("kết nạp")
        await page.get_by_role("button", name="Trả lời tin này").last.click()
        await visitor.field.fill("đang viết dở")
        await visitor.be(second)
        await expect(visitor.field).to_have_value("")
        await visitor.field.fill("câu khác")
        await visitor.be(first)
        await expect(visitor.field).to_have_value("đang viết dở")
        await expect(page.locator("#about")).to_contain_text("Trả lời:")
        await page.keyboard.press("Escape")
        await expect(page.locator("#about")).to_be_hidden()
        await expect(visitor.field).to_have_value("đang viết dở")
        for world, who in (("Tân Yên", LAM), ("Hậu Giang", first)):
            await visitor.look_at("Đóng vai")
            await page.get_by_role("combobox", name="Địa bàn").select_option(world)
            await expect(page.locator("#who-name")).to_have_text(who)
        await visitor.look_at("Trò chuyện")
        await expect(visitor.field).to_have_value("đang viết dở")
        await visitor.be(second)
        await expect(visitor.field).to_have_value("câu khác")


@WIDTHS
async def test_a_report_is_corrected_by_an_edit_by_a_reply_and_by_words(site: Site, size: tuple[int, int]) -> None:
    async with site.window(size) as page:
        visitor = Visitor(page)
        await visitor.skip_tour()
        await visitor.be(LAM if size == PHONE else SAMSIN)
        await visitor.write(REPORT)
        await visitor.answered("Kết nạp 3 đảng viên")
        await visitor.key("ArrowUp")
        await expect(visitor.field).to_have_value(REPORT)
        await visitor.field.fill(REPORT.replace("3", "4"))
        await visitor.key("Enter")
        await expect(visitor.mine.last).to_contain_text("đã sửa")
        await visitor.answered("Kết nạp 4 đảng viên")
        await visitor.press("Đúng")
        await visitor.answered("Đã ghi")
        done = visitor.log.locator("article.theirs", has_text="Đã ghi").last
        await done.hover()
        await done.get_by_role("button", name="Trả lời tin này").click()
        await visitor.write("nhầm, 3 thôi")
        await expect(visitor.mine.last.locator("blockquote")).to_contain_text("Đã ghi")
        await visitor.answered("Kết nạp 3 đảng viên")
        await visitor.press("Đúng")
        await visitor.answered("Đã sửa")
        await expect(visitor.recorded("reports").filter(has_text="đã sửa 1 lần").first).to_contain_text("Kết nạp 3 đảng viên")
        await visitor.write(QUESTION)
        await visitor.answered("/9", "II.2(1)")
        await picture(page, f"{size[0]}-corrected")


@WIDTHS
async def test_a_group_hears_the_assistant_when_it_is_named(site: Site, size: tuple[int, int]) -> None:
    async with site.window(size) as page:
        visitor = Visitor(page)
        await visitor.skip_tour()
        await visitor.be("Nhóm công tác đảng")
        before = await visitor.theirs.count()
        await page.get_by_label("Với vai").select_option(LAM)
        await visitor.write("tôi xin báo nhóm một việc")
        await page.get_by_label("Với vai").select_option(SAMSIN)
        await expect(visitor.theirs.filter(has_text="tôi xin báo nhóm một việc").first).to_contain_text(LAM)
        await visitor.write("@admissions_bot " + QUESTION)
        await visitor.answered("Huyện ủy Tân Yên")
        assert await visitor.theirs.count() > before
        await picture(page, f"{size[0]}-group")


@WIDTHS
async def test_pictures_papers_voice_and_stickers_are_sent(site: Site, size: tuple[int, int], tmp_path: Path) -> None:
    shot, sheet = tmp_path / "giấy mời.png", tmp_path / "danh sách.xlsx"
    shot.write_bytes(plain_png(640, 400))
    sheet.write_bytes(b"PK\x03\x04")
    async with site.window(size, "bac-giang") as page:
        visitor = Visitor(page)
        await visitor.skip_tour()
        for label, file, caption in (("Ảnh", shot, "ảnh buổi lễ"), ("Tệp", sheet, "")):
            async with page.expect_file_chooser() as choosing:
                await visitor.click("Gửi ảnh, tệp hoặc tin khác")
                await visitor.click(label)
            await (await choosing.value).set_files(file)
            await expect(page.locator("#about")).to_contain_text(f"Kèm: {file.name}")
            await visitor.field.fill(caption)
            await visitor.key("Enter")
            await visitor.answered("")
        await expect(visitor.mine.nth(0)).to_contain_text("ảnh buổi lễ")
        await visitor.mine.nth(0).get_by_role("button", name="Xem ảnh lớn").click()
        large = page.get_by_role("dialog", name="Ảnh")
        await expect(large.get_by_role("img")).to_have_js_property("naturalWidth", 640)
        await picture(page, f"{size[0]}-picture")
        await page.keyboard.press("Escape")
        await expect(large).to_be_hidden()
        async with page.expect_download() as downloading:
            await visitor.mine.nth(1).get_by_role("link", name=sheet.name).click()
        copy = tmp_path / "copy.xlsx"
        await (await downloading.value).save_as(copy)
        assert copy.read_bytes() == sheet.read_bytes()
        for kind in ("Tin thoại", "Nhãn dán"):
            await visitor.click("Gửi ảnh, tệp hoặc tin khác")
            await visitor.click(f"{kind} (mô phỏng)")
            await expect(visitor.mine.last).to_contain_text(kind)
            await visitor.answered("")
        await visitor.click("Gửi ảnh, tệp hoặc tin khác")
        await visitor.click("Gửi như tin chuyển tiếp")
        await visitor.write("hôm qua kết nạp 2")
        await expect(visitor.mine.last).to_contain_text("Chuyển tiếp từ Một đồng chí khác")
        await visitor.answered("?")
        await picture(page, f"{size[0]}-sent")


async def test_a_picture_pasted_and_a_file_that_is_too_large(site: Site) -> None:
    async with site.window(DESK, "bac-giang") as page:
        visitor = Visitor(page)
        await visitor.skip_tour()
        content = base64.b64encode(plain_png(40, 40)).decode()
        await page.evaluate(
            """(content) => {
                const carried = new DataTransfer();
                const bytes = Uint8Array.from(atob(content), (each) => each.charCodeAt(0));
                carried.items.add(new File([bytes], "chụp.png", { type: "image/png" }));
                document.getElementById("text").dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried }));
            }""",
            content,
        )
        await expect(page.locator("#about")).to_contain_text("Kèm: chụp.png")
        await visitor.key("Escape")
        await page.locator("#any-file").set_input_files({"name": "to.bin", "mimeType": "", "buffer": bytes(6 * 1024 * 1024)})
        await expect(page.locator("#notice")).to_contain_text("to.bin lớn hơn 5 MB")


@WIDTHS
async def test_the_other_language_changes_words_and_nothing_else(site: Site, size: tuple[int, int]) -> None:
    async with site.window(size) as page:
        visitor = Visitor(page)
        await visitor.skip_tour()
        await visitor.be(STRANGER)
        if not await visitor.mine.count():
            await visitor.write("chi bộ tôi kết nạp 3 đồng chí")
            await visitor.answered("mời")
        await visitor.field.fill("còn dở")
        await visitor.click("English")
        await expect(page.get_by_role("textbox", name="Write a message")).to_have_value("còn dở")
        await expect(page.get_by_role("log", name="Messages")).to_contain_text("chi bộ tôi kết nạp 3 đồng chí")
        await page.reload()
        await expect(page.get_by_role("button", name="Tiếng Việt")).to_be_visible()
        await expect(page.locator("#tour")).to_be_hidden()


@WIDTHS
async def test_what_the_assistant_says_meanwhile_is_marked_as_unread(site: Site, size: tuple[int, int]) -> None:
    async with site.window(size) as page:
        visitor = Visitor(page)
        await visitor.skip_tour()
        await visitor.be(DISTRICT)
        trouble = await visitor.trouble()
        await trouble.get_by_role("switch", name="Mất mạng").click()
        await visitor.look_at("Trò chuyện")
        await visitor.write(QUESTION)
        await expect(visitor.mine.last).to_contain_text("chờ trợ lý nhận")
        await visitor.be(LAM)
        await visitor.trouble()
        await trouble.get_by_role("switch", name="Mất mạng").click()
        await visitor.look_at("Đóng vai")
        await expect(visitor.entry(DISTRICT)).to_contain_text("1 tin chưa đọc")
        await visitor.be(DISTRICT)
        await visitor.answered("II.2(1)")
        await expect(visitor.mine.last).to_contain_text("trợ lý đã nhận")
        await visitor.look_at("Đóng vai")
        await expect(visitor.entry(DISTRICT)).not_to_contain_text("chưa đọc")
