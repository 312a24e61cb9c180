"""A signed log as a text file, `releases.jsonl` or `audit.jsonl`: one line of JSON for each line of the log.

    {"body": "…the JSON text that was signed…", "signature": "…64 bytes as hex…"}

Anybody may copy it and check it with the public key alone. It is only ever added to; a line that was cut
short by a crash is taken off before the next one is written.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, Generic, TypeVar

from wellbeing.anonymity import log
from wellbeing.domain import audit as records
from wellbeing.domain.errors import DiskFull, FolderReadOnly, LogBroken
from wellbeing.domain.releases import Line
from wellbeing.services import audit
from wellbeing.services.signed_copies import Signed

TEXT_FILE: Final = "releases.jsonl"
AUDIT_FILE: Final = "audit.jsonl"
_BLOCK: Final = 4096
L = TypeVar("L", bound=Signed)


class SignedTextFile(Generic[L]):
    """One text log. Fits `services.signed_copies.Text`."""

    def __init__(self, file: Path, read: Callable[[str, bytes], L]) -> None:
        """Keep a log in a file.

        Args:
            file: where; it need not be there yet.
            read: makes a line of its body and its signature.
        """
        self._file = file
        self._read_line = read

    def last(self) -> L | None:
        """The newest whole line; one that was cut short is none.

        Raises:
            LogBroken: it is no line of ours.
        """
        try:
            with self._file.open("rb") as text:
                return self._last(text)
        except FileNotFoundError:
            return None

    def read(self, after: int = 0) -> Iterator[L]:
        """Every whole line but the first so many, one after the other.

        Raises:
            LogBroken: with the number of the first that is no line of ours.
        """
        try:
            text = self._file.open("rb")
        except FileNotFoundError:
            return
        with text:
            whole = (one for one in text if one.endswith(b"\n"))
            for number, one in enumerate(islice(whole, after, None), after + 1):
                yield self._line(one, number)

    def append(self, lines: Iterable[L]) -> None:
        """Write lines to its end, on the disk when this returns; those that stand there already are left out.

        Raises:
            LogBroken: a line in between would be missing.
            DiskFull, FolderReadOnly: it cannot be written; what was begun is taken off the next time.
        """
        try:
            made = not self._file.exists()
            descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
            with os.fdopen(descriptor, "r+b") as text:
                fcntl.flock(text, fcntl.LOCK_EX)  # two processes may settle at once
                self._add(text, lines)
                text.flush()
                os.fsync(text.fileno())
            if made:
                _sync(self._file.parent)
        except OSError as error:
            raise (DiskFull if error.errno == errno.ENOSPC else FolderReadOnly) from None

    def _add(self, text: BinaryIO, lines: Iterable[L]) -> None:
        newest = self._last(text)
        text.truncate(_whole(text))
        text.seek(0, os.SEEK_END)
        number = 0 if newest is None else newest.number
        for line in lines:
            if line.number <= number:
                continue
            if line.number != number + 1:
                raise LogBroken(number + 1)
            said = {"body": line.body, "signature": line.signature.hex()}
            text.write(json.dumps(said, separators=(",", ":")).encode() + b"\n")
            number = line.number

    def _last(self, text: BinaryIO) -> L | None:
        end = _whole(text)
        if not end:
            return None
        at, held = end - 1, b""  # before the line's own end
        while b"\n" not in held and at > 0:
            start = max(0, at - _BLOCK)
            text.seek(start)
            held = text.read(at - start) + held
            at = start
        return self._line(held.rsplit(b"\n", 1)[-1], 0)

    def _line(self, raw: bytes, number: int) -> L:
        with suppress(ValueError, KeyError, TypeError, LogBroken):
            said = json.loads(raw)
            return self._read_line(said["body"], bytes.fromhex(said["signature"]))
        raise LogBroken(number)


def release_text(file: Path) -> SignedTextFile[Line]:
    """The log of releases in a file."""
    return SignedTextFile(file, log.read)


def audit_text(file: Path) -> SignedTextFile[records.Line]:
    """The administrators' records in a file."""
    return SignedTextFile(file, audit.read)


def _whole(text: BinaryIO) -> int:
    """Bytes up to the end of the last line that was written to its end."""
    at = text.seek(0, os.SEEK_END)
    while at > 0:
        start = max(0, at - _BLOCK)
        text.seek(start)
        found = text.read(at - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        at = start
    return 0


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
