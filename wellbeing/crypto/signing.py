"""Signatures under what the installation publishes: Ed25519 (RFC 8032)."""

from __future__ import annotations

import os
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY_LENGTH: Final = 32
"""Bytes of a signing key, and of the public key that belongs to it."""


def make_key() -> bytes:
    """A new signing key."""
    return os.urandom(KEY_LENGTH)


def public_of(key: bytes) -> bytes:
    """The public key that belongs to a signing key."""
    return Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()


def sign(key: bytes, text: bytes) -> bytes:
    """The signature under a text, 64 bytes."""
    return Ed25519PrivateKey.from_private_bytes(key).sign(text)


def signed(public: bytes, text: bytes, signature: bytes) -> bool:
    """Whether the holder of the key that belongs to this public key signed this text."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True
