"""Errors of the real driver, provoked in memory, and the sentence each becomes."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from wellbeing.domain.errors import DatabaseBusy, DatabaseDamaged, DiskFull, FolderReadOnly, Unfit
from wellbeing.storage.driver_errors import translated

CANARY = "CANARY-a-plain-word"


def _provoke(*statements: str) -> sqlite3.Error:
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            for statement in statements:
                connection.execute(statement)
        except sqlite3.Error as error:
            return error
    raise AssertionError("nothing went wrong")


def test_a_full_database_is_a_full_disk_and_the_value_is_not_in_the_error() -> None:
    grow = f"INSERT INTO t SELECT '{CANARY}' || hex(zeroblob(9999))"
    error = _provoke("CREATE TABLE t (a)", "PRAGMA max_page_count=3", grow)
    ours = translated(error)
    assert isinstance(ours, DiskFull)
    assert ours.args == ("SQLITE_FULL",)
    assert CANARY not in repr(ours)


def test_a_write_to_what_is_read_only() -> None:
    error = _provoke("CREATE TABLE t (a)", "PRAGMA query_only=ON", "INSERT INTO t VALUES (1)")
    assert isinstance(translated(error), FolderReadOnly)


def test_a_file_that_cannot_be_opened() -> None:
    error = _provoke("ATTACH '/nowhere-at-all/x.db' AS other")
    assert isinstance(translated(error), FolderReadOnly)


def test_a_mistake_of_ours_stays_what_it_is() -> None:
    assert translated(_provoke("SELECT * FROM nothing_there")) is None
    assert translated(ValueError(CANARY)) is None
    assert translated(None) is None
    assert translated(sqlite3.ProgrammingError("no code")) is None


def test_every_code_of_the_table() -> None:
    expected = {
        sqlite3.SQLITE_BUSY: DatabaseBusy,
        sqlite3.SQLITE_BUSY_SNAPSHOT: DatabaseBusy,
        sqlite3.SQLITE_LOCKED: DatabaseBusy,
        sqlite3.SQLITE_CORRUPT: DatabaseDamaged,
        sqlite3.SQLITE_CORRUPT_INDEX: DatabaseDamaged,
        sqlite3.SQLITE_NOTADB: DatabaseDamaged,
        sqlite3.SQLITE_READONLY_DIRECTORY: FolderReadOnly,
        sqlite3.SQLITE_IOERR_WRITE: DiskFull,
        sqlite3.SQLITE_IOERR_FSYNC: Unfit,
    }
    for code, kind in expected.items():
        error = sqlite3.OperationalError(CANARY)
        error.sqlite_errorcode, error.sqlite_errorname = code, "NAME"
        assert type(translated(error)) is kind
