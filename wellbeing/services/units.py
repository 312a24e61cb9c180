"""Units: what an administrator creates and a configurator settles on their first morning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from types import EllipsisType
from uuid import uuid4

from wellbeing.domain import names
from wellbeing.domain.audit import Act, By
from wellbeing.domain.errors import BadInput, NotYours
from wellbeing.domain.people import Role, Unit, UnitId
from wellbeing.domain.resources import Directory
from wellbeing.services.audit import Audit
from wellbeing.services.authority import Authority
from wellbeing.services.ports import Begin, Clock, UnitOfWork
from wellbeing.services.sessions import Sessions
from wellbeing.services.vouching import block, confirmed

LOCK_MINUTES = range(1, 11)
"""A unit may only shorten the idle lock."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit and how many seats it has issued; nothing here says whether anyone joined."""

    unit: Unit
    investigators: int
    leads: int
    configurators: int


@dataclass(frozen=True, slots=True)
class FirstMorning:
    """What a new configurator still has to do."""

    unit: Unit
    investigators: int
    """Issued investigator seats: the roster."""
    leads: int
    slips_running: int
    """Issued seats of the unit whose newest code is still inside its days, taken or not."""
    place_set: bool
    """Whether country and time zone have been said."""
    languages_set: bool
    lock_minutes: int
    crisis_lines_to_confirm: bool
    """Whether lines for the unit's country still wait for the word of two people."""
    crisis_lines: int = 0
    """How many lines the crisis block of the unit's country has."""


class Units:
    """The units of this installation."""

    def __init__(
        self,
        begin: Begin,
        look: Begin,
        clock: Clock,
        sessions: Sessions,
        directory: Directory,
        audit: Audit,
    ) -> None:
        self._begin = begin
        self._look = look
        self._clock = clock
        self._sessions = sessions
        self._authority = Authority(sessions)
        self._directory = directory
        self._audit = audit

    def all(self, reference: str) -> tuple[UnitLine, ...]:
        """Every unit, for an administrator, in the order of their names."""
        self._authority.administrator(reference)
        with self._look() as work:
            return tuple(
                UnitLine(unit, *(_issued(work, unit.id, role) for role in _COUNTED))
                for unit in work.units.all()
            )

    def mine(self, reference: str) -> tuple[Unit, ...]:
        """The units the person configures."""
        presence = self._authority.person(reference)
        wanted = {one.unit for one in presence.memberships if one.role is Role.CONFIGURATOR}
        with self._look() as work:
            return tuple(unit for unit in work.units.all() if unit.id in wanted)

    def create(
        self,
        reference: str,
        name: str,
        parent: UnitId | None = None,
        country: str = "",
        time_zone: str = "UTC",
        languages: Sequence[str] = ("en",),
        starts_on: date | None = None,
        ends_on: date | None = None,
    ) -> Unit:
        """A new unit, made by an administrator.

        Raises:
            NameUnusable: the name is empty, too long or cannot be shown.
            BadInput: parent, country, time zone, languages or dates cannot be used.
        """
        self._authority.administrator(reference)
        unit = Unit(
            UnitId(uuid4()),
            names.name(name),
            parent,
            names.country(country),
            names.time_zone(time_zone),
            names.languages(languages),
            starts_on,
            ends_on,
        )
        _in_order(unit)
        with self._begin() as work:
            if parent is not None and work.units.get(parent) is None:
                raise BadInput
            work.units.put(unit)
            self._audit.note(work, Act.UNIT_MADE, By.ADMINISTRATOR, unit.id)
            work.commit()
        return unit

    def rename(self, reference: str, unit: UnitId, name: str) -> Unit:
        """The unit under another name, given by an administrator."""
        self._authority.administrator(reference)
        new = names.name(name)
        with self._begin() as work:
            renamed = replace(_known(work, unit), name=new)
            work.units.put(renamed)
            self._audit.note(work, Act.UNIT_RENAMED, By.ADMINISTRATOR, unit)
            work.commit()
        return renamed

    def settle(
        self,
        reference: str,
        unit: UnitId,
        *,
        country: str | None = None,
        time_zone: str | None = None,
        languages: Sequence[str] | None = None,
        starts_on: date | EllipsisType | None = ...,
        ends_on: date | EllipsisType | None = ...,
        lock_after_minutes: int | None = None,
    ) -> Unit:
        """Where, when and how the unit works; what is not given stays as it is.

        Raises:
            BadInput: something cannot be used; nothing was changed then.
        """
        presence = self._authority.configurator_or_administrator(reference, unit)
        with self._begin() as work:
            before = settled = _known(work, unit)
            if country is not None:
                settled = replace(settled, country=names.country(country))
            if time_zone is not None:
                settled = replace(settled, time_zone=names.time_zone(time_zone))
            if languages is not None:
                settled = replace(settled, languages=names.languages(languages))
            if not isinstance(starts_on, EllipsisType):
                settled = replace(settled, starts_on=starts_on)
            if not isinstance(ends_on, EllipsisType):
                settled = replace(settled, ends_on=ends_on)
            if lock_after_minutes is not None:
                if type(lock_after_minutes) is not int or lock_after_minutes not in LOCK_MINUTES:
                    raise BadInput
                settled = replace(settled, lock_after_minutes=lock_after_minutes)
            _in_order(settled)
            work.units.put(settled)
            if changed := _changed(before, settled):
                desk = By.CONFIGURATOR if presence.holds(Role.CONFIGURATOR, unit) else By.ADMINISTRATOR
                self._audit.note(work, Act.UNIT_SETTLED, desk, unit, names=changed)
            work.commit()
        self._sessions.standings.seats_changed()
        return settled

    def first_morning(self, reference: str, unit: UnitId) -> FirstMorning:
        """What stands on the configurator's checklist, read from what is, not from what was ticked."""
        self._authority.configurator(reference, unit)
        today = self._clock.now().date()
        with self._look() as work:
            found = _known(work, unit)
            expiries = work.seats.code_expiries(unit)
            lines = block(work, unit, self._directory)
            sure = confirmed(lines, work.confirmations.of(unit))
            issued = [seat for seat in work.seats.of(unit) if seat.issued and seat.role in _COUNTED[:2]]
        return FirstMorning(
            unit=found,
            investigators=sum(seat.role is Role.INVESTIGATOR for seat in issued),
            leads=sum(seat.role is Role.LEAD for seat in issued),
            slips_running=sum(expiries.get(seat.id, date.min) >= today for seat in issued),
            place_set=bool(found.country) and found.time_zone != "UTC",
            languages_set=bool(found.languages),
            lock_minutes=found.lock_after_minutes,
            crisis_lines_to_confirm=len(sure) < len(lines),
            crisis_lines=len(lines),
        )


_COUNTED = (Role.INVESTIGATOR, Role.LEAD, Role.CONFIGURATOR)


def _issued(work: UnitOfWork, unit: UnitId, role: Role) -> int:
    return sum(seat.issued and seat.role is role for seat in work.seats.of(unit))


def _known(work: UnitOfWork, unit: UnitId) -> Unit:
    found = work.units.get(unit)
    if found is None:
        raise NotYours
    return found


def _changed(before: Unit, after: Unit) -> str:
    """The names of the settings that are another's now, with commas between them; their values stay out."""
    return ",".join(one.name for one in fields(Unit) if getattr(before, one.name) != getattr(after, one.name))


def _in_order(unit: Unit) -> None:
    if unit.starts_on and unit.ends_on and unit.ends_on < unit.starts_on:
        raise BadInput
