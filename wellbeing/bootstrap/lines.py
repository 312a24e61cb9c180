"""The help lines of one installation: those that ship, and the corrections in its data folder."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path
from typing import Final

from wellbeing.domain.errors import LinesRefused, LinesUnreadable
from wellbeing.domain.logged import Logged
from wellbeing.domain.resources import LINES, Directory, Line, check
from wellbeing.domain.resources.file_form import read, written

FILE_NAME: Final = "resources.toml"
"""Corrections, in the data folder: `wellbeing resources import` writes it."""
_log = logging.getLogger(__name__)


def directory_of(data: Path) -> Directory:
    """What ships with the folder's corrections; help never waits for a file that is broken."""
    try:
        return Directory.of(LINES, corrections(data))
    except (LinesUnreadable, LinesRefused, OSError):
        _log.warning(
            "%s in the data folder cannot be used; the lines that ship are shown",
            FILE_NAME,
            extra=Logged.LINES_UNUSABLE.extra,
        )
        return Directory.of(LINES)


def corrections(data: Path) -> tuple[Line, ...]:
    """The corrected lines of a data folder; none when there is no such file.

    Raises:
        LinesUnreadable: the file is none of ours.
        LinesRefused: a line of it is wrong, whatever day it is.
    """
    file = data / FILE_NAME
    if not file.exists():
        return ()
    try:
        lines = read(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise LinesUnreadable from None
    if any(one.stops for one in check(lines, date.min)):
        raise LinesRefused
    return lines


def keep(data: Path, lines: tuple[Line, ...]) -> Path:
    """Write the corrections, whole or not at all; they are shown from the next start on."""
    file = data / FILE_NAME
    spare = file.with_suffix(".new")
    spare.write_text(written(lines), encoding="utf-8")
    spare.replace(file)
    return file
