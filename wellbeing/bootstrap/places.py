"""Where things lie in the data folder, and the three secret files beside the databases."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wellbeing.domain.errors import (
    DiskFull,
    FolderReadOnly,
    PepperMissing,
    PepperWrong,
    ReleaseKeyMissing,
    ReleaseKeyWrong,
)
from wellbeing.settings import Settings
from wellbeing.storage.opening import BOXES_FILE, MAIN_FILE, SLOTS_FILE
from wellbeing.storage.release_text import AUDIT_FILE, TEXT_FILE

PEPPER_LENGTH: Final = 32
"""Bytes of the pepper, and of the two keys of releases."""


@dataclass(frozen=True, slots=True)
class Places:
    """The files of one installation."""

    data: Path
    database: Path
    """The main database, unless the settings name another one."""
    slots: Path
    """The key slots, always a file of their own."""
    pepper: Path
    boxes: Path
    """The sealed boxes of the open periods; never in a backup."""
    box_key: Path
    """Never in a backup either."""
    release_key: Path
    """Signs the log of releases; belongs into every backup."""
    release_text: Path
    """The log of releases as text."""
    audit_text: Path
    """The administrators' records as text."""

    @classmethod
    def of(cls, settings: Settings) -> Places:
        """The places in the data folder of these settings."""
        data, keys = settings.data, settings.data / "keys"
        return cls(
            data,
            data / MAIN_FILE,
            data / SLOTS_FILE,
            keys / "pepper",
            data / BOXES_FILE,
            keys / "boxes",
            keys / "releases",
            data / TEXT_FILE,
            data / AUDIT_FILE,
        )

    @property
    def in_use(self) -> bool:
        """Whether anything was ever kept in the data folder."""
        return _filled(self.slots) or self.has_file

    @property
    def has_file(self) -> bool:
        """Whether the main database lies in the data folder, as a file with something in it."""
        return _filled(self.database)

    def whole(self, settings: Settings) -> bool:
        """Whether both databases are here, as far as files can tell."""
        return _filled(self.slots) and (bool(settings.database_url) or self.has_file)

    def make(self) -> None:
        """Make the folders, for their owner alone.

        Raises:
            FolderReadOnly: they cannot be made or closed to others.
        """
        for folder in (self.data, self.pepper.parent):
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                if folder.stat().st_mode & 0o077:
                    folder.chmod(0o700)
            except OSError:
                raise FolderReadOnly from None

    def read_pepper(self) -> bytes:
        """The pepper, 32 bytes.

        Raises:
            PepperMissing: there is no such file.
            PepperWrong: it is not a pepper.
        """
        try:
            pepper = _read(self.pepper)
        except FileNotFoundError:
            raise PepperMissing from None
        if len(pepper) != PEPPER_LENGTH:
            raise PepperWrong
        return pepper

    def make_pepper(self) -> bytes:
        """A new pepper, on the disk before it is used; two first starts at once agree on one.

        Raises:
            FolderReadOnly, DiskFull: it cannot be written.
        """
        _make(self.pepper)
        return self.read_pepper()

    def read_or_make_box_key(self) -> bytes:
        """The key of the boxes, 32 bytes; a new one when it is gone or none.

        What was sealed under the one before does not open any more, and its period is withheld.

        Raises:
            FolderReadOnly, DiskFull: it cannot be read or written.
        """
        with contextlib.suppress(FileNotFoundError):
            if len(key := _read(self.box_key)) == PEPPER_LENGTH:
                return key
            self.box_key.unlink()
        _make(self.box_key)
        return _read(self.box_key)

    def read_release_key(self) -> bytes:
        """The key that signs the log of releases, 32 bytes.

        Raises:
            ReleaseKeyMissing: there is no such file.
            ReleaseKeyWrong: it is no such key.
        """
        try:
            key = _read(self.release_key)
        except FileNotFoundError:
            raise ReleaseKeyMissing from None
        if len(key) != PEPPER_LENGTH:
            raise ReleaseKeyWrong
        return key

    def make_release_key(self) -> bytes:
        """A new key for a log that has no line yet; two first starts at once agree on one.

        Raises:
            FolderReadOnly, DiskFull: it cannot be written.
        """
        _make(self.release_key)
        return self.read_release_key()


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise
    except OSError:
        raise FolderReadOnly from None


def _make(secret: Path) -> None:
    """Put 32 random bytes in a file that is not there yet; whoever comes second leaves it as it is."""
    new = secret.with_name(f"{secret.name}.{secrets.token_hex(4)}")
    try:
        file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "wb") as out:
            out.write(secrets.token_bytes(PEPPER_LENGTH))
            out.flush()
            os.fsync(out.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(new, secret)  # unlike a rename, this never replaces another's
        new.unlink()
        folder = os.open(secret.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    except OSError as error:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
        raise (DiskFull if error.errno == errno.ENOSPC else FolderReadOnly) from None


def has_data(settings: Settings) -> bool:
    """Whether there is an installation in the data folder of these settings."""
    return Places.of(settings).in_use


def _filled(file: Path) -> bool:
    with contextlib.suppress(OSError):
        return file.stat().st_size > 0
    return False
