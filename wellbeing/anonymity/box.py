"""The ballot box: six counters born with noise, and the slots by which people change their own part.

    version u8 | group 16 | period u32 | roster u16 | six counters i32 | ballots u16
    token 32 and slot 32 of each ballot, by token | zeros up to the room for one ballot a seat

One box for each group and period, sealed as one blob whose size follows from the roster alone. A ballot has
no row, id, time or order: they lie sorted by tokens that look random to everybody but their owners. Whoever
belongs to the group and was here in the period has one, also one that adds nothing. So whoever has the box
and its key sees counters with noise in them and how many people were here, not whose ballots they are, not
what they say, and not how many take part.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from wellbeing.anonymity.noise import Noise
from wellbeing.crypto import ballots, envelope
from wellbeing.crypto.ballots import SLOT_LENGTH, TOKEN_LENGTH
from wellbeing.domain.contribution import NOTHING, Cell, Contribution
from wellbeing.domain.errors import BadInput, BoxFull, Damaged
from wellbeing.domain.releases import Counters

VERSION: Final = 1
KEY_LENGTH: Final = envelope.KEY_LENGTH
_HEAD = struct.Struct(">B16sIH6iH")
_SLOT = struct.Struct(">BBBB")
_BALLOT: Final = TOKEN_LENGTH + SLOT_LENGTH
_GENERATION: Final = 0
"""The key of the boxes has no generations: a box lives four weeks."""


@dataclass(frozen=True, slots=True)
class Box:
    """One group's box for one period; every change gives a new one."""

    group: UUID
    period: int
    roster: int
    """Seats at the start of the period, and so the most ballots it takes."""
    counters: Counters = field(repr=False)
    packed: bytes = field(default=b"", repr=False)
    """Token and slot of each ballot, sorted by token."""

    @classmethod
    def fresh(cls, group: UUID, period: int, roster: int, noise: Noise) -> Box:
        """A new box: everybody on the roster counts in NONE, and noise lies on everything."""
        none, low, middle, high, half_hours, breaks = noise.draw()
        return cls(group, period, roster, Counters(none + roster, low, middle, high, half_hours, breaks))

    def mine(self, ballot_key: bytes | bytearray) -> Contribution:
        """What this person has in the box; `NOTHING` when that is so.

        Raises:
            Damaged: their slot does not open.
        """
        at, found = self._place(self._token(ballot_key))
        if not found:
            return NOTHING
        slot = self.packed[at + TOKEN_LENGTH : at + _BALLOT]
        return _read(ballots.open_slot(ballot_key, self.group.bytes, self.period, slot))

    def cast(self, ballot_key: bytes | bytearray, wanted: Contribution) -> Box:
        """The box with this person's part as wanted, whatever it was; `NOTHING` takes it back.

        Casting the same again gives the same box, so nobody counts twice. A ballot whose part is taken back
        stays and adds nothing.

        Raises:
            BoxFull: there are as many ballots as seats.
            Damaged: the person's slot does not open. They cannot change it in this period: what it added is
                not known, and to add again could count them twice.
        """
        before = self.mine(ballot_key)
        at, found = self._place(self._token(ballot_key))
        rest = self.packed[at + _BALLOT :] if found else self.packed[at:]
        if wanted == before:
            return self
        if not found and self.ballots >= self.roster:
            raise BoxFull
        new = self._ballot(ballot_key, wanted)
        moved = zip(self.counters.all, before.counts, wanted.counts, strict=True)
        counters = Counters(*(there - was + now for there, was, now in moved))
        return replace(self, counters=counters, packed=self.packed[:at] + new + rest)

    def holds(self, ballot_key: bytes | bytearray) -> bool:
        """Whether a ballot of this person lies in it, also one that adds nothing."""
        return self._place(self._token(ballot_key))[1]

    def with_ballot(self, ballot_key: bytes | bytearray) -> Box:
        """The box with a ballot of this person, one that adds nothing when there is none and room for it.

        For everybody who belongs to the group, whether they take part or not: otherwise the number of ballots
        would tell a thief with the key how many do.
        """
        at, found = self._place(self._token(ballot_key))
        if found or self.ballots >= self.roster:
            return self
        new = self._ballot(ballot_key, NOTHING)
        return replace(self, packed=self.packed[:at] + new + self.packed[at:])

    def without_ballot(self, ballot_key: bytes | bytearray) -> Box:
        """The box with nothing of this person in it, as when their account is deleted.

        Raises:
            Damaged: their slot does not open.
        """
        taken = self.cast(ballot_key, NOTHING)
        at, found = taken._place(taken._token(ballot_key))  # noqa: SLF001 - it is another of our own
        packed = taken.packed[:at] + taken.packed[at + _BALLOT :] if found else taken.packed
        return replace(taken, packed=packed)

    @property
    def ballots(self) -> int:
        """How many lie in it, those that add nothing included; told to nobody."""
        return len(self.packed) // _BALLOT

    def seal(self, key: bytes) -> bytes:
        """The box as one blob, the same size for the same roster; every sealing looks new."""
        head = _HEAD.pack(
            VERSION, self.group.bytes, self.period, self.roster, *self.counters.all, self.ballots
        )
        text = (head + self.packed).ljust(_HEAD.size + self.roster * _BALLOT, b"\0")
        return envelope.seal(key, _GENERATION, self.group.bytes, _fields(self.group, self.period), text)

    @classmethod
    def open(cls, key: bytes, group: UUID, period: int, raw: bytes) -> Box:
        """The box that `seal` sealed for this group and period.

        Raises:
            Damaged: anything at all is wrong.
        """
        text = envelope.open_(key, group.bytes, _fields(group, period), raw)
        if len(text) < _HEAD.size:
            raise Damaged
        version, name, number, roster, *counters, count = _HEAD.unpack_from(text)
        packed = text[_HEAD.size : _HEAD.size + count * _BALLOT]
        whole = len(text) == _HEAD.size + roster * _BALLOT and len(packed) == count * _BALLOT
        if version != VERSION or name != group.bytes or number != period or not whole:
            raise Damaged
        return cls(group, period, roster, Counters(*counters), packed)

    def _ballot(self, ballot_key: bytes | bytearray, part: Contribution) -> bytes:
        slot = ballots.seal_slot(ballot_key, self.group.bytes, self.period, _write(part))
        return self._token(ballot_key) + slot

    def _token(self, ballot_key: bytes | bytearray) -> bytes:
        return ballots.token(ballot_key, self.group.bytes, self.period)

    def _place(self, token: bytes) -> tuple[int, bool]:
        """Where a token's ballot lies or would lie, in bytes, and whether it is there."""
        packed = self.packed
        at = bisect_left(
            range(self.ballots), token, key=lambda one: packed[one * _BALLOT : one * _BALLOT + TOKEN_LENGTH]
        )
        start = at * _BALLOT
        return start, packed[start : start + TOKEN_LENGTH] == token


def _write(one: Contribution) -> bytes:
    return _SLOT.pack(VERSION, one.cell, one.half_hours, one.breaks_kept)


def _read(raw: bytes) -> Contribution:
    version, cell, half_hours, kept = _SLOT.unpack(raw)
    if version != VERSION or kept > 1:
        raise Damaged
    try:
        return Contribution(Cell(cell), half_hours, bool(kept))
    except (ValueError, BadInput):
        raise Damaged from None


def _fields(group: UUID, period: int) -> tuple[bytes, ...]:
    return b"boxes", group.bytes, period.to_bytes(4, "big")
