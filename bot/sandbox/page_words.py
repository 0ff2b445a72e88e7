"""Which words the page is given: keys `page.…` of the catalogues. Knows neither the words nor where the page shows them."""

from bot.sandbox.worlds import NAMES

WORDS = (
    "title", "skip", "views", "people", "chat", "record", "people_here", "world", "person", "as", "secretary", "officer",
    "leader", "stranger", "secretarys", "officers", "leaders", "strangers", "groups", "group_hint", "stranger_hint",
    "joined", "unread", "other_language", "messages", "latest", "keyboard", "write", "caption", "send", "start", "empty",
    "empty_group", "try.report", "try.progress", "try.nothing", "try.ranking", "try.target", "try.help", "try.outside",
    "attach", "attached", "photo", "document", "voice", "sticker", "simulated_voice", "simulated_sticker", "enlarge",
    "close", "too_large", "nothing_in_it", "forward", "forwarded", "somebody", "reply", "replying", "edit", "editing",
    "edited", "leave", "delivery.waiting", "delivery.taken", "delivery.expired", "past", "bot", "you", "typing", "away",
    "refused", "panel", "days", "day", "next_day", "next_deadline", "deadline_is", "no_deadline", "play_month", "stop",
    "reports", "figures", "deadlines", "reminders", "sent", "none.reports", "none.figures", "none.deadlines",
    "none.reminders", "none.sent", "more", "less", "revisions", "standing.holds", "standing.withdrawn", "record_changed",
    "days_left", "late", "is_today", "not_taken", "to", "trouble", "offline", "flood", "redeliver", "kill", "watch.offline",
    "watch.flood", "watch.redeliver", "watch.kill", "bot.stopped", "offline_now", "count.waiting", "count.owed",
    "count.expired", "nothing_lost", "told.redelivered", "told.killed", "tour_open", "tour_next", "tour_back", "tour_skip",
    "tour_end", "tour.people", "tour.people.text", "tour.write", "tour.write.text", "tour.agree", "tour.agree.text",
    "tour.record", "tour.record.text", "tour.days", "tour.days.text",
    *(f"world.{name}" for name in NAMES),
)  # fmt: skip
# Values stay blanks: the page fills them in.
BLANKS = {name: f"{{{name}}}" for name in ("count", "name", "text")}
