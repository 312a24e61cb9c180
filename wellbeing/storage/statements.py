"""The one statement that SQLAlchemy spells differently for each database: insert or overwrite."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Connection, FromClause, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite


def upsert(connection: Connection, table: FromClause, columns: tuple[str, ...] = ()) -> Insert:
    """Insert a row, or overwrite these columns (all but the key) of the one with the same primary key."""
    assert isinstance(table, Table)
    return _upsert(connection.dialect.name, table, columns)


def insert_once(connection: Connection, table: FromClause) -> Insert:
    """Insert a row unless it meets one with the same key; the row count says which."""
    assert isinstance(table, Table)
    return _insert_once(connection.dialect.name, table)


# Building a statement costs more than running it: each is built once.
@cache
def _upsert(dialect: str, table: Table, columns: tuple[str, ...]) -> Insert:
    key = [column.name for column in table.columns if column.primary_key]
    others = columns or tuple(column.name for column in table.columns if not column.primary_key)
    if dialect == "postgresql":
        there = postgresql.insert(table)
        overwriting = {name: there.excluded[name] for name in others}
        return there.on_conflict_do_update(index_elements=key, set_=overwriting)
    here = sqlite.insert(table)
    overwriting = {name: here.excluded[name] for name in others}
    return here.on_conflict_do_update(index_elements=key, set_=overwriting)


@cache
def _insert_once(dialect: str, table: Table) -> Insert:
    if dialect == "postgresql":
        # psycopg forgets the count with its cursor, which is closed as soon as no rows are to come.
        return postgresql.insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    return sqlite.insert(table).on_conflict_do_nothing()
