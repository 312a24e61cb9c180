"""Grouping: in whose box a person counts in a period, or why they sit it out, by their seats and the log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from wellbeing.domain.ballot import Out
from wellbeing.domain.people import Profile, Role, Seat, SeatClaim, Unit, UnitId
from wellbeing.domain.periods import Period
from wellbeing.domain.releases import Group
from wellbeing.services.ports import UnitOfWork
from wellbeing.services.seating import NOWHERE

UnitOf = Callable[[UnitId], Unit | None]


@dataclass(frozen=True, slots=True)
class Claim:
    """A seat that a person was ever given."""

    said: SeatClaim = field(repr=False)
    """As it stands in their profile."""
    seat: Seat = field(repr=False)
    unit: Unit = field(repr=False)

    @property
    def holds(self) -> bool:
        """Whether it is worth anything today."""
        return self.seat.issued and self.seat.generation == self.said.generation

    @property
    def investigates(self) -> bool:
        """Whether it is a seat of somebody who can be counted."""
        return self.seat.role is Role.INVESTIGATOR


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody counts in one period."""

    group: Group | None = field(default=None, repr=False)
    out: Out | None = field(default=None, repr=False)
    """Why they do not; the group may be known all the same."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """A person's seats and the groups of a period, as the log has them."""

    period: Period
    groups: tuple[Group, ...] = field(repr=False)
    """Those with a unit that the person ever had a seat to investigate in, and the listed one."""
    claims: tuple[Claim, ...] = field(repr=False)
    """Those that are worth nothing any more too."""
    leads: frozenset[UUID] = field(repr=False)
    """The groups with a unit that the person leads now, or that lies below one."""
    begun: bool
    """Whether any group was counted for the period."""

    def place(self, kept: UUID | None = None) -> Place:
        """Where the person counts; once something of theirs lies in a box, it stays that one.

        Args:
            kept: the group in whose box something of theirs lies.
        """
        group = None if kept is None else next((one for one in self.groups if one.id == kept), None)
        if group is None:
            home = self._home()
            if isinstance(home, Out):
                return Place(out=home)
            group = next((one for one in self.groups if home in one.units), None)
        if group is None:
            return Place(out=Out.TOO_SMALL if self.begun else Out.NOT_OPEN)
        if not group.counted:
            return Place(group, Out.TOO_SMALL)
        return Place(group, Out.LEADS if group.id in self.leads else None)

    def _home(self) -> UnitId | Out:
        """The unit of the earliest seat that was taken before the period, or why there is none."""
        held = [one for one in self.claims if one.investigates and one.holds]
        if not held:
            return Out.NO_SEAT
        lasting = [one for one in held if one.unit.ends_on is None]
        if not lasting:
            return Out.TASK_FORCE
        before = [one for one in lasting if one.said.joined_on < self.period.first]
        if not before:
            return Out.JOINED
        return min(before, key=lambda one: one.said.joined_on).unit.id


def claims_of(work: UnitOfWork, profile: Profile, unit_of: UnitOf) -> tuple[Claim, ...]:
    """Every seat the person was ever given, with its unit."""
    return tuple(
        Claim(said, seat, unit)
        for said in profile.claims
        if (seat := work.seats.get(said.seat)) is not None
        and seat.unit is not None
        and (unit := unit_of(seat.unit)) is not None
    )


def works_for(claims: Iterable[Claim]) -> list[Unit]:
    """The units the person investigates for now."""
    return [one.unit for one in claims if one.investigates and one.holds]


def zone_of(claims: Iterable[Claim]) -> str:
    """Where the person's days are counted, as `seating.standing` has it."""
    held = [one for one in claims if one.holds]
    home = next((one for one in held if one.investigates), held[0] if held else None)
    return NOWHERE if home is None else home.unit.time_zone


class Formed:
    """The groups as the log has them. What it says of a group and a period never changes: it is read once."""

    def __init__(self) -> None:
        self._of: dict[tuple[UnitId, Period], Group] = {}

    def of(self, work: UnitOfWork, units: Iterable[UnitId], period: Period) -> dict[UUID, Group]:
        """The groups with any of these units, by their ids."""
        wanted = {(unit, period) for unit in units}
        missing = [unit for unit, _ in wanted - self._of.keys()]
        for line in work.releases.formed_of(missing, period.number) if missing else ():
            self._of |= {(unit, period): line.group for unit in line.group.units}
        found = [self._of[one] for one in sorted(wanted & self._of.keys(), key=lambda one: one[0])]
        return {group.id: group for group in found}


def belonging(
    work: UnitOfWork,
    formed: Formed,
    claims: Sequence[Claim],
    period: Period,
    listed: UUID | None,
    unit_of: UnitOf,
) -> Belonging:
    """Look up what decides about a person in one period.

    Args:
        work: where the log of groups stands.
        formed: what was read of it.
        claims: the person's.
        period: which one.
        listed: the group that their page says they are in.
        unit_of: gives a unit.
    """
    near = formed.of(work, {one.unit.id for one in claims if one.investigates}, period)
    if listed is not None and listed not in near:
        line = work.releases.formed(listed, period.number)
        near |= {} if line is None else {listed: line.group}
    groups = tuple(near.values())
    led = {one.unit.id for one in claims if one.seat.role is Role.LEAD and one.holds}
    below = (one for one in groups if any(led.intersection(_upwards(unit, unit_of)) for unit in one.units))
    leads = frozenset(one.id for one in below) if led else frozenset[UUID]()
    begun = bool(groups) or work.releases.formed_in(period.number) > 0
    return Belonging(period, groups, tuple(claims), leads, begun)


def _upwards(unit: UnitId, unit_of: UnitOf) -> Iterator[UnitId]:
    """A unit and those above it."""
    seen: set[UnitId] = set()
    at: UnitId | None = unit
    while at is not None and at not in seen:
        yield at
        seen.add(at)
        found = unit_of(at)
        at = None if found is None else found.parent
