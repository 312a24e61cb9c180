"""What the drivers complain of, in the words of `wellbeing.domain.errors`."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Final

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

READ_ONLY: Final = frozenset({"SQLITE_READONLY", "25006"})
"""How the drivers name a write where nothing may be written."""

_SQLITE: Final[Mapping[int, type[HarbourError]]] = {
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_READONLY: FolderReadOnly,
    sqlite3.SQLITE_CANTOPEN: FolderReadOnly,  # a journal could not be made beside the file
    sqlite3.SQLITE_PERM: FolderReadOnly,
    sqlite3.SQLITE_BUSY: DatabaseBusy,
    sqlite3.SQLITE_LOCKED: DatabaseBusy,
    sqlite3.SQLITE_CORRUPT: DatabaseDamaged,
    sqlite3.SQLITE_NOTADB: DatabaseDamaged,
    sqlite3.SQLITE_IOERR: Unfit,
    sqlite3.SQLITE_NOMEM: Unfit,
}
_SERVER: Final[Mapping[str, type[HarbourError]]] = {
    "08": DatabaseAway,  # the connection broke
    "25006": DatabaseReadOnly,  # a standby, or a database somebody set to read only
    "25P03": DatabaseAway,  # we were silent for too long inside a transaction
    "28": DatabaseRefused,  # the password, or a rule of pg_hba.conf
    "3D000": DatabaseRefused,  # there is no such database
    "3F000": DatabaseRefused,  # nor such a schema
    "40": DatabaseBusy,  # another transaction was in the way
    "42501": DatabaseRefused,  # the role may not
    "53100": DiskFull,
    "53300": DatabaseBusy,  # every connection of the server is taken
    "53": Unfit,
    "55P03": DatabaseBusy,  # `lock_timeout`
    "57014": DatabaseBusy,  # somebody cancelled the statement, or `statement_timeout` did
    "57P": DatabaseAway,  # the server stops, has crashed, or is not up yet
    "58P01": DatabaseDamaged,  # a file of the database is gone
    "58": Unfit,
    "XX001": DatabaseDamaged,
    "XX002": DatabaseDamaged,
}
"""By SQLSTATE, its class or the beginning of one: appendix A of PostgreSQL's manual."""
_NOT_NOW: Final = ("starting up", "shutting down", "recovery mode", "not yet accepting", "not accepting")
_FULL: Final = ("too many", "remaining connection slots")
_NO_ROOM: Final = ("could not write init file", "No space left")
_REFUSED: Final = ("FATAL", "certificate", "does not support SSL", "authentication", "password")


def translated(error: BaseException | None, *, connecting: bool = False) -> HarbourError | None:
    """Our error for a driver's, with the driver's name for it and no value; None when the mistake is ours.

    Args:
        error: what the driver raised.
        connecting: whether it was still on its way in; a server gives no SQLSTATE then.
    """
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error)
    # Every error of psycopg has this, None when the server said nothing; the library itself is not loaded
    # where there is no server.
    if not hasattr(error, "sqlstate"):
        return None
    state: str | None = getattr(error, "sqlstate", None)
    if state is not None:
        kind = next((_SERVER[state[:size]] for size in (5, 3, 2) if state[:size] in _SERVER), None)
        return kind(state) if kind else None
    if connecting:
        return _on_the_way_in(str(error))
    # Nothing but a lost connection is said without a SQLSTATE; what our own values did to the driver is
    # a DataError or a ProgrammingError.
    return DatabaseAway() if type(error).__name__ in {"OperationalError", "InterfaceError"} else None


def _of_sqlite(error: sqlite3.Error) -> HarbourError | None:
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    # A refused write that is not ENOSPC is a quota or a size limit: a dying disk speaks up at fsync instead.
    kind = DiskFull if code == sqlite3.SQLITE_IOERR_WRITE else _SQLITE.get(code & 0xFF)
    return kind(error.sqlite_errorname) if kind else None


def _on_the_way_in(words: str) -> HarbourError:
    # libpq gives only these words, which never hold the password. In another language than English a refusal
    # may pass for a server that does not answer.
    if any(one in words for one in _NOT_NOW):
        return DatabaseAway()
    if any(one in words for one in _FULL):
        return DatabaseBusy()
    if any(one in words for one in _NO_ROOM):
        return DiskFull()
    return DatabaseRefused() if any(one in words for one in _REFUSED) else DatabaseAway()
