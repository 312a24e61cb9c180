"""Floors: a unit may ask for more seats in its group than usual, never fewer, from the next period on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wellbeing.anonymity import groups
from wellbeing.domain.audit import Act, By
from wellbeing.domain.errors import FloorOnlyRises, NotYours
from wellbeing.domain.people import Role, UnitId
from wellbeing.domain.periods import Period
from wellbeing.services.audit import Audit
from wellbeing.services.authority import Authority
from wellbeing.services.ports import Begin, Clock, UnitOfWork
from wellbeing.services.release_journal import Journal
from wellbeing.services.sessions import Sessions

MOST: Final = 60
"""No unit can ask for more seats: a group that large is hardly ever found, and then nothing is told."""


@dataclass(frozen=True, slots=True)
class Floor:
    """How many seats the group of a unit needs."""

    now: int
    """In this period."""
    following: int
    """From the next period on."""
    most: int = MOST


class Floors:
    """Configurators raise the floor of their unit; the log says so to everybody."""

    def __init__(
        self,
        begin: Begin,
        look: Begin,
        clock: Clock,
        sessions: Sessions,
        journal: Journal,
        audit: Audit,
    ) -> None:
        self._begin = begin
        self._look = look
        self._clock = clock
        self._authority = Authority(sessions)
        self._journal = journal
        self._audit = audit

    def of(self, reference: str, unit: UnitId) -> Floor:
        """The unit's floor, for its configurators.

        Raises:
            NotYours: the person does not configure this unit.
        """
        self._authority.configurator(reference, unit)
        with self._look() as work:
            return _floor(work, unit, Period.at(self._clock.now()))

    def raise_floor(self, reference: str, unit: UnitId, floor: int) -> Floor:
        """Ask for so many seats from the next period on.

        Raises:
            NotYours: the person does not configure this unit.
            FloorOnlyRises: it is not more than it is already, or more than `MOST`.
        """
        self._authority.configurator(reference, unit)
        this = Period.at(self._clock.now())
        following = this.later(1)
        self._journal.settle()
        with self._begin() as work:
            if work.units.get(unit) is None:
                raise NotYours
            known = _floor(work, unit, this)
            if type(floor) is not int or not known.following < floor <= MOST:
                raise FloorOnlyRises
            work.floors.put(unit, floor, following.number)
            rosters = work.seats.issued(Role.INVESTIGATOR)
            self._journal.raised(work, following, groups.group_of([unit], rosters, {unit: floor}))
            period = following.number
            self._audit.note(work, Act.FLOOR_RAISED, By.CONFIGURATOR, unit, floor=floor, period=period)
            work.commit()
        self._journal.settle()
        return Floor(known.now, floor)


def _floor(work: UnitOfWork, unit: UnitId, period: Period) -> Floor:
    now, following = (work.floors.at(one.number).get(unit, 0) for one in (period, period.later(1)))
    return Floor(max(groups.FLOOR, now), max(groups.FLOOR, following))
