"""An archive sealed to a key that is kept elsewhere: what makes it cannot open it.

    "WA" | version u8 | suite u8 | made u64 | length u16 | HPKE(file key 32, info = all before) | chunks
    chunk = AES-256-GCM of up to 64 KiB, nonce = number u88 | last u8, nothing as AAD

HPKE (RFC 9180) with X25519, HKDF-SHA256 and AES-256-GCM. Every file has a key of its own, so that counting
nonces is safe. The mark of the last chunk is part of its nonce: a chunk that is missing, swapped or added
does not open, nor does an end that comes too soon (Hoang, Reyhanitabar, Rogaway, Vizár 2015: STREAM).
"""

from __future__ import annotations

import os
import struct
from typing import Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from wellbeing.domain.errors import ArchiveDamaged

KEY_LENGTH: Final = 32
CHUNK: Final = 64 * 1024
"""Bytes of text in every chunk but the last, which has at most as many and may have none."""
_TAG: Final = 16
_HEAD = struct.Struct(">2sBBQH")
_MAGIC: Final = b"WA"
_VERSION: Final = 1
_SUITE_ID: Final = 1
_SUITE: Final = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_WRAPPED: Final = 32 + KEY_LENGTH + _TAG
"""Bytes of a sealed file key: the encapsulated key, the file key and a tag."""


class Sink(Protocol):
    """Where sealed bytes go."""

    def write(self, data: bytes, /) -> int: ...  # noqa: D102


class Source(Protocol):
    """Where sealed bytes come from."""

    def read(self, size: int, /) -> bytes: ...  # noqa: D102


class Sealing:
    """A file that is only written, and sealed on its way; `close` makes it whole."""

    def __init__(self, public: bytes, sink: Sink, made: int) -> None:
        """Begin an archive.

        Args:
            public: the public half of the key that opens it, 32 bytes.
            sink: where it goes.
            made: seconds since 1970, readable by everybody.

        Raises:
            ArchiveDamaged: the public half is no key.
        """
        head = _HEAD.pack(_MAGIC, _VERSION, _SUITE_ID, made, _WRAPPED)
        key = os.urandom(KEY_LENGTH)
        try:
            wrapped = _SUITE.encrypt(key, X25519PublicKey.from_public_bytes(public), info=head)
        except ValueError:
            raise ArchiveDamaged from None
        sink.write(head + wrapped)
        self._cipher, self._sink = AESGCM(key), sink
        self._held, self._number = bytearray(), 0

    def write(self, data: bytes) -> int:
        """Add so many bytes."""
        self._held += data
        while len(self._held) > CHUNK:
            self._put(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]
        return len(data)

    def close(self) -> None:
        """Write the last chunk; without it nothing of the end can be opened."""
        self._put(bytes(self._held), last=True)
        self._held.clear()

    def _put(self, text: bytes, *, last: bool) -> None:
        self._sink.write(self._cipher.encrypt(_nonce(self._number, last=last), text, None))
        self._number += 1


class Opening:
    """The bytes that were sealed, read in order; what is not whole is refused before it is given."""

    def __init__(self, private: bytes, source: Source) -> None:
        """Open an archive.

        Raises:
            ArchiveDamaged: it is none, was sealed to another key, or was changed.
        """
        head = source.read(_HEAD.size)
        if len(head) != _HEAD.size:
            raise ArchiveDamaged
        magic, version, suite, self.made, length = _HEAD.unpack(head)
        if (magic, version, suite, length) != (_MAGIC, _VERSION, _SUITE_ID, _WRAPPED):
            raise ArchiveDamaged
        try:
            key = X25519PrivateKey.from_private_bytes(private)
            self._cipher = AESGCM(_SUITE.decrypt(source.read(length), key, info=head))
        except (InvalidTag, ValueError):
            raise ArchiveDamaged from None
        self._source, self._number = source, 0
        self._ready, self._next = b"", source.read(CHUNK + _TAG)
        self._ended = False

    def read(self, size: int) -> bytes:
        """So many bytes, or fewer at the end.

        Raises:
            ArchiveDamaged: it was changed, or ends too soon.
        """
        while len(self._ready) < size and not self._ended:
            self._ready += self._chunk()
        given, self._ready = self._ready[:size], self._ready[size:]
        return given

    def _chunk(self) -> bytes:
        here, self._next = self._next, self._source.read(CHUNK + _TAG)
        self._ended = not self._next
        try:
            text = self._cipher.decrypt(_nonce(self._number, last=self._ended), here, None)
        except (InvalidTag, ValueError):
            raise ArchiveDamaged from None
        self._number += 1
        return text


def made_at(head: bytes) -> int:
    """When an archive says that it was made, seconds since 1970; its first bytes are enough.

    Raises:
        ArchiveDamaged: this is no archive.
    """
    if len(head) < _HEAD.size or not head.startswith(_MAGIC):
        raise ArchiveDamaged
    made: int = _HEAD.unpack_from(head)[3]
    return made


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes((last,))
