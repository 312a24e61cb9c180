"""The manifest: a person's own sealed list of their entries, which notices what was removed or set back.

One shard for each month in which entries expire, one root over the shards at month 0. Both are fixed-width
and sorted, so that a change is a search and a splice, never a parse of the whole.

    shard = version u8 | revision u32 | lines, by id
    line  = record id 16 | kind u8 | revision u32 | day u32 | outline 3 | digest 12
    root  = version u8 | revision u32 | saved u64 | notes | lines of: month u32 | revision u32 | count u32,
            by month

The outline says what a check-in holds but its note, and the digest which envelope says so: of a row that is
this very envelope nothing has to be opened to draw it (see `outline_codec`). Lines of version 1 end with the
day; their outline is not known.

A shard carries the revision of the root of its last change. The notes say what was noticed (see `noticed`).
A set-back of everything at once only its owner can notice, by the count and by when it was saved.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from wellbeing.crypto.envelope import DIGEST_LENGTH
from wellbeing.domain.errors import Damaged
from wellbeing.vault.noticed import Notes
from wellbeing.vault.outline_codec import UNKNOWN

VERSION: Final = 2
"""Of shards as they are written."""
ROOT_VERSION: Final = 1
ROOT: Final = 0
"""The month number under which the root is stored."""

_SHARD_HEAD = struct.Struct(">BI")
_SHARD_LINE = struct.Struct(">16sBII3s12s")
_OLD_LINE: Final = 25
"""Bytes of a line in shards of version 1."""
_ROOT_HEAD = struct.Struct(">BIQ")
_ROOT_LINE = struct.Struct(">III")
_TAIL = struct.Struct(">BII3s12s")
_ID: Final = 16
_DAY: Final = slice(5, 9)
"""Where the day stands behind the id."""
_UNKNOWN: Final = bytes(_SHARD_LINE.size - _OLD_LINE)
_SIZES: Final = {1: _OLD_LINE, VERSION: _SHARD_LINE.size}
"""Bytes of a line in each version."""


NO_DIGEST: Final = bytes(DIGEST_LENGTH)
Packed = tuple[bytes, int, int, int, bytes, bytes]
"""The fields of a `Line` in their order, the record as its 16 bytes."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of one entry without opening it."""

    record: UUID
    kind: int
    """`codec.Kind`, as a number, so that a newer kind is kept rather than lost."""
    rev: int
    """Rises with each save, from 1."""
    day: int = 0
    """The proleptic Gregorian ordinal of the entry's day, or 0 when it has none."""
    outline: bytes = field(default=UNKNOWN, repr=False)
    """Of a check-in, its `outline_codec.packed`; 3 bytes."""
    digest: bytes = field(default=NO_DIGEST, repr=False)
    """The `envelope.digest` of the envelope that the outline was taken of; 12 bytes."""


@dataclass(frozen=True, slots=True)
class Shard:
    """The entries that expire in one month."""

    month: int
    rev: int = 0
    """Rises with each change; a new shard that has never been saved is at 0."""
    packed: bytes = field(default=b"", repr=False)
    """The lines, 40 bytes each, sorted by record id."""

    def __len__(self) -> int:
        return len(self.packed) // _SHARD_LINE.size

    def __iter__(self) -> Iterator[Line]:
        for record, *rest in _SHARD_LINE.iter_unpack(self.packed):
            yield Line(UUID(bytes=record), *rest)

    def of(self, kind: int, since: int = 0) -> list[Packed]:
        """Every entry of a kind from a day on, quicker than as `Line`s."""
        lines = _SHARD_LINE.iter_unpack(self.packed)
        return [line for line in lines if line[1] == kind and line[3] >= since]

    def ids(self) -> set[UUID]:
        """The ids of all entries listed."""
        size, packed = _SHARD_LINE.size, self.packed
        return {UUID(bytes=packed[at : at + _ID]) for at in range(0, len(packed), size)}

    def get(self, record: UUID) -> Line | None:
        """The line of an entry."""
        at, found = self._place(record.bytes)
        if not found:
            return None
        return Line(record, *_TAIL.unpack_from(self.packed, at + _ID))

    def on_day(self, kind: int, day: int) -> Line | None:
        """The entry of a kind that was made for a day."""
        packed = self.packed
        want_kind, want_day = bytes((kind,)), day.to_bytes(4, "big")
        for at in range(_ID, len(packed), _SHARD_LINE.size):
            if packed[at : at + 1] == want_kind and packed[at + _DAY.start : at + _DAY.stop] == want_day:
                return Line(UUID(bytes=packed[at - _ID : at]), *_TAIL.unpack_from(packed, at))
        return None

    def put(self, line: Line) -> Shard:
        """The next revision of the shard, with this line added or replaced."""
        at, found = self._place(line.record.bytes)
        rest = at + _SHARD_LINE.size if found else at
        new = _SHARD_LINE.pack(line.record.bytes, line.kind, line.rev, line.day, line.outline, line.digest)
        return Shard(self.month, self.rev + 1, self.packed[:at] + new + self.packed[rest:])

    def drop(self, record: UUID) -> Shard:
        """The next revision of the shard, without this entry; the same shard when it was not there."""
        at, found = self._place(record.bytes)
        if not found:
            return self
        return Shard(self.month, self.rev + 1, self.packed[:at] + self.packed[at + _SHARD_LINE.size :])

    def encode(self) -> bytes:
        """The shard as bytes, to be sealed."""
        return _SHARD_HEAD.pack(VERSION, self.rev) + self.packed

    @classmethod
    def decode(cls, month: int, raw: bytes) -> Shard:
        """The shard that `encode` wrote, in this or an older version of the program.

        Raises:
            Damaged: these are not such bytes.
        """
        if len(raw) < _SHARD_HEAD.size:
            raise Damaged
        version, rev = _SHARD_HEAD.unpack_from(raw)
        packed, size = raw[_SHARD_HEAD.size :], _SIZES.get(version, 0)
        if not size or len(packed) % size:
            raise Damaged
        if version != VERSION:
            packed = b"".join(packed[at : at + size] + _UNKNOWN for at in range(0, len(packed), size))
        return cls(month, rev, packed)

    def _place(self, record: bytes) -> tuple[int, bool]:
        """Where a record's line starts or would start, and whether it is there."""
        packed, size = self.packed, _SHARD_LINE.size
        low, high = 0, len(packed) // size
        while low < high:
            middle = (low + high) // 2
            if packed[middle * size : middle * size + _ID] < record:
                low = middle + 1
            else:
                high = middle
        return low * size, packed[low * size : low * size + _ID] == record


@dataclass(frozen=True, slots=True)
class RootLine:
    """What the root knows of one shard."""

    month: int
    rev: int
    count: int


@dataclass(frozen=True, slots=True)
class Root:
    """All shards of a person, when they were last changed and how often."""

    rev: int = 0
    saved: int = 0
    """Seconds since 1970 of the last change, for the owner to compare with their memory."""
    lines: tuple[RootLine, ...] = ()
    notes: Notes = field(default=Notes(), repr=False)
    """What was noticed."""

    def line(self, month: int) -> RootLine | None:
        """What is known of one shard."""
        return next((line for line in self.lines if line.month == month), None)

    @property
    def count(self) -> int:
        """Entries in all shards."""
        return sum(line.count for line in self.lines)

    def with_shards(self, shards: Iterable[Shard], saved: int) -> Root:
        """The next revision of the root, knowing these shards as they are now; an empty one is dropped."""
        months = {line.month: line for line in self.lines}
        for shard in shards:
            months[shard.month] = RootLine(shard.month, shard.rev, len(shard))
        lines = tuple(months[month] for month in sorted(months) if months[month].count)
        return replace(self, rev=self.rev + 1, saved=saved, lines=lines)

    def without_expired(self, month_now: int) -> Root:
        """The same root without the months that are over, whose shards retention has removed."""
        return replace(self, lines=tuple(line for line in self.lines if line.month >= month_now))

    def encode(self) -> bytes:
        """The root as bytes, to be sealed."""
        head = _ROOT_HEAD.pack(ROOT_VERSION, self.rev, self.saved)
        lines = (_ROOT_LINE.pack(line.month, line.rev, line.count) for line in self.lines)
        return head + self.notes.encode() + b"".join(lines)

    @classmethod
    def decode(cls, raw: bytes) -> Root:
        """The root that `encode` wrote.

        Raises:
            Damaged: these are not such bytes.
        """
        if len(raw) < _ROOT_HEAD.size:
            raise Damaged
        version, rev, saved = _ROOT_HEAD.unpack_from(raw)
        if version != ROOT_VERSION:
            raise Damaged
        notes, rest = Notes.decode(raw[_ROOT_HEAD.size :])
        if len(rest) % _ROOT_LINE.size:
            raise Damaged
        return cls(rev, saved, tuple(RootLine(*line) for line in _ROOT_LINE.iter_unpack(rest)), notes)
