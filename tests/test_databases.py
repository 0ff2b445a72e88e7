"""The databases that tests get: migrated, apart from each other, on both engines."""

import pytest
import sqlalchemy as sa
from sqlmodel import Session, SQLModel

import storage.tables  # noqa: F401  (fills the metadata)
from storage.database import Engine, connect, migrate, transaction
from storage.remembered import Remembered, recall, remember


def test_a_migrated_database_has_every_table(engine: Engine) -> None:
    assert set(SQLModel.metadata.tables) < set(sa.inspect(engine).get_table_names())


@pytest.mark.parametrize("name", ["one", "two"])
def test_nothing_of_another_test_is_in_it(engine: Engine, name: str) -> None:
    with transaction(engine) as session:
        assert recall(session, "seen") is None
        remember(session, "seen", name)
    with Session(engine) as session:
        assert recall(session, "seen") == name


def test_an_error_does_not_repeat_what_was_to_be_written(engine: Engine) -> None:
    twice = sa.insert(Remembered), [{"name": "typed", "value": "chi bộ em kết nạp 3"}] * 2
    with engine.begin() as connection, pytest.raises(sa.exc.IntegrityError) as error:
        connection.execute(*twice)
    assert "kết nạp" not in str(error.value)


def test_an_empty_database_migrates(empty_url: str) -> None:
    engine = connect(empty_url)
    assert sa.inspect(engine).get_table_names() == []
    migrate(engine)
    migrate(engine)
    assert "plan" in sa.inspect(engine).get_table_names()
    engine.dispose()
