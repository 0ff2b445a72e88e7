"""How the bot's sentences read: nothing of the workshop's, one way of writing, short enough for a phone. A table a rule.

That every key is in both languages with the same values, and is used, stands in `test_messages.py`.
"""

import ast
import re
import unicodedata

import pytest

from locales.messages import LANGUAGES
from tests.test_messages import KEYS, fitting, trees
from tests.words import TABLE, catalogue, table

LONGEST = 600                                       # characters of one sentence; a phone shows about twelve lines of them
LABEL = 30                                          # characters of a button's label
BESIDE = 13                                         # of one that stands in a row with two others, on 360 pixels
VALUE = 3                                           # a value in a label is a number: "{sum}" is "131"

LONGER: dict[str, str] = {}                         # key → why it may be longer

# Buttons of one row.
ROWS = ("card.agree", "card.change", "card.drop", "record.fix", "record.withdraw")

# Labels that are chosen in one place and put on a button in another.
LABELS = ("keyboard.*", "choice.*", "doubt.*.*", "doubt.yes", "doubt.no", "remind.button.*")
NO_LABELS = {"change.what", "language.which", "language.set"}            # which only begin like some

# Labels in which a value is a phrase: a long one is cut, or goes on in a second line.
PHRASES = {"doubt.replaces.yes", "doubt.replaces.no"}

# What must not be said: a pattern, and why. Patterns ignore case.
FORBIDDEN = {
    "vi": {
        r"\bbạn\b": "a member is addressed as đồng chí",
        r"\b(anh|chị|em) (hãy|cứ|gõ|bấm|chọn)": "a member is addressed as đồng chí",
        r"\b(user|null|none|ledger|draft|chain|span|milestone|session|token|callback)\b": "a word of the program's",
        r"bản nháp|bản ghi|sổ cái|người dùng": "a word of the program's",
        r"(?<!q)(oà|oá|oả|oã|oạ|oè|oé|oẻ|oẽ|oẹ|uỳ|uý|uỷ|uỹ|uỵ)(?!\w)": "the tone stands on the first vowel: ủy, hòa",
        r"\btỉ lệ|hàng (năm|tháng|quý)": "tỷ lệ, hằng năm",
        r"\d %": "33%, without a blank",
        r"đảng viên mới kết nạp": "the term is đảng viên dự bị",
    },
    "en": {
        r"\b(user|null|none of type|ledger|draft|chain|milestone|session|callback)\b": "a word of the program's",
        r"\bcells?\b": "the word is branch",
        r"(?<!bot )(?<!--)\borganiz": "organisation, but in the names of commands",
        r"\d %": "33%, without a blank",
    },
    "both": {
        r"'": "typographic: ’ or “ ”",
        r"\S {2}| [,.;:?!](?!\w)": "a blank before a stop, or two",
        r"\.\.(?!\.)|,,|\?\?|!!": "a stop twice",
        r"\.\.\.": "…",
        r" - ": "a dash between parts of a sentence is –",
    },
}

# Sentences that show a line of a file as it must be written.
WRITTEN_OUT = {"file.fault.not_kind", "file.fault.not_union"}

# Sentences in both languages at once: who reads them has not chosen one.
BILINGUAL = {"language.which"}

# Sentences that are put behind or before others.
PUT_TOGETHER = {"head.unit", "head.span", "each.year", "source.tail", "target.part"}


def texts(language: str) -> list[tuple[str, str]]:
    """All but those that show a file's own words."""
    found = catalogue(language).sentences.items()
    return [(key, text) for key, sentences in found for text in sentences if key not in WRITTEN_OUT]


def said(language: str) -> list[tuple[str, str]]:
    """The sentences with a number in place of each value: names of values are the program's."""
    return [(key, re.sub(r"\{\w+\}", "9" * VALUE, text)) for key, text in texts(language)]


def labels() -> set[str]:
    """Keys that the program puts on buttons: what is said right inside of a choice."""
    calls = [node for tree in trees().values() for node in ast.walk(tree) if isinstance(node, ast.Call)]
    choices = [node for node in calls if isinstance(node.func, ast.Attribute) and node.func.attr == "choice"]
    keys = [inner.args[0] for node in choices for inner in ast.walk(node) if isinstance(inner, ast.Call) and inner.args]
    found = {key for each in keys for key in _keys(each)}.union(ROWS, *(fitting(each, KEYS) for each in LABELS))
    return found - NO_LABELS


def _keys(key: ast.expr) -> set[str]:
    if isinstance(key, ast.Constant):
        return fitting(str(key.value), KEYS)
    if isinstance(key, ast.JoinedStr):
        pattern = "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in key.values)
        return set() if pattern == "card.*" else fitting(pattern, KEYS)        # those of the card stand in ROWS
    return set()


def test_the_table_for_speakers_is_what_the_catalogues_say() -> None:
    assert TABLE.read_text(encoding="utf-8") == table(), "write it again: python -m tests.words"


@pytest.mark.parametrize(("language", "pattern", "why"), [
    (language, pattern, why) for language in LANGUAGES for pattern, why in (FORBIDDEN[language] | FORBIDDEN["both"]).items()
])
def test_no_sentence_says_what_must_not_be_said(language: str, pattern: str, why: str) -> None:
    found = [f"{key}: {text}" for key, text in said(language) if re.search(pattern, text, re.IGNORECASE)]
    assert found == [], why


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_are_composed(language: str) -> None:
    assert [key for key, text in texts(language) if not unicodedata.is_normalized("NFC", text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotes_are_typographic(language: str) -> None:
    assert [key for key, text in texts(language) if '"' in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_short(language: str) -> None:
    assert [f"{key}: {len(text)}" for key, text in texts(language) if len(text) > LONGEST and key not in LONGER] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_sentence_asks_one_thing(language: str) -> None:
    asking = [(key, re.sub("“[^”]*”", "", text)) for key, text in texts(language)]
    assert [key for key, text in asking if text.count("?") > 1 and key not in BILINGUAL] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_blanks_end_only_what_is_put_together(language: str) -> None:
    ends = {key for key, text in texts(language) if text != text.strip()}
    assert ends <= PUT_TOGETHER


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_fit_their_buttons(language: str) -> None:
    found = labels()
    assert len(found) > 20, "buttons are not found any more"
    shown = [(key, text) for key, text in said(language) if key in found - PHRASES]
    assert [f"{key}: {text}" for key, text in shown if len(text) > (BESIDE if key in ROWS else LABEL)] == []
