"""What was noticed about a person's entries, kept sealed in the root until they say that they have seen it.

notes = waiting u16 | seen u16 | lines of: trouble u8 | day u32, the waiting ones first
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Final, Self

from wellbeing.domain.errors import Damaged

_HEAD: Final = struct.Struct(">HH")
_LINE: Final = struct.Struct(">BI")


class Trouble(IntEnum):
    """What is not as its owner left it; the number stands in the root, 1 to 255."""

    MISSING = 1
    """The check-in of a day is gone."""
    CHANGED = 2
    """The check-in of a day is an older one, or does not open."""
    STRAY = 3
    """Something is stored that its owner removed or never wrote."""
    MONTH = 4
    """The list of a month's check-ins was gone or older; the day is the first of that month."""
    LOG = 5
    """The page of the own log for a month was gone or older; the day is the first of that month."""
    PROFILE = 6
    """The handle and the seats were gone, older, or did not open."""
    ROOT = 7
    """The list of everything was gone, older, or did not open."""
    ADDRESS = 8
    """The public half of the postbox was somebody else's."""
    POST = 9
    """Something posted did not open."""
    EXPOSURE = 10
    """The exposure record of a day is gone, older, or does not open."""
    OTHER = 15
    """Something without a day, such as the preferences, was gone, older, or did not open."""


@dataclass(frozen=True, slots=True, order=True)
class Noticed:
    """One thing that is not as its owner left it."""

    trouble: int
    """A `Trouble`, as a number, so that one of a newer program is kept rather than lost."""
    day: int = field(default=0, repr=False)
    """The proleptic Gregorian ordinal of the day or of the month's first day, or 0 when it is not known."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What waits to be seen, and what was seen and is still so."""

    waiting: tuple[Noticed, ...] = ()
    seen: tuple[Noticed, ...] = ()

    def adding(self, found: Iterable[Noticed]) -> Notes:
        """The notes with what was found; what was seen before is not told again."""
        new = set(found) - set(self.seen)
        return replace(self, waiting=tuple(sorted({*self.waiting, *new})))

    def checked(self, found: Iterable[Noticed]) -> Notes:
        """The notes after everything was looked at: what was seen and is put right would be news again."""
        there = set(found)
        return replace(self, seen=tuple(one for one in self.seen if one in there)).adding(there)

    def acknowledged(self, told: Iterable[Noticed], found: Iterable[Noticed]) -> Notes:
        """The notes after their owner has seen `told`; of it, only what is `found` to be still so is kept."""
        told, there = set(told), set(found)
        waiting = tuple(one for one in self.waiting if one not in told)
        return Notes(waiting, tuple(sorted((told | set(self.seen)) & there - set(waiting))))

    def mended(self, day: int) -> Notes:
        """The notes after a day was written or removed by its owner: trouble with it would be news again."""
        return replace(self, seen=tuple(one for one in self.seen if one.day != day))

    def encode(self) -> bytes:
        """The notes as bytes, for the root."""
        lines = (_LINE.pack(one.trouble, one.day) for one in (*self.waiting, *self.seen))
        return _HEAD.pack(len(self.waiting), len(self.seen)) + b"".join(lines)

    @classmethod
    def decode(cls, raw: bytes) -> tuple[Self, bytes]:
        """The notes that `encode` wrote, and the bytes after them.

        Raises:
            Damaged: these are not such bytes.
        """
        if len(raw) < _HEAD.size:
            raise Damaged
        waiting, seen = _HEAD.unpack_from(raw)
        end = _HEAD.size + (waiting + seen) * _LINE.size
        if len(raw) < end:
            raise Damaged
        notes = [Noticed(*line) for line in _LINE.iter_unpack(raw[_HEAD.size : end])]
        return cls(tuple(notes[:waiting]), tuple(notes[waiting:])), raw[end:]
