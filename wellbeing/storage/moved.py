"""The file of a main database that was carried elsewhere: put aside until it goes, with a mark in its place.

Where it was it would keep what expires from then on, and whoever starts without `database_url` would take it
for the data. So the mark comes first, which refuses the file, and then the file goes aside. What is cut short
in between is done at the next start on the other database.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Final

from wellbeing.storage.migrations import BEFORE
from wellbeing.storage.past import journal_of

_SAYS: Final = "The data is in another database now. Set database_url.\n"
"""What the mark says to whoever opens it; only that it is there counts."""


def went(file: Path) -> bool:
    """Whether what this file held lives in another database now."""
    try:
        return _mark(file).exists()
    except OSError:
        return False  # the folder is out of reach, which is said when the file is opened


def put_aside(file: Path) -> Path | None:
    """Mark that the data lives elsewhere and put its file aside; cut short, it may be run again.

    Best while nobody else may write: SQLite then refuses whoever has the file open still.

    Returns:
        Where the file lies now, to go like any older copy; its days begin now. None when there was none.

    Raises:
        OSError: there is no room, or the folder cannot be written to.
    """
    _write(_mark(file))
    kept = None
    if _filled(file):
        kept = next(one for one in _names(file) if not one.exists())
        # A process that was killed may have left a journal that belongs to the file.
        for one, to in ((journal_of(file), journal_of(kept)), (file, kept)):
            if _filled(one):
                os.utime(one)
                one.replace(to)
    for one in (file, journal_of(file)):
        one.unlink(missing_ok=True)
    _settle(file.parent)
    return kept


def came_back(file: Path) -> None:
    """Take the mark away: the file holds the data again.

    Raises:
        OSError: the folder cannot be written to.
    """
    _mark(file).unlink(missing_ok=True)
    _settle(file.parent)


def _mark(file: Path) -> Path:
    return file.with_name(f"{file.name}.moved")


def _names(file: Path) -> Iterator[Path]:
    """What the file may be called then; one from an earlier time keeps its own name."""
    yield file.with_name(f"{file.name}{BEFORE}move")
    yield from (file.with_name(f"{file.name}{BEFORE}move-{number}") for number in count(2))


def _filled(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def _write(mark: Path) -> None:
    with os.fdopen(os.open(mark, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write(_SAYS)
        out.flush()
        os.fsync(out.fileno())
    _settle(mark.parent)


def _settle(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
