"""When two names are the same name, however they are spelled. Knows no organization and no language's words."""

import unicodedata
from functools import lru_cache

# The tone of "oa", "oe", "uy" stands on either letter, by old or new rule: hoà = hòa, uỷ = ủy.
_TONES = {
    later + tone: first + tone + second
    for pair in ("oa", "oe", "uy")
    for tone in "\u0300\u0301\u0303\u0309\u0323"
    for first, second, later in [(pair[0], pair[1], pair)]
}


@lru_cache(maxsize=65536)                          # the same few names are compared again and again
def plain(name: str) -> str:
    """What is equal for two spellings of one name: case, blanks, composition and the place of the tone do not count."""
    text = unicodedata.normalize("NFD", " ".join(name.casefold().split()))
    for later, first in _TONES.items():
        text = text.replace(later, first)
    return unicodedata.normalize("NFC", text)
