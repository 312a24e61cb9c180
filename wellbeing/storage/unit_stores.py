"""What belongs to the installation, in SQL: units, seats, spent codes and a few facts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, bindparam, func, select, update

from wellbeing.domain.people import Role, Seat, SeatId, Unit, UnitId
from wellbeing.storage.statements import insert_once, upsert
from wellbeing.storage.tables import MetaTable, SeatsTable, SpentTable, UnitsTable

_ADMINISTRATOR_JOINED: Final = "administrator_joined"
_DIGITS = re.compile(r"(\d+)")


class SqlUnits:
    """The units and their settings."""

    _ALL = select(UnitsTable.__table__)
    _GET = _ALL.where(UnitsTable.id == bindparam("unit"))

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, unit: Unit) -> None:
        """Insert, or replace the unit of the same id."""
        values = {
            "id": unit.id,
            "name": unit.name,
            "parent_id": unit.parent,
            "country": unit.country,
            "time_zone": unit.time_zone,
            "languages": ",".join(unit.languages),  # a language tag holds no comma
            "starts_on": unit.starts_on,
            "ends_on": unit.ends_on,
            "lock_after_minutes": unit.lock_after_minutes,
        }
        self._connection.execute(upsert(self._connection, UnitsTable.__table__), values)

    def get(self, unit: UnitId) -> Unit | None:
        """One unit."""
        row = self._connection.execute(self._GET, {"unit": unit}).one_or_none()
        return None if row is None else _unit(row)

    def all(self) -> Sequence[Unit]:
        """Every unit, in the order of their names."""
        units = [_unit(row) for row in self._connection.execute(self._ALL)]
        return sorted(units, key=lambda unit: (_natural(unit.name), unit.id))


class SqlSeats:
    """The seats, with the digest of the code on the newest slip, and the codes that were spent."""

    _ALL = select(SeatsTable.__table__)
    _GET = _ALL.where(SeatsTable.id == bindparam("seat"))
    _OF = _ALL.where(SeatsTable.unit_id == bindparam("unit"))
    _OF_NONE = _ALL.where(SeatsTable.unit_id.is_(None))
    _BY_CODE = _ALL.where(SeatsTable.code_digest == bindparam("digest"))
    _ISSUED = (
        select(SeatsTable.unit_id, func.count())
        .where(
            SeatsTable.role == bindparam("wanted"),
            SeatsTable.ended_on.is_(None),
            SeatsTable.unit_id.is_not(None),
        )
        .group_by(SeatsTable.unit_id)
    )
    _SET_CODE = update(SeatsTable).where(SeatsTable.id == bindparam("seat"))
    _SPENT = select(SpentTable.digest).where(SpentTable.digest == bindparam("spent"))

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._meta = SqlMeta(connection)

    def put(self, seat: Seat) -> None:
        """Insert, or replace the seat of the same id; its code stays as it is."""
        values = {
            "id": seat.id,
            "unit_id": seat.unit,
            "role": seat.role.value,
            "label": seat.label,
            "generation": seat.generation,
            "ended_on": seat.ended_on,
        }
        others = tuple(name for name in values if name != "id")
        self._connection.execute(upsert(self._connection, SeatsTable.__table__, others), values)

    def get(self, seat: SeatId) -> Seat | None:
        """One seat."""
        row = self._connection.execute(self._GET, {"seat": seat}).one_or_none()
        return None if row is None else _seat(row)

    def of(self, unit: UnitId | None) -> Sequence[Seat]:
        """The unit's seats in the order of their labels, 2 before 12; None for administrators' seats."""
        query, values = self._rows_of(unit)
        seats = [_seat(row) for row in self._connection.execute(query, values)]
        return sorted(seats, key=lambda seat: (_natural(seat.label), seat.id))

    def issued(self, role: Role) -> Mapping[UnitId, int]:
        """How many issued seats of a role each unit has; units without one are left out."""
        rows = self._connection.execute(self._ISSUED, {"wanted": role.value})
        return {UnitId(unit): count for unit, count in rows if unit is not None}

    def set_code(self, seat: SeatId, digest: bytes, expires_on: date) -> None:
        """Put a new slip's code on a seat, in the place of the older one."""
        values = {"seat": seat, "code_digest": digest, "code_expires_on": expires_on}
        self._connection.execute(self._SET_CODE, values)

    def by_code(self, digest: bytes) -> tuple[Seat, date] | None:
        """The seat whose newest slip carries this code, and the last day it may be used."""
        row = self._connection.execute(self._BY_CODE, {"digest": digest}).one_or_none()
        return None if row is None else (_seat(row), row.code_expires_on)

    def code_expiries(self, unit: UnitId | None) -> Mapping[SeatId, date]:
        """The last day of the newest code of each of the unit's seats; None for administrators' seats."""
        query, values = self._rows_of(unit)
        rows = self._connection.execute(query, values)
        return {SeatId(row.id): row.code_expires_on for row in rows if row.code_expires_on is not None}

    def spend(self, digest: bytes) -> bool:
        """Remember a spent code; False when it was spent before."""
        insert = insert_once(self._connection, SpentTable.__table__)
        return self._connection.execute(insert, {"digest": digest}).rowcount == 1

    def spent(self, digest: bytes) -> bool:
        """Whether the code was spent."""
        return self._connection.execute(self._SPENT, {"spent": digest}).first() is not None

    def has_administrator_joined(self) -> bool:
        """Whether the first administrator's code was redeemed."""
        return self._meta.get(_ADMINISTRATOR_JOINED) is not None

    def mark_administrator_joined(self) -> None:
        """Remember, without saying who, that an administrator has joined."""
        self._meta.put(_ADMINISTRATOR_JOINED, b"1")

    def _rows_of(self, unit: UnitId | None) -> tuple[Select[Any], dict[str, UnitId]]:
        return (self._OF_NONE, {}) if unit is None else (self._OF, {"unit": unit})


class SqlMeta:
    """A few facts of the installation, by name."""

    _GET = select(MetaTable.value).where(MetaTable.key == bindparam("name"))

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str) -> bytes | None:
        """A fact, such as the pepper's check tag."""
        return self._connection.scalar(self._GET, {"name": key})

    def put(self, key: str, value: bytes) -> None:
        """Set a fact."""
        self._connection.execute(upsert(self._connection, MetaTable.__table__), {"key": key, "value": value})


def _unit(row: Row[Any]) -> Unit:
    return Unit(
        id=UnitId(row.id),
        name=row.name,
        parent=row.parent_id and UnitId(row.parent_id),
        country=row.country,
        time_zone=row.time_zone,
        languages=tuple(row.languages.split(",")) if row.languages else (),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        lock_after_minutes=row.lock_after_minutes,
    )


def _seat(row: Row[Any]) -> Seat:
    return Seat(
        id=SeatId(row.id),
        unit=row.unit_id and UnitId(row.unit_id),
        role=Role(row.role),
        label=row.label,
        generation=row.generation,
        ended_on=row.ended_on,
    )


def _natural(label: str) -> tuple[tuple[int, str], ...]:
    # "seat 2" before "seat 12": runs of digits compare as numbers, by their length first.
    parts = _DIGITS.split(label.casefold())
    return tuple((len(part) if odd % 2 else 0, part) for odd, part in enumerate(parts))
