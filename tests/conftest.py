"""What every test may ask for: a migrated database on each engine, the page in a browser. Knows no noun of the field."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from storage.database import Engine, connect
from tests.databases import MISSING, Databases, chosen_postgres, postgres_template, run, sqlite_template
from tests.page_line import Site, open_site

ENGINES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    return sqlite_template(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def postgres_databases() -> Iterator[Databases]:
    server = chosen_postgres()
    if server is None:
        pytest.skip(MISSING)
    databases = postgres_template(server)
    yield databases
    run(server, f"DROP DATABASE IF EXISTS {databases.template} WITH (FORCE)")


@pytest.fixture(params=ENGINES)
def databases(request: pytest.FixtureRequest) -> Databases:
    """SQLite, then PostgreSQL."""
    made: Databases = request.getfixturevalue("sqlite_databases" if request.param == "sqlite" else "postgres_databases")
    return made


@pytest.fixture
def database_url(databases: Databases, tmp_path: Path) -> Iterator[str]:
    """A migrated database that is gone after the test."""
    url = databases.fresh(tmp_path)
    yield url
    databases.drop(url)


@pytest.fixture
def empty_url(databases: Databases, tmp_path: Path) -> Iterator[str]:
    """A database without a table."""
    url = databases.empty(tmp_path)
    yield url
    databases.drop(url)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a migrated database."""
    engine = connect(database_url)
    yield engine
    engine.dispose()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    """The page, served for all tests of a module; they run in the module's loop."""
    async with open_site(tmp_path_factory.mktemp("site")) as opened:
        yield opened
