"""aiogram against the Bot API server, in an environment of its own; it imports nothing of the bot.

judge FILE        every object of the JSON file {type name: [object]} must be valid, with no field that aiogram does not know
echo ROOT TOKEN   a bot that gives back texts under a button and documents as files, and stops when the button is pressed
"""

# aiogram is not in the environment in which types are checked.
# mypy: ignore-errors

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher, F, types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from pydantic import BaseModel, TypeAdapter

CHAT_MEMBER = types.ChatMemberMember | types.ChatMemberLeft | types.ChatMemberBanned | types.ChatMemberAdministrator


def strangers(found: Any, path: str) -> list[str]:
    """Fields that were given and that the model, however deep, does not have."""
    if isinstance(found, list):
        return [each for number, item in enumerate(found) for each in strangers(item, f"{path}[{number}]")]
    if not isinstance(found, BaseModel):
        return []
    own = [f"{path}.{name}" for name in found.model_extra or {}]
    deeper = [each for name in found.model_fields_set for each in strangers(getattr(found, name, None), f"{path}.{name}")]
    return own + deeper


def judge(file: str) -> None:
    emitted = json.loads(Path(file).read_text(encoding="utf-8"))
    for name, objects in emitted.items():
        model = TypeAdapter(CHAT_MEMBER if name == "ChatMember" else getattr(types, name))
        for number, each in enumerate(objects):
            unknown = strangers(model.validate_python(each), f"{name}[{number}]")
            if unknown:
                sys.exit(f"fields that aiogram does not know: {unknown} in {each}")
    print(f"{sum(map(len, emitted.values()))} objects are sound")


dispatcher = Dispatcher()


@dispatcher.message(F.text)
async def echo(message: types.Message) -> None:
    button = types.InlineKeyboardButton(text="Bấm", callback_data=message.text[:20])
    keyboard = types.InlineKeyboardMarkup(inline_keyboard=[[button]])
    await message.answer(f"<i>{message.text}</i>", parse_mode="HTML", reply_markup=keyboard)


@dispatcher.message(F.document)
async def give_back(message: types.Message, bot: Bot) -> None:
    content = await bot.download(message.document)
    await message.answer_document(types.BufferedInputFile(content.read(), message.document.file_name))


@dispatcher.callback_query()
async def pressed(query: types.CallbackQuery) -> None:
    await query.answer("được")
    await query.message.edit_text(f"đã bấm: {query.data}")
    await dispatcher.stop_polling()


async def run(root: str, token: str) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(root))
    await dispatcher.start_polling(Bot(token, session=session), handle_signals=False, polling_timeout=5)
    print("stopped after a press")


if __name__ == "__main__":
    if sys.argv[1] == "judge":
        judge(sys.argv[2])
    else:
        asyncio.run(run(*sys.argv[2:4]))
