"""The language that the operator is spoken to in where no settings are read. Knows one variable."""

import os

from locales.messages import LANGUAGES


def operator_language() -> str:
    """BOT_LANGUAGE where it names a language, else Vietnamese. `.env` is not looked into: it may be what is wrong."""
    named = os.environ.get("BOT_LANGUAGE", "")
    return named if named in LANGUAGES else LANGUAGES[0]
