"""Inserting rows of which some may be there already, on either database."""

import functools
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def new(connection: Connection, table: Table, fresh: list[dict[str, Any]], key: tuple[str, ...]) -> None:
    """The rows are in the table; one that is there already stays as it is."""
    if fresh:
        connection.execute(_insert(connection.dialect.name, table).on_conflict_do_nothing(index_elements=key), fresh)


def put(connection: Connection, table: Table, fresh: list[dict[str, Any]], key: tuple[str, ...]) -> None:
    """The rows are in the table, in place of those that have the same key."""
    if fresh:
        connection.execute(upsert(connection.dialect.name, table, key), fresh)


def insert(family: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert that knows about conflicts."""
    return _insert(family, table)


@functools.cache
def upsert(family: str, table: Table, key: tuple[str, ...]) -> postgresql.Insert | sqlite.Insert:
    """An insert that takes the place of a row with the same key. Kept: building it takes longer than running it."""
    fresh = _insert(family, table)
    return fresh.on_conflict_do_update(
        index_elements=key,
        set_={column.name: fresh.excluded[column.name] for column in table.c if column.name not in key},
    )


def _insert(family: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if family == "postgresql" else sqlite.insert(table)
