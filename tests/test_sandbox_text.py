"""Telegram's HTML and what Telegram finds by itself in a text, as tables."""

from typing import Any
from unicodedata import normalize

import pytest

from bot.sandbox.markup import parse_html, units
from bot.sandbox.refusal import Refusal
from bot.sandbox.text import typed

Spans = list[tuple[str, int, int]]


def spans(entities: list[dict[str, Any]]) -> Spans:
    return [(each["type"], each["offset"], each["length"]) for each in entities]


@pytest.mark.parametrize(
    ("text", "length"),
    [("", 0), ("kết nạp", 7), (normalize("NFD", "kết nạp"), 10), ("🎉", 2), ("👩🏽", 4), ("a\U0001f1fb\U0001f1f3", 5)],
    ids=["empty", "composed", "decomposed", "beyond the first plane", "with skin colour", "flag"],
)
def test_a_text_is_measured_in_utf_16_units(text: str, length: int) -> None:
    assert units(text) == length


READS = [
    ("kết nạp 3", "kết nạp 3", []),
    ("<b>9</b> trong <i>12</i>", "9 trong 12", [("bold", 0, 1), ("italic", 8, 2)]),
    ("🎉<b>Đạt</b>", "🎉Đạt", [("bold", 2, 3)]),
    ("<strong>a</strong><em>b</em><ins>c</ins><del>d</del>", "abcd",
     [("bold", 0, 1), ("italic", 1, 1), ("underline", 2, 1), ("strikethrough", 3, 1)]),
    ("<b>còn <i>6</i></b>", "còn 6", [("bold", 0, 5), ("italic", 4, 1)]),
    ("<B>hoa</b>", "hoa", [("bold", 0, 3)]),
    ("<b>đóng ẩn</>", "đóng ẩn", [("bold", 0, 7)]),
    ("<b></b>rỗng", "rỗng", []),
    ("3 &lt; 9 &amp; 9 &gt; 3 &quot;", '3 < 9 & 9 > 3 "', []),
    ("&#7843; &#x1EA3; &laquo; &", "ả ả &laquo; &", []),
    ("&#12345678;", "&#12345678;", []),
    ('<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>', "xy", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
    ("<blockquote expandable>dài</blockquote>", "dài", [("expandable_blockquote", 0, 3)]),
    ("<a href='https://example.org/a?b=1&amp;c=2'>đây</a>", "đây", [("text_link", 0, 3)]),
    ("<a href='không phải địa chỉ'>đây</a>", "đây", []),
    ('<pre><code class="language-python">x = 1</code></pre>', "x = 1", [("pre", 0, 5)]),
    ("a > b", "a > b", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "expected"), READS)
def test_html_is_read(source: str, text: str, expected: Spans) -> None:
    plain, entities = parse_html(source)
    assert (plain, spans(entities)) == (text, expected)


def test_what_an_entity_carries_is_kept() -> None:
    assert parse_html('<pre><code class="language-sql">x</code></pre>')[1][0]["language"] == "sql"
    assert parse_html('<a href="example.org/&quot;">x</a>')[1][0]["url"] == 'http://example.org/"'


SURROGATE = "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
COMPLAINTS = [
    ("<b>chưa đóng", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<b><i>x</i>", 'Can\'t find end tag corresponding to start tag "b"'),
    ("ế <thẻ>x</thẻ>", 'Unsupported start tag "thẻ" at byte offset 4'),
    ("3 < 9 và 9 > 3", 'Unsupported start tag "" at byte offset 2'),
    ("3 <9", "Unclosed start tag at byte offset 2"),
    ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
    ("🎉</b>", "Unexpected end tag at byte offset 4"),
    ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("<b>x</b ", "Unclosed end tag at byte offset 4"),
    ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a href= ", 'Unclosed start tag "a" at byte offset 0'),
    ("<a href", 'Unclosed start tag "a" at byte offset 0'),
    ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
    ("<a href=x,y>z</a>", "Unexpected end of name token at byte offset 8"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("&#xDFDF;", SURROGATE),
]  # fmt: skip


@pytest.mark.parametrize(("source", "complaint"), COMPLAINTS)
def test_html_that_does_not_parse_is_refused_in_telegrams_words(source: str, complaint: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {complaint}"


FOUND = [
    ("/start", [("bot_command", 0, 6)]),
    ("/start abc123", [("bot_command", 0, 6)]),
    ("🎉 /help@admissions_bot nhé", [("bot_command", 3, 20)]),
    ("1/2 và a/b", []),
    ("hỏi @admissions_bot xem", [("mention", 4, 15)]),
    ("thư a.b@example.org nhé", [("email", 4, 15)]),
    ("https://example.org/x.", [("url", 0, 21)]),
    ("#tân_yên số #301", [("hashtag", 0, 8)]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_commands_mentions_and_addresses_are_found_in_plain_text(text: str, expected: Spans) -> None:
    assert spans(typed(text)[1]) == expected


def test_a_text_is_cut_of_blanks_at_both_ends() -> None:
    assert typed("\r\n  /help\t\n") == ("/help", [{"type": "bot_command", "offset": 0, "length": 5}])
