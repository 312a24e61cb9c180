"""Grouping: in whose box a person counts in a period, or why they sit it out, by their seats and the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from wellbeing.domain.ballot import Out
from wellbeing.domain.people import Profile, Role, Seat, SeatClaim, Unit, UnitId
from wellbeing.domain.periods import Period
from wellbeing.domain.releases import Fact, Group
from wellbeing.services.ports import UnitOfWork


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
    groups: dict[UUID, Group] = field(repr=False)
    """Every group that was counted for the period."""
    claims: tuple[tuple[SeatClaim, Seat, Unit], ...] = field(repr=False)
    """Each seat the person was ever given, with its unit, those that are worth nothing any more too."""
    led: frozenset[UnitId] = field(repr=False)
    """The units the person leads now."""
    above: dict[UnitId, UnitId] = field(repr=False)
    """The unit above each unit that has one."""

    def near(self, listed: UUID | None = None) -> tuple[Group, ...]:
        """The groups with a unit that the person ever had a seat to investigate in, and the listed one."""
        mine = {unit.id for _, seat, unit in self.claims if seat.role is Role.INVESTIGATOR}
        return tuple(one for one in self.groups.values() if one.id == listed or mine.intersection(one.units))

    def place(self, kept: UUID | None = None) -> Place:
        """Where the person counts; once something of theirs lies in a box, it stays that one.

        Args:
            kept: the group in whose box something of theirs lies.
        """
        group = None if kept is None else self.groups.get(kept)
        if group is None:
            home = self._home()
            if isinstance(home, Out):
                return Place(out=home)
            group = next((one for one in self.groups.values() if home in one.units), None)
        if group is None:
            return Place(out=Out.TOO_SMALL if self.groups else Out.NOT_OPEN)
        if not group.counted:
            return Place(group, Out.TOO_SMALL)
        return Place(group, Out.LEADS if self._leads(group) else None)

    def _home(self) -> UnitId | Out:
        """The unit of the earliest seat that was taken before the period, or why there is none."""
        held = [
            (claim, unit)
            for claim, seat, unit in self.claims
            if seat.role is Role.INVESTIGATOR and _holds(claim, seat)
        ]
        if not held:
            return Out.NO_SEAT
        lasting = [(claim, unit) for claim, unit in held if unit.ends_on is None]
        if not lasting:
            return Out.TASK_FORCE
        before = [(claim, unit) for claim, unit in lasting if claim.joined_on < self.period.first]
        if not before:
            return Out.JOINED
        return min(before, key=lambda one: one[0].joined_on)[1].id

    def _leads(self, group: Group) -> bool:
        return any(not self.led.isdisjoint(self._upwards(unit)) for unit in group.units)

    def _upwards(self, unit: UnitId) -> Iterator[UnitId]:
        """A unit and those above it."""
        seen: set[UnitId] = set()
        at: UnitId | None = unit
        while at is not None and at not in seen:
            yield at
            seen.add(at)
            at = self.above.get(at)


def belonging(work: UnitOfWork, profile: Profile, period: Period, units: Mapping[UnitId, Unit]) -> Belonging:
    """Look up what decides about a person in one period."""
    lines = work.releases.of_period(period.number)
    claims = tuple(
        (claim, seat, unit)
        for claim in profile.claims
        if (seat := work.seats.get(claim.seat)) is not None
        and seat.unit is not None
        and (unit := units.get(seat.unit)) is not None
    )
    return Belonging(
        period,
        {line.group.id: line.group for line in lines if line.fact is Fact.FORMED},
        claims,
        frozenset(unit.id for claim, seat, unit in claims if seat.role is Role.LEAD and _holds(claim, seat)),
        {unit.id: unit.parent for unit in units.values() if unit.parent is not None},
    )


def _holds(claim: SeatClaim, seat: Seat) -> bool:
    """Whether a claim is worth anything today."""
    return seat.issued and seat.generation == claim.generation
