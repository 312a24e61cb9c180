"""Opens a database so that an answered save is on the disk; in a file a deleted row is not there any more.

SQLite answers a pragma it does not know, or cannot honour, with silence; so every one is read back on every
new connection, and a database that does not keep them is refused.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from wellbeing.domain.errors import FolderReadOnly, HostUnfit, SettingUnusable
from wellbeing.storage.columns import NotSealed
from wellbeing.storage.driver_errors import READ_ONLY, translated

OLDEST_SQLITE: Final = (3, 35, 0)
"""The oldest SQLite that knows every statement we send."""
PATIENCE: Final = 5.0
"""Seconds a statement waits for another process's lock before the database counts as busy."""
URL_SETTING: Final = "database_url"
LOOKING: Final = "wellbeing_looking"
"""Execution option of a connection that only reads: it takes no write lock."""
ONE_PERSON: Final = "wellbeing_one_person"
"""Execution option of a first statement that holds a person's row: what follows touches no one else's."""
TRUNCATE: Final = "truncate"
"""The journal of the main database is emptied at each commit; 6 % faster than deleting it, and as clean."""
PERSIST: Final = "persist"
"""The journal of the key slots stays, so that `wellbeing.storage.slots` can overwrite it."""


def pragmas(journal: str = TRUNCATE, patience: float = PATIENCE) -> Mapping[str, str | int]:
    """Every pragma we set, with the value that must be read back."""
    return {
        "busy_timeout": int(patience * 1000),
        "journal_mode": journal,  # never WAL: it keeps old versions of rows
        "synchronous": 2,  # FULL: an acknowledged commit survives a power cut
        "secure_delete": 1,  # deleted bytes are overwritten with zeros
        "foreign_keys": 1,
        "trusted_schema": 0,  # a schema somebody planted runs no functions
        "cell_size_check": 1,  # a damaged page is noticed when it is read
        "temp_store": 2,  # MEMORY: sorting and VACUUM leave no temporary files
    }


def open_engine(where: str | Path, *, journal: str = TRUNCATE, patience: float = PATIENCE) -> Engine:
    """An engine over a file path or a database URL; the file and its folder are made for their owner alone.

    Args:
        where: a path (SQLite), or an SQLAlchemy URL as text.
        journal: `TRUNCATE` or `PERSIST`; SQLite only.
        patience: seconds to wait for a lock before `DatabaseBusy`.

    Raises:
        FolderReadOnly: the file or its folder cannot be made.
        HostUnfit: the SQLite library is too old.
        SettingUnusable: the URL cannot be used.
    """
    url = _url(where)
    if url.get_backend_name() != "sqlite":
        from wellbeing.storage import server  # its library is not loaded where there is no server

        engine = server.open_server(url, patience)
        event.listen(engine, "begin", lambda connection: server.begin(connection, looking=_looks(connection)))
    else:
        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            raise HostUnfit
        _make_private(Path(url.database or ""))
        engine = create_engine(
            url,
            hide_parameters=True,
            poolclass=QueuePool,
            pool_size=4,
            max_overflow=60,  # as many threads as may wait; each opens in a third of a millisecond
            connect_args={"check_same_thread": False},  # the pool lends a connection to one thread at a time
        )
        wanted = pragmas(journal, patience)
        event.listen(engine, "connect", lambda raw, entry: _prepare(raw, entry, wanted))
        event.listen(engine, "begin", _begin)
        event.listen(engine, "checkin", _end_transaction)
    event.listen(engine, "handle_error", _handle_error)
    return engine


def looking(engine: Engine) -> Engine:
    """The same engine for whoever only reads: it shares the connections, and takes no write lock."""
    return engine.execution_options(**{LOOKING: True})


def file_of(engine: Engine) -> Path | None:
    """The SQLite file behind an engine; None when it is another kind of database."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return None
    return Path(engine.url.database)


def vacuum(engine: Engine) -> None:
    """Rewrite a SQLite file without its unused space; nothing on other engines."""
    if file_of(engine) is None:
        return
    # Past SQLAlchemy, whose transactions and isolation levels VACUUM would stumble over.
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA query_only=0")  # whoever had the connection before may only have looked
        raw.cursor().execute("VACUUM")
    except sqlite3.Error as error:
        raise (translated(error) or error) from None
    finally:
        raw.close()


def facts(engine: Engine) -> dict[str, str]:
    """What the database says of itself: its version and our pragmas, for `wellbeing doctor`."""
    with looking(engine).connect() as connection:
        if engine.dialect.name != "sqlite":
            from wellbeing.storage import server

            return server.facts(connection)
        read = {name: str(connection.exec_driver_sql(f"PRAGMA {name}").scalar()) for name in pragmas()}
    return {"engine": "sqlite", "version": sqlite3.sqlite_version, **read}


def _url(where: str | Path) -> URL:
    if isinstance(where, str):
        try:
            return make_url(where)
        except (ArgumentError, ValueError):
            raise SettingUnusable(URL_SETTING) from None
    return URL.create("sqlite", database=str(where))


def _make_private(file: Path) -> None:
    # SQLite gives its journals the mode of the database, so making the file first settles both.
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        if file.stat().st_mode & 0o077:
            file.chmod(0o600)
    except OSError:
        raise FolderReadOnly from None


def _prepare(raw: Any, _entry: ConnectionPoolEntry, wanted: Mapping[str, str | int]) -> None:
    raw.isolation_level = None  # transactions begin where we say, not where the driver guesses
    for name, value in wanted.items():
        raw.execute(f"PRAGMA {name}={value}").fetchall()
    for name, value in wanted.items():
        row = raw.execute(f"PRAGMA {name}").fetchone()
        if row is None or row[0] != value:
            raise HostUnfit


def _looks(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get(LOOKING))


def _begin(connection: Connection) -> None:
    only_reads = _looks(connection)
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    raw.execute(f"PRAGMA query_only={int(only_reads)}")
    if only_reads:
        raw.execute("BEGIN")  # takes no lock yet, so nothing can go wrong that would need translating
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _end_transaction(raw: Any, _entry: ConnectionPoolEntry) -> None:
    # After a COMMIT that was refused SQLAlchemy takes the transaction for ended, and SQLite does not: without
    # this the connection would keep the write lock in the pool.
    if raw is not None and raw.in_transaction:
        raw.rollback()


def _handle_error(context: ExceptionContext) -> None:
    if context.is_pre_ping:
        return  # a connection of the pool was found broken, and is replaced
    original = context.original_exception
    if isinstance(original, NotSealed):
        raise original
    error = translated(original, connecting=context.connection is None)
    if error is None:
        return
    looks = context.connection is not None and _looks(context.connection)
    if looks and READ_ONLY.intersection(error.args):
        return  # somebody wrote where they should only look: a mistake of ours, not of the host
    raise error from None
