"""What a visitor of the page does and sees, a sentence of a test each. Knows the page by what people are shown."""

from playwright.async_api import Locator, Page, expect

LAM, SAMSIN = "Bí thư May Ngọc Lâm", "Bí thư Samsin Vina"
DISTRICT, STRANGER = "Cán bộ Huyện ủy", "Người lạ"
FIELD = "Nhập tin nhắn"
PATIENCE = 60_000   # milliseconds; a machine with much to do starts a bot slowly
expect.set_options(timeout=PATIENCE)


class Visitor:
    """Counts what it does: a press, a click, a text typed."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0
        self.field = page.get_by_role("textbox", name=FIELD)
        self.log = page.get_by_role("log", name="Tin nhắn")
        self.mine = self.log.locator("article.mine")
        self.theirs = self.log.locator("article.theirs")

    async def click(self, name: str, within: Locator | None = None) -> None:
        self.actions += 1
        await (within or self.page.locator("body")).get_by_role("button", name=name, exact=True).last.click()

    async def key(self, name: str) -> None:
        self.actions += 1
        await self.page.keyboard.press(name)

    async def skip_tour(self) -> None:
        await self.click("Bỏ qua")

    async def look_at(self, view: str) -> None:
        """One of the views; a wide screen shows all."""
        tab = self.page.get_by_role("navigation", name="Phần đang xem").get_by_role("button", name=view)
        if await tab.is_visible():
            self.actions += 1
            await tab.click()

    async def be(self, who: str) -> None:
        await self.look_at("Đóng vai")
        self.actions += 1
        await self.entry(who).click()
        await expect(self.page.get_by_role("main").get_by_role("heading", name=who)).to_be_visible()

    def entry(self, who: str) -> Locator:
        return self.page.get_by_role("navigation", name="Địa bàn và người").get_by_role("button", name=who)

    async def write(self, text: str) -> None:
        self.actions += 2
        await self.field.fill(text)
        await self.page.keyboard.press("Enter")
        await expect(self.mine.last).to_contain_text(text)

    async def press(self, label: str) -> None:
        await self.click(label, self.log)

    async def answered(self, *parts: str) -> None:
        """Wait until what was said after the visitor's latest message has each of the parts."""
        for part in parts:
            below = self.log.locator("article.mine:not(:has(~ article.mine)) ~ article.theirs", has_text=part)
            await expect(below.first).to_be_visible()

    def recorded(self, section: str) -> Locator:
        return self.page.locator(f"#record-{section} li")

    async def trouble(self) -> Locator:
        """The part of the page that makes it, with what it says of messages."""
        await self.look_at("Sổ ghi")
        return self.page.get_by_role("region", name="Thử khi có sự cố")
