"""Messages that nobody wrote, by a seed: real ones with slips, torn, joined, with other numbers in them; and random Unicode."""

import re
import string
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from tests.every_sentence import Sentence
from tests.many_units import without_marks

WAITED = (None, None, None, "confirm", "count", "unit", "date", "breakdown", "extent", "same", "choice")
_LETTERS = string.ascii_lowercase + "ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
_MARKS = " .,;:!?/-()%+\n\t'’“”–…*#@&"
_ODD = "\u200b\u200d\ufeff\u202e\u0301\u0323\u00a0\u2028\x00٣७Ⅳ½²①𝟛🇻🇳👍中ﬁßİıſ"
_WORDS = "một hai ba bốn năm sáu bảy tám chín mười mươi chục trăm nghìn linh tư lăm mốt vài mấy không nửa rưỡi tá " \
         "two ten dozen từ đến hôm ngày tháng quý tuần thứ mùng trước sau nữ nam công nhân trong đó gồm còn đều toàn".split()  # noqa: SIM905
_FORMS = ("#", "#", "0#", "#.000", "#,5", "-#", "#%", "#/#", "#/#/#", "#-#", "#.#", "#00000000", "(#)", "# #",
          "# chục", "# trăm", "# trăm rưỡi", "#,5 nghìn", "nửa chục")
_HOPELESS = 0.08    # share of messages that are random Unicode
_SHUFFLED = 0.08    # … that are words in any order
_ENDLESS = 0.03     # share of repetitions that go on and on
_LONGEST = 4096     # letters that Telegram lets through

Change = Callable[[Random, str, Sequence[Sentence]], str]


def generated(chance: Random, sentences: Sequence[Sentence]) -> Sentence:
    """One message, over the roster of the sentence that it began as."""
    base = chance.choice(sentences)
    kind = chance.random()
    if kind < _HOPELESS:
        text = _any_text(chance)
    elif kind < _HOPELESS + _SHUFFLED:
        text = " ".join(chance.choice(_words(chance, sentences)) for _ in range(chance.randint(1, 25)))
    else:
        text = base.text
        for _ in range(chance.choice((1, 1, 2, 3, 4, 6))):
            text = chance.choice(_CHANGES)(chance, text, sentences)
    asked = replace(base.asked, awaiting=chance.choice(WAITED)) if chance.random() < 0.5 else base.asked
    return replace(base, text=text[:_LONGEST], asked=asked)


def _any_text(chance: Random) -> str:
    ranges = ((0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x36F), (0x1EA0, 0x1EFF), (0x2000, 0x206F), (0x1F300, 0x1F6FF), (0, 0xD7FF))
    first, last = chance.choice(ranges)
    return "".join(chr(chance.randint(first, last)) for _ in range(chance.choice((1, 3, 10, 40, 150))))


def _words(chance: Random, sentences: Sequence[Sentence]) -> list[str]:
    return chance.choice(sentences).text.split() or _WORDS if chance.random() < 0.7 else _WORDS


def _place(chance: Random, text: str) -> int:
    return chance.randrange(len(text)) if text else 0


def _times(chance: Random) -> int:
    return 40 if chance.random() < _ENDLESS else chance.choice((2, 2, 2, 3))


def _swapped(chance: Random, text: str, _: Sequence[Sentence]) -> str:
    at = _place(chance, text)
    return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]


def _dropped(chance: Random, text: str, _: Sequence[Sentence]) -> str:
    at = _place(chance, text)
    return text[:at] + text[at + 1 :]


def _doubled(chance: Random, text: str, _: Sequence[Sentence]) -> str:
    at = _place(chance, text)
    return text[:at] + text[at : at + 1] * _times(chance) + text[at + 1 :]


def _replaced(chance: Random, text: str, _: Sequence[Sentence]) -> str:
    at = _place(chance, text)
    return text[:at] + chance.choice(chance.choice((_LETTERS, string.digits, _MARKS, _ODD))) + text[at + chance.randint(0, 1) :]


def _word_moved(chance: Random, text: str, _: Sequence[Sentence]) -> str:
    words = text.split(" ")
    word = words.pop(chance.randrange(len(words)))
    words.insert(chance.randint(0, len(words)), word)
    return " ".join(words)


def _word_dropped(chance: Random, text: str, _: Sequence[Sentence]) -> str:
    words = text.split(" ")
    del words[chance.randrange(len(words))]
    return " ".join(words)


def _word_doubled(chance: Random, text: str, _: Sequence[Sentence]) -> str:
    words = text.split(" ")
    at = chance.randrange(len(words))
    return " ".join([*words[:at], *([words[at]] * _times(chance)), *words[at + 1 :]])


def _word_put_in(chance: Random, text: str, sentences: Sequence[Sentence]) -> str:
    words = text.split(" ")
    words.insert(chance.randint(0, len(words)), chance.choice(_words(chance, sentences)))
    return " ".join(words)


def _run_together(chance: Random, text: str, _: Sequence[Sentence]) -> str:
    blanks = [found.start() for found in re.finditer(" ", text)]
    at = chance.choice(blanks) if blanks else len(text)
    return text[:at] + text[at + 1 :]


def _torn(chance: Random, text: str, _: Sequence[Sentence]) -> str:
    at = _place(chance, text)
    return chance.choice((text[:at], text[at:], text[:at] + " " + text[at:]))


def _joined(chance: Random, text: str, sentences: Sequence[Sentence]) -> str:
    return text + chance.choice((" ", ", ", ". ", "; ", "\n", " và ", " còn ", "")) + chance.choice(sentences).text


def _crossed(chance: Random, text: str, sentences: Sequence[Sentence]) -> str:
    other = chance.choice(sentences).text
    return text[: _place(chance, text)] + other[_place(chance, other) :]


def _repeated(chance: Random, text: str, _: Sequence[Sentence]) -> str:
    return chance.choice((" ", ", ", "\n")).join([text] * min(_times(chance), 12))


def _other_number(chance: Random, text: str, _: Sequence[Sentence]) -> str:
    return re.sub(r"\d+", lambda found: _number(chance) if chance.random() < 0.6 else found[0], text)


def _number(chance: Random) -> str:
    if chance.random() < 0.6:
        return str(chance.randint(0, 10 ** chance.randint(1, 9)))
    return chance.choice(_FORMS).replace("#", str(chance.choice((0, 1, 7, 12, 31, 99, 2026, 1200))))


def _number_in_words(chance: Random, text: str, _: Sequence[Sentence]) -> str:
    said = " ".join(chance.choice(_WORDS[:24]) for _ in range(chance.randint(1, 4)))
    return re.sub(r"\d+", said, text, count=1)


def _typed_otherwise(chance: Random, text: str, _: Sequence[Sentence]) -> str:
    manners: tuple[Callable[[str], str], ...] = (
        str.upper, str.lower, str.title, without_marks, lambda typed: unicodedata.normalize("NFD", typed),
        lambda typed: unicodedata.normalize("NFKD", typed), lambda typed: typed.replace(" ", ""),
    )
    return chance.choice(manners)(text)


_CHANGES: tuple[Change, ...] = (
    _swapped, _swapped, _dropped, _dropped, _doubled, _replaced, _replaced, _word_moved, _word_dropped, _word_doubled,
    _word_put_in, _word_put_in, _run_together, _torn, _joined, _crossed, _repeated, _other_number, _other_number,
    _number_in_words, _typed_otherwise,
)
