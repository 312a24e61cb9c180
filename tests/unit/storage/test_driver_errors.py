"""Errors of the real driver, provoked in memory, and the sentence each becomes."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import psycopg
import psycopg.errors
import pytest

from wellbeing.domain.errors import (
    DatabaseAway,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseReadOnly,
    DatabaseRefused,
    DiskFull,
    FolderReadOnly,
    HarbourError,
    Unfit,
)
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


@pytest.mark.parametrize(
    ("raised", "kind"),
    [
        (psycopg.errors.DiskFull, DiskFull),
        (psycopg.errors.OutOfMemory, Unfit),
        (psycopg.errors.TooManyConnections, DatabaseBusy),
        (psycopg.errors.LockNotAvailable, DatabaseBusy),
        (psycopg.errors.DeadlockDetected, DatabaseBusy),
        (psycopg.errors.SerializationFailure, DatabaseBusy),
        (psycopg.errors.QueryCanceled, DatabaseBusy),
        (psycopg.errors.AdminShutdown, DatabaseAway),
        (psycopg.errors.CrashShutdown, DatabaseAway),
        (psycopg.errors.CannotConnectNow, DatabaseAway),
        (psycopg.errors.IdleInTransactionSessionTimeout, DatabaseAway),
        (psycopg.errors.ConnectionFailure, DatabaseAway),
        (psycopg.errors.ReadOnlySqlTransaction, DatabaseReadOnly),
        (psycopg.errors.InvalidPassword, DatabaseRefused),
        (psycopg.errors.InvalidCatalogName, DatabaseRefused),
        (psycopg.errors.InsufficientPrivilege, DatabaseRefused),
        (psycopg.errors.DataCorrupted, DatabaseDamaged),
        (psycopg.errors.IndexCorrupted, DatabaseDamaged),
        (psycopg.errors.UndefinedFile, DatabaseDamaged),
        (psycopg.errors.IoError, Unfit),
    ],
)
def test_every_state_of_a_server(raised: type[psycopg.Error], kind: type[HarbourError]) -> None:
    ours = translated(raised(CANARY))
    assert type(ours) is kind
    assert ours.args == (raised.sqlstate,)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("connection refused", DatabaseAway),
        ("FATAL:  the database system is starting up", DatabaseAway),
        ("FATAL:  could not write init file", DiskFull),
        ("FATAL:  sorry, too many clients already", DatabaseBusy),
        ('FATAL:  password authentication failed for user "harbour"', DatabaseRefused),
        ("SSL error: certificate verify failed", DatabaseRefused),
        ("server does not support SSL, but SSL was required", DatabaseRefused),
    ],
)
def test_on_the_way_in_a_server_gives_only_words(words: str, kind: type[HarbourError]) -> None:
    ours = translated(psycopg.OperationalError(words), connecting=True)
    assert type(ours) is kind
    assert not ours.args


def test_a_lost_connection_and_a_mistake_of_ours() -> None:
    assert type(translated(psycopg.OperationalError("consuming input failed: FATAL"))) is DatabaseAway
    assert type(translated(psycopg.InterfaceError("the connection is closed"))) is DatabaseAway
    for mistake in (psycopg.DataError, psycopg.errors.UniqueViolation, psycopg.errors.SyntaxError):
        assert translated(mistake(CANARY)) is None
