"""What units tell their people beside the policy, in SQL: contacts, checked crisis lines and outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, insert, select

from wellbeing.domain.people import UnitId
from wellbeing.services.unit_ports import ConfirmationRow, ContactRow, OutcomeRow
from wellbeing.storage.statements import upsert
from wellbeing.storage.tables import ConfirmationsTable, ContactsTable, OutcomesTable


class SqlContacts:
    """Whom the units name to their people."""

    _ALL = select(ContactsTable.__table__).order_by(
        ContactsTable.unit_id, ContactsTable.position, ContactsTable.id
    )
    _MINE = ContactsTable.unit_id == bindparam("unit")
    _OF = _ALL.where(_MINE)
    _REMOVE = delete(ContactsTable).where(_MINE, ContactsTable.id == bindparam("contact"))

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, row: ContactRow) -> None:
        """Insert, or replace the contact of the same unit and id."""
        values = {"unit_id": row.unit, "id": row.id, "position": row.position, "body": row.body}
        self._connection.execute(upsert(self._connection, ContactsTable.__table__), values)

    def of(self, unit: UnitId) -> Sequence[ContactRow]:
        """The unit's contacts in their order."""
        rows = self._connection.execute(self._OF, {"unit": unit})
        return [ContactRow(unit, row.id, row.position, row.body) for row in rows]

    def all(self) -> Sequence[ContactRow]:
        """The contacts of every unit, each unit's in their order."""
        rows = self._connection.execute(self._ALL)
        return [ContactRow(UnitId(row.unit_id), row.id, row.position, row.body) for row in rows]

    def remove(self, unit: UnitId, contact: UUID) -> None:
        """Remove one contact of a unit."""
        self._connection.execute(self._REMOVE, {"unit": unit, "contact": contact})


class SqlConfirmations:
    """The crisis lines that units have checked."""

    _MINE = ConfirmationsTable.unit_id == bindparam("unit")
    _OF = (
        select(ConfirmationsTable.__table__)
        .where(_MINE)
        .order_by(ConfirmationsTable.line_id, ConfirmationsTable.confirmed_on, ConfirmationsTable.mark)
    )
    _REMOVE = delete(ConfirmationsTable).where(_MINE, ConfirmationsTable.line_id == bindparam("line"))

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, row: ConfirmationRow) -> None:
        """Insert, or replace what the same mark said of the same line."""
        values = {
            "unit_id": row.unit,
            "line_id": row.line_id,
            "mark": row.mark,
            "digest": row.digest,
            "confirmed_on": row.confirmed_on,
        }
        self._connection.execute(upsert(self._connection, ConfirmationsTable.__table__), values)

    def of(self, unit: UnitId) -> Sequence[ConfirmationRow]:
        """The unit's confirmations, by line and day."""
        rows = self._connection.execute(self._OF, {"unit": unit})
        return [ConfirmationRow(unit, row.line_id, row.mark, row.digest, row.confirmed_on) for row in rows]

    def remove(self, unit: UnitId, line_id: str) -> None:
        """Remove every confirmation of a line."""
        self._connection.execute(self._REMOVE, {"unit": unit, "line": line_id})


class SqlOutcomes:
    """What became of the units' work."""

    _MINE = OutcomesTable.unit_id == bindparam("unit")
    _OF = (
        select(OutcomesTable.__table__)
        .where(_MINE)
        .order_by(OutcomesTable.posted_on.desc(), OutcomesTable.id)
    )
    _ADD = insert(OutcomesTable)
    _REMOVE = delete(OutcomesTable).where(_MINE, OutcomesTable.id == bindparam("outcome"))

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, row: OutcomeRow) -> None:
        """Insert one more."""
        values = {"unit_id": row.unit, "id": row.id, "posted_on": row.posted_on, "body": row.body}
        self._connection.execute(self._ADD, values)

    def of(self, unit: UnitId) -> Sequence[OutcomeRow]:
        """What the unit has posted, the newest day first."""
        rows = self._connection.execute(self._OF, {"unit": unit})
        return [OutcomeRow(unit, row.id, row.posted_on, row.body) for row in rows]

    def remove(self, unit: UnitId, outcome: UUID) -> None:
        """Remove one of a unit's outcomes."""
        self._connection.execute(self._REMOVE, {"unit": unit, "outcome": outcome})
