"""Which words the page is given: keys `page.…` of the catalogues. Knows neither the words nor where the page shows them."""

from bot.sandbox.worlds import NAMES

WORDS = (
    "title", "world", "person", "day", "next_day", "other_language", "messages", "write", "send", "start", "empty", "forward",
    "reply", "edit", "replying", "editing", "leave", "edited", "forwarded", "somebody", "bot", "you", "typing", "keyboard",
    "away", "refused", "photo", "voice", "sticker", "secretary", "officer", "leader", "stranger", "try.report", "try.progress",
    "try.help", *(f"world.{name}" for name in NAMES),
)  # fmt: skip
# Values stay blanks: the page fills them in.
BLANKS = {name: f"{{{name}}}" for name in ("count", "name", "day", "text")}
