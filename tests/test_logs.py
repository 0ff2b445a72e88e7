"""The log shows neither tokens nor what people wrote."""

import logging

from bot.logs import Discreet, outline, redact
from tests.telegram import TOKEN


def written(record: logging.LogRecord) -> str:
    return Discreet("%(message)s").format(record)


def test_a_token_is_hidden_wherever_it_stands() -> None:
    for text in (TOKEN, f"https://api.telegram.org/bot{TOKEN}/getMe", f"'{TOKEN}'"):
        assert TOKEN not in redact(text)
        assert "<token>" in redact(text)
    assert redact("ngày 12:30, mã 123456") == "ngày 12:30, mã 123456"


def test_a_token_among_the_arguments_is_hidden() -> None:
    record = logging.LogRecord("x", logging.INFO, __file__, 1, "POST %s", (f"http://127.0.0.1/bot{TOKEN}/sendMessage",), None)
    assert written(record) == "POST http://127.0.0.1/bot<token>/sendMessage"


def fail() -> None:
    try:
        raise KeyError("chi bộ em kết nạp 3")
    except KeyError as error:
        raise ValueError(f"đồng chí An {TOKEN}") from error


def test_an_exception_is_told_without_its_words() -> None:
    try:
        fail()
    except ValueError as error:
        told = outline(error)
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "trouble", (), (type(error), error, error.__traceback__))
    for text in (told, written(record)):
        assert "builtins.ValueError" in text
        assert "builtins.KeyError" in text
        assert "in fail" in text
        assert "đồng chí An" not in text
        assert "chi bộ em" not in text
        assert TOKEN not in text
