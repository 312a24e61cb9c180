"""A person's unlocked keys, held in memory for as long as they are needed and wiped after."""

from __future__ import annotations

import os
import struct
from typing import NoReturn, Self

from wellbeing.crypto import postbox
from wellbeing.crypto.envelope import KEY_LENGTH
from wellbeing.crypto.kdf import zero
from wellbeing.domain.errors import Damaged, Locked

_COUNT = struct.Struct(">II")
_GENERATION = struct.Struct(">I")
_STEP = _GENERATION.size + KEY_LENGTH


class PersonKeys:
    """Data keys by generation, the private halves of the postbox and the ballot key.

    It shows nothing, cannot be pickled or compared, and after `wipe` every use raises `Locked`.
    """

    __slots__ = ("_ballot", "_current", "_data", "_older", "_private", "_wiped")

    def __init__(
        self,
        data: dict[int, bytearray],
        current: int,
        private: bytearray,
        ballot: bytearray,
        older: dict[int, bytearray] | None = None,
    ) -> None:
        """Take over the buffers; they are zeroed when the keys are wiped.

        Args:
            data: the data key of each generation still in use.
            current: the generation that new envelopes are sealed under.
            private: X25519 private half, 32 bytes.
            ballot: the key behind ballot tokens, 32 bytes.
            older: private halves that something may still be posted to, by the generation they were of.

        Raises:
            Damaged: a key has the wrong length, or the current one is missing.
        """
        older = older or {}
        held = (*data.values(), private, ballot, *older.values())
        if current not in data or any(len(key) != KEY_LENGTH for key in held):
            raise Damaged
        self._data = data
        self._current = current
        self._private = private
        self._ballot = ballot
        self._older = older
        self._wiped = False

    @classmethod
    def fresh(cls) -> Self:
        """New random keys of a new person, at generation 1."""
        return cls({1: fresh_key()}, 1, postbox.make_pair().private, fresh_key())

    @property
    def current(self) -> int:
        """The generation that new envelopes are sealed under."""
        return self._current

    @property
    def generations(self) -> tuple[int, ...]:
        """The generations that can be opened, oldest first."""
        return tuple(sorted(self._data))

    @property
    def wiped(self) -> bool:
        """Whether the keys are gone; true before the first byte is zeroed."""
        return self._wiped

    @property
    def private(self) -> bytearray:
        """The private half of the postbox.

        Raises:
            Locked: the keys have been wiped.
        """
        return self._held(self._private)

    @property
    def older_privates(self) -> dict[int, bytearray]:
        """Private halves from before a rotation, by the generation they were of.

        Raises:
            Locked: the keys have been wiped.
        """
        return {generation: self._held(key) for generation, key in self._older.items()}

    @property
    def ballot(self) -> bytearray:
        """The key behind ballot tokens; it never rotates.

        Raises:
            Locked: the keys have been wiped.
        """
        return self._held(self._ballot)

    @property
    def public(self) -> bytes:
        """The public half that belongs to `private`, 32 bytes.

        Raises:
            Locked: the keys have been wiped.
        """
        return postbox.public_of(self.private)

    @property
    def publics(self) -> tuple[bytes, ...]:
        """Every public half that is the person's own, the newest first.

        Raises:
            Locked: the keys have been wiped.
        """
        older = sorted(self.older_privates.items(), reverse=True)
        return self.public, *(postbox.public_of(key) for _, key in older)

    def data_key(self, generation: int) -> bytearray:
        """The data key of a generation.

        Raises:
            Locked: the keys have been wiped.
            Damaged: there is no such generation.
        """
        key = self._data.get(generation)
        if key is None:
            raise Damaged
        return self._held(key)

    def copy(self) -> PersonKeys:
        """The same keys in buffers of their own, to be wiped on their own.

        Raises:
            Locked: the keys have been wiped.
        """
        twin = PersonKeys(
            _copies(self._data),
            self._current,
            bytearray(self._private),
            bytearray(self._ballot),
            _copies(self._older),
        )
        return self._unless_wiped(twin)

    def renewed(self) -> PersonKeys:
        """A copy with a fresh data key of the next generation and a fresh pair; older ones stay readable.

        Raises:
            Locked: the keys have been wiped.
        """
        following = self._current + 1
        twin = PersonKeys(
            _copies(self._data) | {following: fresh_key()},
            following,
            postbox.make_pair().private,
            bytearray(self._ballot),
            _copies(self._older) | {self._current: bytearray(self._private)},
        )
        return self._unless_wiped(twin)

    def _unless_wiped(self, twin: PersonKeys) -> PersonKeys:
        if self._wiped:  # perhaps by another thread meanwhile: the twin may hold zeros
            twin.wipe()
            raise Locked
        return twin

    def pack(self) -> bytearray:
        """All keys as bytes, to be wrapped; the caller zeroes them."""
        packed = bytearray(_COUNT.pack(self._current, len(self._data)))
        _append(packed, self._data)
        packed += self._private
        packed += self._ballot
        _append(packed, self._older)
        if self._wiped:
            zero(packed)
            raise Locked
        return packed

    @classmethod
    def unpack(cls, packed: bytes | bytearray) -> Self:
        """The keys that `pack` wrote.

        Raises:
            Damaged: these are not such bytes.
        """
        try:
            current, count = _COUNT.unpack_from(packed)
        except struct.error:
            raise Damaged from None
        end = _COUNT.size + count * _STEP
        rest = end + 2 * KEY_LENGTH
        if len(packed) < rest or (len(packed) - rest) % _STEP:
            raise Damaged
        private, ballot = packed[end : end + KEY_LENGTH], packed[end + KEY_LENGTH : rest]
        data, older = _unpacked(packed[_COUNT.size : end]), _unpacked(packed[rest:])
        return cls(data, current, bytearray(private), bytearray(ballot), older)

    def wipe(self) -> None:
        """Overwrite every key with zeros; every later use raises `Locked`."""
        self._wiped = True
        zero(self._private, self._ballot, *self._data.values(), *self._older.values())

    def _held(self, key: bytearray) -> bytearray:
        if self._wiped:
            raise Locked
        return key

    def __repr__(self) -> str:
        return "PersonKeys()"

    def __reduce__(self) -> NoReturn:
        message = "keys never leave this process"
        raise TypeError(message)


def _copies(keys: dict[int, bytearray]) -> dict[int, bytearray]:
    return {generation: bytearray(key) for generation, key in keys.items()}


def _append(packed: bytearray, keys: dict[int, bytearray]) -> None:
    for generation, key in sorted(keys.items()):
        packed += _GENERATION.pack(generation)
        packed += key


def _unpacked(packed: bytes | bytearray) -> dict[int, bytearray]:
    return {
        _GENERATION.unpack_from(packed, at)[0]: bytearray(packed[at + _GENERATION.size : at + _STEP])
        for at in range(0, len(packed), _STEP)
    }


def fresh_key() -> bytearray:
    """32 random bytes."""
    return bytearray(os.urandom(KEY_LENGTH))
