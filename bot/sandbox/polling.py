"""The methods by which a bot gets its updates: long polling, and a webhook that is noted but never called."""

import time
from typing import Any

from bot.sandbox.call import Call
from bot.sandbox.exchange import Exchange
from bot.sandbox.refusal import Refusal, bad

LONGEST_POLL = 50  # seconds
MOST_AT_ONCE = 100
WEBHOOK_SET = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
KINDS = {
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection", "business_message",
    "edited_business_message", "deleted_business_messages", "message_reaction", "message_reaction_count", "inline_query",
    "chosen_inline_result", "callback_query", "shipping_query", "pre_checkout_query", "purchased_paid_media", "poll",
    "poll_answer", "my_chat_member", "chat_member", "chat_join_request", "chat_boost", "removed_chat_boost", "managed_bot",
    "guest_message",
}  # fmt: skip


def conflict(reason: str) -> Refusal:
    return Refusal(409, f"Conflict: {reason}")


async def get_updates(exchange: Exchange, call: Call) -> Any:
    """Waits up to `timeout` seconds for the first update; a newer call ends an older one that still waits."""
    limit = call.whole("limit", MOST_AT_ONCE)
    limit = limit if 1 <= limit <= MOST_AT_ONCE else MOST_AT_ONCE
    until = time.monotonic() + min(max(call.whole("timeout"), 0), LONGEST_POLL)
    with exchange.lock:
        _allow(exchange, call)
        exchange.updates.poll += 1
        mine = exchange.updates.poll
    exchange.bell.ring()
    while True:
        with exchange.lock:
            seen = exchange.bell.rings
            _check_turn(exchange, mine)
            found = exchange.updates.fetch(call.whole("offset"), limit, exchange.now())
            exchange.arrived(call.whole("offset"))
        if found or exchange.closing or time.monotonic() >= until:
            return found
        await exchange.bell.wait(seen, until - time.monotonic())


def _check_turn(exchange: Exchange, mine: int) -> None:
    if exchange.updates.webhook:
        raise conflict(WEBHOOK_SET)
    if exchange.updates.poll != mine:
        raise conflict(OTHER_POLLER)


def _allow(exchange: Exchange, call: Call) -> None:
    wanted = call.data("allowed_updates")
    if wanted is None:
        return
    if not isinstance(wanted, list) or not all(kind in KINDS for kind in wanted):
        raise bad("can't parse allowed_updates: names of update types expected")
    exchange.updates.allowed = wanted


def set_webhook(exchange: Exchange, call: Call) -> Any:
    address = call.text("url")
    if address and not address.startswith("https://"):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    _allow(exchange, call)
    exchange.updates.webhook = address
    if call.flag("drop_pending_updates"):
        exchange.updates.drop()
    exchange.bell.ring()
    return True


def delete_webhook(exchange: Exchange, call: Call) -> Any:
    exchange.updates.webhook = ""
    if call.flag("drop_pending_updates"):
        exchange.updates.drop()
    return True


def get_webhook_info(exchange: Exchange, call: Call) -> Any:
    updates = exchange.updates
    info = {"url": updates.webhook, "has_custom_certificate": False, "pending_update_count": len(updates.queue)}
    return info | ({"allowed_updates": updates.allowed} if updates.allowed else {})
