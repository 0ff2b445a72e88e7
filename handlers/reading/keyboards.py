"""What is left of a keyboard that was off: Telex ("keets najp") and VNI ("ke61t na5p") typed out. Knows keys, and no words."""

import re
import unicodedata

from handlers.reading.tokens import fold, is_syllable

_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_VNI_SHAPES = {"6": "\u0302", "7": "\u031b", "8": "\u0306"}
_TELEX_PAIRS = {"aa": "â", "ee": "ê", "oo": "ô", "dd": "đ", "aw": "ă", "ow": "ơ", "uw": "ư"}
_VNI_WORD = re.compile(r"(?<![\w/])[^\W\d_]+[1-9](?:[1-9]|[^\W\d_])*(?![\w/])")
_KEY_BEHIND_LETTER = re.compile(r"[^\W\d_][1-9]")     # none of the words is without it
_VNI_SHORT = re.compile(r"(?<!\w)[dD]9(?=/?[^\W\d_])")     # "d9/c", "D9VTN": no syllables
_VNI_SIGN = re.compile(r"[^\W\d_]+(?:[1-9]{1,2}[^\W\d_]+)+[1-9]{0,2}")


def undo_telex(word: str) -> str | None:
    """The word that the keys were meant to give, or None if they give none."""
    low = word.lower()
    tone = ""
    found = re.fullmatch(r"(.*[aeiouywăâêôơư].*?)([sfrxj])([a-z]{0,2})", low)
    if found and (not found[3] or is_syllable(fold(_paired(found[1] + found[3])))):
        low, tone = found[1] + found[3], _TELEX_TONES[found[2]]
    low = _paired(low)
    if low == word.lower() or not is_syllable(fold(low)):
        return None
    return _toned(low, tone)


def _paired(low: str) -> str:
    """Letters typed with two keys: "dd" → "đ"."""
    for pair, letter in _TELEX_PAIRS.items():
        low = low.replace(pair, letter)
    return low


def undo_vni(text: str) -> str:
    """The text with VNI keys turned into letters, if any word shows that they were meant as keys."""
    if not _KEY_BEHIND_LETTER.search(text):
        return text
    if not any(_VNI_SIGN.fullmatch(found[0]) and _vni_word(found[0]) for found in _VNI_WORD.finditer(text)):
        return text
    return _VNI_WORD.sub(lambda found: _vni_word(found[0]) or found[0], _VNI_SHORT.sub(_dashed, text))


def _dashed(found: re.Match[str]) -> str:
    return "đ" if found[0][0] == "d" else "Đ"


def _vni_word(word: str) -> str | None:
    bare = re.sub(r"\d", "", word)
    if not is_syllable(fold(bare)):
        return None
    letters, tone = "", ""
    for key in word:
        if key in _VNI_TONES:
            tone = _VNI_TONES[key]
        elif key == "9":
            letters = letters.replace("d", "đ", 1).replace("D", "Đ", 1)
        elif key in _VNI_SHAPES:
            letters = unicodedata.normalize("NFC", letters + _VNI_SHAPES[key])
        else:
            letters += key
    marks = unicodedata.normalize("NFD", letters)
    return None if tone and any(mark in marks for mark in _VNI_TONES.values() if mark) else _toned(letters, tone)   # "t3áng"


def _toned(letters: str, tone: str) -> str:
    """The letters with the tone on the last vowel; where it stands does not matter to the reader."""
    if not tone:
        return letters
    for place in range(len(letters) - 1, -1, -1):
        if fold(letters[place]) in "aeiouy":
            return unicodedata.normalize("NFC", letters[: place + 1] + tone + letters[place + 1 :])
    return letters
