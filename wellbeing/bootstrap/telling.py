"""What tells teams of their periods, from the files of one installation: boxes, log, keys and text."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wellbeing.bootstrap.places import Places
from wellbeing.bootstrap.signed_logs import parting, public_key_of, reading
from wellbeing.domain.errors import LogBroken, ReleaseKeyMissing, ReleaseKeyWrong
from wellbeing.domain.releases import Line
from wellbeing.services.ports import Clock
from wellbeing.services.releases import ReleaseKeys, Releases
from wellbeing.services.told import ReadReleases, head_of, verify_newest, verify_text
from wellbeing.settings import Settings
from wellbeing.storage.opening import Storage
from wellbeing.storage.release_text import SignedTextFile, release_text

NOTHING: Final = "0" * 64
"""The head of a log without a line."""


@dataclass(frozen=True, slots=True)
class LogFacts:
    """A log that was read from its first line to its last, and is sound."""

    lines: int
    head: str
    """The hash of the newest line."""
    public_key: bytes
    """By which anybody can check it."""


def releases_of(places: Places, storage: Storage, clock: Clock) -> Releases:
    """The releases of an installation; their keys are made at its first start with this version.

    Raises:
        ReleaseKeyMissing: there is a log, but not the key that signed it.
        ReleaseKeyWrong: another key signed it.
        FolderReadOnly, DiskFull: a key cannot be written.
    """
    text = release_text(places.release_text)
    keys = ReleaseKeys(places.read_or_make_box_key(), _signing_key(places, storage, text))
    releases = Releases(storage.begin, storage.look, storage.boxes, text, clock, keys)
    with storage.look() as work:
        newest = work.releases.last()
        noted = work.audit.last()
    for one in (newest, noted):
        if one is not None and not verify_newest(one, releases.public_key):
            raise ReleaseKeyWrong
    return releases


def _signing_key(places: Places, storage: Storage, text: SignedTextFile[Line]) -> bytes:
    try:
        return places.read_release_key()
    except ReleaseKeyMissing:
        if _begun(storage, text):
            raise
    return places.make_release_key()


def _begun(storage: Storage, text: SignedTextFile[Line]) -> bool:
    """Whether anything was ever told, or noted in the administrators' records."""
    with storage.look() as work:
        if work.releases.last() is not None or work.audit.last() is not None:
            return True
    try:
        return text.last() is not None
    except LogBroken:
        return True


def check_log(settings: Settings) -> LogFacts | None:
    """Read the log of an installation, in the database and as text; None when nothing was ever told.

    Raises:
        LogBroken: with the number of the first line that is not sound, or on which the two differ.
        ReleaseKeyMissing, ReleaseKeyWrong: the key that signed it is not there.
    """
    text = release_text(Places.of(settings).release_text)
    with reading_releases(settings) as releases:
        if releases is None:
            if text.last() is not None:
                raise ReleaseKeyMissing
            return None
        lines = releases.verify()
        if number := parting(releases, text, min(lines, verify_text(text.read(), releases.public_key))):
            raise LogBroken(number)
        return LogFacts(lines, releases.head(), releases.public_key)


def check_copy(file: Path, public_key: str) -> LogFacts:
    """Read a copy of the text log, with nothing but the public key.

    Raises:
        BadInput: this is no public key.
        LogBroken: with the number of the first line that is not sound.
    """
    public, text = public_key_of(public_key), release_text(file)
    lines, newest = verify_text(text.read(), public), text.last()
    return LogFacts(lines, NOTHING if newest is None else head_of(newest), public)


def reading_releases(settings: Settings) -> AbstractContextManager[ReadReleases | None]:
    """What reads the log of an installation; None when it has no key to sign one yet."""
    return reading(settings, lambda work: work.releases.last(), ReadReleases)
