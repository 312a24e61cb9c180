"""The key slots in `slots.db`, the file that forgets: what is overwritten or removed is gone from the disk.

Two things would keep an old wrapped key although SQLite deleted it. The rollback journal holds the pages as
they were, and deleting or truncating it frees those blocks without overwriting them (measured on an ext4
image: 40 of 40 shredded keys were still on the disk with either, none with this). So the journal of this file
persists, and after each commit it is overwritten with zeros while nobody else can write. And moving rows
between pages may leave a copy in a page's unused space; so after each change the files are searched for every
byte run that was to go, and the database is rebuilt when one is found.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, bindparam, delete, select

from wellbeing.crypto.kdf import KdfParams
from wellbeing.domain.errors import Unfit
from wellbeing.domain.people import PersonId
from wellbeing.storage.engine import LOOKING, file_of, vacuum
from wellbeing.storage.past import Past, journal_of
from wellbeing.storage.slot_tables import KeysTable, SlotsTable
from wellbeing.storage.statements import upsert
from wellbeing.vault.slots import Slot, WrappedKey

PIECE: Final = 16
"""Bytes of a run that is searched for: none this long occurs twice by chance."""


def hold_something(slots: Engine) -> bool:
    """Whether anybody has a key in a slots database of this version."""
    with slots.connect().execution_options(**{LOOKING: True}) as connection:
        tables = (SlotsTable, KeysTable)
        return any(connection.execute(select(one.person_id).limit(1)).first() for one in tables)


class SqlSlots:
    """Every person's slots and keys; each method is one durable transaction. Fits `services.ports.Slots`."""

    _SLOT = select(SlotsTable.__table__).where(
        SlotsTable.person_id == bindparam("person"), SlotsTable.kind == bindparam("kind_")
    )
    _SLOTS = select(SlotsTable.__table__).where(SlotsTable.person_id == bindparam("person"))
    _KEYS = select(KeysTable.__table__).where(KeysTable.person_id == bindparam("person"))
    _DROP_KEY = delete(KeysTable).where(
        KeysTable.person_id == bindparam("person"), KeysTable.name == bindparam("name_")
    )
    _DROP_KEYS = delete(KeysTable).where(KeysTable.person_id == bindparam("person"))
    _DROP_SLOTS = delete(SlotsTable).where(SlotsTable.person_id == bindparam("person"))

    def __init__(self, engine: Engine) -> None:
        """Take over a migrated slots database.

        Args:
            engine: made by `open_engine(…, journal=PERSIST)`.
        """
        self._engine = engine
        self._reading = engine.execution_options(**{LOOKING: True})
        self._turn = threading.Lock()
        self._file = file_of(engine)
        self._past = None if self._file is None else Past(self._file)
        with self._turn:
            self._wipe_journal()  # of a process that was killed between its commit and its wipe

    def get(self, person: PersonId, kind: str) -> Slot | None:
        """The slot of kind "passphrase" or "recovery".

        Raises:
            Damaged: the stored cost is unreadable.
        """
        with self._reading.connect() as connection:
            row = connection.execute(self._SLOT, {"person": person, "kind_": kind}).one_or_none()
        if row is None:
            return None
        params = None if row.params is None else KdfParams.decode(row.params)
        return Slot(row.kind, params, row.salt, row.verifier, row.wrapped)

    def keys(self, person: PersonId) -> Sequence[WrappedKey]:
        """Every wrapped key of a person, in the order of their names."""
        with self._reading.connect() as connection:
            rows = connection.execute(self._KEYS.order_by(KeysTable.name), {"person": person}).all()
        return [WrappedKey(row.name, row.wrapped) for row in rows]

    def write(
        self,
        person: PersonId,
        slots: Sequence[Slot] = (),
        keys: Sequence[WrappedKey] = (),
        drop_keys: Sequence[str] = (),
    ) -> None:
        """Insert or overwrite these slots and keys and drop those names, all or nothing.

        Raises:
            Unfit: it is written, but bytes of what it replaced are still in the file.
        """
        with self._turn:
            with self._engine.begin() as connection:
                old = _pieces(connection, person)
                for name in drop_keys:
                    connection.execute(self._DROP_KEY, {"person": person, "name_": name})
                for slot in slots:
                    connection.execute(upsert(connection, SlotsTable.__table__), _slot_row(person, slot))
                for key in keys:
                    row = {"person_id": person, "name": key.name, "wrapped": key.wrapped}
                    connection.execute(upsert(connection, KeysTable.__table__), row)
                gone = old - _pieces(connection, person)
            self._forget(gone)

    def shred(self, person: PersonId) -> None:
        """Remove every slot and key of a person so that no wrapped byte stays in the file.

        Raises:
            Unfit: the rows are gone, but bytes of them are still in the file.
        """
        with self._turn:
            with self._engine.begin() as connection:
                gone = _pieces(connection, person)
                connection.execute(self._DROP_KEYS, {"person": person})
                connection.execute(self._DROP_SLOTS, {"person": person})
            self._forget(gone)

    def _forget(self, gone: frozenset[bytes]) -> None:
        if self._past is None:
            return  # another engine: its log keeps what was deleted, and the receipt says for how long
        self._wipe_journal()
        if not _found(self._past, gone):
            return
        vacuum(self._engine)
        self._wipe_journal()
        if _found(self._past, gone):
            raise Unfit

    def _wipe_journal(self) -> None:
        if self._file is None:
            return
        # The write lock keeps every other process from starting a journal while this one is overwritten.
        with self._engine.begin():
            overwrite(journal_of(self._file))


def overwrite(file: Path) -> None:
    """Write zeros over a file's every byte, on the disk, then empty it; a missing file is fine."""
    try:
        descriptor = os.open(file, os.O_RDWR)
    except FileNotFoundError:
        return
    try:
        left = os.fstat(descriptor).st_size
        if left:
            while left > 0:
                left -= os.write(descriptor, bytes(min(left, 1 << 20)))
            os.fsync(descriptor)
            os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _slot_row(person: PersonId, slot: Slot) -> dict[str, Any]:
    return {
        "person_id": person,
        "kind": slot.kind,
        "params": slot.params and slot.params.encode(),
        "salt": slot.salt,
        "verifier": slot.verifier,
        "wrapped": slot.wrapped,
    }


def _pieces(connection: Connection, person: PersonId) -> frozenset[bytes]:
    """Every run of random bytes that a person's rows consist of."""
    slots = connection.execute(SqlSlots._SLOTS, {"person": person}).all()  # noqa: SLF001
    keys = connection.execute(SqlSlots._KEYS, {"person": person}).all()  # noqa: SLF001
    blobs = [blob for row in slots for blob in (row.salt, row.verifier, row.wrapped)]
    blobs += [row.wrapped for row in keys]
    return frozenset(blob[at : at + PIECE] for blob in blobs for at in range(0, len(blob) - PIECE + 1, PIECE))


def _found(past: Past, gone: Iterable[bytes]) -> bool:
    held = past.read()
    return any(piece in held for piece in gone)
