"""Which faults of a database pass by themselves. Knows both engines' ways of saying so, and no table."""

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

# Classes of SQLSTATE: connection, transaction rolled back, resources, operator intervention; and a lock not to be had.
_PASSING = ("08", "40", "53", "57", "55P03")
_BUSY = ("database is locked", "database table is locked", "database is busy", "disk I/O error", "database or disk is full")


def passes(error: BaseException) -> bool:
    """Whether the same work may succeed a little later: a lock, a deadlock, a server that is away. No message is at fault."""
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return str(state).startswith(_PASSING)
    return _is_no_connection(error) or any(words in str(error.orig) for words in _BUSY)


def _is_no_connection(error: DBAPIError) -> bool:
    """psycopg gives no state where there was no server to give one."""
    return type(error.orig).__module__.startswith("psycopg") and type(error.orig).__name__ == "OperationalError"


def comes_from_database(error: BaseException) -> bool:
    """Whether the database, or its address, is what is wrong."""
    return isinstance(error, SQLAlchemyError)
