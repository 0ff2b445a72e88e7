"""What comes through the door, and what does not: one line an update."""

import json
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.door import MalformedError, Place, Visit, admit
from bot.intake import envelope, lane_of
from bot.sandbox.malformed import MALFORMED
from handlers.turn import (
    NOBODY,
    Added,
    Content,
    Edited,
    House,
    Moved,
    Nameless,
    Pressed,
    Reach,
    Removed,
    Text,
    Turn,
    Unreadable,
)
from tests.updates import (
    AN,
    ANONYMOUS,
    AT_NOON,
    BOT,
    CHANNEL,
    GROUP,
    PRIVATE,
    edited,
    message,
    pressed,
    said,
    standing,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 20, 12, 0, 30, tzinfo=ZONE)
VISIT = Visit("77/1/0", 77, NOW, House(bot_name="ket_nap_bot"))
HOUR = 3600
AS_GROUP: dict[str, Any] = {"sender": ANONYMOUS, "sender_chat": GROUP, "chat": GROUP}
IN_TOPIC: dict[str, Any] = {"chat": GROUP, "message_thread_id": 4, "is_topic_message": True}
OPENING = {"forum_topic_created": {"name": "Tin", "icon_color": 7322096}}
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
    ("photo of an album", said(None, photo=PHOTO, media_group_id="13"), Unreadable("photo", "13")),
    ("caption in an album", said(None, photo=PHOTO, caption="kết nạp 2", media_group_id="13"),
     Text("kết nạp 2", 9, album="13")),
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
    ("channel post", {"update_id": 1, "channel_post": message(chat=CHANNEL, sender=None, sender_chat=CHANNEL)}),
    ("edited channel post", {"update_id": 1, "edited_channel_post": message(chat=CHANNEL, edit_date=AT_NOON)}),
    ("in a channel", said(chat=CHANNEL)),
    ("a channel's post in the linked group", said("@ket_nap_bot tiến độ", chat=GROUP, sender_chat=CHANNEL,
                                                  sender={**BOT, "id": 777000}, is_automatic_forward=True)),
    ("in the name of a channel", said("@ket_nap_bot tiến độ", chat=GROUP, sender_chat=CHANNEL,
                                      sender={**BOT, "id": 136817688})),
    ("written to a channel", said("@ket_nap_bot tiến độ", chat={**GROUP, "is_direct_messages": True})),
    ("by way of a business", {"update_id": 1, "business_message": message(business_connection_id="b")}),
    ("edited by way of a business", {"update_id": 1, "edited_business_message": message(business_connection_id="b")}),
    ("a business is connected", {"update_id": 1, "business_connection": {
        "id": "b", "user": AN, "user_chat_id": 501, "date": AT_NOON, "is_enabled": True}}),
    ("business messages deleted", {"update_id": 1, "deleted_business_messages": {
        "business_connection_id": "b", "chat": PRIVATE, "message_ids": [8]}}),
    ("reaction", {"update_id": 1, "message_reaction": {
        "chat": PRIVATE, "message_id": 8, "user": AN, "date": AT_NOON, "old_reaction": [],
        "new_reaction": [{"type": "emoji", "emoji": "👍"}]}}),
    ("reactions counted", {"update_id": 1, "message_reaction_count": {
        "chat": GROUP, "message_id": 8, "date": AT_NOON, "reactions": []}}),
    ("poll", {"update_id": 1, "poll": {
        "id": "p", "question": "?", "options": [], "total_voter_count": 0, "is_closed": True, "is_anonymous": True,
        "type": "regular", "allows_multiple_answers": False, "allows_revoting": False, "members_only": False}}),
    ("vote", {"update_id": 1, "poll_answer": {"poll_id": "p", "user": AN, "option_ids": [0], "option_persistent_ids": ["0"]}}),
    ("about to pay", {"update_id": 1, "pre_checkout_query": {
        "id": "c", "from": AN, "currency": "VND", "total_amount": 1, "invoice_payload": "x"}}),
    ("typed behind the bot's name anywhere", {"update_id": 1, "inline_query": {
        "id": "i", "from": AN, "query": "kết nạp 3", "offset": ""}}),
    ("wants to join", {"update_id": 1, "chat_join_request": {
        "chat": GROUP, "from": AN, "user_chat_id": 501, "date": AT_NOON}}),
    ("somebody else's standing", {"update_id": 1, "chat_member": standing("kicked", GROUP)["my_chat_member"]}),
    ("administrator without a name", said(sender=ANONYMOUS, chat=GROUP)),
    ("in the name of the group", said(sender_chat=GROUP, chat=GROUP)),
    ("edited without a name", edited("@ket_nap_bot tiến độ", **AS_GROUP)),
    ("pinned", said(None, chat=GROUP, pinned_message=message(chat=GROUP))),
    ("topic opened", said(None, **IN_TOPIC, **OPENING)),
    ("another bot", said(sender={**BOT, "id": 78})),
    ("without a sender", {"update_id": 1, "message": {k: v for k, v in message().items() if k != "from"}}),
    ("somebody joined", said(None, new_chat_members=[AN], chat=GROUP)),
    ("edited photo without words", edited(None, photo=PHOTO)),
    ("press without data", pressed(None)),
    ("press on another's message", pressed(message=None, inline_message_id="i")),
    ("made an administrator", standing("administrator", GROUP)),
    ("no administrator any more", standing("member", GROUP, before="administrator")),
    ("restricted", standing("restricted", GROUP)),
    ("kicked when it was out already", standing("kicked", GROUP, before="left")),
    ("restricted, and out", standing("restricted out", GROUP, before="left")),
    ("taken into a channel", standing("administrator", CHANNEL, before="left")),
    ("a kind not known yet", {"update_id": 1, "thought_reading": {"thought": "kết nạp 3"}}),
    ("empty", {"update_id": 1}),
]


@pytest.mark.parametrize("update", [row[1] for row in NOTHING], ids=[row[0] for row in NOTHING])
def test_what_the_bot_has_nothing_to_do_with(update: Any) -> None:
    assert turn(update) is None


IN_NOBODYS_NAME: list[tuple[str, Any, Content]] = [
    ("spoken to without a name", said("@ket_nap_bot tiến độ", **AS_GROUP), Nameless()),
    ("by the number alone", said("@ket_nap_bot tiến độ", sender=ANONYMOUS, chat=GROUP), Nameless()),
    ("answered without a name", said("4 thôi", **AS_GROUP, reply_to_message=message(sender=BOT, chat=GROUP)), Nameless()),
    ("pressed without a name", pressed(sender=ANONYMOUS, message=message(sender=BOT, chat=GROUP)), Nameless(pressed=True)),
    ("pressed by the number alone", pressed(sender={**ANONYMOUS, "is_bot": False}, message=message(sender=BOT, chat=GROUP)),
     Nameless(pressed=True)),
    ("goes on elsewhere", said(None, chat=GROUP, migrate_to_chat_id=-1009), Moved(-1007, -1009)),
    ("goes on elsewhere, by nobody", said(None, **AS_GROUP, migrate_to_chat_id=-1009), Moved(-1007, -1009)),
    ("goes on here", said(None, chat=GROUP, migrate_from_chat_id=-12), Moved(-12, -1007)),
    ("taken in by nobody", standing("member", GROUP, before="left", by=ANONYMOUS), Added()),
]


@pytest.mark.parametrize(("update", "content"), [row[1:] for row in IN_NOBODYS_NAME], ids=[row[0] for row in IN_NOBODYS_NAME])
def test_what_nobody_who_could_be_known_stands_behind(update: Any, content: Content) -> None:
    came = turn(update)
    assert came is not None
    assert (came.content, came.user_id, came.chat_id, came.device_language) == (content, NOBODY, GROUP["id"], None)


STANDINGS: list[tuple[str, Any, Content]] = [
    ("taken in", standing("member", GROUP, before="left"), Added()),
    ("taken in as an administrator", standing("administrator", GROUP, before="left"), Added()),
    ("taken in again", standing("member", GROUP, before="kicked"), Added()),
    ("taken in, restricted", standing("restricted", GROUP, before="restricted out"), Added()),
    ("put out", standing("kicked", GROUP), Removed()),
    ("left", standing("left", GROUP, before="administrator"), Removed()),
    ("restricted, and out", standing("restricted out", GROUP), Removed()),
]


@pytest.mark.parametrize(("update", "content"), [row[1:] for row in STANDINGS], ids=[row[0] for row in STANDINGS])
def test_in_and_out_of_groups(update: Any, content: Content) -> None:
    came = turn(update)
    assert came is not None
    assert (came.content, came.user_id, came.chat_id) == (content, AN["id"], GROUP["id"])


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
    ("in a topic that the bot opened", said(
        "ừ", **IN_TOPIC, reply_to_message=message(None, message_id=4, sender=BOT, chat=GROUP, **OPENING)), False),
    ("below the first message of a topic", said(
        "ừ", **IN_TOPIC, reply_to_message=message(message_id=4, sender=BOT, chat=GROUP)), False),
    ("answering it in a topic", said(
        "ừ", **IN_TOPIC, reply_to_message=message(message_id=8, sender=BOT, chat=GROUP)), True),
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
    assert place(edited(chat=GROUP, message_thread_id=4, is_topic_message=True)) == Place(None, 4)
    shown = message(message_id=8, sender=BOT, chat=GROUP, message_thread_id=4, is_topic_message=True)
    assert place(pressed(message=shown)) == Place("q1", 4)
    assert place(said(chat=GROUP, message_thread_id=4)) == Place()       # below another message, in no topic
    assert place(said()) == Place()


LANES: list[tuple[Any, int]] = [
    (said(), 501), (edited(chat=GROUP), -1007), (pressed(), 501), (standing("kicked"), 501), ({"update_id": 1}, 0),
    (said(None, chat=GROUP, migrate_to_chat_id=-1009), -1009), (said(None, chat=GROUP, migrate_from_chat_id=-12), -1007),
    (said(None, chat=GROUP, migrate_to_chat_id="x"), -1007),
    ({"update_id": 1, "message": {"chat": {"id": 10**30}}}, 0), ({"update_id": 1, "message": {"chat": {"id": True}}}, 0),
]  # fmt: skip


@pytest.mark.parametrize(("update", "lane"), LANES)
def test_the_lane_is_found_without_understanding_the_update(update: Any, lane: int) -> None:
    assert lane_of(update) == lane
