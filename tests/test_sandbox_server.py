"""The Bot API server, rule by rule: what it takes, what it refuses and in which words."""

import json
from typing import Any

import pytest

from tests.sandbox_line import LAN, TOKEN, Line, as_form, button, inline

GROUP = -1001000000001
UNCHANGED = (
    "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
def line() -> Line:
    return Line(limits=False)


MARKUP = {"inline_keyboard": [[{"text": "Đúng", "callback_data": "1"}]]}
MESSAGE = {"chat_id": LAN, "text": "Đã ghi", "reply_markup": MARKUP, "disable_notification": True}


@pytest.mark.parametrize(
    "request_",
    [
        {"method": "POST", "json": MESSAGE},
        {"method": "POST", "json": as_form(MESSAGE)},
        {"method": "POST", "data": as_form(MESSAGE)},
        {"method": "POST", "files": {name: (None, value) for name, value in as_form(MESSAGE).items()}},
        {"method": "POST", "params": as_form(MESSAGE)},
        {"method": "GET", "params": as_form(MESSAGE)},
    ],
    ids=["json", "json with nested text", "form", "multipart", "query by POST", "query by GET"],
)
async def test_every_way_of_writing_a_request_is_read_alike(line: Line, request_: dict[str, Any]) -> None:
    answer = (await line.http.request(url=f"/bot{TOKEN}/sendmessage", **request_)).json()
    assert answer["ok"]
    assert (answer["result"]["text"], answer["result"]["reply_markup"]) == ("Đã ghi", MARKUP)


@pytest.mark.parametrize(("path", "status", "description"), [
    ("/bot1:wrong/getMe", 401, "Unauthorized"),
    ("/file/bot1:wrong/documents/file_0.bin", 401, "Unauthorized"),
    (f"/bot{TOKEN}/sendTelepathy", 404, "Not Found"),
    (f"/bot{TOKEN}", 404, "Not Found"),
    (f"/file/bot{TOKEN}/documents/file_9.bin", 404, "Not Found"),
])  # fmt: skip
async def test_wrong_addresses(line: Line, path: str, status: int, description: str) -> None:
    answer = await line.http.get(path)
    assert answer.status_code == status
    assert answer.json() == {"ok": False, "error_code": status, "description": description}


async def test_unknown_parameters_pass_where_strictness_is_off() -> None:
    assert await Line(strict=False).say(colour="red")


async def test_a_keyboard_below_the_field_stands_until_it_is_removed(line: Line) -> None:
    keyboard = {"keyboard": [["Báo cáo", {"text": "Tiến độ"}]], "resize_keyboard": True}
    sent = await line.ask("sendMessage", chat_id=LAN, text="x", reply_markup=keyboard)
    assert "reply_markup" not in sent
    assert line.api.chat(LAN).keyboard == {"keyboard": [[{"text": "Báo cáo"}, {"text": "Tiến độ"}]], "resize_keyboard": True}
    await line.say(reply_markup=inline(button()))
    assert line.api.chat(LAN).keyboard is not None
    await line.say(reply_markup={"remove_keyboard": True})
    assert line.api.chat(LAN).keyboard is None


async def test_a_one_time_keyboard_goes_with_the_button(line: Line) -> None:
    await line.say(reply_markup={"keyboard": [["Có", "Không"]], "one_time_keyboard": True})
    line.people.says(line.lan, "để xem")
    assert line.api.chat(LAN).keyboard is not None
    line.people.says(line.lan, "Có")
    assert line.api.chat(LAN).keyboard is None


async def test_edits(line: Line) -> None:
    number = await line.say("<b>3</b>", parse_mode="HTML", reply_markup=inline(button()))
    same = {"chat_id": LAN, "message_id": number, "text": "3"}
    assert (
        await line.refused("editMessageReplyMarkup", chat_id=LAN, message_id=number, reply_markup=inline(button())) == UNCHANGED
    )
    assert (
        await line.refused("editMessageText", **{**same, "text": "<b>3</b>"}, parse_mode="HTML", reply_markup=inline(button()))
        == UNCHANGED
    )
    assert "reply_markup" not in await line.ask("editMessageText", **same)
    assert await line.refused("editMessageText", **same) == UNCHANGED
    assert (
        await line.refused("editMessageText", **same, reply_markup={"keyboard": [["x"]]})
        == "400 Bad Request: inline keyboard expected"
    )
    changed = await line.ask("editMessageReplyMarkup", chat_id=LAN, message_id=number, reply_markup=inline(button("Sửa")))
    assert (changed["text"], changed["reply_markup"], changed["edit_date"]) == ("3", inline(button("Sửa")), changed["date"])


async def test_what_was_handed_out_stays_as_it_was(line: Line) -> None:
    first = line.people.says(line.lan, "một")
    second = line.people.says(line.lan, "hai", reply_to=first["message_id"])
    third = line.people.says(line.lan, "ba", reply_to=second["message_id"])
    assert "reply_to_message" not in third["reply_to_message"]
    line.people.edits(line.lan, first["message_id"], "một rưỡi")
    third["chat"]["id"] = 0
    heard = [each.get("message", {}) for each in await line.ask("getUpdates")]
    assert [(each.get("text"), each.get("chat", {}).get("id")) for each in heard[1:]] == [
        ("một", LAN), ("hai", LAN), ("ba", LAN), (None, None),
    ]  # fmt: skip
    assert line.api.messages(LAN)[-1]["chat"]["id"] == LAN


async def test_deletion_ends_after_two_days(line: Line) -> None:
    first, second = await line.say(), await line.say()
    assert await line.ask("deleteMessage", chat_id=LAN, message_id=first) is True
    line.hands.move(hours=48, seconds=1)
    assert await line.refused("deleteMessage", chat_id=LAN, message_id=second) == (
        "400 Bad Request: message can't be deleted for everyone"
    )
    assert [each["message_id"] for each in line.api.replies(LAN)] == [second]


async def test_a_press_is_answered_once_and_in_time(line: Line) -> None:
    number = await line.say(reply_markup=inline(button()))
    in_time, late = (line.people.presses(line.lan, number, label) for label in ("Đúng", "yes"))
    assert await line.ask("answerCallbackQuery", callback_query_id=in_time.id, text="Đã ghi", show_alert=True)
    assert in_time.answer == {"text": "Đã ghi", "show_alert": True}
    assert await line.refused("answerCallbackQuery", callback_query_id=in_time.id) == TOO_OLD
    assert await line.refused("answerCallbackQuery", callback_query_id="1") == TOO_OLD
    assert (
        await line.refused("answerCallbackQuery", callback_query_id=late.id, text="a" * 201)
        == "400 Bad Request: MESSAGE_TOO_LONG"
    )
    line.hands.move(minutes=6)
    assert await line.refused("answerCallbackQuery", callback_query_id=late.id) == TOO_OLD


async def test_who_blocks_the_bot_hears_nothing(line: Line) -> None:
    number = await line.say()
    line.people.blocks(line.lan)
    assert await line.refused("sendMessage", chat_id=LAN, text="x") == "403 Forbidden: bot was blocked by the user"
    assert (
        await line.refused("editMessageText", chat_id=LAN, message_id=number, text="x")
        == "403 Forbidden: bot was blocked by the user"
    )
    with pytest.raises(ValueError, match="blocked"):
        line.people.says(line.lan, "còn đó không?")
    line.people.unblocks(line.lan)
    assert await line.say()


async def test_the_bot_cannot_begin(line: Line) -> None:
    line.people.person(2002, "Hùng")
    assert (
        await line.refused("sendMessage", chat_id=2002, text="x")
        == "403 Forbidden: bot can't initiate conversation with a user"
    )


async def test_groups(line: Line) -> None:
    hung = line.people.person(2002, "Hùng")
    line.people.group(GROUP, "Khối Doanh nghiệp", line.lan)
    refused = await line.refused("sendMessage", chat_id=GROUP, text="x")
    assert refused == "403 Forbidden: bot is not a member of the supergroup chat"
    line.people.adds_bot(line.lan, GROUP)
    line.people.joins(hung, GROUP)
    assert (await line.ask("getChatMember", chat_id=GROUP, user_id=2002))["status"] == "member"
    assert (await line.ask("getChat", chat_id=GROUP))["title"] == "Khối Doanh nghiệp"
    line.people.removes_bot(line.lan, GROUP)
    assert (
        await line.refused("sendMessage", chat_id=GROUP, text="x") == "403 Forbidden: bot was kicked from the supergroup chat"
    )


async def test_a_group_keeps_from_the_bot_what_is_not_addressed_to_it(line: Line) -> None:
    line.people.group(GROUP, "Khối Doanh nghiệp", line.lan)
    line.people.adds_bot(line.lan, GROUP)
    await line.ask("getUpdates", offset=-1)
    answer = (await line.ask("sendMessage", chat_id=GROUP, text="Chào cả nhà"))["message_id"]
    for text in ("ăn cơm chưa?", "/help", "/help@another_bot", "/help@admissions_bot", "nhờ @Admissions_Bot xem", "hỏi @ai_do"):
        line.people.says(line.lan, text, chat=GROUP)
    line.people.says(line.lan, "cảm ơn", chat=GROUP, reply_to=answer)
    heard = [each["message"]["text"] for each in await line.ask("getUpdates") if "text" in each.get("message", {})]
    assert heard == ["/help", "/help@admissions_bot", "nhờ @Admissions_Bot xem", "cảm ơn"]


async def test_commands_and_descriptions_are_kept_by_audience_and_language(line: Line) -> None:
    commands = [{"command": "help", "description": "Trợ giúp"}]
    await line.ask("setMyCommands", commands=commands, language_code="vi", scope={"type": "all_private_chats"})
    assert await line.ask("getMyCommands", language_code="vi", scope={"type": "all_private_chats"}) == commands
    assert await line.ask("getMyCommands", language_code="vi") == []
    await line.ask("deleteMyCommands", language_code="vi", scope={"type": "all_private_chats"})
    assert await line.ask("getMyCommands", language_code="vi", scope={"type": "all_private_chats"}) == []
    await line.ask("setMyDescription", description="Báo cáo kết nạp")
    assert await line.ask("getMyDescription", language_code="en") == {"description": "Báo cáo kết nạp"}
    await line.ask("setMyShortDescription", short_description="Report", language_code="en")
    assert await line.ask("getMyShortDescription") == {"short_description": ""}
    assert (
        await line.refused("setMyShortDescription", short_description="a" * 121)
        == "400 Bad Request: bot short description is too long"
    )


@pytest.mark.parametrize(("commands", "reason"), [
    ([{"command": "Trợ giúp", "description": "x"}], "BOT_COMMAND_INVALID"),
    ([{"command": "help", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
    ([{"command": "help", "description": "x"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ({"command": "help"}, "can't parse list of bot commands JSON object"),
])  # fmt: skip
async def test_commands_that_are_refused(line: Line, commands: Any, reason: str) -> None:
    assert await line.refused("setMyCommands", commands=commands) == f"400 Bad Request: {reason}"


async def test_the_journal_has_heard_everything(line: Line) -> None:
    await line.say("Chào")
    await line.refused("sendMessage", chat_id=77, text="x")
    await line.refused("sendTelepathy")
    heard = [(each.method, each.status, each.parameters.get("text")) for each in line.api.journal]
    assert heard == [("sendMessage", 200, "Chào"), ("sendMessage", 400, "x"), ("sendTelepathy", 404, None)]
    assert json.dumps([each.as_json() for each in line.api.journal])
