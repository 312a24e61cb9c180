"""From a passphrase to keys: Argon2id with a pepper and the person in its associated data, then HKDF.

    passphrase --NFKC--> Argon2id(salt, m, t, p, ad = lp("wb/kdf/v1", person, slot), secret = pepper) -> S
        HKDF(S, "wb/kek/v1")  = the key that wraps
        HKDF(S, "wb/auth/v1") -> SHA-256 = the verifier that is stored

The verifier says whether the passphrase is right without touching the wrapped key, and commits to the key.
Sources: RFC 9106 (Argon2), RFC 5869 (HKDF), OWASP Password Storage Cheat Sheet (floors).
"""

from __future__ import annotations

import contextlib
import hashlib
import struct
import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, Self

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from wellbeing.crypto.frames import lp
from wellbeing.domain.errors import Damaged, HostUnfit, PassphraseTooLong

KEY_LENGTH: Final = 32
SALT_LENGTH: Final = 16
LONGEST: Final = 1024
"""Bytes of a passphrase, and so at least as many as its characters."""
_PARAMS = struct.Struct(">III")


@dataclass(frozen=True, slots=True)
class KdfParams:
    """What one Argon2id costs."""

    memory_kib: int = 128 * 1024
    """Memory, in KiB."""
    iterations: int = 3
    """Passes over the memory."""
    lanes: int = 1
    """Parallel lanes."""

    def encode(self) -> bytes:
        """The three numbers as 12 bytes, for a column or an AAD."""
        return _PARAMS.pack(self.memory_kib, self.iterations, self.lanes)

    @classmethod
    def decode(cls, raw: bytes) -> Self:
        """The numbers that `encode` wrote.

        Raises:
            Damaged: these are not 12 bytes.
        """
        if len(raw) != _PARAMS.size:
            raise Damaged
        return cls(*_PARAMS.unpack(raw))


DEFAULT: Final = KdfParams()
"""What a new slot costs unless `calibrate` found otherwise: about half a second."""
FLOOR: Final = KdfParams(memory_kib=64 * 1024, iterations=3)
"""A slot that asks for less has been tampered with, and is refused."""
CEILING: Final = KdfParams(memory_kib=1024 * 1024, iterations=64, lanes=16)
"""A slot that asks for more would only serve to exhaust the host, and is refused."""


def within(params: KdfParams, floor: KdfParams = FLOOR) -> None:
    """Refuse a cost that nobody here would have chosen.

    Args:
        params: the cost read from a slot.
        floor: the least that is accepted; only tests pass a smaller one.

    Raises:
        Damaged: the cost lies below the floor or above the ceiling.
    """
    if params.memory_kib < floor.memory_kib or params.iterations < floor.iterations or params.lanes < 1:
        raise Damaged
    if (
        params.memory_kib > CEILING.memory_kib
        or params.iterations > CEILING.iterations
        or params.lanes > CEILING.lanes
    ):
        raise Damaged


@dataclass(frozen=True, slots=True)
class SecretKeys:
    """What a secret gives: a key that wraps, and a verifier that may be stored."""

    kek: bytearray = field(repr=False)
    """32 bytes; `wipe` it after use."""
    verifier: bytes = field(repr=False)
    """SHA-256 of the second key, 32 bytes."""

    def wipe(self) -> None:
        """Zero the wrapping key."""
        zero(self.kek)


def zero(*buffers: bytearray) -> None:
    """Overwrite buffers with zeros, so that a later look at the memory finds nothing in them."""
    for buffer in buffers:
        buffer[:] = bytes(len(buffer))


def expand(source: bytes | bytearray, info: bytes, salt: bytes | None = None) -> bytearray:
    """32 bytes derived by HKDF-SHA256 from a strong source, for the purpose that `info` names."""
    key = bytearray(KEY_LENGTH)
    HKDF(SHA256(), KEY_LENGTH, salt=salt, info=info).derive_into(source, key)
    return key


def keys_from(source: bytes | bytearray, kek: bytes, auth: bytes, salt: bytes | None = None) -> SecretKeys:
    """The wrapping key and the verifier of a strong source, each derived for its own purpose."""
    second = expand(source, auth, salt)
    verifier = hashlib.sha256(second).digest()
    zero(second)
    return SecretKeys(expand(source, kek, salt), verifier)


def derive(
    passphrase: str, *, person: bytes, slot: str, salt: bytes, params: KdfParams, pepper: bytes
) -> SecretKeys:
    """The keys of a passphrase; takes as long and as much memory as the parameters say.

    Args:
        passphrase: as typed; compared after NFKC, so that one keyboard's é is another's.
        person: the person's id, 16 bytes.
        slot: the kind of slot the keys are for.
        salt: 16 random bytes of that slot.
        params: the cost; `within` has been asked before.
        pepper: the installation's secret, kept outside the database.

    Raises:
        PassphraseTooLong: nobody's passphrase is so long, and normalizing it would take its time.
        Damaged: the salt is none of ours.
        HostUnfit: this build of the library has no Argon2id, or the memory is not to be had.
    """
    if len(passphrase) > LONGEST:
        raise PassphraseTooLong
    if len(salt) != SALT_LENGTH:
        raise Damaged
    typed = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    with _argon2():
        strong = bytearray(KEY_LENGTH)
        Argon2id(
            salt=salt,
            length=KEY_LENGTH,
            iterations=params.iterations,
            lanes=params.lanes,
            memory_cost=params.memory_kib,
            ad=lp("wb/kdf/v1", person, slot),
            secret=pepper,
        ).derive_into(typed, strong)
    keys = keys_from(strong, b"wb/kek/v1", b"wb/auth/v1")
    zero(strong)
    return keys


def self_test() -> None:
    """Check Argon2id against the vector of RFC 9106, 5.3, and say so if the host cannot do it.

    Raises:
        HostUnfit: Argon2id is missing or gives another answer.
    """
    expected = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    with _argon2():
        tag = Argon2id(
            salt=b"\x02" * 16,
            length=32,
            iterations=3,
            lanes=4,
            memory_cost=32,
            ad=b"\x04" * 12,
            secret=b"\x03" * 8,
        ).derive(b"\x01" * 32)
    if tag.hex() != expected:
        raise HostUnfit


def timed(params: KdfParams) -> float:
    """Seconds one Argon2id of this cost takes on this host right now."""
    began = time.perf_counter()
    derive("calibration", person=bytes(16), slot="", salt=bytes(16), params=params, pepper=bytes(32)).wipe()
    return time.perf_counter() - began


def calibrate(target_seconds: float = 0.5, measure: Callable[[KdfParams], float] = timed) -> KdfParams:
    """The strongest cost that one sign-in on this host can afford, never below the floor.

    Memory is kept at 128 MiB where three passes over it fit the target and halved otherwise; spare time buys
    more passes.

    Args:
        target_seconds: how long one Argon2id may take.
        measure: gives the seconds of one Argon2id; `timed` unless a test stands in.
    """
    memory = DEFAULT.memory_kib
    seconds = measure(KdfParams(memory, FLOOR.iterations))
    if seconds > target_seconds:
        memory = FLOOR.memory_kib
        seconds = measure(KdfParams(memory, FLOOR.iterations))
    passes = int(target_seconds / (seconds / FLOOR.iterations)) if seconds > 0 else FLOOR.iterations
    return KdfParams(memory, min(max(passes, FLOOR.iterations), CEILING.iterations))


@contextlib.contextmanager
def _argon2() -> Iterator[None]:
    try:
        yield
    except (UnsupportedAlgorithm, MemoryError):
        raise HostUnfit from None
