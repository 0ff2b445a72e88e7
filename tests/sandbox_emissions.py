"""One of everything that the Bot API server emits, by the name of its Bot API type, for other libraries to judge."""

from typing import Any

from bot.sandbox.files import plain_png
from bot.sandbox.upheavals import Upheavals
from tests.sandbox_line import LAN, TOKEN, Line, button, inline

GROUP, SUPERGROUP, SMALL = -1002, -1001000000001, -77

Emissions = dict[str, list[dict[str, Any]]]


async def everything() -> Emissions:
    line = Line(limits=False)
    _people_act(line)
    emitted: Emissions = {"Message": await _bot_writes(line)}
    await line.ask("leaveChat", chat_id=-1_000_000_000_077)
    emitted["Update"] = await line.ask("getUpdates", limit=100)
    emitted["User"] = [await line.ask("getMe")]
    emitted["ChatFullInfo"] = [await line.ask("getChat", chat_id=chat) for chat in (LAN, GROUP, SUPERGROUP)]
    emitted["ChatMember"] = [
        await line.ask("getChatMember", chat_id=SUPERGROUP, user_id=user) for user in (LAN, 2002, 1234567890)
    ] + [await line.ask("getChatMember", chat_id=GROUP, user_id=1234567890)]
    emitted["File"] = [await line.ask("getFile", file_id=each["document"]["file_id"]) for each in _documents(emitted)]
    await line.ask("setMyCommands", commands=[{"command": "help", "description": "Trợ giúp"}])
    emitted["BotCommand"] = await line.ask("getMyCommands")
    emitted["BotDescription"] = [await line.ask("getMyDescription")]
    emitted["BotShortDescription"] = [await line.ask("getMyShortDescription")]
    emitted["WebhookInfo"] = [await line.ask("getWebhookInfo")]
    await line.ask("setWebhook", url="https://bot.vn/hook", allowed_updates=["message"])
    emitted["WebhookInfo"].append(await line.ask("getWebhookInfo"))
    return emitted


def _documents(emitted: Emissions) -> list[dict[str, Any]]:
    return [each for each in emitted["Message"] if "document" in each]


def _people_act(line: Line) -> None:
    people, lan = line.people, line.lan
    hung = people.person(2002, "Hùng", last_name="Trần", username="hung", language="en")
    first = people.says(lan, "chi bộ vừa kết nạp 3 đ/c 🎉 #kếtnạp, xem https://example.org")
    people.edits(lan, first["message_id"], "chi bộ vừa kết nạp 4 đ/c")
    people.says(lan, "nhầm, 4", reply_to=first["message_id"])
    people.forwards(lan, "kết nạp 5", origin=hung)
    people.forwards(lan, "kết nạp 6", origin="Người lạ")
    people.sends_document(lan, "đơn vị.xlsx", b"PK", caption="danh sách /help", reply_to=first["message_id"])
    people.sends_photo(lan, caption="ảnh")
    people.sends_voice(lan)
    people.sends_sticker(lan)
    people.blocks(lan)
    people.unblocks(lan)
    for chat, supergroup in ((GROUP, False), (SUPERGROUP, True)):
        people.group(chat, "Khối Doanh nghiệp", lan, supergroup=supergroup)
        people.adds_bot(lan, chat)
        people.says(lan, "/help@admissions_bot", chat=chat)
    upheavals = Upheavals(line.api.exchange)
    upheavals.says_hidden(lan, "@admissions_bot tiến độ", SUPERGROUP)
    people.group(SMALL, "Cấp ủy", lan, supergroup=False)
    people.adds_bot(lan, SMALL)
    upheavals.upgrades(lan, SMALL)
    people.removes_bot(lan, GROUP)


async def _bot_writes(line: Line) -> list[dict[str, Any]]:
    formatted = "<b>9</b> <i>trong</i> <a href='https://example.org'>12</a> <pre><code class='language-sql'>x</code></pre>"
    card = await line.ask("sendMessage", chat_id=LAN, text=formatted, parse_mode="HTML", protect_content=True,
                          reply_parameters={"message_id": 1}, link_preview_options={"is_disabled": True},
                          reply_markup=inline(button(), button("Mở", url="https://example.org")))  # fmt: skip
    line.people.presses(line.lan, card["message_id"], "yes")
    in_group = await line.ask("sendMessage", chat_id=SUPERGROUP, text="Chào", reply_markup=inline(button()))
    line.people.presses(line.lan, in_group["message_id"], "yes", chat=SUPERGROUP)
    line.people.presses(line.lan, 999, "yes", stale=True)
    keyboard = await line.ask("sendMessage", chat_id=LAN, text="x", reply_markup={"keyboard": [["Báo cáo"]]})
    edited = await line.ask("editMessageText", chat_id=LAN, message_id=card["message_id"], text="Đã ghi")
    return [card, in_group, keyboard, edited, await _upload(line, "sendPhoto", "photo", plain_png(40, 30)),
            await _upload(line, "sendDocument", "document", b"%PDF")]  # fmt: skip


async def _upload(line: Line, method: str, field: str, content: bytes) -> dict[str, Any]:
    form = {"chat_id": str(LAN), "caption": "<b>Tiến độ</b>", "parse_mode": "HTML"}
    answer = await line.http.post(f"/bot{TOKEN}/{method}", data=form, files={field: ("tiến độ.pdf", content)})
    return dict(answer.json()["result"])
