"""The sandbox's own door: what a page reads, what it lets people do, and the server on a real port."""

from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from bot.sandbox.serving import Served
from tests.sandbox_line import LAN, TOKEN, Line, button, inline

GROUP = -1001000000001


@pytest.fixture
def line() -> Line:
    return Line(limits=False)


async def act(line: Line, name: str, /, **order: Any) -> Any:
    answer = await line.http.post(f"/sandbox/{name}", json=order)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_conversation_over_the_door(line: Line) -> None:
    begin = (await line.http.get("/sandbox/state")).json()["number"]
    said = await act(line, "say", user=LAN, text="kết nạp 3")
    card = await line.say("Đúng không?", reply_markup=inline(button()))
    await act(line, "press", user=LAN, message_id=card, data="yes")
    press = (await line.ask("getUpdates"))[-1]["callback_query"]
    await line.ask("answerCallbackQuery", callback_query_id=press["id"], text="Đã ghi")
    await line.ask("sendChatAction", chat_id=LAN, action="typing")
    await line.ask("editMessageText", chat_id=LAN, message_id=card, text="Đã ghi 3")
    await line.ask("deleteMessage", chat_id=LAN, message_id=card)
    await act(line, "edit", user=LAN, message_id=said["message_id"], text="kết nạp 4")
    seen = (await line.http.get("/sandbox/events", params={"since": begin})).json()
    assert [each["kind"] for each in seen["events"]] == [
        "message", "waits", "message", "answered", "action", "edited", "deleted", "edited", "waits",
    ]  # fmt: skip
    assert (seen["events"][3]["text"], seen["events"][4]["action"]) == ("Đã ghi", "typing")
    assert [each["number"] for each in seen["events"]] == list(range(begin + 1, seen["number"] + 1))
    chat = (await line.http.get(f"/sandbox/chat/{LAN}")).json()
    assert [each["text"] for each in chat["messages"]] == ["/start", "kết nạp 4"]
    last = (await line.ask("getUpdates"))[-1]["update_id"]
    assert said["message_id"] in chat["waiting"]
    await line.ask("getUpdates", offset=last + 1)
    seen = (await line.http.get("/sandbox/events", params={"since": seen["number"]})).json()
    assert {each["kind"] for each in seen["events"]} == {"taken"}
    assert (await line.http.get(f"/sandbox/chat/{LAN}")).json()["waiting"] == []
    nothing = (await line.http.get("/sandbox/events", params={"since": seen["number"], "timeout": 0})).json()
    assert nothing == {"number": seen["number"], "events": []}


async def test_files_forwards_and_groups_over_the_door(line: Line) -> None:
    sheet = b64encode(b"PK").decode()
    await act(line, "person", id=2002, first_name="Hùng", language="en")
    for order in ({"kind": "voice"}, {"kind": "photo", "caption": "ảnh"}, {"kind": "sticker"},
                  {"kind": "document", "name": "đơn vị.xlsx", "content": sheet}):  # fmt: skip
        await act(line, "send", user=LAN, **order)
    await act(line, "forward", user=LAN, text="kết nạp 5", origin=2002)
    await act(line, "forward", user=LAN, text="kết nạp 5", origin="Người lạ")
    await act(line, "group", id=GROUP, title="Khối", members=[LAN])
    await act(line, "adds_bot", user=LAN, chat=GROUP)
    await act(line, "joins", user=2002, chat=GROUP)
    await act(line, "say", user=2002, chat=GROUP, text="/help")
    await act(line, "removes_bot", user=LAN, chat=GROUP)
    await act(line, "block", user=LAN)
    await act(line, "unblock", user=LAN)
    heard = [set(each.get("message", each)) for each in await line.ask("getUpdates")]
    kinds = ("text", "voice", "photo", "sticker", "document", "forward_origin", "new_chat_members", "my_chat_member")
    assert [next(kind for kind in reversed(kinds) if kind in each) for each in heard] == [
        "text", "voice", "photo", "sticker", "document", "forward_origin", "forward_origin", "my_chat_member",
        "new_chat_members", "new_chat_members", "text", "my_chat_member", "my_chat_member", "my_chat_member",
    ]  # fmt: skip
    assert (await line.http.get(f"/sandbox/chat/{GROUP}")).json()["bot"] == "kicked"
    file_id = line.api.messages(LAN)[4]["document"]["file_id"]
    assert (await line.http.get(f"/sandbox/file/{file_id}")).content == b"PK"


async def test_faults_and_journal_over_the_door(line: Line) -> None:
    await act(line, "faults", fault="flood", chat=LAN, retry_after=3)
    assert (await line.call("sendMessage", chat_id=LAN, text="x"))["error_code"] == 429
    await act(line, "faults", fault="refuse", status=500)
    await act(line, "faults", fault="clear")
    await line.say()
    await act(line, "faults", fault="malformed", kind="null")
    assert (await line.ask("getUpdates"))[-1] is None
    journal = (await line.http.get("/sandbox/journal", params={"since": 1})).json()
    assert (journal["number"], [each["method"] for each in journal["entries"]]) == (3, ["sendMessage", "getUpdates"])


@pytest.mark.parametrize(("name", "order", "status"), [
    ("say", {"user": 9, "text": "x"}, 404),
    ("say", {"user": LAN, "chat": 9, "text": "x"}, 404),
    ("say", {"user": "Lan", "text": "x"}, 400),
    ("say", {"user": LAN, "text": " "}, 400),
    ("say", {"user": LAN, "text": "a" * 4097}, 400),
    ("say", {"user": LAN}, 400),
    ("press", {"user": LAN, "message_id": 1, "data": "yes"}, 400),
    ("edit", {"user": LAN, "message_id": 9, "text": "x"}, 400),
    ("send", {"user": LAN, "kind": "smell"}, 400),
    ("send", {"user": LAN, "kind": "document", "content": "%"}, 400),
    ("send", {"user": LAN, "kind": "document"}, 400),
    ("adds_bot", {"user": LAN}, 400),
    ("unblock", {"user": LAN}, 400),
    ("group", {"id": 5, "title": "x"}, 400),
    ("faults", {"fault": "earthquake"}, 400),
    ("faults", {"fault": "slow"}, 400),
    ("faults", {"fault": "malformed", "kind": "perfect"}, 400),
])  # fmt: skip
async def test_what_cannot_be_done_says_why(line: Line, name: str, order: dict[str, Any], status: int) -> None:
    answer = await line.http.post(f"/sandbox/{name}", json=order)
    assert (answer.status_code, bool(answer.json()["error"])) == (status, True)


async def test_another_sites_form_does_nothing(line: Line) -> None:
    assert (await line.http.post("/sandbox/block", content='{"user": 1001}')).status_code == 415
    assert (await line.http.get("/sandbox/chat/99")).status_code == 404


def test_the_server_answers_on_a_port(line: Line) -> None:
    with Served(line.api) as served, httpx.Client(base_url=served.root) as client:
        (start,) = client.get(f"/bot{TOKEN}/getUpdates").json()["result"]
        line.api.faults.lose_answer("sendMessage")
        with pytest.raises(httpx.RemoteProtocolError):
            client.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": LAN, "text": "x"})
        line.api.until_here(lambda: len(line.api.replies(LAN)) == 1)
        with pytest.raises(TimeoutError):
            line.api.until_here(lambda: False, seconds=0)
        client.post("/sandbox/say", json={"user": LAN, "text": "hai"})
        offset = start["update_id"] + 1
        assert client.get(f"/bot{TOKEN}/getUpdates", params={"offset": offset}).json()["result"][0]["message"]["text"] == "hai"


def test_a_poll_that_waits_is_let_go_when_the_server_stops(line: Line) -> None:
    with ThreadPoolExecutor() as pool, httpx.Client(timeout=60) as client:
        with Served(line.api) as served:
            waiting = pool.submit(client.get, f"{served.url}{TOKEN}/getUpdates", params={"offset": 700_000_002, "timeout": 50})
            line.api.until_here(lambda: line.api.exchange.updates.poll == 1)
        assert waiting.result().json() == {"ok": True, "result": []}
