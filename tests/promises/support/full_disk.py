"""A folder on a disk that a test may fill: one in memory, or a limit on files where that is not allowed."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SIZE_MIB = 8
SMALL = 4096
"""Bytes up to which files may grow where the disk itself cannot be filled."""


@dataclass
class Disk:
    """Where the folder is, and how it is filled and cleared."""

    folder: Path
    mounted: bool

    @property
    def when_full(self) -> dict[str, str]:
        """What a server that starts on the full disk needs in its environment."""
        return {} if self.mounted else {"FILES_UP_TO": str(SMALL)}

    def fill(self, process: int | None = None) -> None:
        """Leave no room: for anybody on the small disk, else for the growth of files of that process."""
        if not self.mounted and process is not None:
            _, hard = resource.prlimit(process, resource.RLIMIT_FSIZE)
            resource.prlimit(process, resource.RLIMIT_FSIZE, (SMALL, hard))
        elif self.mounted:
            with (self.folder / "filler").open("wb") as file:
                for size in (1 << 16, 1 << 12, 1):
                    self._write_on(file.fileno(), size)

    def clear(self, process: int | None = None) -> None:
        """Give the room back."""
        (self.folder / "filler").unlink(missing_ok=True)
        if not self.mounted and process is not None:
            _, hard = resource.prlimit(process, resource.RLIMIT_FSIZE)
            resource.prlimit(process, resource.RLIMIT_FSIZE, (hard, hard))

    @staticmethod
    def _write_on(file: int, size: int) -> None:
        try:
            while True:
                os.write(file, bytes(size))
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise


@contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    """A folder with a disk of its own where that is allowed."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MIB}m,mode=0700", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield Disk(folder, mounted)
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
