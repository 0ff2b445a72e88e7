"""Updates: acknowledged, redelivered, lost by age, in conflict, malformed; flood limits and faults on demand."""

import asyncio
from typing import Any

import httpx
import pytest

from bot.sandbox.bell import Bell
from bot.sandbox.malformed import MALFORMED
from tests.sandbox_line import LAN, TOKEN, Line, button, inline

CONFLICT = "409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
HOOKED = "409 Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
GROUP = -1001000000001


@pytest.fixture
def line() -> Line:
    return Line(limits=False)


async def texts(line: Line, **parameters: Any) -> list[str]:
    return [each["message"]["text"] for each in await line.ask("getUpdates", **parameters)]


async def acknowledge(line: Line) -> int:
    """Takes all that waits; the id of the last."""
    last = int((await line.ask("getUpdates"))[-1]["update_id"])
    assert await line.ask("getUpdates", offset=last + 1) == []
    return last


async def test_updates_come_again_until_they_are_acknowledged(line: Line) -> None:
    line.people.says(line.lan, "một")
    line.people.says(line.lan, "hai")
    assert await texts(line) == ["/start", "một", "hai"]
    assert await texts(line, limit=1) == ["/start"]
    first = (await line.ask("getUpdates"))[0]["update_id"]
    assert await texts(line, offset=first + 1) == ["một", "hai"]
    assert await texts(line) == ["một", "hai"]
    assert await texts(line, offset=-1) == ["hai"]
    assert await texts(line) == ["hai"]


async def test_numbers_begin_where_they_are_told_to() -> None:
    line = Line(first_update=50, first_message=900)
    line.people.says(line.lan, "một")
    assert [each["update_id"] for each in await line.ask("getUpdates")] == [50, 51]
    assert [each["message_id"] for each in line.api.messages(line.lan.id)] == [900, 901]
    assert await line.say() == 902


async def test_updates_are_lost_after_a_day(line: Line) -> None:
    line.hands.move(hours=20)
    line.people.says(line.lan, "hôm nay")
    line.hands.move(hours=4, seconds=1)
    assert await texts(line) == ["hôm nay"]


async def test_a_poll_waits_for_the_first_update(line: Line) -> None:
    last = await acknowledge(line)
    poll = asyncio.create_task(line.ask("getUpdates", offset=last + 1, timeout=30))
    await line.api.until(lambda: line.api.exchange.updates.poll == 3)
    line.people.says(line.lan, "đây")
    assert [each["message"]["text"] for each in await poll] == ["đây"]


async def test_who_comes_after_the_bell_does_not_wait_for_the_next() -> None:
    bell = Bell()
    bell.ring()
    async with asyncio.timeout(5):
        await bell.wait(seen=0, seconds=60)


async def test_a_second_poller_ends_the_first(line: Line) -> None:
    last = await acknowledge(line)
    first = asyncio.create_task(line.refused("getUpdates", offset=last + 1, timeout=30))
    await line.api.until(lambda: line.api.exchange.updates.poll == 3)
    assert await line.ask("getUpdates", offset=last + 1) == []
    assert await first == CONFLICT


async def test_a_webhook_and_polling_exclude_each_other(line: Line) -> None:
    assert await line.refused("setWebhook", url="http://bot.vn") == (
        "400 Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    )
    await line.ask("setWebhook", url="https://bot.vn/hook", allowed_updates=["message"])
    assert await line.refused("getUpdates") == HOOKED
    info = await line.ask("getWebhookInfo")
    assert (info["url"], info["pending_update_count"], info["allowed_updates"]) == ("https://bot.vn/hook", 1, ["message"])
    await line.ask("deleteWebhook", drop_pending_updates=True)
    assert await line.ask("getUpdates") == []


async def test_only_the_wanted_kinds_come(line: Line) -> None:
    await line.ask("getUpdates", allowed_updates=["callback_query"])
    line.people.says(line.lan, "không ai nghe")
    line.people.presses(line.lan, await line.say(reply_markup=inline(button())), "Đúng")
    assert [sorted(each) for each in await line.ask("getUpdates")][1:] == [["callback_query", "update_id"]]
    await line.ask("getUpdates", allowed_updates=[])
    line.people.says(line.lan, "có người nghe")
    assert (await line.ask("getUpdates"))[-1]["message"]["text"] == "có người nghe"
    assert (await line.refused("getUpdates", allowed_updates=["telepathy"])).startswith("400")


async def test_a_press_on_an_old_screen(line: Line) -> None:
    number = await line.say(reply_markup=inline(button()))
    await line.ask("deleteMessage", chat_id=LAN, message_id=number)
    with pytest.raises(LookupError, match="no such button"):
        line.people.presses(line.lan, number, "yes")
    line.people.presses(line.lan, number, "yes", stale=True)
    pressed = (await line.ask("getUpdates"))[-1]["callback_query"]
    assert (pressed["message"]["date"], pressed["data"]) == (0, "yes")


async def test_what_was_acknowledged_can_come_twice(line: Line) -> None:
    line.people.says(line.lan, "kết nạp 3")
    last = await acknowledge(line)
    line.api.faults.redeliver(1)
    line.people.says(line.lan, "mới")
    assert await texts(line, offset=last + 1) == ["kết nạp 3", "mới"]
    assert await texts(line, offset=last + 1) == ["mới"]


async def test_ids_may_restart_lower(line: Line) -> None:
    with pytest.raises(ValueError, match="still waiting"):
        line.api.faults.restart_ids(100)
    last = await acknowledge(line)
    line.api.faults.restart_ids(100)
    line.people.says(line.lan, "sau một tuần")
    assert [each["update_id"] for each in await line.ask("getUpdates", offset=last + 1)] == [100]
    assert await line.ask("getUpdates", offset=101) == []


@pytest.mark.parametrize("kind", MALFORMED)
async def test_a_malformed_update_stands_between_good_ones(line: Line, kind: str) -> None:
    line.people.says(line.lan, "trước")
    line.api.faults.malformed(kind)
    line.people.says(line.lan, "sau")
    _, before, odd, after = await line.ask("getUpdates")
    assert (before["message"]["text"], after["message"]["text"]) == ("trước", "sau")
    assert after["update_id"] == before["update_id"] + 2
    assert not isinstance(odd, dict) or odd.get("update_id") in (None, "many", before["update_id"] + 1)


def too_many(seconds: int) -> dict[str, Any]:
    description = f"Too Many Requests: retry after {seconds}"
    return {"ok": False, "error_code": 429, "description": description, "parameters": {"retry_after": seconds}}


async def test_one_chat_takes_one_a_second_or_a_short_burst() -> None:
    line = Line()
    for _ in range(20):
        await line.say()
        line.hands.move(seconds=1)
    line.hands.move(seconds=4)
    for _ in range(5):
        await line.say()
    assert await line.call("sendMessage", chat_id=LAN, text="x") == too_many(5)
    assert await line.refused("sendMessage", chat_id=LAN, text="") == "400 Bad Request: message text is empty"
    line.hands.move(seconds=5)
    await line.say()


async def test_edits_count_and_what_is_refused_does_not() -> None:
    line = Line()
    number = await line.say()
    for count in range(4):
        await line.ask("editMessageText", chat_id=LAN, message_id=number, text=str(count))
        await line.refused("editMessageText", chat_id=LAN, message_id=number, text=str(count))
    assert await line.call("editMessageText", chat_id=LAN, message_id=number, text="x") == too_many(5)


async def test_thirty_a_second_in_all() -> None:
    line = Line()
    everyone = [line.people.person(number, "Ai") for number in range(5000, 5031)]
    for person in everyone:
        line.people.says(person, "/start")
    answers = [await line.call("sendMessage", chat_id=person.id, text="x") for person in everyone]
    assert [each["ok"] for each in answers] == [True] * 30 + [False]


async def test_twenty_a_minute_in_a_group() -> None:
    line = Line()
    line.people.group(GROUP, "Khối", line.lan)
    line.people.adds_bot(line.lan, GROUP)
    for _ in range(20):
        await line.ask("sendMessage", chat_id=GROUP, text="x")
        line.hands.move(seconds=2)
    assert await line.call("sendMessage", chat_id=GROUP, text="x") == too_many(20)
    assert await line.say()
    line.hands.move(seconds=20)
    await line.ask("sendMessage", chat_id=GROUP, text="x")


async def test_faults_that_refuse_do_nothing(line: Line) -> None:
    line.api.faults.refuse(500, "sendMessage", chat=LAN)
    line.api.faults.flood(LAN, 7)
    assert await line.refused("sendMessage", chat_id=LAN, text="x") == "500 Internal Server Error"
    assert (await line.call("sendMessage", chat_id=LAN, text="x"))["parameters"] == {"retry_after": 7}
    line.api.faults.refuse(502)
    answer = await line.http.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": LAN, "text": "x"})
    assert (answer.status_code, answer.headers["content-type"]) == (502, "text/html; charset=utf-8")
    assert line.api.replies(LAN) == []
    assert await line.say()


async def test_an_answer_may_be_lost_or_garbled_after_the_message_is_there(line: Line) -> None:
    line.api.faults.lose_answer("sendMessage")
    with pytest.raises(httpx.RemoteProtocolError):
        await line.call("sendMessage", chat_id=LAN, text="mất lời đáp")
    line.api.faults.garble_answer("sendMessage")
    answer = await line.http.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": LAN, "text": "lời đáp hỏng"})
    assert answer.text.startswith("<html>")
    assert [each["text"] for each in line.api.replies(LAN)] == ["mất lời đáp", "lời đáp hỏng"]
    assert [each.arrived for each in line.api.journal] == [False, False]


async def test_a_slow_answer_comes_after_the_effect(line: Line) -> None:
    line.api.faults.slow(30, "sendMessage")
    late = asyncio.create_task(line.call("sendMessage", chat_id=LAN, text="chậm"))
    await line.api.until(lambda: bool(line.api.replies(LAN)))
    assert not late.done()
    late.cancel()
