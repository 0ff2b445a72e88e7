"""Telegram's HTML: from tagged text to plain text with entities, and its exact complaints. Counts offsets in UTF-16 units.

Offsets in complaints are bytes of UTF-8, counted from the start of the text, as Telegram counts them.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.refusal import Refusal, bad

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "span": "spoiler", "tg-spoiler": "spoiler",
    "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}  # Telegram knows these four; every other name stays as typed
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot));?")
LINK = re.compile(r"(?:https?://|tg://|ton://)?[^\s/?#@:.]+(?:\.[^\s/?#@:.]+)+(?::\d+)?(?:[/?#]\S*)?|tg://\S+", re.IGNORECASE)
MENTION = re.compile(r"tg://user\?id=(\d+)")


def units(text: str) -> int:
    """The length of a text as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    units: int
    pieces: int


@dataclass
class _Reader:
    source: str
    at: int = 0
    pieces: list[str] = field(default_factory=list)
    units: int = 0
    open: list[_Open] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)

    def peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def pull(self, pattern: str) -> str:
        """What matches here, possibly nothing."""
        found = re.compile(pattern).match(self.source, self.at)
        text = found.group() if found else ""
        self.at += len(text)
        return text

    def plain(self, text: str) -> None:
        self.pieces.append(text)
        self.units += units(text)

    def wrong(self, complaint: str, at: int | None = None) -> Refusal:
        where = "" if at is None else f" at byte offset {len(self.source[:at].encode())}"
        return bad(f"can't parse entities: {complaint}{where}")


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """Plain text and its entities, in the order in which they begin, the longer first."""
    reader = _Reader(source)
    while reader.at < len(source):
        if reader.peek() == "<":
            _end_tag(reader) if source.startswith("</", reader.at) else _start_tag(reader)
        elif reader.peek() == "&":
            reader.plain(_reference(reader))
        else:
            reader.plain(reader.pull(r"[^<&]+"))
    if reader.open:
        raise reader.wrong(f'Can\'t find end tag corresponding to start tag "{reader.open[-1].tag}"')
    return "".join(reader.pieces), sorted(reader.entities, key=lambda each: (each["offset"], -each["length"]))


def _reference(reader: _Reader) -> str:
    found = REFERENCE.match(reader.source, reader.at)
    if found is None:
        return reader.pull("&")
    hexadecimal, decimal, name = found.groups()
    code = int(hexadecimal, 16) if hexadecimal else int(decimal) if decimal else ord(NAMED[name])
    if 0xD800 <= code <= 0xDFFF:
        raise reader.wrong(
            "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
        )
    if not 0 < code <= 0x10FFFF:
        return reader.pull("&")
    reader.at = found.end()
    return chr(code)


def _start_tag(reader: _Reader) -> None:
    begin = reader.at
    reader.at += 1
    tag = reader.pull(r"[^\s>]*").lower()
    if not reader.peek():
        raise reader.wrong("Unclosed start tag", begin)
    if tag not in TAGS:
        raise reader.wrong(f'Unsupported start tag "{tag}"', begin)
    attributes = _attributes(reader, tag, begin)
    reader.at += 1
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise reader.wrong('Tag "span" must have class "tg-spoiler"', begin)
    reader.open.append(_Open(tag, attributes, reader.units, len(reader.pieces)))


def _attributes(reader: _Reader, tag: str, begin: int) -> dict[str, str]:
    found: dict[str, str] = {}
    reader.pull(r"\s+")
    while reader.peek() != ">":
        name = reader.pull(r"[^\s=>/\"']*").lower()
        if not name:
            raise reader.wrong(f'Empty attribute name in the tag "{tag}"', begin)
        reader.pull(r"\s+")
        found[name] = ""
        if reader.pull("="):
            reader.pull(r"\s+")
            if not reader.peek():
                raise reader.wrong(f'Unclosed start tag "{tag}"', begin)
            found[name] = _value(reader, begin)
        if not reader.peek():
            raise reader.wrong(f'Unclosed start tag "{tag}"', begin)
        reader.pull(r"\s+")
    return found


def _value(reader: _Reader, begin: int) -> str:
    start = reader.at
    quote = reader.pull("[\"']")
    if not quote:
        token = reader.pull(r"[A-Za-z0-9.-]*").lower()
        if not re.match(r"[\s>]", reader.peek()):
            raise reader.wrong("Unexpected end of name token", start)
        return token
    pieces = []
    while reader.peek() not in ("", quote):
        pieces.append(_reference(reader) if reader.peek() == "&" else reader.pull(f"[^&{quote}]+"))
    reader.at += 1
    if not reader.peek():
        raise reader.wrong("Unclosed start tag", begin)
    return "".join(pieces)


def _end_tag(reader: _Reader) -> None:
    begin = reader.at
    if not reader.open:
        raise reader.wrong("Unexpected end tag", begin)
    reader.at += 2
    tag = reader.pull(r"[^\s>]*").lower()
    reader.pull(r"\s+")
    if not reader.pull(">"):
        raise reader.wrong("Unclosed end tag", begin)
    opened = reader.open.pop()
    if tag not in ("", opened.tag):
        raise reader.wrong(f'Unmatched end tag at byte offset {len(reader.source[:begin].encode())}, '
                           f'expected "</{opened.tag}>", found "</{tag}>"')  # fmt: skip
    if reader.units > opened.units:
        _close(reader, opened)


def _close(reader: _Reader, opened: _Open) -> None:
    spot = {"offset": opened.units, "length": reader.units - opened.units}
    kind, text = TAGS[opened.tag], "".join(reader.pieces[opened.pieces :])
    language = opened.attributes.get("class", "")
    if kind == "text_link":
        entity = _link(opened.attributes.get("href") or text)
        if entity is not None:
            reader.entities.append({**entity, **spot})
    elif kind == "code" and language.startswith("language-") and reader.open and reader.open[-1].tag == "pre":
        reader.open[-1].attributes["language"] = language.removeprefix("language-")
    elif kind == "pre" and opened.attributes.get("language"):
        reader.entities.append({"type": kind, **spot, "language": opened.attributes["language"]})
    elif kind == "custom_emoji":
        reader.entities.append({"type": kind, **spot, "custom_emoji_id": opened.attributes.get("emoji-id", "")})
    elif kind == "blockquote" and "expandable" in opened.attributes:
        reader.entities.append({"type": "expandable_blockquote", **spot})
    else:
        reader.entities.append({"type": kind, **spot})


def _link(address: str) -> dict[str, Any] | None:
    """What is no address makes no entity; Telegram drops it without a word."""
    if MENTION.fullmatch(address):
        return None  # a mention of a person who is not known to the server is dropped, too
    if not LINK.fullmatch(address):
        return None
    return {"type": "text_link", "url": address if "://" in address else f"http://{address}"}
