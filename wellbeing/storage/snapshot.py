"""A copy of both SQLite databases as they were at one moment, while the app goes on.

Nobody can write to the main database while the two are copied, so that a person is in both or in neither.
The key slots are copied in memory: their bytes must not lie in another file that nobody shreds.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from wellbeing.domain.errors import DatabaseDamaged
from wellbeing.storage.driver_errors import translated
from wellbeing.storage.engine import file_of
from wellbeing.storage.opening import Storage


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was copied."""

    slots: bytes = field(repr=False)
    """`slots.db`, whole."""
    main: Path | None
    """A copy of the main database, or None when that is no file."""


def snapshot(storage: Storage, spare: Path) -> Snapshot:
    """Copy both databases.

    Args:
        storage: the open databases.
        spare: where the copy of the main database goes; it is made, for its owner alone.

    Raises:
        Unfit: there is no room, or somebody else is writing for too long.
    """
    slots, main = file_of(storage.slots_engine), file_of(storage.engine)
    assert slots is not None
    try:
        with storage.begin() as work:
            work.meta.get("")  # on a server the first statement waits until nobody else writes
            with closing(_reading(slots)) as source:
                held = source.serialize()
            if main is not None:
                spare.touch(mode=0o600, exist_ok=False)
                with closing(_reading(main)) as source, closing(sqlite3.connect(spare)) as copy:
                    copy.execute("PRAGMA journal_mode=OFF")  # an unfinished copy is thrown away whole
                    source.backup(copy)
    except sqlite3.Error as error:
        raise (translated(error) or error) from None
    return Snapshot(held, None if main is None else spare)


def sound(file: Path) -> None:
    """Check a database file from end to end.

    Raises:
        DatabaseDamaged: it is none, or not whole.
    """
    try:
        with closing(_reading(file)) as connection:
            answers = connection.execute("PRAGMA integrity_check").fetchall()
    except sqlite3.Error:
        raise DatabaseDamaged from None
    if answers != [("ok",)]:
        raise DatabaseDamaged


def _reading(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
