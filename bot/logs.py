"""The log, and what never stands in it: tokens, and the words of exceptions, which may quote people. Knows no subject."""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType

from locales.messages import say

_operator = logging.getLogger("bot")
# Without `\b`: in an address the token follows "bot" directly.
_TOKEN = re.compile(r"(?<!\d)\d{6,}:[A-Za-z0-9_-]{30,}")
_HIDDEN = "<token>"
# Libraries that log addresses with the token in them, or the bodies of messages, or every tick.
_QUIET = {
    "httpx": logging.WARNING, "httpcore": logging.WARNING, "telegram": logging.CRITICAL, "apscheduler": logging.ERROR,
    "alembic": logging.WARNING, "uvicorn": logging.WARNING,
}  # fmt: skip


def begin(level: int = logging.INFO, form: str = "text") -> None:
    """Log to stderr, safely, from now on; `form` "json" for one object a line."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Structured() if form == "json" else Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, least in _QUIET.items():
        logging.getLogger(name).setLevel(least)


def redact(text: str) -> str:
    """The text without any token."""
    return _TOKEN.sub(_HIDDEN, text)


def outline(error: BaseException) -> str:
    """Which exception it was and where it came from, with its causes, and without its words."""
    return "\n".join(_steps(error)).rstrip()


class Tell:
    """Says in the operator's language what the program is doing, one line each."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, key: str, **values: object) -> None:
        """Write the sentence `operator.run.…`."""
        _operator.info(say(self._language, f"operator.run.{key}", **values))


class Discreet(logging.Formatter):
    """Writes a record without tokens, and exceptions in outline."""

    def format(self, record: logging.LogRecord) -> str:
        """The whole record, exceptions included."""
        return redact(super().format(record))

    def formatException(  # noqa: N802  (the library's name)
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """In place of the usual traceback."""
        return outline(ei[1]) if ei[1] else ""


class Structured(Discreet):
    """The same as one JSON object a line. All records are the standard library's, so these lines do what a library would."""

    def format(self, record: logging.LogRecord) -> str:
        """Time in UTC, level, logger, message; a fault's id and an exception's outline where there are any."""
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if fault := getattr(record, "fault", None):
            said["fault"] = fault
        if record.exc_info:
            said["error"] = self.formatException(record.exc_info)
        return redact(json.dumps(said, ensure_ascii=False))


def _steps(error: BaseException, seen: frozenset[int] = frozenset()) -> list[str]:
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = _steps(earlier, seen | {id(error)}) if earlier and id(earlier) not in seen else []
    frames = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    parts = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    inner = [line for part in parts for line in _steps(part, seen | {id(error)})]
    return [*before, f"{type(error).__module__}.{type(error).__qualname__}", *frames, *inner]
