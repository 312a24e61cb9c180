"""Reads a SQLite file past SQLite, to look for what must not be in it any more.

POSIX drops every lock of a process on a file as soon as the process closes any descriptor of it, those that
SQLite holds included. Another process could then write while one of our threads reads. So one descriptor is
opened, and stays open for as long as the file is looked through.
"""

from __future__ import annotations

import os
import weakref
from pathlib import Path


class Past:
    """One database file with its journal."""

    def __init__(self, file: Path) -> None:
        """Open the file, which must be there."""
        self._journal = journal_of(file)
        self._file = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, self._file)

    def read(self) -> bytes:
        """Every byte of both."""
        held = os.pread(self._file, os.fstat(self._file).st_size, 0)
        if self._journal.exists():
            held += self._journal.read_bytes()
        return held


def journal_of(file: Path) -> Path:
    """The rollback journal beside a SQLite file."""
    return file.with_name(file.name + "-journal")
