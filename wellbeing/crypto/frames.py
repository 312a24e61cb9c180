"""Length-prefixed fields: the one way in which several values become one unmistakable byte string."""

from __future__ import annotations

import struct

_size = struct.Struct(">I").pack


def lp(*fields: bytes | str) -> bytes:
    """The fields, each after its length as a big-endian u32; text goes in as UTF-8.

    Two different lists of fields never give the same bytes, so nothing may slide from one field to the next.
    """
    parts = [field.encode() if isinstance(field, str) else field for field in fields]
    return b"".join([_size(len(part)) + part for part in parts])
