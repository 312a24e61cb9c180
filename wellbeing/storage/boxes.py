"""The sealed boxes in `boxes.db`: changed in place, and gone without a byte once their period is told.

A box is one blob in one row, rewritten whole at every change, so the file holds no row, id, order or time of
a ballot. What was in a box before a change lies nowhere in the file: the new blob has the size of the old one
and overwrites it, and the journal is emptied at each commit. Shredding rebuilds the file and then looks
through it once for every box that was to go.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, Engine, bindparam, delete, select, update

from wellbeing.crypto import envelope
from wellbeing.domain.errors import Unfit
from wellbeing.storage.box_tables import BoxesTable
from wellbeing.storage.engine import LOOKING, file_of, vacuum
from wellbeing.storage.past import Past
from wellbeing.storage.slots import PIECE
from wellbeing.storage.statements import insert_once

WHOLE: Final = 8
"""Boxes of which every byte run is looked for; of the others the head, which is as random as an id."""


class SqlBoxes:
    """Every open box; each method is one durable transaction. Fits `services.box_ports.Boxes`."""

    _HERE = (BoxesTable.group_id == bindparam("group"), BoxesTable.period == bindparam("number"))
    _GET = select(BoxesTable.body).where(*_HERE)
    _ALL = select(BoxesTable.group_id, BoxesTable.period).order_by(BoxesTable.group_id, BoxesTable.period)
    _PUT = update(BoxesTable).where(*_HERE)
    _REMOVE = delete(BoxesTable).where(*_HERE)

    def __init__(self, engine: Engine) -> None:
        """Take over a migrated database of boxes, made by `open_engine`."""
        self._engine = engine
        self._reading = engine.execution_options(**{LOOKING: True})
        self._turn = threading.Lock()
        file = file_of(engine)
        self._past = None if file is None else Past(file)

    def get(self, group: UUID, period: int) -> bytes | None:
        """The sealed box."""
        with self._reading.connect() as connection:
            return connection.execute(self._GET, _key(group, period)).scalar()

    def add(self, fresh: Mapping[tuple[UUID, int], bytes]) -> AbstractSet[tuple[UUID, int]]:
        """Keep new boxes; which were new. Where there is one already it stays as it is."""
        if not fresh:
            return frozenset()
        with self._turn, self._engine.begin() as connection:
            once = insert_once(connection, BoxesTable.__table__)
            return {
                key
                for key, raw in fresh.items()
                if connection.execute(once, {"group_id": key[0], "period": key[1], "body": raw}).rowcount == 1
            }

    def change(self, group: UUID, period: int, edit: Callable[[bytes], bytes]) -> bool:
        """Put what `edit` makes of a box in its place, while nobody else may; False when there is none.

        Whatever `edit` raises leaves the box as it is.
        """
        with self._turn, self._engine.begin() as connection:
            raw = connection.execute(self._GET, _key(group, period)).scalar()
            if raw is None:
                return False
            connection.execute(self._PUT.values(body=edit(raw)), _key(group, period))
            return True

    def all(self) -> Sequence[tuple[UUID, int]]:
        """Group and period of every box, in the order of the keys."""
        with self._reading.connect() as connection:
            return [(row.group_id, row.period) for row in connection.execute(self._ALL)]

    def shred(self, gone: Iterable[tuple[UUID, int]]) -> None:
        """Remove boxes so that no byte of them stays in the file, and look whether that is so.

        Raises:
            Unfit: the rows are gone, but bytes of them are still in the file.
        """
        with self._turn:
            marks, pieces = self._remove(gone)
            # Also when nothing was to go: a process that was killed may have removed rows and no more.
            if marks or self._unused():
                vacuum(self._engine)
            if self._unused() or self._found(marks, pieces):
                raise Unfit

    def _remove(self, gone: Iterable[tuple[UUID, int]]) -> tuple[frozenset[bytes], frozenset[bytes]]:
        """Delete the rows; the heads of all their boxes, and every byte run of the first few."""
        marks: set[bytes] = set()
        pieces: set[bytes] = set()
        with self._engine.begin() as connection:
            for group, period in gone:
                raw = connection.execute(self._GET, _key(group, period)).scalar()
                if raw is None:
                    continue
                if len(marks) < WHOLE:
                    after = range(envelope.MARK_LENGTH, len(raw) - PIECE + 1, PIECE)
                    pieces.update(raw[at : at + PIECE] for at in after)
                marks.add(envelope.mark(raw))
                connection.execute(self._REMOVE, _key(group, period))
        return frozenset(marks), frozenset(pieces)

    def _unused(self) -> int:
        """Pages of the file that hold nothing."""
        with self._reading.connect() as connection:
            return _pragma(connection, "freelist_count")

    def _found(self, marks: frozenset[bytes], pieces: frozenset[bytes]) -> bool:
        """Whether any of them is still in the file or its journal: one pass, however many boxes went."""
        if self._past is None or not marks:
            return False
        held = self._past.read()
        return any(one in marks for one in envelope.marks(held)) or any(one in held for one in pieces)


def _key(group: UUID, period: int) -> dict[str, UUID | int]:
    return {"group": group, "number": period}


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar() or 0)
