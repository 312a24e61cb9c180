"""The administrators' records as a signed, hash-chained log, of the same make as that of releases.

A line is a JSON text with sorted keys. Its hash is SHA-256 of that text, and the next line holds it. The key
is the one that signs releases, so that an officer writes one public key down for both logs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from wellbeing import __version__
from wellbeing.crypto import signing
from wellbeing.domain.audit import Act, By, Line, Note, Value
from wellbeing.domain.errors import LogBroken, RecordsBroken
from wellbeing.domain.people import UnitId
from wellbeing.services import signed_copies
from wellbeing.services.ports import Begin, Clock, UnitOfWork
from wellbeing.services.signed_copies import AT_ONCE

BEGINNING: Final = "0" * 64
"""What stands in the first line for the hash of the one before."""
_NAME: Final = "administrators"
"""Stands in each line, so that no line of another log that the same key signed passes for one of these."""
_KEYS: Final = {"log", "number", "act", "by", "day", "unit", "facts", "version", "before"}


def line(before: Line | None, note: Note, *, key: bytes, version: str) -> Line:
    """The next line, signed.

    Args:
        before: the line before it, or None for the first.
        note: what it says.
        key: the signing key.
        version: of the app.
    """
    said: dict[str, Any] = {
        "log": _NAME,
        "number": 1 if before is None else before.number + 1,
        "act": note.act.value,
        "by": note.by.value,
        "day": note.day.isoformat(),
        "unit": None if note.unit is None else str(note.unit),
        "facts": dict(note.facts),
        "version": version,
        "before": BEGINNING if before is None else head(before),
    }
    body = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return read(body, signing.sign(key, body.encode()))


def read(body: str, signature: bytes) -> Line:
    """A stored line; its signature is not looked at.

    Raises:
        RecordsBroken: it is no line of these records.
    """
    try:
        said = json.loads(body)
        if said.keys() != _KEYS or said["log"] != _NAME or type(said["number"]) is not int:
            raise ValueError  # noqa: TRY301 told like everything else that does not fit
        unit = said["unit"]
        note = Note(
            Act(said["act"]),
            By(said["by"]),
            date.fromisoformat(said["day"]),
            None if unit is None else UnitId(UUID(unit)),
            tuple(sorted(said["facts"].items())),
        )
        return Line(said["number"], note, str(said["version"]), body, signature)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise RecordsBroken from None


def head(newest: Line | None) -> str:
    """The hash of a line, for anybody to write down and compare; that of nothing when there is none."""
    return BEGINNING if newest is None else hashlib.sha256(newest.body.encode()).hexdigest()


def verify(
    lines: Iterable[Line], public: bytes, after: Line | None = None, noted: str = ""
) -> tuple[int, bool]:
    """Check numbers, hashes and signatures of every line after one.

    Args:
        lines: in their order.
        public: the public key.
        after: a line that is known already, or None to begin with the first line there ever was.
        noted: the hash of a line that somebody wrote down earlier.

    Returns:
        The number of the last sound line, and whether one of them has the hash that was written down.

    Raises:
        RecordsBroken: a line is missing, changed, not signed by this key or not what its text says; it holds
            the number of that line.
    """
    before, number, met = head(after), 0 if after is None else after.number, False
    for one in lines:
        number += 1
        if not signing.signed(public, one.body.encode(), one.signature):
            raise RecordsBroken(number)
        try:
            sound = one == read(one.body, one.signature) and json.loads(one.body)["before"] == before
        except LogBroken:
            raise RecordsBroken(number) from None
        if not sound or one.number != number:
            raise RecordsBroken(number)
        before = head(one)
        met = met or before == noted
    return number, met


class ReadRecords:
    """Reads the records; anybody with an account may see every byte of them."""

    def __init__(self, look: Begin, public_key: bytes) -> None:
        self._look = look
        self.public_key = public_key
        """By which anybody can check them, 32 bytes."""

    def newest(self) -> Line | None:
        """The newest line."""
        with self._look() as work:
            return work.audit.last()

    def lines(self, after: int = 0, most: int | None = None) -> Sequence[Line]:
        """Every line with a higher number; the first so many of them when that is said."""
        with self._look() as work:
            return work.audit.all(after, most)

    def each(self) -> Iterator[Line]:
        """Every line from the first on."""
        after = 0
        while some := self.lines(after, AT_ONCE):
            yield from some
            after = some[-1].number

    def verify(self, noted: str = "") -> tuple[int, bool]:
        """As the function of this name, from the first line on."""
        return verify(self.each(), self.public_key, noted=noted)


class Audit(ReadRecords):
    """Adds to the records inside the transaction of what it notes: both stay, or neither."""

    def __init__(self, begin: Begin, look: Begin, clock: Clock, key: bytes) -> None:
        super().__init__(look, signing.public_of(key))
        self._begin = begin
        self._clock = clock
        self._key = key

    def note(self, work: UnitOfWork, act: Act, by: By, unit: UnitId | None = None, /, **facts: Value) -> None:
        """Say what is done in this unit of work.

        Raises:
            DatabaseBusy: another process has added a line at the same moment; nothing was done then.
        """
        today = self._clock.now().date()
        note = Note(act, by, today, unit, tuple(sorted(facts.items())))
        work.audit.add(line(work.audit.held(), note, key=self._key, version=__version__))

    def record(self, act: Act, by: By, /, **facts: Value) -> None:
        """Say what was done outside the database, such as a backup."""
        with self._begin() as work:
            self.note(work, act, by, **facts)
            work.commit()

    def settle(self, text: signed_copies.Text[Line]) -> None:
        """Give the text file and the database what the other has and it has not.

        Raises:
            RecordsBroken: they tell different things, or a line of the text was not signed here.
        """
        try:
            signed_copies.settle(
                self._begin,
                self._look,
                lambda work: work.audit,
                text,
                lambda some, before: verify(some, self.public_key, before),
            )
        except LogBroken as error:
            raise RecordsBroken(error.number) from None
