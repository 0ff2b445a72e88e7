"""Opening the database for a command: an engine, its tables brought up to date. Knows no table."""

import logging

from bot.logs import outline
from bot.refused import RefusedError
from locales.messages import say
from storage.database import Engine, connect, migrate
from storage.trouble import comes_from_database

log = logging.getLogger(__name__)


def open_database(url: str, language: str) -> Engine:
    """The engine, to be disposed of by the caller. Raises RefusedError where the database cannot be used."""
    engine = None
    try:
        engine = connect(url)
        migrate(engine)
        return engine
    except Exception as error:
        if engine is not None:
            engine.dispose()
        if not comes_from_database(error):
            raise
        log.debug("the database cannot be used\n%s", outline(error))
        raise RefusedError(say(language, "operator.database.away")) from None
