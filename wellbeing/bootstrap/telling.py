"""What tells teams of their periods, from the files of one installation: boxes, log, keys and text."""

from __future__ import annotations

from wellbeing.bootstrap.places import Places
from wellbeing.domain.errors import LogBroken, ReleaseKeyMissing, ReleaseKeyWrong
from wellbeing.services.ports import Clock
from wellbeing.services.releases import ReleaseKeys, Releases
from wellbeing.services.told import verify_newest
from wellbeing.storage.opening import Storage
from wellbeing.storage.release_text import ReleaseTextFile


def releases_of(places: Places, storage: Storage, clock: Clock) -> Releases:
    """The releases of an installation; their keys are made at its first start with this version.

    Raises:
        ReleaseKeyMissing: there is a log, but not the key that signed it.
        ReleaseKeyWrong: another key signed it.
        FolderReadOnly, DiskFull: a key cannot be written.
    """
    text = ReleaseTextFile(places.release_text)
    keys = ReleaseKeys(places.read_or_make_box_key(), _signing_key(places, storage, text))
    releases = Releases(storage.begin, storage.look, storage.boxes, text, clock, keys)
    with storage.look() as work:
        newest = work.releases.last()
    if newest is not None and not verify_newest(newest, releases.public_key):
        raise ReleaseKeyWrong
    return releases


def _signing_key(places: Places, storage: Storage, text: ReleaseTextFile) -> bytes:
    try:
        return places.read_release_key()
    except ReleaseKeyMissing:
        if _begun(storage, text):
            raise
    return places.make_release_key()


def _begun(storage: Storage, text: ReleaseTextFile) -> bool:
    """Whether anything was ever told."""
    with storage.look() as work:
        if work.releases.last() is not None:
            return True
    try:
        return text.last() is not None
    except LogBroken:
        return True
