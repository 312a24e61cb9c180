"""A folder on a disk that a test may fill: one in memory, or a limit on files where that is not allowed."""

from __future__ import annotations

import errno
import os
import resource
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.tools import engines
from tests.tools.postgres import ROLE

SIZE_MIB = 32 if engines.ON_SERVER else 8
"""An empty database of a server takes seven."""
SMALL = 4096
"""Bytes up to which files may grow where the disk itself cannot be filled."""


@dataclass
class Disk:
    """Where the folder is, and how it is filled and cleared."""

    folder: Path
    mounted: bool
    tablespace: str = ""
    """What a server calls this disk; it keeps the databases of this test on it, and its log elsewhere."""

    def fresh(self) -> Path:
        """Where an installation may begin on this disk, with an empty database on a server."""
        if self.tablespace:
            engines.name_it(self.folder / "data", engines.cluster().database(tablespace=self.tablespace))
        return self.folder / "data"

    def moved_in(self, data: Path) -> Path:
        """A copy of an installation on this disk, database included."""
        if self.tablespace:
            return engines.copied(data, self.folder / "data", self.tablespace)
        return shutil.copytree(data, self.folder / "data")

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
    """A folder with a disk of its own where that is allowed; on a server it is skipped where it is not."""
    if engines.ON_SERVER:
        folder = engines.cluster().folder / folder.parent.name  # its user does not get into a test's folder
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MIB}m,mode=0711", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        if engines.ON_SERVER:
            if not mounted:
                pytest.skip("a full disk under a server takes a disk of its own, which only root can make")
            with _tablespace(folder) as name:
                yield Disk(folder, mounted, name)
        else:
            yield Disk(folder, mounted)
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def _tablespace(disk: Path) -> Iterator[str]:
    server, name, tables = engines.cluster(), f"t{secrets.token_hex(6)}", disk / "server"
    tables.mkdir(mode=0o700)
    server.give(tables)
    server.ask(f"CREATE TABLESPACE {name} OWNER {ROLE} LOCATION '{tables}'")
    try:
        yield name
    finally:
        found = "SELECT datname FROM pg_database JOIN pg_tablespace t ON dattablespace = t.oid"
        for (database,) in server.ask(f"{found} WHERE spcname = '{name}'"):
            server.drop(server.url(str(database)))
        server.ask(f"DROP TABLESPACE {name}")
