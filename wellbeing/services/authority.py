"""Who may do what: every service asks here before it does anything for a seat."""

from __future__ import annotations

from collections.abc import Iterator

from wellbeing.domain.errors import Locked, NotYours
from wellbeing.domain.people import Role, UnitId
from wellbeing.services.ports import UnitOfWork
from wellbeing.services.sessions import Presence, Sessions


class Authority:
    """Answers from the live session alone; nothing that a page sends makes anybody more than they are."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def person(self, reference: str) -> Presence:
        """The person behind an open session.

        Raises:
            SignedOut: there is no such session.
            Locked: its entries are locked.
        """
        presence = self._sessions.presence(reference)
        if presence.locked:
            raise Locked
        return presence

    def administrator(self, reference: str) -> Presence:
        """The administrator behind an open session.

        Raises:
            NotYours: the person has no administrator's seat.
        """
        return self._holding(reference, Role.ADMINISTRATOR, None)

    def configurator(self, reference: str, unit: UnitId) -> Presence:
        """The configurator of this unit behind an open session.

        Raises:
            NotYours: the person does not configure this unit, or there is no such unit.
        """
        return self._holding(reference, Role.CONFIGURATOR, unit)

    def configurator_above(self, work: UnitOfWork, reference: str, unit: UnitId) -> Presence:
        """The configurator of this unit, or of one above it, behind an open session.

        Raises:
            NotYours: the person configures none of them, or there is no such unit.
        """
        presence = self.person(reference)
        if any(presence.holds(Role.CONFIGURATOR, one) for one in _upwards(work, unit)):
            return presence
        raise NotYours

    def member(self, work: UnitOfWork, reference: str, unit: UnitId) -> Presence:
        """Somebody with any seat in this unit, or who configures it or one above it.

        Raises:
            NotYours: the person is neither, or there is no such unit.
        """
        presence = self.person(reference)
        if any(one.unit == unit for one in presence.memberships):
            return presence
        return self.configurator_above(work, reference, unit)

    def configurator_or_administrator(self, reference: str, unit: UnitId) -> Presence:
        """Either of the two who may say where and how a unit works.

        Raises:
            NotYours: the person is neither.
        """
        presence = self.person(reference)
        if presence.holds(Role.ADMINISTRATOR) or presence.holds(Role.CONFIGURATOR, unit):
            return presence
        raise NotYours

    def _holding(self, reference: str, role: Role, unit: UnitId | None) -> Presence:
        presence = self.person(reference)
        if not presence.holds(role, unit):
            raise NotYours
        return presence


def _upwards(work: UnitOfWork, unit: UnitId) -> Iterator[UnitId]:
    """The unit and every unit above it; none when there is no such unit."""
    seen: set[UnitId] = set()
    above: UnitId | None = unit
    while above is not None and above not in seen:
        seen.add(above)
        found = work.units.get(above)
        if found is None:
            return
        yield found.id
        above = found.parent
