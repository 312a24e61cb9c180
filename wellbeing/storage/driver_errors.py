"""What the driver complains of, in the words of `wellbeing.domain.errors`."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Final

from wellbeing.domain.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DiskFull,
    FolderReadOnly,
    HarbourError,
    Unfit,
)

_PRIMARY: Final[Mapping[int, type[HarbourError]]] = {
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


def translated(error: BaseException | None) -> HarbourError | None:
    """Our error for a driver's, with the driver's name for it and no value; None when the mistake is ours."""
    if not isinstance(error, sqlite3.Error):
        return None
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    # A refused write that is not ENOSPC is a quota or a size limit: a dying disk speaks up at fsync instead.
    kind = DiskFull if code == sqlite3.SQLITE_IOERR_WRITE else _PRIMARY.get(code & 0xFF)
    return kind(error.sqlite_errorname) if kind else None
