"""Adding for a locked person: HPKE to their public half, which only their private half opens.

    "WP" | version u8 | suite u8 | encapsulated key 32 | ciphertext + tag 16
    plaintext = length u32 | text | zeros up to 256 · 2^n

HPKE (RFC 9180) in base mode with X25519, HKDF-SHA256 and AES-256-GCM. The person is bound through `info`. It
says nothing of who posted: what is collected is as trustworthy as the database that kept it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from wellbeing.crypto.frames import lp
from wellbeing.crypto.padding import pad, unpad
from wellbeing.domain.errors import Damaged

KEY_LENGTH: Final = 32
_HEADER: Final = b"WP\x01\x01"
_SUITE: Final = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_LABEL: Final = "wb/post/v1"


@dataclass(frozen=True, slots=True)
class Pair:
    """A person's pair: anyone may hold the public half, and nobody stores the private one unwrapped."""

    public: bytes
    private: bytearray = field(repr=False)


def make_pair() -> Pair:
    """A new X25519 pair, 32 raw bytes each."""
    private = X25519PrivateKey.generate()
    return Pair(private.public_key().public_bytes_raw(), bytearray(private.private_bytes_raw()))


def public_of(private: bytes | bytearray) -> bytes:
    """The public half that belongs to a private one, 32 raw bytes."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal_to(public: bytes, person: bytes, text: bytes) -> bytes:
    """Seal a text so that only this person can open it.

    Raises:
        Damaged: the public half is no key.
    """
    try:
        key = X25519PublicKey.from_public_bytes(public)
        body = _SUITE.encrypt(pad(text), key, info=_info(person))
    except (InvalidTag, ValueError):
        raise Damaged from None
    return _HEADER + body


def open_with(private: bytes | bytearray, person: bytes, body: bytes) -> bytes:
    """The text that was sealed to this person's public half.

    Raises:
        Damaged: anything at all is wrong.
    """
    if not body.startswith(_HEADER):
        raise Damaged
    try:
        key = X25519PrivateKey.from_private_bytes(private)
        padded = _SUITE.decrypt(body[len(_HEADER) :], key, info=_info(person))
    except (InvalidTag, ValueError):
        raise Damaged from None
    return unpad(padded)


def _info(person: bytes) -> bytes:
    return lp(_LABEL, _HEADER, person)
