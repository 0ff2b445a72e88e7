"""What the operator sets, from the environment and `.env`. Knows each variable's form, and never shows a secret."""

import re
from typing import Annotated, Any, Literal, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.refused import RefusedError
from bot.spoken import operator_language
from locales.messages import LANGUAGES, say
from storage.rhythm import REPORTS, Rhythm, read_rhythm
from storage.working_days import Hours

# One of a kind for each variable; shown beside what is wrong with it.
EXAMPLES = {
    "BOT_TOKEN": "123456789:AAExampleExampleExampleExampleExampl",
    "BOT_API_URL": "https://api.telegram.org/bot",
    "BOT_PROXY": "socks5://127.0.0.1:1080",
    "BOT_DATABASE_URL": "sqlite:///bot.db",
    "BOT_TIMEZONE": "Asia/Ho_Chi_Minh",
    "BOT_LANGUAGE": "vi",
    "BOT_NAMES": "off",
    "BOT_USERNAME": "ten_bot",
    "BOT_LISTEN": "127.0.0.1:8080",
    "BOT_LOG": "json",
    "BOT_WORK_HOURS": "8-17",
    "BOT_REPORTS": REPORTS,
    "BOT_REMINDERS": "on",
}
_TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")       # no looser than what the log hides
_URL = re.compile(r"https?://[^\s/]+/\S*")
_PROXY = re.compile(r"(https?|socks5h?)://[^\s/]+/?")
_DATABASE = re.compile(r"sqlite:///\S(.*\S)?|postgresql(\+psycopg)?://\S+")     # a file's path may have blanks in it
_ADDRESS = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):(?P<port>\d{1,5})")
_LAST_PORT = 65535
_HOURS = re.compile(r"(\d{1,2})-(\d{1,2})")
_MIDNIGHT = 24
_USERNAME = re.compile(r"@?[A-Za-z][A-Za-z0-9_]{3,31}")


def _like(form: re.Pattern[str]) -> AfterValidator:
    def check(value: Any) -> Any:
        plain = value.get_secret_value() if isinstance(value, SecretStr) else value
        if not form.fullmatch(plain):
            raise ValueError("form")
        return value

    return AfterValidator(check)


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("zone") from None
    return value


def _listen(value: str) -> str:
    """`off`, or a host and a port; an address with colons of its own stands in brackets."""
    match = _ADDRESS.fullmatch(value)
    if value != "off" and (match is None or int(match["port"]) > _LAST_PORT):
        raise ValueError("form")
    return value


def _work_hours(value: str) -> str:
    """Two full hours of one day, the first before the last."""
    match = _HOURS.fullmatch(value)
    if match is None or not int(match[1]) < int(match[2]) <= _MIDNIGHT:
        raise ValueError("form")
    return value


def _reports(value: str) -> str:
    read_rhythm(value)
    return value


def _language(value: str) -> str:
    if value not in LANGUAGES:
        raise ValueError("language")
    return value


class Store(BaseSettings):
    """What every command needs: where the records are, and how the operator is spoken to."""

    model_config = SettingsConfigDict(
        env_prefix="BOT_", env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore"
    )

    database_url: Annotated[str, _like(_DATABASE)] = Field(default="sqlite:///bot.db", repr=False)    # may hold a password
    timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Ho_Chi_Minh"
    language: Annotated[str, AfterValidator(_language)] = "vi"
    work_hours: Annotated[str, AfterValidator(_work_hours)] = "8-17"
    reports: Annotated[str, AfterValidator(_reports)] = REPORTS
    username: Annotated[str, _like(_USERNAME), AfterValidator(lambda name: name.lstrip("@"))] | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The house's zone."""
        return ZoneInfo(self.timezone)

    @property
    def hours(self) -> Hours:
        """When a message that nobody asked for may ring."""
        first, last = self.work_hours.split("-")
        return Hours(int(first), int(last))

    @property
    def rhythm(self) -> Rhythm:
        """How often reports are due, and when."""
        return read_rhythm(self.reports)


class Settings(Store):
    """What `bot run` needs besides."""

    token: Annotated[SecretStr, _like(_TOKEN)]
    api_url: Annotated[str, _like(_URL)] = "https://api.telegram.org/bot"
    proxy: Annotated[str, _like(_PROXY)] | None = Field(default=None, repr=False)
    names: Literal["off", "on"] = "off"
    reminders: Literal["off", "on"] = "on"
    listen: Annotated[str, AfterValidator(_listen)] = "127.0.0.1:8080"
    log: Literal["text", "json"] = "text"

    @property
    def bot_id(self) -> int:
        """The bot's own account: the number that its token begins with."""
        return int(self.token.get_secret_value().partition(":")[0])

    @property
    def address(self) -> tuple[str, int] | None:
        """Host and port at which monitors are answered; None where they are not."""
        host, _, port = self.listen.rpartition(":")
        return (host.strip("[]"), int(port)) if self.listen != "off" else None

    @property
    def file_url(self) -> str:
        """Where files come from: the same address, with `/file` before its last part."""
        front, _, last = self.api_url.rpartition("/")
        return f"{front}/file/{last}"


S = TypeVar("S", bound=Store)


def read(kind: type[S]) -> S:
    """The settings of that kind. Raises RefusedError: one line with the variable, what is wrong, and what would be right."""
    try:
        return kind()
    except ValidationError as error:
        raise RefusedError(_line(error)) from None
    except UnicodeDecodeError:
        raise RefusedError(say(operator_language(), "operator.setting.file")) from None


def _line(error: ValidationError) -> str:
    """The first thing wrong. Built from the kind of error alone: pydantic's own words quote the value."""
    first = error.errors(include_input=False, include_url=False)[0]
    variable = f"BOT_{first['loc'][0]}".upper()
    wrong = {"missing": "missing", "literal_error": "log" if variable == "BOT_LOG" else "choice"}.get(first["type"], "odd")
    reason = str(first.get("ctx", {}).get("error", ""))
    if reason in ("zone", "language"):
        wrong = reason
    language = operator_language()
    return say(language, f"operator.setting.{wrong}", variable=variable, example=EXAMPLES[variable])
