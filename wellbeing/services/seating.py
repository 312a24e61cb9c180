"""Seating: what the seats in a person's own profile are worth today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from wellbeing.domain.people import Membership, Profile, Role, Unit
from wellbeing.services.ports import UnitOfWork

NOWHERE: Final = "UTC"
"""The time zone of a person without a unit."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's seats and what their units settled, as of the last look."""

    memberships: tuple[Membership, ...] = field(default=(), repr=False)
    time_zone: str = NOWHERE
    """Where their days are counted: the unit they investigate for, else any of their units."""
    lock_after_minutes: int = 10


def standing(work: UnitOfWork, profile: Profile, idle_minutes: int) -> Standing:
    """Look up every seat the profile names; ended and reissued ones are worth nothing.

    Args:
        work: where seats and units stand.
        profile: the person's own.
        idle_minutes: the installation's idle lock, which units may only shorten.
    """
    memberships: list[Membership] = []
    units: list[tuple[bool, Unit]] = []
    for claim in profile.claims:
        seat = work.seats.get(claim.seat)
        if seat is None or not seat.issued or seat.generation != claim.generation:
            continue
        memberships.append(Membership(seat.id, seat.unit, seat.role))
        unit = None if seat.unit is None else work.units.get(seat.unit)
        if unit is not None:
            units.append((seat.role is Role.INVESTIGATOR, unit))
    home = next((unit for works, unit in units if works), units[0][1] if units else None)
    minutes = min([idle_minutes, *(unit.lock_after_minutes for _, unit in units)])
    return Standing(tuple(memberships), home.time_zone if home else NOWHERE, minutes)


def allowed(work: UnitOfWork, memberships: Iterable[Membership]) -> int | None:
    """The most months that the units somebody investigates for allow; None when none of them says."""
    units = {one.unit for one in memberships if one.role is Role.INVESTIGATOR and one.unit is not None}
    said = [months for unit in units if (months := work.keeping.of(unit)) is not None]
    return min(said, default=None)
