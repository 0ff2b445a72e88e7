"""The processes of `bot sandbox`: a bot killed in the middle of an agreement, and what the end of all of them leaves behind."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.tryout_line import PATIENCE, Phone, Place, page

REPORT = "hôm 12/10 chi bộ kết nạp 1 đồng chí"


async def before_it_is_typed(place: Place, phone: Phone) -> None:
    await place.trouble("kill")
    await phone.say(REPORT)
    await phone.reads("Kết nạp 1")
    await phone.press("Đúng")


async def while_it_is_read(place: Place, phone: Phone) -> None:
    await phone.say(REPORT)
    await place.trouble("kill")
    await phone.reads("Kết nạp 1")
    await phone.press("Đúng")


async def before_it_is_agreed(place: Place, phone: Phone) -> None:
    await phone.say(REPORT)
    await phone.reads("Kết nạp 1")
    await place.trouble("kill")
    await phone.press("Đúng")


async def while_it_is_agreed(place: Place, phone: Phone) -> None:
    await phone.say(REPORT)
    await phone.reads("Kết nạp 1")
    await phone.press("Đúng")
    await place.trouble("kill")


async def while_it_is_answered(place: Place, phone: Phone) -> None:
    await phone.say(REPORT)
    await phone.reads("Kết nạp 1")
    number = (await phone.chat())["number"]
    await phone.press("Đúng")
    await place.get("sandbox/events", since=number)
    await place.trouble("kill")


MOMENTS: list[Callable[[Place, Phone], Awaitable[None]]] = [
    before_it_is_typed, while_it_is_read, before_it_is_agreed, while_it_is_agreed, while_it_is_answered,
]  # fmt: skip


async def test_killed_in_the_middle_of_an_agreement_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    async with page("--world", "tan-yen", cwd=tmp_path) as opened:
        place = await opened.open("tan-yen")
        killed = 0
        for secretary, moment in zip(place.opened["people"], MOMENTS, strict=False):
            number = (await place.get("record"))["number"]
            phone = place.phone(secretary["id"])
            await moment(place, phone)
            await phone.reads("Đã ghi")
            killed += sum(each["kind"] == "life" and each["status"] == "stopped" for each in await place.events(number))
        record = await place.get("record")
        assert killed == len(MOMENTS)
        assert {each["text"]["vi"] for each in record["reports"]} == {"Kết nạp 1 đảng viên, ngày 12/10/2026"}
        assert len(record["reports"]) == len({each["unit"] for each in record["reports"]}) == len(MOMENTS)


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="processes are watched as Linux lets one")
async def test_a_sandbox_that_is_killed_leaves_no_bot_behind(tmp_path: Path) -> None:
    async with page(cwd=tmp_path) as opened:
        await opened.open("tan-yen")
        process = opened.running.process
        watched = [os.pidfd_open(each) for each in _below(process.pid)]
        assert len(watched) > 1
        process.send_signal(signal.SIGKILL)
        await process.wait()
        for each in watched:
            await asyncio.wait_for(_ended(each), PATIENCE)
            os.close(each)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_to_all_its_processes_at_once_ends_it_in_peace(tmp_path: Path, number: signal.Signals) -> None:
    async with page(cwd=tmp_path) as opened:
        await opened.open("tan-yen")
        process = opened.running.process
        for each in [*_below(process.pid), process.pid]:
            os.kill(each, number)
        _, complaints = await asyncio.wait_for(process.communicate(), PATIENCE)
        assert (process.returncode, complaints.decode()) == (0, "")


def _below(process: int) -> list[int]:
    """Everything that it has started, and what that has started."""
    children = [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    return [*children, *(below for each in children for below in _below(each))]


async def _ended(pidfd: int) -> None:
    """Such a number can be read from once its process is over."""
    over, loop = asyncio.Event(), asyncio.get_running_loop()
    loop.add_reader(pidfd, over.set)
    try:
        await over.wait()
    finally:
        loop.remove_reader(pidfd)
