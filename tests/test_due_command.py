"""`bot due`: what an operator reads of the coming year, by count, and what is late."""

from datetime import datetime

import pytest

from bot.due_command import show_due
from bot.sandbox.settling import settle
from bot.sandbox.worlds import load
from bot.settings import Store
from storage.database import Engine, transaction
from tests.play import ZONE

NOW = datetime(2026, 11, 22, 9, tzinfo=ZONE)


def shown(engine: Engine, capsys: pytest.CaptureFixture[str], reports: str) -> list[str]:
    url = engine.url.render_as_string(hide_password=False)
    assert show_due(Store(database_url=url, language="en", reports=reports), NOW) == 0
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_late_first_then_the_coming_year(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(engine, capsys, "off") == ["Nothing has a day on which it is due."]
    with transaction(engine) as session:
        settle(session, load("tan-yen"), NOW)
    lines = shown(engine, capsys, "quarter branch=5")
    assert lines[0] == "Late:"
    assert "30 September 2026 TY-K 0/1 done Sơ kết việc thực hiện Nghị quyết số 301" in lines
    assert lines.index("In the coming year:") == 5
    assert "5 January 2027 18 units 0/18 done Report for Q4 2026" in lines
    assert not any("TY-09" in line for line in lines), "units are counted, where there are several"
