"""The bot's words: a key and values in, a sentence out. Knows the catalogues, and nothing of what they are used for."""

import gettext
import io
from functools import cache
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("vi", "en")
_FOLDER = Path(__file__).parent


def say(language: str, key: str, **values: object) -> str:
    """The sentence for the key. A whole number named `count` chooses the plural form where the sentence has one.

    Raises KeyError for a key that the language lacks: a missing sentence is a bug, not something to send.
    """
    catalogue = _catalogue(language)
    count = values.get("count")
    text = catalogue.ngettext(key, key, count) if isinstance(count, int) else catalogue.gettext(key)
    if text == key and (text := catalogue.gettext(key)) == key:
        raise KeyError(f"{language}: {key}")
    return text.format(**values)


def has(language: str, key: str) -> bool:
    """Whether the language has the sentence."""
    return _catalogue(language).gettext(key) != key


@cache
def _catalogue(language: str) -> gettext.GNUTranslations:
    """All .po files of the language, compiled in memory. Singular-only and plural sentences stand side by side."""
    whole = Catalog(locale=language, charset="utf-8")
    for path in sorted((_FOLDER / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    whole[message.id if isinstance(message.id, str) else message.id[0]] = message
    packed = io.BytesIO()
    write_mo(packed, whole)
    packed.seek(0)
    return gettext.GNUTranslations(packed)
