"""Backups: everything an installation needs to live again, in one file that this computer cannot open.

Inside is a tar archive: the main database (as a file, also when it lives on a server), the key slots, the
pepper and the key that signs, both logs as text, and what the installer wrote. The boxes of team pictures are
in no backup: two copies of a box would tell what was put into it between them.
"""

from __future__ import annotations

import errno
import fcntl
import io
import os
import re
import secrets
import tarfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from wellbeing.bootstrap.places import Places
from wellbeing.crypto import archive
from wellbeing.domain.errors import ArchiveDamaged, BackupUnderWay, DiskFull, FolderReadOnly
from wellbeing.settings import FILE_NAME
from wellbeing.storage.migrations import BEFORE
from wellbeing.storage.opening import MAIN_FILE, SLOTS_FILE, Storage
from wellbeing.storage.slots import overwrite
from wellbeing.storage.snapshot import snapshot

KEPT: Final = timedelta(days=35)
"""How long a backup is kept: what somebody deleted is gone from every one of them by then."""
_NEXT_LOOK: Final = timedelta(days=1, minutes=10)
"""Until somebody looks again, with time for a slow night: what would be too old by then goes now."""
RECENT: Final = timedelta(hours=20)
"""A start makes no backup when there is one as new as this."""
SUFFIX: Final = ".backup"
PUBLIC_FILE: Final = "backup.pub"
"""In the data folder: the public half of the key that opens backups, as hex."""
PATIENCE: Final = 60.0
"""Seconds that a backup waits for another one to come to its end."""
HELD: Final = "backing-up"
"""In the data folder: empty, and locked while a backup is made."""
KEYS: Final = "keys"
BELONGS: Final = ("pepper", "releases")
"""The keys that are in a backup. What else lies beside them may be the key of the boxes, under any name."""
FOLDERS_FILE: Final = "backup-folders"
"""In the data folder: where backups ever went; see `backup_folders`."""
BESIDE: Final = ("releases.jsonl", "audit.jsonl", "resources.toml", FILE_NAME, PUBLIC_FILE, FOLDERS_FILE)
"""Files beside the databases that go with them, where they are there."""
_NAME: Final = re.compile(r"wellbeing-(\d{8}T\d{6})Z\.backup")
_STAMP: Final = "%Y%m%dT%H%M%S"
_SPARE: Final = ".backup-copy"
"""How the copy of the main database begins while a backup is made; everything personal in it is sealed."""


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
    """The backups in a folder, the oldest first; none where it cannot be looked into."""
    try:
        found = [(file, _NAME.fullmatch(file.name)) for file in folder.glob(f"*{SUFFIX}")]
    except OSError:
        return ()
    backups = (Backup(file, _moment(match[1])) for file, match in found if match)
    return tuple(sorted(backups, key=lambda one: one.made))


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Be the only one that makes a backup of this data, or clears up after one; it ends with the process.

    Raises:
        BackupUnderWay: somebody else is at it, and still was after `PATIENCE`.
    """
    until = time.monotonic() + PATIENCE
    held = os.open(data / HELD, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        while True:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise BackupUnderWay from None
                time.sleep(0.1)
        yield
    finally:
        os.close(held)


def make(storage: Storage, places: Places, folder: Path, public: bytes, now: datetime) -> Backup:
    """Make a backup while the app goes on; it appears in the folder when it is whole.

    Nobody else makes one meanwhile: see `alone`.

    Args:
        storage: the open databases.
        places: where the other files lie.
        folder: where it goes.
        public: the key it is sealed to.
        now: aware.

    Raises:
        DatabaseDamaged: a database is not whole; nothing is sealed that could not be restored.
        Unfit: there is no room, or the folder cannot be written to.
    """
    now = now.astimezone(UTC)
    file = folder / f"wellbeing-{now.strftime(_STAMP)}Z{SUFFIX}"
    new, spare = file.with_name(f"{file.name}.new"), places.data / f"{_SPARE}-{secrets.token_hex(4)}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        new.unlink(missing_ok=True)
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
            _forget(spare)
            new.unlink(missing_ok=True)
    return Backup(file, now)


def clear(data: Path, *folders: Path) -> None:
    """Remove what backups that were cut short have left, in the data folder and where backups go; `alone`."""
    for spare in data.glob(f"{_SPARE}*"):
        _forget(spare)
    for folder in folders:
        with suppress(OSError):  # one that cannot be reached keeps nobody from a backup elsewhere
            for new in folder.glob(f"*{SUFFIX}.new"):
                new.unlink(missing_ok=True)


def _forget(file: Path) -> None:
    overwrite(file)
    file.unlink(missing_ok=True)


def expire(folder: Path, now: datetime) -> int:
    """Remove backups before they are older than `KEPT`; how many. What cannot be removed is tried again."""
    gone = 0
    for one in made_in(folder):
        if _too_old(one.made, now):
            with suppress(OSError):
                one.file.unlink()
                gone += 1
    return gone


def drop_copies(data: Path, now: datetime) -> int:
    """Remove the copies made before migrations before they are older than `KEPT`; how many.

    They hold what has expired or was deleted since, like any backup.
    """
    copies = data.glob(f"{MAIN_FILE}{BEFORE}*")
    gone = [one for one in copies if _too_old(datetime.fromtimestamp(one.stat().st_mtime, UTC), now)]
    for file in gone:
        _forget(file)
    return len(gone)


def _too_old(made: datetime, now: datetime) -> bool:
    return now + _NEXT_LOOK - made > KEPT


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
