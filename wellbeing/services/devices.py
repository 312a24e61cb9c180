"""Device marks: what a browser may keep so that strangers' tries do not keep its owner waiting.

A mark is nonce 12 | HMAC 20 under the pepper over nonce and handle, as base64url. Two marks of one person
have nothing in common, so that a shared computer does not tell who or how many have signed in on it.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
from typing import Final

from wellbeing.crypto import tags

SEPARATOR: Final = "."
MOST: Final = 6
"""Marks of one device that are looked at."""
_NONCE: Final = 12
_LENGTH: Final = 32


def mark(pepper: bytes, handle: str) -> str:
    """A new mark for the owner of a handle, 43 characters."""
    nonce = os.urandom(_NONCE)
    return base64.urlsafe_b64encode(nonce + _proof(pepper, handle, nonce)).decode().rstrip("=")


def knows(pepper: bytes, handle: str, marks: str) -> bool:
    """Whether one of the marks, joined by dots, was made for this handle."""
    fits = False
    for one in marks.split(SEPARATOR)[:MOST]:
        try:
            raw = base64.b64decode(one.encode("ascii") + b"=", altchars=b"-_", validate=True)
        except (UnicodeEncodeError, binascii.Error):
            continue
        if len(raw) == _LENGTH:
            fits |= hmac.compare_digest(raw[_NONCE:], _proof(pepper, handle, raw[:_NONCE]))
    return fits


def _proof(pepper: bytes, handle: str, nonce: bytes) -> bytes:
    return tags.tag(pepper, "wb/device/v1", nonce + tags.handle_tag(pepper, handle))[: _LENGTH - _NONCE]
