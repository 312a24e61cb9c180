"""The administrators' records, and how long units keep entries, in SQL; each fits a port."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, select

from wellbeing.domain.audit import Line
from wellbeing.domain.errors import DatabaseBusy
from wellbeing.domain.people import UnitId
from wellbeing.services import audit
from wellbeing.storage.statements import insert_once, upsert
from wellbeing.storage.tables import AuditLinesTable, KeepingTable

_HOLD: Final = select(func.pg_advisory_xact_lock(8460, 4))
"""On a database server: whoever adds a line next waits for this transaction instead of meeting its number."""


class SqlAuditLog:
    """The administrators' records: lines are added and read, nothing else."""

    _LINES = select(AuditLinesTable.body, AuditLinesTable.signature)
    _AFTER = _LINES.where(AuditLinesTable.number > bindparam("after")).order_by(AuditLinesTable.number)
    _LAST = _LINES.order_by(AuditLinesTable.number.desc()).limit(1)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, line: Line) -> None:
        """Append a line.

        Raises:
            DatabaseBusy: somebody else has used the number.
        """
        row = {"number": line.number, "body": line.body, "signature": line.signature}
        once = insert_once(self._connection, AuditLinesTable.__table__)
        if self._connection.execute(once, row).rowcount != 1:
            raise DatabaseBusy

    def last(self) -> Line | None:
        """The newest line."""
        row = self._connection.execute(self._LAST).one_or_none()
        return None if row is None else audit.read(row.body, row.signature)

    def held(self) -> Line | None:
        """The newest line, and nobody else adds one before the end of this work."""
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(_HOLD)
        return self.last()

    def all(self, after: int = 0, most: int | None = None) -> Sequence[Line]:
        """Every line with a higher number, in their order; the first so many of them when that is said."""
        rows: Any = self._connection.execute(self._AFTER.limit(most), {"after": after})
        return [audit.read(row.body, row.signature) for row in rows]


class SqlKeeping:
    """How long units keep entries."""

    _OF = select(KeepingTable.months).where(KeepingTable.unit_id == bindparam("unit"))
    _REMOVE = delete(KeepingTable).where(KeepingTable.unit_id == bindparam("unit"))

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, unit: UnitId, months: int) -> None:
        """Have the unit keep entries so many months."""
        row = {"unit_id": unit, "months": months}
        self._connection.execute(upsert(self._connection, KeepingTable.__table__), row)

    def of(self, unit: UnitId) -> int | None:
        """How many months the unit keeps entries; None when it leaves that to its people."""
        return self._connection.execute(self._OF, {"unit": unit}).scalar_one_or_none()

    def remove(self, unit: UnitId) -> None:
        """Leave it to its people."""
        self._connection.execute(self._REMOVE, {"unit": unit})
