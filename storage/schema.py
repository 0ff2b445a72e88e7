"""How every table is built: names of constraints, columns of closed sets, JSON. Knows no noun of its own."""

from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

# Set before the first table: a migration must be able to name what it drops, on both engines.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def one_of(kind: type[StrEnum]) -> Any:
    """A column type that stores the value, not the name, and refuses any other on both engines."""
    return sa.Enum(
        kind,
        name=kind.__name__.lower(),
        native_enum=False,
        length=32,
        validate_strings=True,
        create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
    )
