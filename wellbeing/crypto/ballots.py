"""Ballots: what lets a person find, change and take back their own ballot in a box, and nobody else.

    ballot key --HKDF--> k1, k2
    token = HMAC(k1, lp("wb/token/v1", group, period))       where the ballot lies
    slot  = AES-256-GCM under HMAC(k2, lp("wb/slot/v1", group, period)), the token as AAD

The ballot key is random, wrapped by the person's data key and never rotates. Tokens of two periods or two
groups have nothing in common for anybody who does not hold it.
"""

from __future__ import annotations

import hmac
import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from wellbeing.crypto import kdf
from wellbeing.crypto.frames import lp
from wellbeing.domain.errors import Damaged

TOKEN_LENGTH: Final = 32
SLOT_TEXT: Final = 4
"""Bytes of a slot's text: always the same, so that all slots look alike."""
_NONCE: Final = 12
_TAG: Final = 16
SLOT_LENGTH: Final = _NONCE + SLOT_TEXT + _TAG


def token(ballot_key: bytes | bytearray, group: bytes, period: int) -> bytes:
    """Where this person's ballot lies in the box of this group and period, 32 bytes."""
    return _mac(ballot_key, b"wb/agg/token/v1", "wb/token/v1", group, period)


def seal_slot(ballot_key: bytes | bytearray, group: bytes, period: int, text: bytes) -> bytes:
    """Four bytes, sealed so that only this person opens them, and only in this box."""
    if len(text) != SLOT_TEXT:
        message = "a slot holds four bytes"
        raise ValueError(message)
    nonce = os.urandom(_NONCE)
    place = token(ballot_key, group, period)
    return nonce + _cipher(ballot_key, group, period).encrypt(nonce, text, place)


def open_slot(ballot_key: bytes | bytearray, group: bytes, period: int, slot: bytes) -> bytes:
    """What `seal_slot` sealed.

    Raises:
        Damaged: anything at all is wrong.
    """
    if len(slot) != SLOT_LENGTH:
        raise Damaged
    place = token(ballot_key, group, period)
    try:
        return _cipher(ballot_key, group, period).decrypt(slot[:_NONCE], slot[_NONCE:], place)
    except InvalidTag:
        raise Damaged from None


def _cipher(ballot_key: bytes | bytearray, group: bytes, period: int) -> AESGCM:
    return AESGCM(_mac(ballot_key, b"wb/agg/slot/v1", "wb/slot/v1", group, period))


def _mac(ballot_key: bytes | bytearray, purpose: bytes, label: str, group: bytes, period: int) -> bytes:
    key = kdf.expand(ballot_key, purpose)
    try:
        return hmac.digest(bytes(key), lp(label, group, period.to_bytes(4, "big")), "sha256")
    finally:
        kdf.zero(key)
