"""The shapes that services ask of storage for boxes and releases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol
from uuid import UUID

from wellbeing.domain import audit
from wellbeing.domain.people import UnitId
from wellbeing.domain.releases import Line


class Boxes(Protocol):
    """The sealed boxes, in a file of their own that forgets; each method is one durable transaction."""

    def get(self, group: UUID, period: int) -> bytes | None: ...
    def add(self, fresh: Mapping[tuple[UUID, int], bytes]) -> AbstractSet[tuple[UUID, int]]:
        """Keep new boxes by group and period, all of them or none; which were new.

        Where there is one already it stays as it is: noise is drawn once.
        """

    def change(self, group: UUID, period: int, edit: Callable[[bytes], bytes]) -> bool:
        """Put what `edit` makes of a box in its place, while nobody else may; False when there is none."""

    def all(self) -> Sequence[tuple[UUID, int]]:
        """Group and period of every box, in the order of the keys."""

    def shred(self, gone: Iterable[tuple[UUID, int]]) -> None:
        """Remove boxes so that no byte of them stays in the file, and look whether that is so."""


class ReleaseLog(Protocol):
    """The log of releases, in the main database; a part of `ports.UnitOfWork`. What stands there stays."""

    def add(self, line: Line) -> None:
        """Append a line and what finds it by group, unit and period.

        `DatabaseBusy` when somebody else has used the number, or has formed or ended the group's period.
        """

    def last(self) -> Line | None: ...
    def all(self, after: int = 0, most: int | None = None) -> Sequence[Line]:
        """Every line with a higher number, in their order; the first so many of them when that is said."""

    def of_units(self, units: Iterable[UnitId]) -> Sequence[Line]:
        """Every line about a group with one of these units, in their order."""

    def formed_of(self, units: Iterable[UnitId], period: int) -> Sequence[Line]:
        """The lines that say how a group with one of these units was counted for a period."""

    def of_period(self, period: int) -> Sequence[Line]:
        """Every line about a period, in their order."""

    def open(self) -> Sequence[tuple[UUID, int]]:
        """Group and period of every FORMED line without an end, the oldest period first."""

    def formed_in(self, period: int) -> int:
        """How many groups were counted for a period."""

    def ended(self, group: UUID, period: int) -> bool:
        """Whether a group's period was told or withheld."""

    def formed(self, group: UUID, period: int) -> Line | None:
        """The line that says how a group was counted for a period."""


class ReleaseText(Protocol):
    """The same log as a text file beside the databases, for people to keep and to check without the app."""

    def last(self) -> Line | None:
        """The newest whole line; one that was cut short is none."""

    def read(self, after: int = 0) -> Iterable[Line]:
        """Every whole line but the first so many, one after the other."""

    def append(self, lines: Iterable[Line]) -> None:
        """Write lines to its end, on the disk when this returns; what was cut short there goes."""


class AuditLog(Protocol):
    """The administrators' records; a part of `ports.UnitOfWork`. What stands there stays."""

    def add(self, line: audit.Line) -> None:
        """Append a line; `DatabaseBusy` when somebody else has used the number."""

    def last(self) -> audit.Line | None: ...
    def held(self) -> audit.Line | None:
        """The newest line, and nobody else adds one before the end of this work."""

    def all(self, after: int = 0, most: int | None = None) -> Sequence[audit.Line]:
        """Every line with a higher number, in their order; the first so many of them when that is said."""


class Keeping(Protocol):
    """How many months units keep entries, where they have said so; a part of `ports.UnitOfWork`."""

    def put(self, unit: UnitId, months: int) -> None: ...
    def of(self, unit: UnitId) -> int | None: ...
    def remove(self, unit: UnitId) -> None: ...


class Floors(Protocol):
    """What units ask for above the usual floor; a part of `ports.UnitOfWork`."""

    def put(self, unit: UnitId, floor: int, from_period: int) -> None:
        """Ask for so many seats from a period on; an earlier wish for an earlier period stays."""

    def at(self, period: int) -> dict[UnitId, int]:
        """The highest number each unit has asked for up to a period."""


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A dated remark of a lead about their team, which everybody in it may read."""

    unit: UnitId
    id: UUID
    day: date
    words: str


@dataclass(frozen=True, slots=True)
class DutyRow:
    """Something that was done for a unit's people, as a lead or configurator wrote it down."""

    unit: UnitId
    id: UUID
    day: date
    kind: str
    """`domain.duty.DutyKind`."""
    words: str = field(default="")


class Marks(Protocol):
    """The leads' dated remarks; a part of `ports.UnitOfWork`."""

    def add(self, row: MarkRow) -> None: ...
    def of(self, unit: UnitId) -> Sequence[MarkRow]:
        """The unit's remarks, the oldest first."""

    def remove(self, unit: UnitId, mark: UUID) -> None: ...


class Duties(Protocol):
    """What was done for the units' people; a part of `ports.UnitOfWork`."""

    def add(self, row: DutyRow) -> None: ...
    def of(self, unit: UnitId) -> Sequence[DutyRow]:
        """What was written down for the unit, the oldest first."""

    def remove(self, unit: UnitId, duty: UUID) -> None: ...
