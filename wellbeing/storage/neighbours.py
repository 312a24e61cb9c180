"""The other processes of one data folder, told apart by locks that the system drops when a process ends.

    holding        who takes or looks holds it for that moment; 16 bytes of chance, new at a first start
    holding-NAME   the process of that name holds its first byte, and one byte more for each person it is with
    leading        the process that runs the daily jobs holds it
    seats          eight bytes of chance, other ones after each change of seats or units

Nothing about anybody is in these files: a lock is no byte on the disk, a person's is found by a keyed hash of
their id, and the key is new whenever the first process starts. The locks are POSIX ones, which belong to the
process: they end with it however it ends, no other process can hold one meanwhile, and there is no connection
to be lost. Closing any descriptor of a file drops them, so our own file is opened once.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from wellbeing.domain.errors import ServedElsewhere
from wellbeing.domain.people import PersonId

GATE: Final = "holding"
LEADING: Final = "leading"
SEATS: Final = "seats"
LOOKS: Final = 12
"""Looks without a session until somebody is let go: a minute, at one look in five seconds."""
_ALIVE: Final = 0
"""The byte that a process holds for itself."""
_SALT: Final = 16
_NEWS: Final = 8
_WIDEST: Final = 1 << 62
"""Offsets of locks stay below it."""


class FileNeighbours:
    """What one process holds, and asks of the others. Fits `services.neighbours.Neighbours`."""

    def __init__(self, data: Path, name: str, key: bytes) -> None:
        """Begin to be a process of this name.

        Args:
            data: the data folder, which all of them share.
            name: what this one is called; nobody else may be called so.
            key: the installation's secret, so that no lock tells whose it is.

        Raises:
            BlockingIOError: another process has this name.
            OSError: the folder cannot be written to.
        """
        self.name = name
        self._data = data
        self._turn = threading.Lock()
        self._held: dict[PersonId, tuple[int, int]] = {}
        """Where each person's lock is, and at how many looks nobody was there."""
        self._leading: int | None = None
        self._gate = _open(data / GATE)
        self._own = _open(data / f"{GATE}-{name}")
        self._seats = _open(data / SEATS)
        self._heard = self._said()
        with self._alone():
            _lock(self._own, _ALIVE)
            self._key = hmac.digest(key, self._salt(), hashlib.sha256)

    def take(self, person: PersonId) -> bool:
        """Have a person be with this process; whether they were not before.

        Raises:
            ServedElsewhere: they are with another one.
        """
        with self._turn:
            place, _ = self._held.get(person, (0, 0))
            if not place:
                place = self._place(person)
                with self._alone():
                    for name, file in self._others():
                        if _locked(file, place):
                            raise ServedElsewhere(name)
                    _lock(self._own, place)
            new = person not in self._held
            self._held[person] = (place, 0)
            return new

    def keep(self, present: frozenset[PersonId]) -> None:
        """Let go of everybody who has had no session here for `LOOKS` looks."""
        with self._turn:
            for person, (place, looks) in tuple(self._held.items()):
                if person in present:
                    self._held[person] = (place, 0)
                elif looks + 1 < LOOKS:
                    self._held[person] = (place, looks + 1)
                else:
                    fcntl.lockf(self._own, fcntl.LOCK_UN, 1, place)
                    del self._held[person]

    def serves(self, name: str) -> bool:
        """Whether another process of this name lives."""
        with self._turn, self._alone():
            return any(one == name and _locked(file, _ALIVE) for one, file in self._others())

    def seats_changed(self) -> None:
        """Tell the others that seats or units have changed."""
        os.pwrite(self._seats, secrets.token_bytes(_NEWS), 0)

    def hear(self, look: Callable[[], None]) -> bool:
        """Call a function if anybody has said so since it last came to its end; this process too."""
        said = self._said()
        if said == self._heard:
            return False
        look()
        self._heard = said
        return True

    def leads(self) -> bool:
        """Whether this is the process that runs the daily jobs; asking takes the part if it is free."""
        if self._leading is None:
            file = _open(self._data / LEADING)
            try:
                _lock(file, _ALIVE)
            except BlockingIOError:
                os.close(file)
                return False
            self._leading = file
        return True

    def close(self) -> None:
        """Let go of everything."""
        for file in (self._own, self._gate, self._seats, self._leading):
            if file is not None:
                os.close(file)

    def _place(self, person: PersonId) -> int:
        """Where in a process's file a person's lock is; two at one place would only stay together."""
        digest = hmac.digest(self._key, person.bytes, hashlib.sha256)
        return 1 + int.from_bytes(digest[:8], "big") % (_WIDEST - 1)

    def _salt(self) -> bytes:
        """The bytes of chance that all living processes share; new ones when there is no other."""
        kept = os.pread(self._gate, _SALT, 0)
        if len(kept) != _SALT or not any(_locked(file, _ALIVE) for _, file in self._others()):
            kept = secrets.token_bytes(_SALT)
            os.pwrite(self._gate, kept, 0)
        return kept

    def _said(self) -> bytes:
        return os.pread(self._seats, _NEWS, 0)

    def _others(self) -> Iterator[tuple[str, int]]:
        """The names of all other processes there ever were, each with its file."""
        for path in sorted(self._data.glob(f"{GATE}-*")):
            name = path.name.removeprefix(f"{GATE}-")
            if name == self.name:
                continue  # closing it would drop our own locks
            with suppress(FileNotFoundError):
                file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
                try:
                    yield name, file
                finally:
                    os.close(file)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the gate: between a look at the others and our own lock nobody else takes one."""
        fcntl.flock(self._gate, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._gate, fcntl.LOCK_UN)


def serving(data: Path) -> tuple[str, ...]:
    """The names of the processes that live, for `wellbeing doctor`; never asked by one of them."""
    found = []
    for path in sorted(data.glob(f"{GATE}-*")):
        with suppress(OSError):
            file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
            try:
                if _locked(file, _ALIVE):
                    found.append(path.name.removeprefix(f"{GATE}-"))
            finally:
                os.close(file)
    return tuple(found)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _lock(file: int, place: int) -> None:
    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)


def _locked(file: int, place: int) -> bool:
    """Whether another process holds this byte; looking leaves no lock behind."""
    try:
        fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB, 1, place)
    except (BlockingIOError, PermissionError):  # POSIX allows either
        return True
    fcntl.lockf(file, fcntl.LOCK_UN, 1, place)
    return False
