"""Follow-ups: a private offer to check in after a unit has ended; nothing is kept but a sealed "not now"."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from wellbeing.domain import followups
from wellbeing.domain.days import local_day
from wellbeing.domain.errors import Damaged
from wellbeing.domain.people import Role, SeatClaim, Unit, UnitId
from wellbeing.domain.preferences import Preferences
from wellbeing.services.ports import Begin, Clock
from wellbeing.services.preferences import OwnPreferences
from wellbeing.services.records import Records
from wellbeing.services.sessions import Sessions
from wellbeing.services.sorts import PREFERENCES


@dataclass(frozen=True, slots=True)
class FollowUp:
    """An offer that stands today, for nobody but the person."""

    unit: UnitId
    unit_name: str = field(repr=False)
    weeks: int
    """How many weeks after the end of the unit the offer began: 1, 4 or 12."""
    ended_on: date


class FollowUps:
    """Works out the offers from the person's own sealed seats and the days of the units."""

    def __init__(
        self, look: Begin, clock: Clock, sessions: Sessions, records: Records, preferences: OwnPreferences
    ) -> None:
        self._look = look
        self._clock = clock
        self._sessions = sessions
        self._records = records
        self._preferences = preferences

    def offered(self, reference: str) -> tuple[FollowUp, ...]:
        """The offers that stand today, one for each ended unit the person investigated for.

        A seat that ended with its unit counts too; one that was printed anew is somebody else's.

        Raises:
            SignedOut: or `Locked`.
        """
        with self._sessions.keys(reference) as access, self._records.reading(access) as ledger:
            claims = ledger.profile().claims
            try:
                chosen = ledger.find(PREFERENCES) or Preferences()
            except Damaged:
                chosen = Preferences()
        found: list[FollowUp] = []
        for unit in self._units(claims):
            weeks = self._weeks(unit)
            if weeks is not None and unit.ends_on and (unit.id, weeks) not in chosen.declined:
                found.append(FollowUp(unit.id, unit.name, weeks, unit.ends_on))
        return tuple(found)

    def not_now(self, reference: str, unit: UnitId, weeks: int) -> None:
        """Leave an offer; the next one comes in its own time. One that does not stand changes nothing."""
        if any((one.unit, one.weeks) == (unit, weeks) for one in self.offered(reference)):
            self._preferences.change(
                reference, lambda chosen: replace(chosen, declined=chosen.declined | {(unit, weeks)})
            )

    def _weeks(self, unit: Unit) -> int | None:
        if unit.ends_on is None:
            return None
        return followups.offered(unit.ends_on, local_day(self._clock.now(), unit.time_zone))

    def _units(self, claims: tuple[SeatClaim, ...]) -> list[Unit]:
        """The units of the person's investigator seats, each once."""
        found: dict[UnitId, Unit] = {}
        with self._look() as work:
            for claim in claims:
                seat = work.seats.get(claim.seat)
                if seat is None or seat.generation != claim.generation or seat.role is not Role.INVESTIGATOR:
                    continue
                unit = None if seat.unit is None else work.units.get(seat.unit)
                if unit is not None:
                    found[unit.id] = unit
        return list(found.values())
