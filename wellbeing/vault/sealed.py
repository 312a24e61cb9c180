"""`Sealed`: the only shape in which personal words may be stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from wellbeing.crypto import envelope

T = TypeVar("T")
"""What lies inside; invariant, so that a sealed check-in never passes for another sealed thing."""


# Slots by hand: a frozen dataclass that makes its own cannot be called as Sealed[CheckIn](…) on Python 3.11.
@dataclass(frozen=True, repr=False)
class Sealed(Generic[T]):
    """An envelope around a T that only its owner's keys open; made by `wellbeing.vault.seal.seal`."""

    __slots__ = ("raw",)

    raw: bytes
    """The whole envelope: header, nonce, ciphertext and tag."""

    def __post_init__(self) -> None:
        """Refuse bytes that cannot be an envelope, so that plain words never reach a column.

        Raises:
            Damaged: magic, version, algorithm or length are not those of an envelope.
        """
        envelope.check(self.raw)

    def __repr__(self) -> str:
        return "Sealed()"
