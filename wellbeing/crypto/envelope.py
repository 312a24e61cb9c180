"""The envelope around one stored value, version 1: AES-256-GCM under a key of its own for every encryption.

    "WB" | version u8 | algorithm u8 | key generation u32 | nonce 12 | ciphertext + tag 16
    plaintext = length u32 | text | zeros up to 256 · 2^n

The key of one encryption is HKDF-Expand(data key, lp("wb/rec/v1", record id, nonce)): a nonce that came up
twice would still meet another record's key. The AAD is lp(header, …fields), so an envelope opens only where
it was put. Whatever is wrong, the error is the same and says nothing of why.
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Iterator, Sequence
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from wellbeing.crypto.frames import lp
from wellbeing.crypto.padding import is_size, pad, unpad
from wellbeing.domain.errors import Damaged

MAGIC: Final = b"WB"
VERSION: Final = 1
AES_256_GCM: Final = 1
KEY_LENGTH: Final = 32
"""Bytes of a data key."""

DIGEST_LENGTH: Final = 12
"""Bytes of what an envelope is known by without being opened."""

_NONCE: Final = 12
_TAG: Final = 16
_SHA256: Final = SHA256()
_HEAD = struct.Struct(">2sBBI")
_PREFIX: Final = _HEAD.size + _NONCE
_BEGINNING: Final = MAGIC + bytes((VERSION, AES_256_GCM))
MARK_LENGTH: Final = _PREFIX
"""Bytes at the beginning of an envelope that no other one has."""
# The parts of length-prefixed fields that are the same every time.
_LABELLED: Final = lp("wb/rec/v1")
_BEFORE_NONCE: Final = lp(bytes(_NONCE))[:-_NONCE]
_BEFORE_HEADER: Final = lp(bytes(_PREFIX))[:-_PREFIX]


def check(raw: bytes) -> None:
    """Refuse bytes that do not have the outer shape of an envelope.

    Raises:
        Damaged: magic, version, algorithm or length are wrong.
    """
    if type(raw) is not bytes or not raw.startswith(_BEGINNING) or not is_size(len(raw) - _PREFIX - _TAG):
        raise Damaged


def generation(raw: bytes) -> int:
    """The generation of the data key that sealed this envelope; not trusted until it has been opened.

    Raises:
        Damaged: this is no envelope.
    """
    check(raw)
    return int.from_bytes(raw[4:8], "big")


def mark(raw: bytes) -> bytes:
    """The beginning of an envelope, nonce included: it tells this one from all others."""
    return raw[:MARK_LENGTH]


def marks(held: bytes) -> Iterator[bytes]:
    """The mark of every envelope that begins anywhere in these bytes, and of whatever only looks so."""
    at = held.find(_BEGINNING)
    while at >= 0:
        yield held[at : at + MARK_LENGTH]
        at = held.find(_BEGINNING, at + 1)


def seal(
    key: bytes | bytearray,
    key_generation: int,
    record: bytes,
    fields: Sequence[bytes],
    text: bytes,
    nonce: bytes | None = None,
) -> bytes:
    """Seal a text under a data key for one record, bound to the fields.

    Args:
        key: the data key, 32 bytes.
        key_generation: which generation of the data key this is.
        record: what the key of this encryption is derived for, usually the record's id.
        fields: where and what the text is; opening asks for the same ones.
        text: what to seal; its length is hidden up to the next 256 · 2^n.
        nonce: only for frozen samples; otherwise 12 random bytes are drawn.
    """
    nonce = os.urandom(_NONCE) if nonce is None else nonce
    if len(key) != KEY_LENGTH or len(nonce) != _NONCE:
        message = "an envelope needs a key of 32 bytes and a nonce of 12"
        raise ValueError(message)
    header = _HEAD.pack(MAGIC, VERSION, AES_256_GCM, key_generation) + nonce
    cipher = AESGCM(_encryption_key(key, record, nonce))
    return header + cipher.encrypt(nonce, pad(text), _BEFORE_HEADER + header + lp(*fields))


def open_(key: bytes | bytearray, record: bytes, fields: Sequence[bytes], raw: bytes) -> bytes:
    """The text of an envelope, if it was sealed under this key for this record and these fields.

    Raises:
        Damaged: anything at all is wrong.
    """
    return open_among(key, record, lp(*fields), raw)


def open_among(key: bytes | bytearray, record: bytes, joined: bytes, raw: bytes) -> bytes:
    """As `open_`, with the fields joined by `lp` already: many envelopes share most of theirs.

    Raises:
        Damaged: anything at all is wrong.
    """
    check(raw)
    header = raw[:_PREFIX]
    nonce = header[_HEAD.size :]
    cipher = AESGCM(_encryption_key(key, record, nonce))
    try:
        padded = cipher.decrypt(nonce, raw[_PREFIX:], _BEFORE_HEADER + header + joined)
    except InvalidTag:
        raise Damaged from None
    return unpad(padded)


def digest(raw: bytes) -> bytes:
    """What this very envelope is known by: the first 12 bytes of its SHA-256.

    It is worth something only where nobody else can write it, such as inside another envelope.
    """
    return hashlib.sha256(raw).digest()[:DIGEST_LENGTH]


def _encryption_key(key: bytes | bytearray, record: bytes, nonce: bytes) -> bytes:
    # The data key is uniformly random, so HKDF's extract step is skipped (RFC 5869, 3.3).
    info = _LABELLED + lp(record) + _BEFORE_NONCE + nonce  # lp("wb/rec/v1", record, nonce)
    return HKDFExpand(_SHA256, KEY_LENGTH, info=info).derive(key)
