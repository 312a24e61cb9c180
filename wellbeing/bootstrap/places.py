"""Where things lie in the data folder, and the one secret file beside the databases."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wellbeing.domain.errors import DiskFull, FolderReadOnly, PepperMissing, PepperWrong
from wellbeing.settings import Settings
from wellbeing.storage.opening import MAIN_FILE, SLOTS_FILE

PEPPER_LENGTH: Final = 32


@dataclass(frozen=True, slots=True)
class Places:
    """The files of one installation."""

    data: Path
    database: Path
    """The main database, unless the settings name another one."""
    slots: Path
    """The key slots, always a file of their own."""
    pepper: Path

    @classmethod
    def of(cls, settings: Settings) -> Places:
        """The places in the data folder of these settings."""
        data = settings.data
        return cls(data, data / MAIN_FILE, data / SLOTS_FILE, data / "keys" / "pepper")

    @property
    def in_use(self) -> bool:
        """Whether anything was ever kept in the data folder."""
        return _filled(self.slots) or _filled(self.database)

    def whole(self, settings: Settings) -> bool:
        """Whether both databases are here, as far as files can tell."""
        return _filled(self.slots) and (bool(settings.database_url) or _filled(self.database))

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
            pepper = self.pepper.read_bytes()
        except FileNotFoundError:
            raise PepperMissing from None
        except OSError:
            raise FolderReadOnly from None
        if len(pepper) != PEPPER_LENGTH:
            raise PepperWrong
        return pepper

    def make_pepper(self) -> bytes:
        """A new pepper, on the disk before it is used; two first starts at once agree on one.

        Raises:
            FolderReadOnly, DiskFull: it cannot be written.
        """
        pepper = secrets.token_bytes(PEPPER_LENGTH)
        new = self.pepper.with_name(f"pepper.{secrets.token_hex(4)}")
        try:
            file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(file, "wb") as out:
                out.write(pepper)
                out.flush()
                os.fsync(out.fileno())
            with contextlib.suppress(FileExistsError):
                os.link(new, self.pepper)  # unlike a rename, this never replaces another's
            new.unlink()
            folder = os.open(self.pepper.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)
        except OSError as error:
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)
            raise (DiskFull if error.errno == errno.ENOSPC else FolderReadOnly) from None
        return self.read_pepper()


def has_data(settings: Settings) -> bool:
    """Whether there is an installation in the data folder of these settings."""
    return Places.of(settings).in_use


def _filled(file: Path) -> bool:
    with contextlib.suppress(OSError):
        return file.stat().st_size > 0
    return False
