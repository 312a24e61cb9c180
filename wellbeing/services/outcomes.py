"""Outcomes: a unit tells its people what became of the work; who reads it is noted nowhere."""

from __future__ import annotations

from uuid import UUID, uuid4

from wellbeing.domain.audit import Act, By
from wellbeing.domain.days import local_day
from wellbeing.domain.errors import Damaged, NotYours
from wellbeing.domain.outcomes import SHOWN_FOR, Outcome, tidy
from wellbeing.domain.people import Role, Unit, UnitId
from wellbeing.services.audit import Audit
from wellbeing.services.authority import Authority
from wellbeing.services.ports import Begin, Clock, UnitOfWork
from wellbeing.services.preferences import OwnPreferences
from wellbeing.services.presence import Presence
from wellbeing.services.sessions import Sessions
from wellbeing.services.unit_ports import OutcomeRow

RESTS: str = "outcomes"
"""The name under which a person's preferences switch them off."""


class Outcomes:
    """Configurators and welfare leads post for their unit; its members and those of units below read."""

    def __init__(
        self,
        begin: Begin,
        look: Begin,
        clock: Clock,
        sessions: Sessions,
        preferences: OwnPreferences,
        audit: Audit,
    ) -> None:
        self._begin = begin
        self._look = look
        self._clock = clock
        self._sessions = sessions
        self._preferences = preferences
        self._authority = Authority(sessions)
        self._audit = audit

    def shown(self, reference: str) -> tuple[Outcome, ...]:
        """What a person may read now, the newest first; nothing once they have switched it off.

        It is that of the units they have a seat in and of the units above those.
        """
        presence = self._authority.person(reference)
        if self.off(reference):
            return ()
        since = local_day(self._clock.now(), presence.time_zone) - SHOWN_FOR
        with self._look() as work:
            found = [_outcome(row) for unit in _around(work, presence) for row in work.outcomes.of(unit)]
        fresh = [one for one in found if one.posted_on >= since]
        return tuple(sorted(fresh, key=lambda one: (-one.posted_on.toordinal(), one.id)))

    def off(self, reference: str) -> bool:
        """Whether the person has switched them off; a choice that does not open counts as none."""
        try:
            return self._preferences.mine(reference).rests(RESTS)
        except Damaged:
            return False

    def switch(self, reference: str, *, off: bool) -> None:
        """Switch them off, or on again, for the person alone."""
        self._preferences.change(reference, lambda mine: mine.with_rest(RESTS, rests=off))

    def units(self, reference: str) -> tuple[Unit, ...]:
        """The units the person may post for, by name: those they configure or look after."""
        presence = self._authority.person(reference)
        speaks = {
            one.unit
            for one in presence.memberships
            if one.role in {Role.LEAD, Role.CONFIGURATOR} and one.unit is not None
        }
        with self._look() as work:
            found = [unit for one in speaks if (unit := work.units.get(one)) is not None]
        return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))

    def of(self, reference: str, unit: UnitId) -> tuple[Outcome, ...]:
        """Everything a unit has posted, the newest first.

        Raises:
            NotYours: the person may not post for it.
        """
        with self._look() as work:
            self._may_post(work, reference, unit)
            return tuple(_outcome(row) for row in work.outcomes.of(unit))

    def post(self, reference: str, unit: UnitId, words: str) -> Outcome:
        """Post an outcome today. What it may give away is asked before (`domain.outcomes.questions`).

        Raises:
            NotYours: the person may not post for the unit.
            OutcomeUnusable: it is empty or too long.
        """
        plain = tidy(words)
        with self._begin() as work:
            self._may_post(work, reference, unit)
            found = work.units.get(unit)
            zone = "UTC" if found is None else found.time_zone
            row = OutcomeRow(unit, uuid4(), local_day(self._clock.now(), zone), plain)
            work.outcomes.add(row)
            self._audit.note(work, Act.OUTCOME_POSTED, By.UNIT, unit)
            work.commit()
        return _outcome(row)

    def remove(self, reference: str, unit: UnitId, outcome: UUID) -> None:
        """Remove an outcome for everybody; one that is gone already changes nothing.

        Raises:
            NotYours: the person may not post for the unit.
        """
        with self._begin() as work:
            self._may_post(work, reference, unit)
            if any(row.id == outcome for row in work.outcomes.of(unit)):
                self._audit.note(work, Act.OUTCOME_REMOVED, By.UNIT, unit)
            work.outcomes.remove(unit, outcome)
            work.commit()

    def _may_post(self, work: UnitOfWork, reference: str, unit: UnitId) -> None:
        presence = self._authority.person(reference)
        if not presence.holds(Role.LEAD, unit):
            self._authority.configurator_above(work, reference, unit)
        elif work.units.get(unit) is None:
            raise NotYours


def _around(work: UnitOfWork, presence: Presence) -> tuple[UnitId, ...]:
    """The units of the person's seats and every unit above them, each once."""
    found: dict[UnitId, None] = {}
    for membership in presence.memberships:
        above = membership.unit
        while above is not None and above not in found:
            found[above] = None
            unit = work.units.get(above)
            above = None if unit is None else unit.parent
    return tuple(found)


def _outcome(row: OutcomeRow) -> Outcome:
    return Outcome(row.id, row.unit, row.posted_on, row.body)
