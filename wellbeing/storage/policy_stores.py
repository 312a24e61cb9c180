"""The policies of the units and what their people say of them, in SQL; each fits a port."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, bindparam, delete, exists, insert, select, update

from wellbeing.domain.errors import PolicyWaiting
from wellbeing.domain.people import UnitId
from wellbeing.services.unit_ports import CommentRow, PolicyRow
from wellbeing.storage.statements import insert_once
from wellbeing.storage.tables import CommentsTable, PoliciesTable


class SqlPolicies:
    """The versions of the units' policies."""

    _OF = (
        select(PoliciesTable.__table__)
        .where(PoliciesTable.unit_id == bindparam("unit"))
        .order_by(PoliciesTable.version)
    )
    _WITHDRAW = (
        update(PoliciesTable)
        .where(PoliciesTable.unit_id == bindparam("unit"), PoliciesTable.version == bindparam("number"))
        .values(withdrawn=True)
    )

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, row: PolicyRow) -> None:
        """Insert one more version.

        Raises:
            PolicyWaiting: somebody else has published this version meanwhile.
        """
        values = {
            "unit_id": row.unit,
            "version": row.version,
            "effective_from": row.effective_from,
            "published_on": row.published_on,
            "comments_until": row.comments_until,
            "body": row.body,
            "note": row.note,
            "withdrawn": row.withdrawn,
        }
        insert_row = insert_once(self._connection, PoliciesTable.__table__)
        if self._connection.execute(insert_row, values).rowcount != 1:
            raise PolicyWaiting

    def of(self, unit: UnitId) -> Sequence[PolicyRow]:
        """Every version of the unit's policy, the first one first."""
        return [
            PolicyRow(
                unit=UnitId(row.unit_id),
                version=row.version,
                effective_from=row.effective_from,
                published_on=row.published_on,
                comments_until=row.comments_until,
                body=row.body,
                note=row.note,
                withdrawn=row.withdrawn,
            )
            for row in self._connection.execute(self._OF, {"unit": unit})
        ]

    def withdraw(self, unit: UnitId, version: int) -> None:
        """Mark a version as taken back."""
        self._connection.execute(self._WITHDRAW, {"unit": unit, "number": version})


class SqlComments:
    """Unsigned comments on announced policies."""

    _OF = (
        select(CommentsTable.id, CommentsTable.body)
        .where(CommentsTable.unit_id == bindparam("unit"), CommentsTable.version == bindparam("number"))
        .order_by(CommentsTable.id)
    )
    _ADD = insert(CommentsTable)
    _REMOVE_CLOSED = delete(CommentsTable).where(
        exists().where(
            PoliciesTable.unit_id == CommentsTable.unit_id,
            PoliciesTable.version == CommentsTable.version,
            PoliciesTable.comments_until < bindparam("before"),
        )
    )

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, row: CommentRow) -> None:
        """Insert a comment."""
        values = {"unit_id": row.unit, "version": row.version, "id": row.id, "body": row.body}
        self._connection.execute(self._ADD, values)

    def of(self, unit: UnitId, version: int) -> Sequence[CommentRow]:
        """The comments on a version in the order of their random ids, the same each time."""
        rows = self._connection.execute(self._OF, {"unit": unit, "number": version})
        return [CommentRow(unit, version, row.id, row.body) for row in rows]

    def remove_closed(self, before: date) -> int:
        """Remove the comments on versions whose time for comments was over before this day; how many."""
        return self._connection.execute(self._REMOVE_CLOSED, {"before": before}).rowcount
