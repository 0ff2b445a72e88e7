"""Others judge the Bot API server: python-telegram-bot and aiogram drive it and parse what it emits."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
import telegram
from telegram import Bot, BotCommand, ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup, Update
from telegram.constants import ChatAction, ParseMode, UpdateType
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter
from telegram.ext import CommandHandler
from telegram.request import HTTPXRequest

from bot.sandbox.files import plain_png
from bot.sandbox.polling import KINDS
from bot.sandbox.serving import Served
from tests.sandbox_emissions import everything
from tests.sandbox_line import ADDRESS, LAN, TOKEN, Line

PEER = Path(__file__).with_name("peer_aiogram.py")


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
async def bot(line: Line) -> AsyncIterator[Bot]:
    def request() -> HTTPXRequest:
        return HTTPXRequest(httpx_kwargs={"transport": httpx.ASGITransport(app=line.api.app)})

    bot = Bot(TOKEN, f"{ADDRESS}/bot", f"{ADDRESS}/file/bot", request=request(), get_updates_request=request())
    async with bot:
        yield bot


async def test_python_telegram_bot_holds_a_conversation(line: Line, bot: Bot) -> None:
    assert (bot.username, bot.bot.can_read_all_group_messages) == ("admissions_bot", False)
    (start,) = await bot.get_updates(timeout=1, allowed_updates=Update.ALL_TYPES)
    assert CommandHandler("start", None).check_update(start) is not None  # type: ignore[arg-type]
    keys = InlineKeyboardMarkup.from_row([InlineKeyboardButton("Đúng", callback_data="k1")])
    card = await bot.send_message(LAN, "<b>3</b> 🎉 đồng chí", ParseMode.HTML, reply_markup=keys)
    assert (card.parse_entities(), card.reply_markup) == ({card.entities[0]: "3"}, keys)
    line.people.presses(line.lan, card.message_id, "Đúng")
    (pressed,) = await bot.get_updates(offset=start.update_id + 1)
    assert pressed.callback_query
    assert pressed.callback_query.message == card
    assert await pressed.callback_query.answer("Đã ghi")
    edited = await card.edit_text("Đã ghi 3 đồng chí")
    assert isinstance(edited, telegram.Message)
    assert (edited.text, edited.reply_markup) == ("Đã ghi 3 đồng chí", None)
    assert await bot.send_chat_action(LAN, ChatAction.TYPING)
    assert await card.delete()


async def test_python_telegram_bot_sends_and_fetches_files(bot: Bot) -> None:
    paper = await bot.send_document(LAN, b"PK", caption="quý III", filename="báo cáo.docx", reply_markup=ForceReply())
    assert paper.document
    assert paper.document.file_name == "báo cáo.docx"
    assert await (await paper.document.get_file()).download_as_bytearray() == b"PK"
    picture = await bot.send_photo(LAN, plain_png(64, 48), reply_to_message_id=paper.message_id)
    assert (picture.photo[-1].width, picture.reply_to_message) == (64, paper)
    assert (await bot.send_document(LAN, paper.document.file_id)).document == paper.document


async def test_python_telegram_bot_knows_the_refusals(line: Line, bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # else the library warns of its own coming change
    number = (await bot.send_message(LAN, "x", reply_markup=ReplyKeyboardMarkup([["Báo cáo"]]))).message_id
    with pytest.raises(BadRequest, match=r"[Mm]essage is not modified"):
        await bot.edit_message_text("x", LAN, number)
    with pytest.raises(BadRequest, match=r"[Cc]hat not found"):
        await bot.send_message(5, "x")
    for count in range(4):
        await bot.send_message(LAN, str(count))
    with pytest.raises(RetryAfter):
        await bot.send_message(LAN, "x")
    line.people.blocks(line.lan)
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(LAN, "x")
    line.api.faults.lose_answer("getMe")
    with pytest.raises(NetworkError):
        await bot.get_me()


async def test_python_telegram_bot_sets_itself_up(bot: Bot) -> None:
    assert await bot.set_my_commands([BotCommand("help", "Trợ giúp")], telegram.BotCommandScopeAllPrivateChats(), "vi")
    assert await bot.get_my_commands(telegram.BotCommandScopeAllPrivateChats(), "vi") == (BotCommand("help", "Trợ giúp"),)
    assert await bot.set_my_description("Báo cáo kết nạp")
    assert (await bot.get_my_description()).description == "Báo cáo kết nạp"
    assert await bot.delete_webhook()
    assert (await bot.get_webhook_info()).url == ""
    assert (await bot.get_chat(LAN)).first_name == "Lan"
    assert (await bot.get_chat_member(LAN, LAN)).status == "member"
    assert await bot.log_out()


def test_every_kind_of_update_of_the_library_is_known() -> None:
    assert {str(kind) for kind in UpdateType} <= KINDS


def _lost(emitted: Any, parsed: Any) -> list[str]:
    """Fields that the library did not take over as they were sent; those that it adds are its own affair."""
    if isinstance(emitted, dict):
        return [f"{name}{rest}" for name in emitted for rest in _lost(emitted[name], parsed.get(name, ...))]
    if isinstance(emitted, list):
        return [f"[]{rest}" for one, other in zip(emitted, parsed, strict=True) for rest in _lost(one, other)]
    return [] if emitted == parsed else [f": {emitted!r} became {parsed!r}"]


async def test_python_telegram_bot_parses_every_object_without_a_loss() -> None:
    for name, objects in (await everything()).items():
        for each in objects:
            parsed = getattr(telegram, name).de_json(each, None)
            assert _lost(each, parsed.to_dict()) == [], each
            assert not parsed.api_kwargs


@contextmanager
def peer(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    if shutil.which("uv") is None:
        pytest.skip("needs uv on the PATH, to give aiogram an environment of its own")
    apart = ["--isolated", "--no-project", "--python", sys.executable, "--with", "aiogram>=3.31,<4"]
    command = ["uv", "run", *apart, "python", str(PEER), *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, start_new_session=True) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # uv and the Python below it


def printed(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out


async def test_aiogram_parses_every_object_and_knows_every_field(tmp_path: Path) -> None:
    emitted = await everything()
    (tmp_path / "emitted.json").write_text(json.dumps(emitted), encoding="utf-8")
    with peer("judge", str(tmp_path / "emitted.json")) as process:
        assert printed(process) == f"{sum(map(len, emitted.values()))} objects are sound\n"


def test_an_aiogram_bot_runs_against_the_server(line: Line) -> None:
    def card() -> list[dict[str, Any]]:
        return [each for each in line.api.replies(LAN) if "Vọng" in each.get("text", "")]

    with Served(line.api) as served, peer("echo", served.root, TOKEN) as process:
        line.people.sends_document(line.lan, "đơn vị.xlsx", b"PK")
        line.people.says(line.lan, "Vọng lại đi")
        line.api.until_here(lambda: len(card()) == 1, seconds=60)
        line.people.presses(line.lan, card()[0]["message_id"], "Bấm")
        assert printed(process) == "stopped after a press\n"
    replies = line.api.replies(LAN)
    assert {each.get("text") or each["document"]["file_name"] for each in replies} == {
        "/start", "đơn vị.xlsx", "đã bấm: Vọng lại đi",
    }  # fmt: skip
