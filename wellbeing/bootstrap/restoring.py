"""Restoring: a backup put into a data folder that has no installation, all of it or nothing.

What lies there already stays as it is. The logs as text may be newer than the backup: the next start takes
from them what the database has lost.
"""

from __future__ import annotations

import errno
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import IO, Any, Final

from wellbeing.bootstrap.backups import BELONGS, BESIDE, KEYS
from wellbeing.crypto import archive
from wellbeing.domain.errors import ArchiveDamaged, DiskFull, FolderInUse, FolderReadOnly
from wellbeing.settings import FILE_NAME
from wellbeing.storage.opening import MAIN_FILE, SLOTS_FILE
from wellbeing.storage.past import journal_of
from wellbeing.storage.slots import overwrite
from wellbeing.storage.snapshot import sound

_A_KEY: Final = re.compile(rf"{KEYS}/[a-z][a-z0-9.-]*")
_OURS: Final = frozenset({SLOTS_FILE, MAIN_FILE, *BESIDE, *(f"{KEYS}/{one}" for one in BELONGS)})


def made_at(source: IO[bytes]) -> int:
    """When an open backup says that it was made, seconds since 1970.

    Raises:
        ArchiveDamaged: it is no backup.
    """
    return archive.made_at(source.read(64))


def restore(file: Path, private: bytes, data: Path) -> tuple[str, ...]:
    """Put a backup into a data folder without an installation.

    Args:
        file: the backup.
        private: the key that opens it.
        data: the folder; made when missing.

    Returns:
        The files that were there already, and were left as they are.

    Raises:
        FolderInUse: there is an installation already, or what one left unfinished.
        ArchiveDamaged: the backup or the key is not right.
        DatabaseDamaged: a database in it is not whole.
        Unfit: there is no room, or the folder cannot be written to.
    """
    if _in_use(data):
        raise FolderInUse
    there = frozenset(name for name in BESIDE if os.path.lexists(data / name))
    written: list[Path] = []
    kept: list[str] = []
    try:
        with file.open("rb") as source:
            data.mkdir(mode=0o700, parents=True, exist_ok=True)
            (data / KEYS).mkdir(mode=0o700)
            for name, content in _read(archive.Opening(private, source)):
                if name in there:
                    kept.append(name)
                else:
                    _put(data / name, content, written)
        _accept(data, written)
    except BaseException as error:
        for one in written:
            overwrite(one)
            one.unlink(missing_ok=True)
        with suppress(OSError):
            (data / KEYS).rmdir()
        if isinstance(error, OSError):
            raise (DiskFull if error.errno == errno.ENOSPC else FolderReadOnly) from None
        raise
    return tuple(kept)


def _in_use(data: Path) -> bool:
    """Whether there is an installation, or a journal that SQLite would play back into a restored database."""
    if any((data / one).exists() for one in (MAIN_FILE, SLOTS_FILE, KEYS)):
        return True
    for journal in (journal_of(data / MAIN_FILE), journal_of(data / SLOTS_FILE)):
        with suppress(OSError), journal.open("rb") as left:
            if any(left.read(8)):
                return True
    return False


def _put(target: Path, content: Any, written: list[Path]) -> None:
    """Write a new file for its owner alone; it counts as written as soon as it is there."""
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        written.append(target)
        while piece := content.read(archive.CHUNK):
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())


def _accept(data: Path, written: list[Path]) -> None:
    """Look at what was restored, and leave no server named in the settings: its data came back as a file."""
    for one in (data / SLOTS_FILE, data / MAIN_FILE):
        if one in written:
            sound(one)
    if data / SLOTS_FILE not in written or data / KEYS / "pepper" not in written:
        raise ArchiveDamaged
    settings = data / FILE_NAME
    if data / MAIN_FILE in written and settings in written:
        lines = settings.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = ["# " + one if one.lstrip().startswith("database_url") else one for one in lines]
        settings.write_text("".join(kept), encoding="utf-8")


def _read(source: archive.Opening) -> Iterator[tuple[str, Any]]:
    """The files of an archive that may be in one; a strange name refuses all of it.

    Older backups may hold a key that was cut short while it was made. It is passed over.
    """
    met: set[str] = set()
    try:
        with closing(tarfile.open(fileobj=source, mode="r|")) as tar:  # type: ignore[call-overload]
            for told in tar:
                known = told.name in _OURS or _A_KEY.fullmatch(told.name)
                content = tar.extractfile(told) if told.isreg() and known else None
                if content is None or told.name in met:
                    raise ArchiveDamaged
                met.add(told.name)
                if told.name in _OURS:
                    yield told.name, content
            while source.read(archive.CHUNK):  # the end must open too
                pass
    except tarfile.TarError:
        raise ArchiveDamaged from None
