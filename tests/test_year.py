"""The year 2026 of Tân Yên, day by day: who was told of what, and what nobody may ever be told of."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from storage.database import connect, transaction
from storage.outbox import Outgoing
from tests.databases import Databases
from tests.year import INTERIM_DONE, LEAVES_US, NEVER, PROMPT, TABLE, YEAR, ZONE, write

# Days off in 2026 as decreed, besides weekends; the Saturday that is worked for one of them.
OFF = {date(2026, month, day) for month, days in {
    1: (1, 2), 2: (16, 17, 18, 19, 20), 4: (27, 30), 5: (1,), 8: (31,), 9: (1, 2), 11: (24,),
}.items() for day in days}  # fmt: skip
WORKED = {date(2026, 1, 10), date(2026, 8, 22)}

Sent = list[tuple[date, str, str]]


@pytest.fixture(scope="module")
def lived(sqlite_databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[str], list[datetime]]]:
    engine = connect(sqlite_databases.fresh(tmp_path_factory.mktemp("year")))
    sa.event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))      # 2,000 commits
    lines, _ = write(engine)
    with transaction(engine) as session:
        moments = [at.astimezone(ZONE) for at in session.exec(select(Outgoing.due_at).where(col(Outgoing.fault).is_(None)))]
    yield lines, moments
    engine.dispose()


@pytest.fixture
def sent(lived: tuple[list[str], list[datetime]]) -> Sent:
    found = [re.fullmatch(r"\w+ ([\d-]+) ([^:]+): (.*)", line) for line in lived[0]]
    return [(date.fromisoformat(each[1]), each[2], each[3]) for each in found if each is not None]


def test_the_table(lived: tuple[list[str], list[datetime]]) -> None:
    assert lived[0] == TABLE.read_text(encoding="utf-8").splitlines(), "write it again: python -m tests.year --write"


def test_nothing_at_night_at_a_weekend_or_on_a_day_off(lived: tuple[list[str], list[datetime]]) -> None:
    assert len(lived[1]) == len(lived[0])
    assert [at for at in lived[1] if not 8 <= at.hour < 17] == []
    assert [at for at in lived[1] if at.date() in OFF or (at.weekday() > 4 and at.date() not in WORKED)] == []


def test_nobody_twice_a_day(sent: Sent) -> None:
    assert [key for key, count in Counter((day, who) for day, who, _ in sent).items() if count > 1] == []


def test_who_has_reported_is_not_reminded_of_it(sent: Sent) -> None:
    assert [(day, who) for day, who, told in sent if who in PROMPT and "báo cáo" in told] == []


def test_the_interim_review_from_august_on_and_up_the_line_in_october(sent: Sent) -> None:
    own = [day for day, who, told in sent if who == "TY-K" and "own Sơ kết" in told]
    above = [day for day, who, told in sent if who == "TY" and "above Sơ kết" in told]
    assert own[0] == date(YEAR, 8, 28)
    assert above[0] == date(YEAR, 10, 2)
    assert max(own + above) <= INTERIM_DONE


def test_levels_one_after_the_other(sent: Sent) -> None:
    """What the one who never reports owes for January: its officer two working days after the 5th, the next a week later."""
    owed = [(day, who) for day, who, told in sent if "báo cáo 01/2026 -" in told and (who == NEVER or NEVER in told)]
    first = {who: min(day for day, one in owed if one == who) for who in (NEVER, "TY-K", "TY")}
    assert first == {NEVER: date(YEAR, 2, 6), "TY-K": date(YEAR, 2, 9), "TY": date(YEAR, 2, 23)}


def test_who_is_not_there_is_not_written_to(sent: Sent) -> None:
    assert [day for day, who, _ in sent if who == LEAVES_US[0] and day >= LEAVES_US[1]] == []
    assert [day for day, who, _ in sent if who == "TY-05" and day >= date(YEAR, 7, 1)] == []
    july = {who for day, who, _ in sent if who.startswith("TY-03") and day.month == 7}
    assert july == {"TY-03 phó"}


def test_a_unit_with_nobody_is_shown_as_such(sent: Sent) -> None:
    told = " ".join(told for _, who, told in sent if who == "TY-K")
    assert re.search(r"empty báo cáo 01/2026 \+3 \(TY-09, TY-14, TY-17, TY-18\)", told)
    assert not re.search(r"above [^;]*TY-09", told)
