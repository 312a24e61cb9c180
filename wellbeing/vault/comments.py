"""Sealing of unsigned comments: a copy of the database alone shows neither their words nor their lengths.

They belong to nobody, so nobody's own key seals them: the key comes from the pepper, which lies outside the
database. Whoever has both can read them, as the unit's configurator may once the time for comments is over.
"""

from __future__ import annotations

import struct
from typing import Final
from uuid import UUID

from wellbeing.crypto import envelope, kdf
from wellbeing.domain.errors import CommentUnusable, Damaged
from wellbeing.domain.people import UnitId
from wellbeing.vault.sealed import Sealed

LONGEST: Final = 1000
"""Characters of a comment; four bytes each at most, so that all fit one size."""
_SIZE: Final = 4000
_GENERATION: Final = 0
"""This key has no generations: the pepper never changes."""
_LABEL: Final = b"wb/comments/v1"

_u32 = struct.Struct(">I").pack


def seal_comment(pepper: bytes, unit: UnitId, version: int, comment: UUID, words: str) -> Sealed[str]:
    """Seal a comment for its place; every sealed comment is of the same size.

    Raises:
        CommentUnusable: it is empty or longer than `LONGEST`.
    """
    if not 1 <= len(words) <= LONGEST or "\0" in words:
        raise CommentUnusable
    try:
        text = words.encode().ljust(_SIZE, b"\0")
    except UnicodeEncodeError:  # half of a pair of surrogates, which no keyboard types
        raise CommentUnusable from None
    key = kdf.expand(pepper, _LABEL)
    try:
        raw = envelope.seal(key, _GENERATION, comment.bytes, _place(unit, version, comment), text)
    finally:
        kdf.zero(key)
    return Sealed(raw)


def open_comment(pepper: bytes, unit: UnitId, version: int, comment: UUID, sealed: Sealed[str]) -> str:
    """The words of a comment, if it was sealed for exactly this place.

    Raises:
        Damaged: anything at all is wrong.
    """
    key = kdf.expand(pepper, _LABEL)
    try:
        text = envelope.open_(key, comment.bytes, _place(unit, version, comment), sealed.raw)
    finally:
        kdf.zero(key)
    try:
        return text.rstrip(b"\0").decode()
    except UnicodeDecodeError:
        raise Damaged from None


def _place(unit: UnitId, version: int, comment: UUID) -> tuple[bytes, ...]:
    return (b"comments", unit.bytes, _u32(version), comment.bytes)
