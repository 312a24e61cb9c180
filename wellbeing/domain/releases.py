"""Releases: what is told of a group for one period, once, and the lines of the log that holds them all.

Everything here is public to the officers it is about and to their leads; nothing of it is about one person.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from wellbeing.domain.people import UnitId
from wellbeing.domain.periods import Period


class Fact(StrEnum):
    """What a line of the log says."""

    FORMED = "formed"
    """A group was counted for a period, and its box made with noise in it."""
    RELEASED = "released"
    """The period is over; these are its blurred numbers."""
    WITHHELD = "withheld"
    """The period is over, and it has no numbers."""
    FLOOR = "floor"
    """A unit wants more seats in its group than before, from a period on."""


@dataclass(frozen=True, slots=True)
class Counters:
    """The six blurred numbers of a box; any of them may be negative."""

    none: int
    low: int
    middle: int
    high: int
    half_hours: int
    breaks: int

    @property
    def cells(self) -> tuple[int, int, int, int]:
        """The four cells."""
        return self.none, self.low, self.middle, self.high

    @property
    def all(self) -> tuple[int, int, int, int, int, int]:
        """All six, as a box keeps them."""
        return self.none, self.low, self.middle, self.high, self.half_hours, self.breaks


@dataclass(frozen=True, slots=True)
class Group:
    """The units that are counted together for a season, and how many seats they had issued."""

    id: UUID
    units: tuple[UnitId, ...]
    """Sorted; usually one."""
    roster: int
    """Issued investigator seats at the start of the period."""
    floor: int
    """Seats it needs to have a box at all."""

    @property
    def counted(self) -> bool:
        """Whether it is large enough; who takes part plays no role."""
        return self.roster >= self.floor


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log, as it was written and signed."""

    number: int
    """From 1, without gaps."""
    fact: Fact
    period: Period
    group: Group
    counters: Counters | None
    """Of a release; None for every other line."""
    rho_year: float
    """What the units of the group have spent in the 52 weeks up to this line, as zero-concentrated rho."""
    rules: str
    """SHA-256 of the rules by which it was made, as hex."""
    version: str
    """The version of the app that wrote it."""
    body: str
    """The exact JSON text that is hashed and signed."""
    signature: bytes
