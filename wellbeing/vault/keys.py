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


class PersonKeys:
    """Data keys by generation, the private half of the postbox and the ballot key.

    It shows nothing, cannot be pickled or compared, and after `wipe` every use raises `Locked`.
    """

    __slots__ = ("_ballot", "_current", "_data", "_private", "_wiped")

    def __init__(
        self, data: dict[int, bytearray], current: int, private: bytearray, ballot: bytearray
    ) -> None:
        """Take over the buffers; they are zeroed when the keys are wiped.

        Args:
            data: the data key of each generation still in use.
            current: the generation that new envelopes are sealed under.
            private: X25519 private half, 32 bytes.
            ballot: the key behind ballot tokens, 32 bytes.

        Raises:
            Damaged: a key has the wrong length, or the current one is missing.
        """
        if current not in data or any(len(key) != KEY_LENGTH for key in (*data.values(), private, ballot)):
            raise Damaged
        self._data = data
        self._current = current
        self._private = private
        self._ballot = ballot
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
        return self._twin(self._current, {gen: bytearray(key) for gen, key in self._data.items()})

    def renewed(self, key: bytearray) -> PersonKeys:
        """A copy whose current data key is this one, of the next generation; older ones stay readable."""
        data = {gen: bytearray(old) for gen, old in self._data.items()}
        return self._twin(self._current + 1, data | {self._current + 1: key})

    def without_older(self) -> PersonKeys:
        """A copy that has forgotten every generation but the current one."""
        return self._twin(self._current, {self._current: bytearray(self._data[self._current])})

    def _twin(self, current: int, data: dict[int, bytearray]) -> PersonKeys:
        twin = PersonKeys(data, current, bytearray(self._private), bytearray(self._ballot))
        if self._wiped:  # perhaps by another thread meanwhile: the twin may hold zeros
            twin.wipe()
            raise Locked
        return twin

    def pack(self) -> bytearray:
        """All keys as bytes, to be wrapped; the caller zeroes them."""
        packed = bytearray(_COUNT.pack(self._current, len(self._data)))
        for generation, key in sorted(self._data.items()):
            packed += _GENERATION.pack(generation)
            packed += key
        packed += self._private
        packed += self._ballot
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
            step = _GENERATION.size + KEY_LENGTH
            end = _COUNT.size + count * step
            if len(packed) != end + 2 * KEY_LENGTH:
                raise Damaged
            data = {}
            for at in range(_COUNT.size, end, step):
                (generation,) = _GENERATION.unpack_from(packed, at)
                data[generation] = bytearray(packed[at + _GENERATION.size : at + step])
        except struct.error:
            raise Damaged from None
        return cls(data, current, bytearray(packed[end : end + KEY_LENGTH]), bytearray(packed[-KEY_LENGTH:]))

    def wipe(self) -> None:
        """Overwrite every key with zeros; every later use raises `Locked`."""
        self._wiped = True
        zero(self._private, self._ballot, *self._data.values())

    def _held(self, key: bytearray) -> bytearray:
        if self._wiped:
            raise Locked
        return key

    def __repr__(self) -> str:
        return "PersonKeys()"

    def __reduce__(self) -> NoReturn:
        message = "keys never leave this process"
        raise TypeError(message)


def fresh_key() -> bytearray:
    """32 random bytes."""
    return bytearray(os.urandom(KEY_LENGTH))
