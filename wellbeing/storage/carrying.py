"""Carries every row of a main database into an empty one, of either engine, and makes sure that each arrived.

Both are of the same revision, also an older one: the tables are read from the databases, not from the code.
All of it is one transaction of the target, so whatever cuts it short leaves the target as empty as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from alembic.runtime.migration import MigrationContext
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    func,
    insert,
    inspect,
    select,
    types,
)

from wellbeing.domain.errors import CopyDiffers, DatabaseDamaged, DatabaseInUse
from wellbeing.storage.columns import UuidColumn
from wellbeing.storage.engine import EVERYBODY
from wellbeing.storage.migrations import MAIN, upgrade

CHUNK: Final = 500
"""Rows in memory at a time: about a megabyte."""
VERSION_TABLE: Final = "alembic_version"
_KINDS: Final[tuple[tuple[type[types.TypeEngine[Any]], type[types.TypeEngine[Any]]], ...]] = (
    (types.Uuid, UuidColumn),
    (types.Boolean, Boolean),
    (types.Integer, Integer),
    (types.Date, Date),
    (types.LargeBinary, LargeBinary),
    (types.String, String),
)
"""Types as a database tells them, and ours, which give the same values on both engines."""
Told = Callable[[str, int, int], None]
"""Hears the table, how many of its rows have arrived, and how many there are."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a table held, on both sides."""

    rows: int
    digest: str
    """A sum over the digests of all rows, as hex: the same in any order."""


def carry(source: Connection, target: Engine, told: Told = lambda *_: None) -> Mapping[str, Carried]:
    """Copy everything, compare both sides, and only then make it last.

    Args:
        source: has begun a transaction that only reads, and sees one moment.
        target: an empty database.
        told: hears how far it is.

    Returns:
        What each table holds now, by its name.

    Raises:
        DatabaseInUse: there is something in the target.
        DatabaseDamaged: the source holds tables that are none of ours.
        CopyDiffers: what arrived is not what was sent; the target is empty again.
        Unfit: there is no room, or a server went away.
    """
    _take_time(source)
    revision = MigrationContext.configure(source).get_current_revision()
    if revision is None:
        raise DatabaseDamaged
    with target.begin() as connection:
        if inspect(connection).get_table_names():
            raise DatabaseInUse
        upgrade(connection, MAIN, revision)
        _take_time(connection)
        tables = _tables(source, connection)
        sent = {one.name: _copy(source, connection, one, told) for one in tables}
        if {one.name: _weighed(_rows(connection, one)) for one in tables} != sent:
            raise CopyDiffers
    return sent


def same(one: Connection, other: Connection) -> bool:
    """Whether two main databases of one revision hold the same rows, whatever their engines.

    Raises:
        DatabaseDamaged: they do not even have the same tables.
    """
    return held_by_both(one, other) is not None


def held_by_both(one: Connection, other: Connection) -> Mapping[str, Carried] | None:
    """What each table of two main databases of one revision holds; None when one of them differs.

    Raises:
        DatabaseDamaged: they do not even have the same tables.
    """
    _take_time(other)
    _take_time(one)
    held = {}
    for table in _tables(one, other):
        held[table.name] = _weighed(_rows(one, table))
        if held[table.name] != _weighed(_rows(other, table)):
            return None
    return held


def _take_time(connection: Connection) -> None:
    """One side is silent while the other one works; a server must not take that for a process that hangs."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")


def _tables(source: Connection, target: Connection) -> tuple[Table, ...]:
    """The tables of both, with our own types; a server knows an id from other bytes, a file does not."""
    knowing, other = (target, source) if target.dialect.name != "sqlite" else (source, target)
    reflected, others = MetaData(), set(inspect(other).get_table_names())
    reflected.reflect(knowing)
    ours = MetaData()
    found = [
        Table(one.name, ours, *(Column(column.name, _kind(column)) for column in one.columns))
        for one in reflected.sorted_tables
        if one.name != VERSION_TABLE
    ]
    if {one.name for one in found} | {VERSION_TABLE} != others:
        raise DatabaseDamaged
    return tuple(found)


def _kind(column: Column[Any]) -> types.TypeEngine[Any]:
    for known, ours in _KINDS:
        if isinstance(column.type, known):
            return ours()
    raise DatabaseDamaged


def _copy(source: Connection, target: Connection, table: Table, told: Told) -> Carried:
    whole = source.scalar(_about_everybody(select(func.count()).select_from(table))) or 0
    weighing, rows, chunk = _Weighing(), 0, []
    told(table.name, 0, whole)
    for row in _rows(source, table):
        weighing.add(row)
        rows += 1
        chunk.append(dict(zip(table.columns.keys(), row, strict=True)))
        if len(chunk) == CHUNK:
            target.execute(insert(table), chunk)
            chunk = []
            told(table.name, rows, whole)
    if chunk:
        target.execute(insert(table), chunk)
    told(table.name, rows, whole)
    return weighing.result()


def _rows(connection: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    statement = _about_everybody(select(table)).execution_options(yield_per=CHUNK)
    for part in connection.execute(statement).partitions():
        yield from (tuple(row) for row in part)


def _about_everybody(statement: Any) -> Any:
    return statement.execution_options(**{EVERYBODY: True})


def _weighed(rows: Iterator[tuple[Any, ...]]) -> Carried:
    weighing = _Weighing()
    for row in rows:
        weighing.add(row)
    return weighing.result()


class _Weighing:
    """Sums up rows as they pass."""

    def __init__(self) -> None:
        self._rows = 0
        self._sum = 0

    def add(self, row: tuple[Any, ...]) -> None:
        """One more row."""
        self._rows += 1
        plain = b"".join(len(part).to_bytes(8, "big") + part for part in map(_plain, row))
        self._sum += int.from_bytes(hashlib.sha256(plain).digest(), "big")

    def result(self) -> Carried:
        """What they came to."""
        return Carried(self._rows, f"{self._sum % (1 << 256):064x}")


def _plain(value: Any) -> bytes:
    """A value as bytes, different for every value and kind."""
    if value is None:
        return b"-"
    if isinstance(value, bytes | memoryview):
        return b"b" + bytes(value)
    if isinstance(value, UUID):
        return b"u" + value.bytes
    if isinstance(value, date):
        return b"d" + value.isoformat().encode()
    if isinstance(value, int):
        return b"i" + str(int(value)).encode()
    return b"s" + str(value).encode("utf-8", "surrogatepass")


def carry_into_file(source: Connection, file: Path) -> None:
    """Copy everything into a new SQLite file, for its owner alone; nothing is left of it when that fails."""
    from wellbeing.storage.engine import open_engine

    if file.exists():
        raise DatabaseInUse
    engine = open_engine(file)
    try:
        carry(source, engine)
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    finally:
        engine.dispose()
        file.with_name(f"{file.name}-journal").unlink(missing_ok=True)
