"""What the operator sets: read from the environment and `.env`, refused in one line that shows no secret."""

import os
from pathlib import Path

import pytest

from bot.refused import RefusedError
from bot.settings import EXAMPLES, Settings, Store, read
from tests.telegram import TOKEN


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable of this machine, no `.env` of this folder."""
    for name in [name for name in os.environ if name.startswith("BOT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def given(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


def test_a_token_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, BOT_TOKEN=TOKEN)
    settings = read(Settings)
    assert settings.database_url == "sqlite:///bot.db"
    assert (settings.api_url, settings.file_url) == ("https://api.telegram.org/bot", "https://api.telegram.org/file/bot")
    assert (settings.timezone, settings.language, settings.names, settings.proxy) == ("Asia/Ho_Chi_Minh", "vi", "off", None)
    assert settings.bot_id == int(TOKEN.split(":")[0])


def test_what_is_set_holds_and_what_is_empty_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, BOT_TOKEN=TOKEN, BOT_API_URL="http://127.0.0.1:8099/bot", BOT_PROXY="", BOT_NAMES="on",
          BOT_USERNAME="@ket_nap_bot", BOT_DATABASE_URL="postgresql://bot@db/bot")  # fmt: skip
    settings = read(Settings)
    assert settings.file_url == "http://127.0.0.1:8099/file/bot"
    assert (settings.proxy, settings.names, settings.username) == (None, "on", "ket_nap_bot")


LISTENS = [
    ("", ("127.0.0.1", 8080)), ("off", None), ("0.0.0.0:80", ("0.0.0.0", 80)), ("[::1]:9100", ("::1", 9100)),  # noqa: S104
    ("bot.nha:0", ("bot.nha", 0)),
]  # fmt: skip


@pytest.mark.parametrize(("value", "address"), LISTENS)
def test_where_monitors_are_answered(monkeypatch: pytest.MonkeyPatch, value: str, address: tuple[str, int] | None) -> None:
    given(monkeypatch, BOT_TOKEN=TOKEN, BOT_LISTEN=value)
    assert read(Settings).address == address


def test_dot_env_counts_and_the_environment_counts_more(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"BOT_TOKEN={TOKEN}\nBOT_LANGUAGE=en\nBOT_NAMES=on\nOTHER=1\n", encoding="utf-8")
    given(monkeypatch, BOT_NAMES="off")
    settings = read(Settings)
    assert (settings.language, settings.names) == ("en", "off")


def test_the_path_of_a_database_may_have_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, BOT_DATABASE_URL="sqlite:////srv/Chi bộ 1/so lieu.db")
    assert read(Store).database_url == "sqlite:////srv/Chi bộ 1/so lieu.db"


def test_other_commands_need_no_token() -> None:
    assert read(Store).database_url == "sqlite:///bot.db"


ODD = [
    ("BOT_TOKEN", "", "is not set"),
    ("BOT_TOKEN", "secret-that-is-none", "right form"),
    ("BOT_API_URL", "telegram.example/bot", "right form"),
    ("BOT_PROXY", "proxy:3128", "right form"),
    ("BOT_DATABASE_URL", "mysql://root:hunter2@db/bot", "right form"),
    ("BOT_DATABASE_URL", "postgresql://bot@db/my bot", "right form"),
    ("BOT_DATABASE_URL", "sqlite:/// ", "right form"),
    ("BOT_TIMEZONE", "Hà Nội", "not a time zone"),
    ("BOT_TIMEZONE", "../../etc/passwd", "not a time zone"),
    ("BOT_NAMES", "yes", "either off or on"),
    ("BOT_USERNAME", "a b", "right form"),
    ("BOT_LISTEN", "9100", "right form"),
    ("BOT_LISTEN", "127.0.0.1:65536", "right form"),
    ("BOT_LISTEN", "::1:8080", "right form"),
    ("BOT_LISTEN", "http://127.0.0.1:8080", "right form"),
    ("BOT_LOG", "JSON", "either text or json"),
    ("BOT_WORK_HOURS", "8h-17h", "right form"),
    ("BOT_WORK_HOURS", "17-8", "right form"),
    ("BOT_WORK_HOURS", "8-25", "right form"),
]


@pytest.mark.parametrize(("variable", "value", "wrong"), ODD)
def test_what_is_odd_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch, variable: str, value: str, wrong: str) -> None:
    given(monkeypatch, BOT_TOKEN=TOKEN, BOT_LANGUAGE="en")
    given(monkeypatch, **{variable: value})
    with pytest.raises(RefusedError) as refused:
        read(Settings)
    line = str(refused.value)
    assert variable in line
    assert wrong in line
    assert line.endswith(f"Example: {variable}={EXAMPLES[variable]}")
    assert "\n" not in line
    assert not value or value not in line
    assert TOKEN not in line


def test_an_odd_language_is_refused_in_the_usual_one(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, BOT_TOKEN=TOKEN, BOT_LANGUAGE="fr")
    with pytest.raises(RefusedError, match=r"^BOT_LANGUAGE chỉ nhận vi hoặc en\. Ví dụ: BOT_LANGUAGE=vi$"):
        read(Settings)


def test_nothing_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, BOT_TOKEN=TOKEN, BOT_PROXY="socks5://u:hunter2@proxy:1080", BOT_DATABASE_URL="postgresql://u:hunter2@db/x")
    shown = repr(read(Settings)) + str(read(Settings))
    assert TOKEN not in shown
    assert "hunter2" not in shown


@pytest.mark.parametrize("variable", EXAMPLES)
def test_every_example_would_be_taken(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    given(monkeypatch, BOT_TOKEN=TOKEN)
    given(monkeypatch, **{variable: EXAMPLES[variable]})
    read(Settings)
