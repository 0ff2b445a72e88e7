"""The log shows neither tokens nor what people wrote."""

import json
import logging

import pytest

from bot.logs import Discreet, Structured, begin, outline, redact
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


def test_as_json_a_record_is_one_object_a_line() -> None:
    try:
        fail()
    except ValueError as error:
        record = logging.LogRecord("bot.work", logging.ERROR, __file__, 1, "line one\n%s đồng", (TOKEN,),
                                   (type(error), error, error.__traceback__))  # fmt: skip
    record.created, record.fault = 1795392000.25, "ab12cd34"
    line = Structured().format(record)
    assert "\n" not in line
    said = json.loads(line)
    assert list(said) == ["time", "level", "logger", "message", "fault", "error"]
    assert (said["time"], said["level"], said["logger"]) == ("2026-11-23T00:00:00.250+00:00", "ERROR", "bot.work")
    assert (said["message"], said["fault"]) == ("line one\n<token> đồng", "ab12cd34")
    assert "builtins.ValueError" in said["error"]
    assert "đồng chí An" not in line
    assert TOKEN not in line


def test_as_json_what_is_not_there_is_left_out() -> None:
    record = logging.LogRecord("bot", logging.INFO, __file__, 1, "Đã dừng.", (), None)
    assert list(json.loads(Structured().format(record))) == ["time", "level", "logger", "message"]


def test_the_whole_program_logs_in_the_form_that_is_set(capsys: pytest.CaptureFixture[str]) -> None:
    before = logging.getLogger().handlers[:]
    try:
        begin(form="json")
        logging.getLogger("bot.somewhere").warning("một")
        logging.getLogger("some.library").warning("%s", f"bot{TOKEN}/getMe")
    finally:
        logging.basicConfig(handlers=before, force=True)
    said = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [each["message"] for each in said] == ["một", "bot<token>/getMe"]
