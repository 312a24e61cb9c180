"""A copy of both databases as they were at one moment, while the app goes on.

Nobody can write to the main database at that moment, so that a person is in both or in neither. With a file
it lasts until both are copied; a server shows it for as long as the copy takes, and writers go on.
The key slots are copied in memory: their bytes must not lie in another file that nobody shreds.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from wellbeing.domain.errors import DatabaseDamaged
from wellbeing.storage.carrying import carry_into_file
from wellbeing.storage.driver_errors import translated
from wellbeing.storage.engine import file_of, looking
from wellbeing.storage.opening import Storage


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was copied."""

    slots: bytes = field(repr=False)
    """`slots.db`, whole."""
    main: Path
    """A copy of the main database, as a SQLite file."""


def snapshot(storage: Storage, spare: Path) -> Snapshot:
    """Copy both databases.

    Args:
        storage: the open databases.
        spare: where the copy of the main database goes; it is made, for its owner alone.

    Raises:
        DatabaseDamaged: a copy is not whole.
        Unfit: there is no room, or somebody else is writing for too long.
    """
    main = file_of(storage.engine)
    copied = _of_a_server(storage, spare) if main is None else _of_a_file(storage, main, spare)
    sound(copied.main)
    _sound_slots(copied.slots)
    return copied


def _of_a_file(storage: Storage, main: Path, spare: Path) -> Snapshot:
    try:
        with storage.begin():
            held = _slots(storage)
            spare.touch(mode=0o600, exist_ok=False)
            with closing(_reading(main)) as source, closing(sqlite3.connect(spare)) as copy:
                copy.execute("PRAGMA journal_mode=OFF")  # an unfinished copy is thrown away whole
                source.backup(copy)
    except sqlite3.Error as error:
        raise (translated(error) or error) from None
    return Snapshot(held, spare)


def _of_a_server(storage: Storage, spare: Path) -> Snapshot:
    with looking(storage.engine).connect() as connection, connection.begin():
        with storage.begin() as work:
            work.meta.get("")  # the first statement waits until nobody else writes
            connection.exec_driver_sql("SELECT 1")  # and this one decides which moment is seen from here on
            held = _slots(storage)
        carry_into_file(connection, spare)
    return Snapshot(held, spare)


def _slots(storage: Storage) -> bytes:
    slots = file_of(storage.slots_engine)
    assert slots is not None
    try:
        with closing(_reading(slots)) as source:
            return source.serialize()
    except sqlite3.Error as error:
        raise (translated(error) or error) from None


def sound(file: Path) -> None:
    """Check a database file from end to end.

    Raises:
        DatabaseDamaged: it is none, or not whole.
    """
    try:
        with closing(_reading(file)) as connection:
            _check(connection)
    except sqlite3.Error:
        raise DatabaseDamaged from None


def _sound_slots(slots: bytes) -> None:
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(slots)
            _check(connection)
    except sqlite3.Error:
        raise DatabaseDamaged from None


def _check(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        raise DatabaseDamaged


def _reading(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
