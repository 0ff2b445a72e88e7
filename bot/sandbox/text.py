"""A message's text as Telegram keeps it: cleaned, measured in UTF-16 units, with its entities. Knows no chat, no HTML tag."""

import re
from typing import Any

from bot.sandbox.call import Call
from bot.sandbox.markup import parse_html, units
from bot.sandbox.refusal import bad

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
# What Telegram finds by itself in a plain text. The order is the precedence where two would overlap.
FOUND = {
    "url": re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]"),
    "email": re.compile(r"(?<![\w.+-])[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"),
    "bot_command": re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>@])"),
    "mention": re.compile(r"(?<![\w@])@[A-Za-z0-9_]{3,32}(?!\w)"),
    "hashtag": re.compile(r"(?<![\w#&])#(?=\w*[^\W\d_])\w{1,256}"),
}
UNTOUCHED = {"code", "pre", "text_link"}  # Telegram looks for nothing inside these

Formatted = tuple[str, list[dict[str, Any]]]


def formatted_text(call: Call) -> Formatted:
    text, entities = _formatted(call, "text")
    if not text:
        raise bad("message text is empty")
    if units(text) > LONGEST_TEXT:
        raise bad("message is too long")
    return text, entities


def formatted_caption(call: Call) -> Formatted:
    text, entities = _formatted(call, "caption")
    if units(text) > LONGEST_CAPTION:
        raise bad("message caption is too long")
    return text, entities


def typed(text: str) -> Formatted:
    """A text as a person types it: nothing is marked up but what Telegram finds by itself."""
    return _finished(text, [])


def _formatted(call: Call, name: str) -> Formatted:
    mode = call.text("parse_mode").lower()
    if mode not in ("", "html"):  # Markdown too, by choice: nothing of ours may depend on it
        raise bad("unsupported parse_mode")
    source = call.text(name)
    try:
        source.encode()
    except UnicodeEncodeError:
        raise bad("strings must be encoded in UTF-8") from None
    return _finished(*(parse_html(source) if mode else (source, [])))


def _finished(text: str, entities: list[dict[str, Any]]) -> Formatted:
    text = re.sub(r"[\x00-\x09\x0b-\x1f]", " ", text.replace("\r", ""))
    before = units(text) - units(text.lstrip())
    text = text.strip()
    kept = [_moved(each, before, units(text)) for each in entities]
    kept = [each for each in kept if each["length"] > 0]
    return text, sorted([*kept, *_discovered(text, kept)], key=lambda each: (each["offset"], -each["length"]))


def _moved(entity: dict[str, Any], before: int, length: int) -> dict[str, Any]:
    start = max(0, entity["offset"] - before)
    end = min(length, entity["offset"] + entity["length"] - before)
    return {**entity, "offset": start, "length": end - start}


def _discovered(text: str, marked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    taken = [(each["offset"], each["offset"] + each["length"]) for each in marked if each["type"] in UNTOUCHED]
    found = []
    for kind, match in [(kind, match) for kind, pattern in FOUND.items() for match in pattern.finditer(text)]:
        start, length = units(text[: match.start()]), units(match.group())
        if all(start >= end or start + length <= begin for begin, end in taken):
            taken.append((start, start + length))
            found.append({"type": kind, "offset": start, "length": length})
    return found
