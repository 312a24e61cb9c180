"""The folders that backups ever went into: all of them are looked through for backups that are too old.

The setting may change, and what lies in the folder from before would stay for good. So each folder is noted
in a text file of the data folder, one a line, until the last backup in it was removed. An installer who has
seen to one may take its line out.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from wellbeing.bootstrap import backups
from wellbeing.bootstrap.backups import FOLDERS_FILE
from wellbeing.domain.errors import DiskFull, FolderReadOnly
from wellbeing.settings import Settings


@dataclass(frozen=True, slots=True)
class Expired:
    """What was removed because it was too old."""

    count: int
    emptied: frozenset[Path]
    """Folders whose last backup was among it."""


def former(settings: Settings) -> tuple[Path, ...]:
    """The noted folders that backups no longer go into, as far as the note can be read."""
    return tuple(one for one in _noted(settings.data) if one != settings.backup_folder)


def known(settings: Settings) -> tuple[Path, ...]:
    """Every folder that may hold backups: today's first, then that in the data folder, then former ones."""
    return tuple(dict.fromkeys((settings.backup_folder, _usual(settings), *_noted(settings.data))))


def expire(settings: Settings, now: datetime) -> Expired:
    """Remove what is too old from every folder that can be reached."""
    count, emptied = 0, set()
    for folder in known(settings):
        gone = backups.expire(folder, now)
        count += gone
        if gone and not backups.made_in(folder):
            emptied.add(folder)
    return Expired(count, frozenset(emptied))


def note(settings: Settings, emptied: frozenset[Path] = frozenset()) -> None:
    """Note today's folder once it holds a backup, and forget those that were emptied; see `backups.alone`.

    A folder that merely shows none is not forgotten: the disk that it lies on may be away.

    Raises:
        FolderReadOnly, DiskFull: the note cannot be written.
    """
    before = _noted(settings.data)
    kept = [one for one in before if one not in emptied]
    today = settings.backup_folder
    if today not in (*kept, _usual(settings)) and backups.made_in(today):
        kept.append(today)
    if kept != list(before):
        _write(settings.data / FOLDERS_FILE, kept)


def _usual(settings: Settings) -> Path:
    return replace(settings, backups=None).backup_folder


def _noted(data: Path) -> tuple[Path, ...]:
    try:
        lines = os.fsdecode((data / FOLDERS_FILE).read_bytes()).splitlines()
    except OSError:
        return ()
    return tuple(dict.fromkeys(one for one in map(Path, filter(None, lines)) if one.is_absolute()))


def _write(file: Path, folders: list[Path]) -> None:
    new = file.with_name(f"{file.name}.new")
    try:
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(b"".join(os.fsencode(one) + b"\n" for one in folders))
            out.flush()
            os.fsync(out.fileno())
        new.replace(file)
    except OSError as error:
        raise (DiskFull if error.errno == errno.ENOSPC else FolderReadOnly) from None
