"""What comes through the door, and what does not: one line an update."""

import json
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.door import MalformedError, Place, Visit, admit
from bot.intake import envelope, lane_of
from bot.sandbox.malformed import MALFORMED
from handlers.turn import Content, Edited, House, Pressed, Reach, Text, Turn, Unreadable
from tests.updates import AN, AT_NOON, BOT, GROUP, PRIVATE, edited, message, pressed, said, standing

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 20, 12, 0, 30, tzinfo=ZONE)
VISIT = Visit("77/1/0", 77, NOW, House(bot_name="ket_nap_bot"))
HOUR = 3600
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
BY_AN = {"type": "user", "date": AT_NOON, "sender_user": AN}
VOICE = {"file_id": "f", "file_unique_id": "u", "duration": 3}
PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
STICKER = {**PHOTO[0], "type": "regular", "is_animated": False, "is_video": False}
FILE = {"file_id": "f", "file_unique_id": "u"}
GIF = {**PHOTO[0], "duration": 1}
HERE = {"longitude": 105.8, "latitude": 21.0}


def turn(update: Any) -> Turn | None:
    return admit(json.dumps(update), VISIT)[0]


def place(update: Any) -> Place:
    return admit(json.dumps(update), VISIT)[1]


CONTENTS: list[tuple[str, Any, Content]] = [
    ("text", said("chào"), Text("chào", 9)),
    ("decomposed text stays as it is", said("chi bộ"), Text("chi bộ", 9)),
    ("caption of a photo", said(None, photo=PHOTO, caption="kết nạp 2"), Text("kết nạp 2", 9)),
    ("answer to the bot", said("4 thôi", reply_to_message=message(message_id=8, sender=BOT)), Text("4 thôi", 9, 8)),
    ("answer to oneself", said("4 thôi", reply_to_message=message("kết nạp 3", message_id=7)), Text("4 thôi", 9)),
    ("forwarded", said("kết nạp 3", forward_origin=BY_AN), Text("kết nạp 3", 9, forwarded=True)),
    ("edited text", edited("kết nạp 4"), Edited("kết nạp 4", 9)),
    ("edited caption", edited(None, photo=PHOTO, caption="kết nạp 2"), Edited("kết nạp 2", 9)),
    ("press", pressed("k1"), Pressed("k1", 8)),
    ("press on a message that is gone", pressed(message={"chat": PRIVATE, "message_id": 8, "date": 0}), Pressed("k1", 8)),
    ("voice", said(None, voice=VOICE), Unreadable("voice")),
    ("photo", said(None, photo=PHOTO), Unreadable("photo")),
    ("sticker", said(None, sticker=STICKER), Unreadable("sticker")),
    ("document", said(None, document=FILE), Unreadable("document")),
    ("animation, which is a document too", said(None, animation=GIF, document=FILE), Unreadable("animation")),
    ("location", said(None, location=HERE), Unreadable("location")),
    ("blocked", standing("kicked"), Reach(False)),
    ("let in again", standing("member"), Reach(True)),
]


@pytest.mark.parametrize(("update", "content"), [row[1:] for row in CONTENTS], ids=[row[0] for row in CONTENTS])
def test_what_a_person_does(update: Any, content: Content) -> None:
    came = turn(update)
    assert came is not None
    assert came.content == content
    assert (came.key, came.chat_id, came.user_id, came.now) == ("77/1/0", 501, 501, NOW)
    assert came.private
    assert came.addressed
    assert came.device_language == "vi"


NOTHING: list[tuple[str, Any]] = [
    ("channel post", {"update_id": 1, "channel_post": message(chat={"id": -1, "type": "channel", "title": "Tin"})}),
    ("in a channel", said(chat={"id": -1, "type": "channel", "title": "Tin"})),
    ("administrator without a name", said(sender=ANONYMOUS, chat=GROUP)),
    ("in the name of a group", said(sender_chat=GROUP, chat=GROUP)),
    ("another bot", said(sender={**BOT, "id": 78})),
    ("without a sender", {"update_id": 1, "message": {k: v for k, v in message().items() if k != "from"}}),
    ("somebody joined", said(None, new_chat_members=[AN], chat=GROUP)),
    ("edited photo without words", edited(None, photo=PHOTO)),
    ("press without data", pressed(None)),
    ("press on another's message", pressed(message=None, inline_message_id="i")),
    ("put out of a group", standing("kicked", GROUP)),
    ("a kind not known yet", {"update_id": 1, "thought_reading": {"thought": "kết nạp 3"}}),
    ("empty", {"update_id": 1}),
]


@pytest.mark.parametrize("update", [row[1] for row in NOTHING], ids=[row[0] for row in NOTHING])
def test_what_the_bot_has_nothing_to_do_with(update: Any) -> None:
    assert turn(update) is None


# Kinds that are no turn; every other kind is refused.
HARMLESS = {
    "empty", "null_message", "no_sender", "press_without_message", "press_without_data", "unknown_kind", "unknown_chat_type",
    "unknown_content",
}  # fmt: skip
READABLE = {"entity_out_of_bounds"}


@pytest.mark.parametrize("kind", MALFORMED)
def test_what_is_malformed_is_refused_or_nothing(kind: str) -> None:
    update = MALFORMED[kind](1)
    arrived = envelope(update)
    if arrived is None:
        assert not isinstance(update, dict) or not isinstance(update.get("update_id"), int)
    elif kind in READABLE:
        assert turn(update) is not None
    elif kind in HARMLESS:
        assert turn(update) is None
    else:
        with pytest.raises(MalformedError):
            turn(update)


ADDRESSED: list[tuple[str, Any, bool]] = [
    ("by name", said("@ket_nap_bot còn thiếu mấy?", chat=GROUP), True),
    ("by name in capitals", said("còn thiếu mấy @Ket_Nap_Bot?", chat=GROUP), True),
    ("by command", said("/help@ket_nap_bot", chat=GROUP), True),
    ("by answering it", said("4 thôi", chat=GROUP, reply_to_message=message(message_id=8, sender=BOT, chat=GROUP)), True),
    ("a press", pressed(message=message(message_id=8, sender=BOT, chat=GROUP)), True),
    ("a remark", said("chiều nay họp", chat=GROUP), False),
    ("another's command", said("/help@other_bot", chat=GROUP), False),
    ("a longer name", said("@ket_nap_bot2 ơi", chat=GROUP), False),
    ("an address of mail", said("thu@ket_nap_bot.vn", chat=GROUP), False),
    ("an answer to somebody else", said("ừ", chat=GROUP, reply_to_message=message(message_id=7, chat=GROUP)), False),
]


@pytest.mark.parametrize(("update", "addressed"), [row[1:] for row in ADDRESSED], ids=[row[0] for row in ADDRESSED])
def test_in_a_group_only_who_speaks_to_the_bot_addresses_it(update: Any, addressed: bool) -> None:
    came = turn(update)
    assert came is not None
    assert (came.private, came.addressed, came.chat_id) == (False, addressed, GROUP["id"])


DAYS: list[tuple[str, Any, date]] = [
    ("its own date", said(date=AT_NOON - 24 * HOUR), date(2026, 11, 19)),
    ("in the house's zone", said(date=AT_NOON + 13 * HOUR), date(2026, 11, 21)),
    ("two days old, to the hour", said(date=AT_NOON - 47 * HOUR), date(2026, 11, 18)),
    ("too old to be meant", said(date=AT_NOON - 49 * HOUR), date(2026, 11, 20)),
    ("too far ahead to be true", said(date=AT_NOON + 49 * HOUR), date(2026, 11, 20)),
    ("edited today, written yesterday", edited(date=AT_NOON - 24 * HOUR), date(2026, 11, 19)),
    ("press on yesterday's message", pressed(message=message(date=AT_NOON - 24 * HOUR, sender=BOT)), date(2026, 11, 20)),
]


@pytest.mark.parametrize(("update", "day"), [row[1:] for row in DAYS], ids=[row[0] for row in DAYS])
def test_the_day_of_a_turn(update: Any, day: date) -> None:
    came = turn(update)
    assert came is not None
    assert came.day == day


def test_where_answers_go() -> None:
    assert place(pressed()) == Place("q1")
    topic = said(chat=GROUP, message_thread_id=4, is_topic_message=True)
    assert place(topic) == Place(None, 4)
    assert place(said()) == Place()


LANES: list[tuple[Any, int]] = [
    (said(), 501), (edited(chat=GROUP), -1007), (pressed(), 501), (standing("kicked"), 501), ({"update_id": 1}, 0),
    ({"update_id": 1, "message": {"chat": {"id": 10**30}}}, 0), ({"update_id": 1, "message": {"chat": {"id": True}}}, 0),
]  # fmt: skip


@pytest.mark.parametrize(("update", "lane"), LANES)
def test_the_lane_is_found_without_understanding_the_update(update: Any, lane: int) -> None:
    assert lane_of(update) == lane
