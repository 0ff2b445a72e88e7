"""`bot sandbox` as a process, and a browser in front of it. Knows how both begin and end, and nothing of the page."""

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-dev-shm-usage",
]  # fmt: skip
PATIENCE = 60.0     # seconds; a machine with much to do starts slowly
PHONE, DESK = (360, 740), (1280, 800)


@dataclass(frozen=True)
class Running:
    """The process and what it said first."""

    process: asyncio.subprocess.Process
    address: str

    async def end(self) -> tuple[int, str]:
        """SIGTERM; the exit code and everything that it had to complain of."""
        self.process.terminate()
        async with asyncio.timeout(PATIENCE):
            _, complaints = await self.process.communicate()
        return self.process.returncode or 0, complaints.decode()


@asynccontextmanager
async def sandbox(*arguments: str, cwd: Path, port: str = "0") -> AsyncIterator[Running]:
    """Started, on a free port unless told which. Ended if the block has not ended it, and then it must have ended cleanly."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "error", "-m", "bot.cli", "sandbox", "--port", port, *arguments,
        cwd=cwd, env=_environment(), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    async with asyncio.timeout(PATIENCE):
        first = await process.stdout.readline()
    running = Running(process, first.decode().strip())
    try:
        yield running
    finally:
        if process.returncode is None:
            assert await running.end() == (0, "")


@dataclass
class Site:
    """The program and a browser, for all tests of a module: each opens windows of its own."""

    address: str
    _browser: Browser
    _complaints: list[str] = field(default_factory=list)

    @asynccontextmanager
    async def window(
        self, size: tuple[int, int], fragment: str = "", *, address: str = "", forgiven: str = "\n", **options: Any
    ) -> AsyncIterator[Page]:
        """A new visitor's, here or at another address. What the browser complains of fails the test (a script's fault, a thing
        that the policy forbids), but for what has the `forgiven` words in it."""
        context = await self._browser.new_context(
            viewport={"width": size[0], "height": size[1]}, **{"locale": "vi-VN", "timezone_id": "Europe/London"} | options
        )
        page = await context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("pageerror", lambda error: self._complaints.append(str(error)))
        page.on("console", self._heed)
        await page.goto((address or self.address) + (fragment and f"#{fragment}"))
        yield page
        await context.close()
        complaints = [each for each in self._complaints if forgiven not in each]
        self._complaints.clear()
        assert complaints == [], complaints

    def _heed(self, line: ConsoleMessage) -> None:
        if line.type == "error":
            self._complaints.append(line.text)


@asynccontextmanager
async def open_site(folder: Path) -> AsyncIterator[Site]:
    async with sandbox(cwd=folder) as running, open_browser(running.address) as site:
        yield site


@asynccontextmanager
async def open_browser(address: str) -> AsyncIterator[Site]:
    """For a program that runs already."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium: apt-get install chromium")
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=chromium, args=FLAGS)
        yield Site(address, browser)
        await browser.close()


async def picture(page: Page, name: str) -> None:
    """A picture for whoever wants to look: into the folder that BOT_SCREENSHOTS names."""
    folder = os.environ.get("BOT_SCREENSHOTS")
    if folder:
        await page.screenshot(path=Path(folder) / f"{name}.png")


def _environment() -> dict[str, str]:
    """Ours, without what an operator may have set."""
    root = str(Path(__file__).parent.parent)
    return {name: value for name, value in os.environ.items() if not name.startswith("BOT_")} | {"PYTHONPATH": root}
