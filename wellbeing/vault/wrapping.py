"""Wrapping: each other key of a person in an envelope of its own, under their current data key."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from wellbeing.crypto import envelope
from wellbeing.domain.errors import Damaged
from wellbeing.domain.people import PersonId

UNCONFIRMED: Final = "unconfirmed"
"""The name of a mark that holds no key: the newest recovery code was made, and nobody has confirmed it."""


@dataclass(frozen=True, slots=True)
class DataKey:
    """The data key that a slot held; wipe it, or give it to `load_keys`, which takes it over."""

    generation: int
    key: bytearray = field(repr=False)


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """Another key of a person, wrapped by their current data key."""

    name: str
    """`x25519`, `ballot`, the mark `unconfirmed`, or after a rotation, for as long as they are needed, the
    older `dek:<generation>` and `x25519:<generation>`."""
    wrapped: bytes = field(repr=False)
    """The key in an envelope of the current generation."""


def wrap(person: PersonId, data: DataKey, name: str, key: bytearray) -> WrappedKey:
    """A key in its envelope, which opens for this person and under this name only."""
    fields = (person.bytes, b"keys", name.encode())
    return WrappedKey(name, envelope.seal(data.key, data.generation, name.encode(), fields, bytes(key)))


def unwrap(person: PersonId, data: DataKey, one: WrappedKey) -> bytearray:
    """The key that `wrap` was given.

    Raises:
        Damaged: it does not open, or belongs to another generation of the data key.
    """
    if envelope.generation(one.wrapped) != data.generation:
        raise Damaged
    fields = (person.bytes, b"keys", one.name.encode("utf-8", "replace"))
    return bytearray(envelope.open_(data.key, one.name.encode("utf-8", "replace"), fields, one.wrapped))


def unconfirmed(person: PersonId, data: DataKey) -> WrappedKey:
    """The mark that goes into the key file together with a new recovery slot; no two are alike."""
    return wrap(person, data, UNCONFIRMED, bytearray())
