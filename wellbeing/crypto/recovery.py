"""The recovery code: 130 random bits on paper that open what the passphrase opens."""

from __future__ import annotations

from wellbeing.crypto import codes, kdf
from wellbeing.crypto.frames import lp
from wellbeing.domain.errors import Damaged


def generate() -> str:
    """A new recovery code, 26 characters and 2 check characters, without hyphens."""
    return codes.RECOVERY.draw()


def read(typed: str) -> str:
    """The recovery code someone typed, without hyphens.

    Raises:
        RecoveryCodeMistyped: it cannot be a recovery code.
    """
    return codes.RECOVERY.parse(typed)


def derive(code: str, *, person: bytes, salt: bytes) -> kdf.SecretKeys:
    """The keys of a recovery code, by HKDF alone: 130 random bits need no slow function.

    Args:
        code: as `generate` or `read` gave it.
        person: the person's id, 16 bytes.
        salt: 16 random bytes of the slot.

    Raises:
        Damaged: the salt is none of ours.
    """
    if len(salt) != kdf.SALT_LENGTH:
        raise Damaged
    return kdf.keys_from(
        code.encode(), lp("wb/kek-recovery/v1", person), lp("wb/auth-recovery/v1", person), salt
    )
