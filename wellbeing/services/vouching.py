"""Vouching: two configurators of a unit look at each crisis line of their country and say it is right."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from wellbeing.crypto.tags import confirmation_mark
from wellbeing.domain.audit import Act, By
from wellbeing.domain.errors import BadInput, ConfirmedAlready
from wellbeing.domain.people import Role, UnitId
from wellbeing.domain.resources import Directory, Line
from wellbeing.services.audit import Audit
from wellbeing.services.authority import Authority
from wellbeing.services.ports import Begin, Clock, UnitOfWork
from wellbeing.services.presence import Presence
from wellbeing.services.sessions import Sessions
from wellbeing.services.unit_ports import ConfirmationRow

PEOPLE: int = 2
"""How many people have to look at a line."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """A line of the crisis block, and how many people of the unit stand behind what it says now."""

    line: Line
    people: int
    """0 to 2."""
    mine: bool
    """Whether whoever looks is one of them."""
    on: date | None = None
    """The day on which the second of them did; None while there is none."""

    @property
    def confirmed(self) -> bool:
        """Whether two people have."""
        return self.people >= PEOPLE


class Vouching:
    """The confirmations of the units; a line whose number changes has to be confirmed anew."""

    def __init__(
        self,
        begin: Begin,
        look: Begin,
        clock: Clock,
        sessions: Sessions,
        pepper: bytes,
        directory: Directory,
        audit: Audit,
    ) -> None:
        self._begin = begin
        self._look = look
        self._clock = clock
        self._authority = Authority(sessions)
        self._pepper = pepper
        self._directory = directory
        self._audit = audit

    def of(self, reference: str, unit: UnitId) -> tuple[Vouched, ...]:
        """The crisis block of the unit's country, for its configurator.

        Raises:
            NotYours: the person does not configure the unit.
        """
        presence = self._authority.configurator(reference, unit)
        with self._look() as work:
            held = work.confirmations.of(unit)
            mine = self._marks(presence, unit)
            return tuple(
                Vouched(line, min(PEOPLE, len(marks)), bool(marks.keys() & mine(line)), _second(line, held))
                for line in self._lines(work, unit)
                for marks in [_marks_on(line, held)]
            )

    def confirm(self, reference: str, unit: UnitId, line: str) -> None:
        """Say that a line is right, having looked at its operator's page or called its office.

        Raises:
            NotYours: the person does not configure the unit.
            BadInput: the unit's country has no such line.
            ConfirmedAlready: the person did before, perhaps from another of their seats.
        """
        presence = self._authority.configurator(reference, unit)
        with self._begin() as work:
            found = next((one for one in self._lines(work, unit) if one.id == line), None)
            if found is None:
                raise BadInput
            mine = self._marks(presence, unit)(found)
            if mine & _marks_on(found, work.confirmations.of(unit)).keys():
                raise ConfirmedAlready
            today = self._clock.now().date()
            work.confirmations.put(
                ConfirmationRow(unit, line, min(mine), found.digest.encode(), confirmed_on=today)
            )
            self._audit.note(work, Act.LINE_CONFIRMED, By.CONFIGURATOR, unit)
            work.commit()

    def withdraw(self, reference: str, unit: UnitId, line: str) -> None:
        """Take back everybody's word for a line, as when its number turns out to be wrong.

        Raises:
            NotYours: the person does not configure the unit.
        """
        self._authority.configurator(reference, unit)
        with self._begin() as work:
            if any(one.line_id == line for one in work.confirmations.of(unit)):
                self._audit.note(work, Act.LINE_WITHDRAWN, By.CONFIGURATOR, unit)
            work.confirmations.remove(unit, line)
            work.commit()

    def _lines(self, work: UnitOfWork, unit: UnitId) -> tuple[Line, ...]:
        return block(work, unit, self._directory)

    def _marks(self, presence: Presence, unit: UnitId) -> _Marks:
        seats = [
            one.seat for one in presence.memberships if one.role is Role.CONFIGURATOR and one.unit == unit
        ]
        return _Marks(self._pepper, unit, tuple(seat.bytes for seat in seats))


@dataclass(frozen=True, slots=True)
class _Marks:
    pepper: bytes
    unit: UnitId
    seats: tuple[bytes, ...]

    def __call__(self, line: Line) -> frozenset[bytes]:
        return frozenset(
            confirmation_mark(self.pepper, self.unit.bytes, line.id, seat) for seat in self.seats
        )


def block(work: UnitOfWork, unit: UnitId, directory: Directory) -> tuple[Line, ...]:
    """The crisis block of a unit's country; nothing while the country is not said."""
    found = work.units.get(unit)
    return directory.crisis_of(found.country) if found and found.country else ()


def confirmed(lines: Collection[Line], held: Collection[ConfirmationRow]) -> Mapping[str, date]:
    """The ids of the lines that two people of a unit stand behind, and since when."""
    return {line.id: day for line in lines if (day := _second(line, held)) is not None}


def _second(line: Line, held: Collection[ConfirmationRow]) -> date | None:
    """The day on which the second person stood behind what the line says now."""
    days = sorted(_marks_on(line, held).values())
    return days[PEOPLE - 1] if len(days) >= PEOPLE else None


def _marks_on(line: Line, held: Collection[ConfirmationRow]) -> Mapping[bytes, date]:
    """Who stands behind what the line says now, and since when."""
    digest = line.digest.encode()
    return {one.mark: one.confirmed_on for one in held if one.line_id == line.id and one.digest == digest}
