"""The worlds of `bot sandbox` as a page has them: what they tell, what is on record, and trouble by which nothing is lost."""

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.tryout_line import Page, Phone, Place, page

pytestmark = pytest.mark.asyncio(loop_scope="module")
REPORT, QUESTION, HELP = "hôm 12/10 chi bộ kết nạp 1 đồng chí", "còn bao nhiêu nữa thì đạt chỉ tiêu năm nay?", "/help"
LAM, SAMSIN, STRANGER = 1001, 1002, 1009
GROUP = -1001000000001


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shown(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Page]:
    """One sandbox for all; each test has a world of its own."""
    async with page(cwd=tmp_path_factory.mktemp("sandbox")) as opened:
        yield opened


def _answers(heard: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All but the day's reminder, which may come in between."""
    return [each for each in heard if not each["text"].startswith("🔔")]


def first_secretary(place: Place) -> int:
    return next(int(each["id"]) for each in place.opened["people"] if each["role"] == "secretary")


async def agreed(phone: Phone, report: str = REPORT) -> None:
    await phone.say(report)
    await phone.until(lambda heard: any("Kết nạp 1" in each["text"] for each in _answers(heard)[-1:]))
    await phone.press("Đúng")
    await phone.reads("✅ Đã ghi")


async def test_a_world_tells_who_is_there_and_what_is_on_record(shown: Page) -> None:
    place = await shown.open("tan-yen")
    opened = (await shown.http.post("/worlds/tan-yen", json={})).json()
    assert (opened["bot"], opened["trouble"]) == ("running", {"offline": False, "flood": False})
    assert (opened["people"][0]["unit_id"], opened["people"][-1]["unit_id"]) == ("TY-01", "")
    officer = next(each["id"] for each in opened["people"] if each["role"] == "officer")
    assert opened["groups"] == [{"id": GROUP, "title": "Nhóm công tác đảng – Huyện ủy Tân Yên",
                                 "members": [officer, LAM, SAMSIN, STRANGER]}]  # fmt: skip
    assert (await place.get(f"sandbox/chat/{GROUP}"))["messages"][0]["new_chat_members"][0]["is_bot"]

    before = await place.get("record")
    assert before["reports"] == []
    lam = place.phone(LAM)
    await agreed(lam)
    found = await place.until_record(lambda found: bool(found["reports"]))
    (report,) = found["reports"]
    assert found["number"] > before["number"]
    assert (report["standing"], report["revisions"], report["unit"]) == ("holds", 1, "Chi bộ Công ty TNHH May Ngọc Lâm")
    assert report["text"]["vi"] == "Kết nạp 1 đảng viên, ngày 12/10/2026"
    assert report["text"]["en"].startswith("1 admission")
    assert (await place.get("record", since=before["number"], timeout=0))["reports"] == found["reports"]

    figure = next(each for each in found["figures"] if each["goal"] == 9)
    assert (figure["unit"], figure["done"], figure["percent"]) == ("Huyện ủy Tân Yên", 1, 11)
    assert "năm 2026: 1/9" in figure["text"]["vi"]
    assert figure["source"]["vi"].endswith("mục II.2(1)")
    await lam.say(QUESTION)
    assert any("1/9" in each["text"] for each in await lam.reads("II.2(1)"))
    days = [(each["day"], each["days_left"]) for each in found["deadlines"]]
    assert ("2026-09-30", -53) in days
    assert ("2026-12-31", 39) in days
    sent = (await place.get("record"))["sent"]
    assert {each["to"] for each in sent} <= {"Bí thư May Ngọc Lâm", opened["groups"][0]["title"]}
    assert [each["at"] for each in sent] == sorted((each["at"] for each in sent), reverse=True)
    assert {(each["method"], each["status"]) for each in sent} <= {("sendMessage", 200), ("editMessageText", 200)}

    await lam.say("rút báo cáo vừa rồi")
    await lam.until(lambda heard: any("reply_markup" in each for each in heard[-1:]))
    await lam.say("đúng")
    found = await place.until_record(lambda found: found["reports"][0]["standing"] == "withdrawn")
    assert (found["reports"][0]["revisions"], len(found["reports"])) == (2, 1)


async def test_the_day_is_turned_to_the_next_deadline_and_the_bot_sees_it(shown: Page) -> None:
    place = await shown.open("bac-giang")
    reached = []
    while (answer := await shown.http.post("/worlds/bac-giang/clock", json={"to": "next_deadline"})).status_code == 200:
        reached.append((answer.json()["now"][:16], answer.json()["deadline"]))
        assert len(reached) < 40
        if len(reached) == 3:
            break
    assert all(now.endswith("T09:00") and name for now, name in reached)
    assert [now for now, _ in reached] == sorted({now for now, _ in reached}), "each day is later than the one before"
    turned = await place.post("clock", day="2025-03-04")
    assert (turned["now"][:10], turned["deadline"], (await place.get("record"))["day"]) == ("2025-03-04", None, "2025-03-04")
    secretary = place.phone(first_secretary(place))
    await secretary.say("hôm nay chi bộ kết nạp 1 đồng chí")
    await secretary.reads("ngày 04/03/2025")
    assert await place.refused("clock", to="yesterday") == (
        400, "day: a date from 2000-01-01 to 2099-12-31 is expected; or to: next_deadline",
    )  # fmt: skip


async def test_where_nothing_is_due_any_more_the_clock_stays(shown: Page) -> None:
    place = await shown.open("hau-giang")
    await place.post("clock", day="2099-12-31")
    assert await place.refused("clock", to="next_deadline") == (400, "no_deadline")
    assert (await place.get("record"))["day"] == "2099-12-31"


async def test_two_worlds_at_once_know_nothing_of_each_other(shown: Page) -> None:
    first, second = await shown.open("ninh-binh"), await shown.open("hau-giang")
    await second.post("clock", day="2024-12-15")
    one, other = (place.phone(first_secretary(place)) for place in (first, second))
    await asyncio.gather(agreed(one, "hôm 1/7 chi bộ kết nạp 1 đồng chí"), agreed(other))
    texts = [(await place.get("record"))["reports"][0]["text"]["vi"] for place in (first, second)]
    assert texts == ["Kết nạp 1 đảng viên, ngày 01/07/2024", "Kết nạp 1 đảng viên, ngày 12/10/2024"]


async def test_what_is_typed_without_a_network_is_answered_after(shown: Page) -> None:
    place = await shown.open("bac-ninh")
    secretary = place.phone(first_secretary(place))
    assert (await place.trouble("offline", on=True))["trouble"] == {"offline": True, "flood": False}
    typed = [(await secretary.say(text))["message_id"] for text in (HELP, QUESTION, HELP)]
    chat = await secretary.chat()
    assert chat["waiting"] == typed
    assert await place.events(chat["number"], seconds=2) == []
    assert (await place.trouble("offline", on=False))["trouble"]["offline"] is False
    heard = _answers(await secretary.until(lambda heard: len(_answers(heard)) >= len(typed)))
    assert [each["text"] == heard[0]["text"] for each in heard] == [True, False, True], "each answered once, in order"


async def test_a_flood_delays_the_answer_and_loses_nothing(shown: Page) -> None:
    place = await shown.open("ninh-binh")
    leader = place.phone(next(each["id"] for each in place.opened["people"] if each["role"] == "leader"))
    await place.trouble("flood", on=True)
    await leader.say(HELP)
    sent = (await place.until_record(lambda found: any(each["status"] == 429 for each in found["sent"])))["sent"]
    assert (sent[0]["status"], await leader.heard()) == (429, [])
    assert (await place.trouble("flood", on=False))["trouble"]["flood"] is False
    await leader.until(bool)
    await leader.say("/help@nobody")
    assert len({each["text"] for each in await leader.until(lambda heard: len(heard) >= 2)}) <= 2
    assert [each["status"] for each in (await place.get("record"))["sent"] if each["to"].startswith("Lãnh đạo")].count(200) == 2


async def test_updates_and_presses_that_come_again_have_no_second_effect(shown: Page) -> None:
    place = await shown.open("bac-giang")
    await place.post("clock", day="2024-12-20")
    secretary = place.phone(max(each["id"] for each in place.opened["people"] if each["role"] == "secretary"))
    await agreed(secretary)
    before = await secretary.chat()
    heard = len(_answers(await secretary.heard()))
    await place.trouble("redeliver")
    await secretary.say(HELP)
    await secretary.until(lambda now: len(_answers(now)) > heard)
    polls = [each["answer"] for each in (await place.get("sandbox/journal"))["entries"] if each["method"] == "getUpdates"]
    presses = [update["update_id"] for each in polls for update in each.get("result", []) if "callback_query" in update]
    assert len(presses) > len(set(presses)), "the pressed button came twice"
    assert len(_answers(await secretary.heard())) == heard + 1
    assert len([each for each in (await place.get("record"))["reports"] if each["text"]["vi"].endswith("12/10/2024")]) == 1
    assert before["messages"] == (await secretary.chat())["messages"][: len(before["messages"])]


async def test_with_a_folder_nothing_is_lost_by_switching_off_and_on(tmp_path: Path) -> None:
    picture = (Path(__file__).parent / "test_sandbox_worlds.py").read_bytes()
    async with page("--folder", "kept", cwd=tmp_path) as opened:
        place = await opened.open("tan-yen")
        lam = place.phone(LAM)
        await agreed(lam)
        await place.post("sandbox/send", user=LAM, kind="document", name="a.txt", content=b64encode(picture).decode())
        await place.trouble("offline", on=True)
        await lam.say(HELP)
        before = (await lam.chat())["messages"]
    async with page("--folder", "kept", cwd=tmp_path) as opened:
        place = await opened.open("tan-yen")
        lam = place.phone(LAM)
        await lam.until(lambda heard: heard[-1] not in before)
        assert (await lam.chat())["messages"][: len(before)] == before
        file = next(each["document"]["file_id"] for each in before if "document" in each)
        assert (await opened.http.get(f"/worlds/tan-yen/sandbox/file/{file}")).content == picture
        assert len([each for each in (await place.get(f"sandbox/chat/{GROUP}"))["messages"] if "new_chat_members" in each]) == 1
        assert len((await place.get("record"))["reports"]) == 1
    async with page(cwd=tmp_path) as opened:
        assert (await (await opened.open("tan-yen")).phone(LAM).chat())["messages"] == []


async def test_chats_that_cannot_be_read_are_said_so(tmp_path: Path) -> None:
    (tmp_path / "tan-yen.chats.json").write_text('{"people": ')
    async with page("--folder", str(tmp_path), "--world", "bac-ninh", cwd=tmp_path) as opened:
        answer = await opened.http.post("/worlds/tan-yen", json={})
        assert (answer.status_code, "tan-yen.chats.json" in answer.json()["error"]) == (400, True)


async def test_files_as_telephones_send_them(shown: Page) -> None:
    place = await shown.open("tan-yen")
    stranger = {"user": STRANGER}
    jpeg = b"\xff\xd8\xff\xc0\x00\x11\x08\x0b\xd0\x0f\xc0\x03" + bytes(4_900_000)
    sent = await place.post("sandbox/send", **stranger, kind="photo", content=b64encode(jpeg).decode())
    assert (sent["photo"][0]["width"], sent["photo"][0]["height"]) == (4032, 3024)
    kept = await shown.http.get(f"/worlds/tan-yen/sandbox/file/{sent['photo'][0]['file_id']}")
    assert (kept.content, kept.headers["content-type"]) == (jpeg, "image/jpeg")
    assert kept.headers["content-security-policy"] == "default-src 'none'; sandbox"
    voice = await place.post("sandbox/send", **stranger, kind="voice", content=b64encode(b"OggS").decode())
    assert voice["voice"]["file_size"] == 4
    for size in (5 * 1024 * 1024 + 100, 12 * 1024 * 1024):
        content = b64encode(bytes(size)).decode()
        assert await place.refused("sandbox/send", **stranger, kind="document", content=content) == (413, "too_large")


@pytest.mark.parametrize(("path", "order", "status"), [
    ("trouble", {"kind": "earthquake"}, 400),
    ("trouble", {"kind": "offline"}, 400),
    ("trouble", {"kind": "flood", "on": "yes"}, 400),
    ("trouble", {}, 400),
    ("clock", {"to": None}, 400),
])  # fmt: skip
async def test_what_cannot_be_done_says_why(shown: Page, path: str, order: dict[str, object], status: int) -> None:
    place = await shown.open("tan-yen")
    found, why = await place.refused(path, **order)
    assert (found, bool(why)) == (status, True)


async def test_a_closed_world_and_another_sites_form_get_nothing(shown: Page) -> None:
    assert (await shown.http.get("/worlds/atlantis/record")).status_code == 404
    assert (await shown.http.post("/worlds/atlantis/trouble", json={"kind": "kill"})).status_code == 404
    assert (await shown.http.post("/worlds/tan-yen/trouble", content='{"kind": "kill"}')).status_code == 415
    assert (await shown.http.post("/worlds/tan-yen/trouble", json=[])).status_code == 400
