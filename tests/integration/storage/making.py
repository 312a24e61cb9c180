"""Made-up rows for the storage tests: envelopes of the right outer shape around random bytes."""

from __future__ import annotations

import os
import struct
from typing import Any
from uuid import UUID, uuid4

from wellbeing.crypto.kdf import KdfParams
from wellbeing.domain.days import Month
from wellbeing.domain.people import PersonId
from wellbeing.services.ports import EntryRow, ManifestRow, PersonRow, UnitOfWork
from wellbeing.storage.opening import Storage
from wellbeing.vault.sealed import Sealed
from wellbeing.vault.slots import Slot, WrappedKey

MONTH = Month(202811)


def sealed(size: int = 256, inside: bytes = b"") -> Sealed[Any]:
    """An envelope whose ciphertext is random, or starts with these bytes."""
    text = inside + os.urandom(size - len(inside))
    return Sealed(struct.pack(">2sBBI", b"WB", 1, 1, 1) + os.urandom(12) + text + os.urandom(16))


def person_row() -> PersonRow:
    return PersonRow(PersonId(uuid4()), os.urandom(32), os.urandom(32))


def add_person(storage: Storage) -> PersonId:
    row = person_row()
    with storage.begin() as work:
        work.people.add(row)
        work.commit()
    return row.id


def entry(person: PersonId, month: int = MONTH, record: UUID | None = None, size: int = 256) -> EntryRow:
    return EntryRow(record or uuid4(), person, Month(month), sealed(size))


def manifest(person: PersonId, month: int = MONTH, inside: bytes = b"") -> ManifestRow:
    return ManifestRow(person, month, sealed(1024, inside))


def slot(kind: str = "passphrase") -> Slot:
    params = KdfParams() if kind == "passphrase" else None
    return Slot(kind, params, os.urandom(16), os.urandom(32), sealed().raw)


def key(name: str = "x25519") -> WrappedKey:
    return WrappedKey(name, sealed().raw)


def pieces(blob: bytes, length: int = 16) -> list[bytes]:
    """A blob cut into runs, none of which is found elsewhere by chance; the constant head is left out."""
    body = blob[20:] if blob.startswith(b"WB") else blob
    return [body[at : at + length] for at in range(0, len(body) - length + 1, length)]


def ids(work: UnitOfWork, person: PersonId) -> set[UUID]:
    """The ids of a person's entries."""
    return {row.id for row in work.entries.of(person)}
