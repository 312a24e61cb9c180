"""Backups: everything an installation needs to live again, in one file that this computer cannot open.

Inside is a tar archive: the main database (as a file, also when it lives on a server), the key slots, the
pepper and the key that signs, both logs as text, and what the installer wrote. The boxes of team pictures are
in no backup: two copies of a box would tell what was put into it between them.
"""

from __future__ import annotations

import errno
import io
import os
import re
import tarfile
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from wellbeing.bootstrap.places import Places
from wellbeing.crypto import archive
from wellbeing.domain.errors import ArchiveDamaged, DiskFull, FolderReadOnly
from wellbeing.settings import FILE_NAME
from wellbeing.storage.migrations import BEFORE
from wellbeing.storage.opening import MAIN_FILE, SLOTS_FILE, Storage
from wellbeing.storage.slots import overwrite
from wellbeing.storage.snapshot import snapshot

KEPT: Final = timedelta(days=35)
"""How long a backup is kept: what somebody deleted is gone from every one of them by then."""
RECENT: Final = timedelta(hours=20)
"""A start makes no backup when there is one as new as this."""
SUFFIX: Final = ".backup"
PUBLIC_FILE: Final = "backup.pub"
"""In the data folder: the public half of the key that opens backups, as hex."""
KEYS: Final = "keys"
BELONGS: Final = ("pepper", "releases")
"""The keys that are in a backup. What else lies beside them may be the key of the boxes, under any name."""
BESIDE: Final = ("releases.jsonl", "audit.jsonl", "resources.toml", FILE_NAME, PUBLIC_FILE)
"""Files beside the databases that go with them, where they are there."""
_NAME: Final = re.compile(r"wellbeing-(\d{8}T\d{6})Z\.backup")
_STAMP: Final = "%Y%m%dT%H%M%S"
_SPARE: Final = ".backup-copy"
"""The copy of the main database while a backup is made; everything personal in it is sealed."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup that was made."""

    file: Path
    made: datetime
    """Aware, in UTC, as its name says."""


def public_key(data: Path) -> bytes | None:
    """The key that backups are sealed to, or None while there is none.

    Raises:
        ArchiveDamaged: the file holds no key.
    """
    try:
        written = (data / PUBLIC_FILE).read_text(encoding="ascii")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        raise ArchiveDamaged from None
    return key_of(written)


def key_of(text: str) -> bytes:
    """A key as its file holds it: 64 hex digits.

    Raises:
        ArchiveDamaged: it is none.
    """
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        raise ArchiveDamaged from None
    if len(key) != archive.KEY_LENGTH:
        raise ArchiveDamaged
    return key


def made_in(folder: Path) -> tuple[Backup, ...]:
    """The backups in a folder, the oldest first."""
    found = ((file, _NAME.fullmatch(file.name)) for file in folder.glob(f"*{SUFFIX}"))
    backups = (Backup(file, _moment(match[1])) for file, match in found if match)
    return tuple(sorted(backups, key=lambda one: one.made))


def make(storage: Storage, places: Places, folder: Path, public: bytes, now: datetime) -> Backup:
    """Make a backup while the app goes on; it appears in the folder when it is whole.

    Args:
        storage: the open databases.
        places: where the other files lie.
        folder: where it goes.
        public: the key it is sealed to.
        now: aware.

    Raises:
        Unfit: there is no room, or the folder cannot be written to.
    """
    now = now.astimezone(UTC)
    file = folder / f"wellbeing-{now.strftime(_STAMP)}Z{SUFFIX}"
    new, spare = file.with_name(f"{file.name}.new"), places.data / _SPARE
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for one in (new, spare):
            one.unlink(missing_ok=True)
        new.touch(mode=0o600)
        with new.open("wb") as sink:
            sealing = archive.Sealing(public, sink, int(now.timestamp()))
            _write(storage, places, spare, sealing)
            sealing.close()
            sink.flush()
            os.fsync(sink.fileno())
        new.replace(file)
    except OSError as error:
        raise (DiskFull if error.errno == errno.ENOSPC else FolderReadOnly) from None
    finally:
        with suppress(OSError):
            clear(places.data)
            new.unlink(missing_ok=True)
    return Backup(file, now)


def clear(data: Path) -> None:
    """Remove what a backup that was cut short has left in the data folder."""
    overwrite(data / _SPARE)
    (data / _SPARE).unlink(missing_ok=True)


def expire(folder: Path, now: datetime) -> int:
    """Remove backups that are older than `KEPT`, and what was left of one that was cut short; how many."""
    gone = [one.file for one in made_in(folder) if now - one.made > KEPT]
    for file in (*gone, *folder.glob(f"*{SUFFIX}.new")):
        file.unlink(missing_ok=True)
    return len(gone)


def drop_copies(data: Path, now: datetime) -> int:
    """Remove the copies that were made before migrations and are older than `KEPT`; how many.

    They hold what has expired or was deleted since, like any backup.
    """
    copies = data.glob(f"{MAIN_FILE}{BEFORE}*")
    gone = [one for one in copies if now - datetime.fromtimestamp(one.stat().st_mtime, UTC) > KEPT]
    for file in gone:
        overwrite(file)
        file.unlink(missing_ok=True)
    return len(gone)


def _write(storage: Storage, places: Places, spare: Path, sink: archive.Sealing) -> None:
    with closing(tarfile.open(fileobj=sink, mode="w|", format=tarfile.PAX_FORMAT)) as tar:  # type: ignore[call-overload]
        copied = snapshot(storage, spare)
        _add(tar, SLOTS_FILE, io.BytesIO(copied.slots), len(copied.slots))
        with copied.main.open("rb") as source:
            _add(tar, MAIN_FILE, source, copied.main.stat().st_size)
        for name in (*(f"{KEYS}/{one}" for one in BELONGS), *BESIDE):
            content = _content(places.data / name)
            if content is not None:
                _add(tar, name, io.BytesIO(content), len(content))


def _moment(text: str) -> datetime:
    return datetime.strptime(text, _STAMP).replace(tzinfo=UTC)


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _add(tar: tarfile.TarFile, name: str, content: Any, size: int) -> None:
    told = tarfile.TarInfo(name)  # no owner, no times: nothing but the name and the length
    told.size, told.mode = size, 0o600
    tar.addfile(told, content)
