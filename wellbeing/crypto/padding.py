"""Padding: a text's length is told only up to the next of 256, 512, 1024, … bytes."""

from __future__ import annotations

import struct
from typing import Final

from wellbeing.domain.errors import Damaged

SMALLEST: Final = 256
"""Bytes of the smallest padded text; longer ones double."""
LARGEST: Final = SMALLEST << 16
"""16 MiB, far above anything people write."""

_LENGTH = struct.Struct(">I")


def pad(text: bytes) -> bytes:
    """The text after its length as u32, with zeros up to the next size."""
    need = _LENGTH.size + len(text)
    size = max(SMALLEST, 1 << (need - 1).bit_length())
    if size > LARGEST:
        message = "the text is longer than an envelope holds"
        raise ValueError(message)
    return (_LENGTH.pack(len(text)) + text).ljust(size, b"\0")


def unpad(padded: bytes) -> bytes:
    """The text that `pad` padded.

    Raises:
        Damaged: the length is impossible or the rest is not zeros.
    """
    size = len(padded)
    if not is_size(size):
        raise Damaged
    end = _LENGTH.size + int.from_bytes(padded[: _LENGTH.size], "big")
    would_fit_half = size > SMALLEST and end <= size // 2
    if end > size or would_fit_half or padded.count(0, end) != size - end:
        raise Damaged
    return padded[_LENGTH.size : end]


def is_size(length: int) -> bool:
    """Whether a padded text can be so long."""
    return SMALLEST <= length <= LARGEST and not length & (length - 1)
