"""Who takes part: people without names, the seats they may take, and the units that hold the seats."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType
from uuid import UUID

PersonId = NewType("PersonId", UUID)
UnitId = NewType("UnitId", UUID)
SeatId = NewType("SeatId", UUID)

LABEL_LENGTH = 60
"""Longest seat label or unit name, in characters."""


class Role(StrEnum):
    """What a seat lets a person do; one person may hold several, and the desks never mix data."""

    INVESTIGATOR = "investigator"
    LEAD = "lead"
    CONFIGURATOR = "configurator"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Unit:
    """A team, lab, task force or bureau, with where and how long it works."""

    id: UnitId
    name: str
    parent: UnitId | None = None
    country: str = ""
    """ISO 3166 alpha-2 code, or empty when not said."""
    time_zone: str = "UTC"
    """IANA name; a person's day is counted in it."""
    languages: tuple[str, ...] = ("en",)
    starts_on: date | None = None
    ends_on: date | None = None
    lock_after_minutes: int = 10
    """Idle minutes before entries lock; a unit may only shorten it (1 to 10)."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in a unit, issued on a slip; the row says nothing about whether anyone has taken it."""

    id: SeatId
    unit: UnitId | None
    """The unit, or None for an administrator's seat."""
    role: Role
    label: str
    """What only the configurator understands, such as "seat 12"."""
    generation: int = 1
    """Rises with each new slip; an account that joined on an older one loses the seat."""
    ended_on: date | None = None

    @property
    def issued(self) -> bool:
        """Whether the seat counts in the roster."""
        return self.ended_on is None


@dataclass(frozen=True, slots=True)
class SeatClaim:
    """A person's own, sealed note that they joined on this seat's slip of this generation."""

    seat: SeatId
    generation: int
    joined_on: date = date.min
    """The day of it in UTC; the earliest there is where an older program did not write it down."""


@dataclass(frozen=True, slots=True)
class Membership:
    """What a claim is worth today, held in memory while the person is signed in."""

    seat: SeatId
    unit: UnitId | None
    role: Role


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person keeps about themselves, sealed under their own key."""

    handle: str = field(repr=False)
    claims: tuple[SeatClaim, ...] = field(default=(), repr=False)
    retention_months: int = 24
    """Months an entry is kept after the month it was made for: where every row lies right now."""
    keeps: int = 0
    """What the person chose of it for themselves, told to nobody; 0 when they leave it to their unit."""
