"""Key slots: the same data key wrapped once by the passphrase and once by the recovery code.

    passphrase --Argon2id, HKDF--> KEK --> data key --> X25519 private half, ballot key,
    recovery code --------HKDF--> KEK --> data key      older ones of both while they are needed

A new recovery code comes with a mark, which goes once its owner has confirmed that they have it.

A wrapped key is an envelope whose header carries the generation of the data key and whose AAD binds person,
kind or name, salt and cost: it opens in its own slot only.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from wellbeing.crypto import envelope, kdf, recovery
from wellbeing.crypto.kdf import FLOOR, KdfParams, SecretKeys
from wellbeing.crypto.tags import constant_time_equal
from wellbeing.domain.errors import Damaged, SecretsDiffer
from wellbeing.domain.people import PersonId
from wellbeing.vault.keys import PersonKeys
from wellbeing.vault.wrapping import UNCONFIRMED, DataKey, WrappedKey, unconfirmed, unwrap, wrap

__all__ = ["DataKey", "Issue", "Slot", "WrappedKey"]

PASSPHRASE: Final = "passphrase"  # noqa: S105 the name of a slot
RECOVERY: Final = "recovery"
X25519: Final = "x25519"
BALLOT: Final = "ballot"
DATA_KEY: Final = "dek"
_OLDER = re.compile(r"(dek|x25519):([1-9][0-9]{0,9})")


@dataclass(frozen=True, slots=True)
class Slot:
    """A person's current data key, wrapped by one of their two secrets."""

    kind: str
    """`PASSPHRASE` or `RECOVERY`."""
    params: KdfParams | None
    """What the Argon2id of a passphrase slot costs; None for a recovery slot, which needs none."""
    salt: bytes = field(repr=False)
    """16 random bytes, new with every secret."""
    verifier: bytes = field(repr=False)
    """SHA-256 of the secret's second key, 32 bytes: says whether the secret is right, and commits to it."""
    wrapped: bytes = field(repr=False)
    """The data key in an envelope of its generation."""


@dataclass(frozen=True, slots=True)
class Issue:
    """New slots and wrapped keys, to be stored in one transaction, and the keys they hold."""

    keys: PersonKeys
    slots: tuple[Slot, ...]
    wrapped: tuple[WrappedKey, ...]
    recovery_code: str = field(repr=False)
    """28 characters without hyphens, to be shown once."""

    @property
    def mark(self) -> bytes:
        """What says in the key file that nobody has confirmed this very code yet."""
        return next(one.wrapped for one in self.wrapped if one.name == UNCONFIRMED)


def make_passphrase_slot(
    person: PersonId, passphrase: str, data: DataKey, *, pepper: bytes, params: KdfParams
) -> Slot:
    """Wrap the data key by a passphrase, under a new salt; costs one Argon2id."""
    salt = os.urandom(kdf.SALT_LENGTH)
    secret = kdf.derive(
        passphrase, person=person.bytes, slot=PASSPHRASE, salt=salt, params=params, pepper=pepper
    )
    return _fill(Slot(PASSPHRASE, params, salt, secret.verifier, b""), secret, person, data)


def open_passphrase_slot(
    slot: Slot, person: PersonId, passphrase: str, *, pepper: bytes, floor: KdfParams = FLOOR
) -> DataKey:
    """The data key, if this is the passphrase; costs one Argon2id.

    Raises:
        SecretsDiffer: it is another passphrase.
        Damaged: the slot asks for less than the floor, or its wrapped key does not open.
    """
    if slot.kind != PASSPHRASE or slot.params is None:
        raise Damaged
    kdf.within(slot.params, floor)
    secret = kdf.derive(
        passphrase, person=person.bytes, slot=PASSPHRASE, salt=slot.salt, params=slot.params, pepper=pepper
    )
    return _empty(slot, secret, person)


def refuse_unknown(passphrase: str, *, pepper: bytes, params: KdfParams) -> None:
    """Do for a handle that nobody has what a wrong passphrase costs, and refuse it alike.

    Raises:
        SecretsDiffer: always.
    """
    secret = kdf.derive(
        passphrase, person=bytes(16), slot=PASSPHRASE, salt=bytes(16), params=params, pepper=pepper
    )
    constant_time_equal(secret.verifier, bytes(32))
    secret.wipe()
    raise SecretsDiffer


def make_recovery_slot(person: PersonId, code: str, data: DataKey) -> Slot:
    """Wrap the data key by a recovery code, as `recovery.generate` or `recovery.read` gave it."""
    salt = os.urandom(kdf.SALT_LENGTH)
    secret = recovery.derive(code, person=person.bytes, salt=salt)
    return _fill(Slot(RECOVERY, None, salt, secret.verifier, b""), secret, person, data)


def open_recovery_slot(slot: Slot, person: PersonId, code: str) -> DataKey:
    """The data key, if this is the recovery code.

    Raises:
        SecretsDiffer: it is another code.
        Damaged: the wrapped key does not open.
    """
    if slot.kind != RECOVERY or slot.params is not None:
        raise Damaged
    return _empty(slot, recovery.derive(code, person=person.bytes, salt=slot.salt), person)


def load_keys(person: PersonId, data: DataKey, wrapped: Iterable[WrappedKey]) -> PersonKeys:
    """All keys of a person, from the data key and what it wraps.

    Raises:
        Damaged: one does not open, is missing, or is of a kind this program does not know.
    """
    older: dict[str, dict[int, bytearray]] = {DATA_KEY: {data.generation: data.key}, X25519: {}}
    named: dict[str, bytearray] = {}
    for one in wrapped:
        key = unwrap(person, data, one)
        match = _OLDER.fullmatch(one.name)
        if match and int(match[2]) < data.generation:
            older[match[1]][int(match[2])] = key
        elif one.name in {X25519, BALLOT}:
            named[one.name] = key
        elif one.name != UNCONFIRMED:
            raise Damaged
    if len(named) != 2:
        raise Damaged
    return PersonKeys(older[DATA_KEY], data.generation, named[X25519], named[BALLOT], older[X25519])


def older_key_names(keys: PersonKeys) -> tuple[str, ...]:
    """The names under which keys from before the newest rotation are wrapped."""
    data = [generation for generation in keys.generations if generation != keys.current]
    return *(f"{DATA_KEY}:{one}" for one in data), *(f"{X25519}:{one}" for one in keys.older_privates)


def enrol(person: PersonId, passphrase: str, *, pepper: bytes, params: KdfParams) -> Issue:
    """Everything a new person needs; the public half of the postbox is `issue.keys.public`."""
    return _issue(person, PersonKeys.fresh(), passphrase, pepper=pepper, params=params)


def change_passphrase(
    slot: Slot,
    person: PersonId,
    old: str,
    new: str,
    *,
    pepper: bytes,
    params: KdfParams,
    floor: KdfParams = FLOOR,
) -> Slot:
    """The slot of the new passphrase, if the old one opens; costs two Argon2id, one after the other.

    Raises:
        SecretsDiffer: the old passphrase is another one.
        Damaged: the slot does not open.
    """
    data = open_passphrase_slot(slot, person, old, pepper=pepper, floor=floor)
    try:
        return make_passphrase_slot(person, new, data, pepper=pepper, params=params)
    finally:
        kdf.zero(data.key)


def recover(
    slot: Slot,
    person: PersonId,
    code: str,
    new_passphrase: str,
    wrapped: Iterable[WrappedKey],
    *,
    pepper: bytes,
    params: KdfParams,
) -> Issue:
    """New slots for both secrets, if the recovery code opens: a code is used once.

    The data key and its generation stay; the wrapped keys come back as they were.

    Raises:
        SecretsDiffer: it is another code.
        Damaged: the slot or a wrapped key does not open.
    """
    kept = tuple(wrapped)
    keys = load_keys(person, open_recovery_slot(slot, person, code), kept)
    return _issue(person, keys, new_passphrase, pepper=pepper, params=params)


def rotate(
    slot: Slot,
    person: PersonId,
    passphrase: str,
    wrapped: Iterable[WrappedKey],
    *,
    pepper: bytes,
    params: KdfParams,
    floor: KdfParams = FLOOR,
) -> Issue:
    """A fresh data key of the next generation, a fresh pair and both slots anew.

    The older data key is kept as `dek:<generation>`, and the older private half as `x25519:<generation>`: for
    what still stands under them.

    Raises:
        SecretsDiffer: it is another passphrase.
        Damaged: the slot or a wrapped key does not open.
    """
    data = open_passphrase_slot(slot, person, passphrase, pepper=pepper, floor=floor)
    old = load_keys(person, data, wrapped)
    renewed = old.renewed()
    old.wipe()
    return _issue(person, renewed, passphrase, pepper=pepper, params=params)


def _issue(person: PersonId, keys: PersonKeys, passphrase: str, *, pepper: bytes, params: KdfParams) -> Issue:
    """Both slots and all wrapped keys for the current data key, with a new recovery code."""
    data = DataKey(keys.current, keys.data_key(keys.current))
    code = recovery.generate()
    held = {X25519: keys.private, BALLOT: keys.ballot}
    held |= {f"{DATA_KEY}:{gen}": keys.data_key(gen) for gen in keys.generations if gen != keys.current}
    held |= {f"{X25519}:{gen}": key for gen, key in keys.older_privates.items()}
    return Issue(
        keys=keys,
        slots=(
            make_passphrase_slot(person, passphrase, data, pepper=pepper, params=params),
            make_recovery_slot(person, code, data),
        ),
        wrapped=(
            *(wrap(person, data, name, key) for name, key in held.items()),
            unconfirmed(person, data),
        ),
        recovery_code=code,
    )


def _fill(slot: Slot, secret: SecretKeys, person: PersonId, data: DataKey) -> Slot:
    record, fields = _slot_place(slot, person)
    wrapped = envelope.seal(secret.kek, data.generation, record, fields, bytes(data.key))
    secret.wipe()
    return replace(slot, wrapped=wrapped)


def _empty(slot: Slot, secret: SecretKeys, person: PersonId) -> DataKey:
    try:
        if not constant_time_equal(secret.verifier, slot.verifier):
            raise SecretsDiffer
        record, fields = _slot_place(slot, person)
        key = bytearray(envelope.open_(secret.kek, record, fields, slot.wrapped))
    finally:
        secret.wipe()
    return DataKey(envelope.generation(slot.wrapped), key)


def _slot_place(slot: Slot, person: PersonId) -> tuple[bytes, tuple[bytes, ...]]:
    kind = slot.kind.encode()
    cost = slot.params.encode() if slot.params else b""
    return kind, (person.bytes, b"slots", kind, cost, slot.salt, slot.verifier)
