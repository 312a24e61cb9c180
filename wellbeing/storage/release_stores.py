"""The log of releases, floors, leads' remarks and what was done for units, in SQL; each fits a port."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select

from wellbeing.anonymity import log
from wellbeing.domain.errors import DatabaseBusy
from wellbeing.domain.people import UnitId
from wellbeing.domain.releases import Line
from wellbeing.services.box_ports import DutyRow, MarkRow
from wellbeing.storage.statements import insert_once, upsert
from wellbeing.storage.tables import (
    ENDED,
    FORMED,
    DutiesTable,
    FloorsTable,
    MarksTable,
    ReleaseLinesTable,
    ReleaseUnitsTable,
)


class SqlReleaseLog:
    """The log of releases: lines are added and read, nothing else."""

    _LINES = select(ReleaseLinesTable.body, ReleaseLinesTable.signature).order_by(ReleaseLinesTable.number)
    _AFTER = _LINES.where(ReleaseLinesTable.number > bindparam("after"))
    _LAST = (
        select(ReleaseLinesTable.body, ReleaseLinesTable.signature)
        .order_by(ReleaseLinesTable.number.desc())
        .limit(1)
    )
    _OF_PERIOD = _LINES.where(ReleaseLinesTable.period == bindparam("wanted"))
    _NUMBERS = select(ReleaseUnitsTable.number).where(
        ReleaseUnitsTable.unit_id.in_(bindparam("units", expanding=True))
    )
    _OF_UNITS = _LINES.where(ReleaseLinesTable.number.in_(_NUMBERS))
    _FORMED_OF = _LINES.where(
        FORMED, ReleaseLinesTable.period == bindparam("wanted"), ReleaseLinesTable.number.in_(_NUMBERS)
    )
    _ONE_FORMED = _LINES.where(
        FORMED,
        ReleaseLinesTable.group_id == bindparam("group"),
        ReleaseLinesTable.period == bindparam("wanted"),
    )
    _FORMED_IN = select(func.count()).where(FORMED, ReleaseLinesTable.period == bindparam("wanted"))
    _ENDED = select(ReleaseLinesTable.number).where(
        ENDED,
        ReleaseLinesTable.group_id == bindparam("group"),
        ReleaseLinesTable.period == bindparam("wanted"),
    )
    _KEYS = select(ReleaseLinesTable.group_id, ReleaseLinesTable.period)
    _OPEN = _KEYS.where(FORMED).except_(_KEYS.where(ENDED))

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, line: Line) -> None:
        """Append a line and what finds it by group, unit and period.

        Raises:
            DatabaseBusy: somebody else has used the number, or has formed or ended the group's period.
        """
        row = {
            "number": line.number,
            "fact": line.fact.value,
            "group_id": line.group.id,
            "period": line.period.number,
            "body": line.body,
            "signature": line.signature,
        }
        once = insert_once(self._connection, ReleaseLinesTable.__table__)
        if self._connection.execute(once, row).rowcount != 1:
            raise DatabaseBusy
        units = [{"unit_id": one, "number": line.number} for one in line.group.units]
        self._connection.execute(insert(ReleaseUnitsTable), units)

    def last(self) -> Line | None:
        """The newest line."""
        row = self._connection.execute(self._LAST).one_or_none()
        return None if row is None else _line(row)

    def all(self, after: int = 0, most: int | None = None) -> Sequence[Line]:
        """Every line with a higher number, in their order; the first so many of them when that is said."""
        return self._read(self._AFTER.limit(most), {"after": after})

    def of_units(self, units: Iterable[UnitId]) -> Sequence[Line]:
        """Every line about a group with one of these units, in their order."""
        return self._read(self._OF_UNITS, {"units": list(units)})

    def formed_of(self, units: Iterable[UnitId], period: int) -> Sequence[Line]:
        """The lines that say how a group with one of these units was counted for a period."""
        return self._read(self._FORMED_OF, {"units": list(units), "wanted": period})

    def of_period(self, period: int) -> Sequence[Line]:
        """Every line about a period, in their order."""
        return self._read(self._OF_PERIOD, {"wanted": period})

    def open(self) -> Sequence[tuple[UUID, int]]:
        """Group and period of every FORMED line without an end, the oldest period first."""
        rows = [(row.group_id, row.period) for row in self._connection.execute(self._OPEN)]
        return sorted(rows, key=lambda one: (one[1], one[0]))

    def formed_in(self, period: int) -> int:
        """How many groups were counted for a period."""
        return self._connection.execute(self._FORMED_IN, {"wanted": period}).scalar_one()

    def ended(self, group: UUID, period: int) -> bool:
        """Whether a group's period was told or withheld."""
        values = {"group": group, "wanted": period}
        return self._connection.execute(self._ENDED, values).first() is not None

    def formed(self, group: UUID, period: int) -> Line | None:
        """The line that says how a group was counted for a period."""
        found = self._read(self._ONE_FORMED, {"group": group, "wanted": period})
        return found[0] if found else None

    def _read(self, statement: Any, values: dict[str, Any]) -> Sequence[Line]:
        return [_line(row) for row in self._connection.execute(statement, values)]


class SqlFloors:
    """What units ask for above the usual floor."""

    _AT = (
        select(FloorsTable.unit_id, func.max(FloorsTable.floor))
        .where(FloorsTable.from_period <= bindparam("wanted"))
        .group_by(FloorsTable.unit_id)
    )

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, unit: UnitId, floor: int, from_period: int) -> None:
        """Ask for so many seats from a period on; an earlier wish for an earlier period stays."""
        row = {"unit_id": unit, "from_period": from_period, "floor": floor}
        self._connection.execute(upsert(self._connection, FloorsTable.__table__), row)

    def at(self, period: int) -> dict[UnitId, int]:
        """The highest number each unit has asked for up to a period."""
        rows = self._connection.execute(self._AT, {"wanted": period})
        return {UnitId(unit): floor for unit, floor in rows}


class SqlMarks:
    """The leads' dated remarks."""

    _OF = (
        select(MarksTable.__table__)
        .where(MarksTable.unit_id == bindparam("unit"))
        .order_by(MarksTable.day, MarksTable.id)
    )
    _REMOVE = delete(MarksTable).where(
        MarksTable.unit_id == bindparam("unit"), MarksTable.id == bindparam("mark")
    )

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, row: MarkRow) -> None:
        """Insert a remark."""
        values = {"unit_id": row.unit, "id": row.id, "day": row.day, "words": row.words}
        self._connection.execute(insert(MarksTable), values)

    def of(self, unit: UnitId) -> Sequence[MarkRow]:
        """The unit's remarks, the oldest first."""
        rows = self._connection.execute(self._OF, {"unit": unit})
        return [MarkRow(unit, row.id, row.day, row.words) for row in rows]

    def remove(self, unit: UnitId, mark: UUID) -> None:
        """Remove a remark; one that is gone already changes nothing."""
        self._connection.execute(self._REMOVE, {"unit": unit, "mark": mark})


class SqlDuties:
    """What was done for the units' people."""

    _OF = (
        select(DutiesTable.__table__)
        .where(DutiesTable.unit_id == bindparam("unit"))
        .order_by(DutiesTable.day, DutiesTable.id)
    )
    _REMOVE = delete(DutiesTable).where(
        DutiesTable.unit_id == bindparam("unit"), DutiesTable.id == bindparam("duty")
    )

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, row: DutyRow) -> None:
        """Insert what was done."""
        values = {"unit_id": row.unit, "id": row.id, "day": row.day, "kind": row.kind, "words": row.words}
        self._connection.execute(insert(DutiesTable), values)

    def of(self, unit: UnitId) -> Sequence[DutyRow]:
        """What was written down for the unit, the oldest first."""
        rows = self._connection.execute(self._OF, {"unit": unit})
        return [DutyRow(unit, row.id, row.day, row.kind, row.words) for row in rows]

    def remove(self, unit: UnitId, duty: UUID) -> None:
        """Remove what was written down; what is gone already changes nothing."""
        self._connection.execute(self._REMOVE, {"unit": unit, "duty": duty})


def _line(row: Row[str, bytes]) -> Line:
    return log.read(row.body, row.signature)
