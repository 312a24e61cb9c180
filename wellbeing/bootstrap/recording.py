"""The administrators' records of one installation: what a start notes, and how they are checked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wellbeing import __version__
from wellbeing.bootstrap.backups import PUBLIC_FILE
from wellbeing.bootstrap.lines import FILE_NAME as LINES_FILE
from wellbeing.bootstrap.looking import looking_in
from wellbeing.bootstrap.places import Places
from wellbeing.bootstrap.signed_logs import parting, public_key_of, reading
from wellbeing.crypto import tags
from wellbeing.domain.audit import Act, By
from wellbeing.domain.errors import LogBroken, RecordsBroken, ReleaseKeyMissing
from wellbeing.domain.people import UnitId
from wellbeing.services import audit as log
from wellbeing.services.audit import Audit, ReadRecords
from wellbeing.settings import NAMES, Settings, Source
from wellbeing.storage.migrations import MAIN, newest_revision
from wellbeing.storage.opening import Storage
from wellbeing.storage.release_text import audit_text
from wellbeing.storage.unit_of_work import SqlUnitOfWork

_VERSION: Final = "version"
_SETTINGS: Final = "settings"
_MARK_LENGTH: Final = 8
"""Bytes that are kept of each setting's mark: enough to see that it changed, too few to look it up by."""
_FILES: Final = {"backup_key": PUBLIC_FILE, "help_lines": LINES_FILE}
"""What an installer decides by a file in the data folder: the name it is noted by, and the file."""


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """Records that were read from the first line to the last, and are sound."""

    lines: int
    head: str
    """The hash of the newest line."""
    public_key: bytes
    met: bool
    """Whether a line has the hash that somebody wrote down earlier."""


def note_version(storage: Storage, audit: Audit) -> None:
    """Note that another version than last time opens the data, with the schema it brought it to."""
    now = json.dumps([__version__, newest_revision(MAIN)]).encode()
    with storage.look() as work:
        if work.meta.get(_VERSION) == now:
            return
    with storage.begin() as work:
        if work.meta.get(_VERSION) != now:
            work.meta.put(_VERSION, now)
            schema = newest_revision(MAIN)
            audit.note(work, Act.VERSION, By.INSTALLER, version=__version__, schema=schema)
            work.commit()


def note_settings(storage: Storage, audit: Audit, settings: Settings, pepper: bytes) -> None:
    """Note the names of settings that are others than at the last start; of values only a mark is kept.

    The half of a key that backups are sealed to and corrected help lines count as settings.
    """
    marks = {name: _mark(settings, name, pepper) for name in NAMES}
    marks |= {name: _mark_of(settings.data / file, name, pepper) for name, file in _FILES.items()}
    with storage.begin() as work:
        kept = work.meta.get(_SETTINGS)
        usual = {name: _mark(Settings(), name, pepper) for name in NAMES}
        usual |= {name: _shortened(pepper, name, "") for name in _FILES}
        before = usual if kept is None else {**usual, **json.loads(kept)}
        changed = sorted(name for name, mark in marks.items() if before[name] != mark)
        if kept is None or changed:
            work.meta.put(_SETTINGS, json.dumps(marks, sort_keys=True).encode())
            if changed:
                audit.note(work, Act.SETTINGS, By.INSTALLER, names=",".join(changed))
            work.commit()


def _mark(settings: Settings, name: str, pepper: bytes) -> str:
    """What is kept of a setting's value; what nobody set counts as unset, whatever the app made of it."""
    set_ = settings.source(name) is not Source.DEFAULT
    value = str(getattr(settings, name)) if set_ else ""
    return _shortened(pepper, name, value)


def _mark_of(file: Path, name: str, pepper: bytes) -> str:
    """What is kept of a file; one that is not there or cannot be read counts as empty."""
    content = b""
    with suppress(OSError):
        content = file.read_bytes()
    return _shortened(pepper, name, content.hex())


def _shortened(pepper: bytes, name: str, value: str) -> str:
    return tags.setting_mark(pepper, name, value)[:_MARK_LENGTH].hex()


def reading_records(settings: Settings) -> AbstractContextManager[ReadRecords | None]:
    """What reads the records of an installation and changes nothing; None when there are none yet.

    Raises:
        ReleaseKeyMissing: there are records, but not the key that signed them.
    """
    return reading(settings, lambda work: work.audit.last(), ReadRecords)


def unit_names(settings: Settings) -> Mapping[UnitId, str]:
    """The names of the units there are; none while there is no installation of this version."""
    with looking_in(settings) as main:
        if main is None:
            return {}
        with SqlUnitOfWork.looking(main) as work:
            return {one.id: one.name for one in work.units.all()}


def check_records(settings: Settings, noted: str = "") -> RecordFacts | None:
    """Read the records of an installation, in the database and as text; None when there are none.

    Args:
        settings: of the installation.
        noted: the hash of a line that somebody wrote down earlier.

    Raises:
        RecordsBroken: with the number of the first line that is not sound, or on which the two differ.
        ReleaseKeyMissing: the key that signed them is not there.
    """
    text = audit_text(Places.of(settings).audit_text)
    try:
        with reading_records(settings) as records:
            if records is None:
                if text.last() is not None:
                    raise ReleaseKeyMissing
                return None
            lines, met = records.verify(noted)
            if number := parting(records, text, min(lines, log.verify(text.read(), records.public_key)[0])):
                raise RecordsBroken(number)
            return RecordFacts(lines, log.head(records.newest()), records.public_key, met)
    except LogBroken as error:
        raise RecordsBroken(error.number) from None


def check_records_copy(file: Path, public_key: str, noted: str = "") -> RecordFacts:
    """Read a copy of the text, with nothing but the public key.

    Raises:
        BadInput: this is no public key.
        RecordsBroken: with the number of the first line that is not sound.
    """
    public, text = public_key_of(public_key), audit_text(file)
    try:
        lines, met = log.verify(text.read(), public, noted=noted)
        return RecordFacts(lines, log.head(text.last()), public, met)
    except LogBroken as error:
        raise RecordsBroken(error.number) from None
