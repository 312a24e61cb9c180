"""Policies as they are read: what holds for a person today, and the history of a unit's break times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from wellbeing.domain.days import local_day
from wellbeing.domain.errors import Damaged, NotYours, PolicyUnusable
from wellbeing.domain.people import Membership, Role, Unit, UnitId
from wellbeing.domain.policy import DEFAULT, Own, Policy, from_file, tightened
from wellbeing.services.authority import Authority
from wellbeing.services.ports import Begin, Clock, UnitOfWork
from wellbeing.services.records import Records
from wellbeing.services.sessions import Presence, Sessions
from wellbeing.services.sorts import PREFERENCES
from wellbeing.services.unit_ports import PolicyRow

YEAR: Final = timedelta(days=365)
"""How long a rule holds before its page suggests to look at it again."""


class State(StrEnum):
    """Where a version of a policy stands on a day."""

    ANNOUNCED = "announced"
    IN_FORCE = "in_force"
    PAST = "past"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a unit's policy, as everybody in the unit may read it."""

    unit: UnitId
    number: int
    """From 1, without gaps."""
    policy: Policy
    effective_from: date
    published_on: date
    comments_until: date | None
    """The last day for comments; None when they were not asked for."""
    note: str
    state: State
    commenting: bool
    """Whether comments may be left today."""
    aged: bool = False
    """Whether it has held for a year, so that it is time to look at it again."""


@dataclass(frozen=True, slots=True)
class Effective:
    """What holds for one person on a day: their unit's policy, made stricter where they wanted it so."""

    policy: Policy = field(repr=False)
    unit: UnitId | None
    version: int | None
    """The unit's version; None when the default holds."""
    time_zone: str
    """Where the person's days are counted."""
    own: Own = field(default=Own(), repr=False)
    """What the person asked for; the policy has it in already."""


class Policies:
    """The versions that units have published; a person's own limits never leave their sealed entry.

    A unit without a version of its own has the default, whatever the unit above it announced: a rule reaches
    people only with its notice, its time for comments and its history, and these are the unit's own. Who
    configures the unit above may announce the same in each unit below it, by the file.
    """

    def __init__(self, look: Begin, clock: Clock, sessions: Sessions, records: Records) -> None:
        self._look = look
        self._clock = clock
        self._sessions = sessions
        self._records = records
        self._authority = Authority(sessions)

    def effective(self, reference: str, day: date | None = None) -> Effective:
        """What holds for the person on a day, today where their unit works when none is given.

        A version that does not open gives the default: whoever looks after people must not stop for that.

        Raises:
            SignedOut: or `Locked`, since the person's own limits are sealed.
        """
        presence = self._sessions.presence(reference)
        own = self._own(reference)
        with self._look() as work:
            unit, row = self._holding(work, presence, day)
        policy, version = _opened_or_default(row)
        return Effective(tightened(policy, own), unit, version, presence.time_zone, own)

    def holding(self, presence: Presence, own: Own) -> Policy:
        """What holds today for somebody whose own limits are known already, locked or not."""
        with self._look() as work:
            _, row = self._holding(work, presence, None)
        return tightened(_opened_or_default(row)[0], own)

    def current(self, reference: str, unit: UnitId, day: date | None = None) -> Version | None:
        """The version in force in a unit on a day, today when none is given; None is the default policy.

        Raises:
            NotYours: the person neither belongs to the unit nor configures it or one above it.
        """
        with self._look() as work:
            self._authority.member(work, reference, unit)
            today = self.today(work, unit)
            rows = work.policies.of(unit)
        row = in_force(rows, day or today)
        return None if row is None else version_of(row, rows, today)

    def upcoming(self, reference: str, unit: UnitId) -> Version | None:
        """The version that is announced and has not started, if there is one."""
        return next((one for one in self.history(reference, unit) if one.state is State.ANNOUNCED), None)

    def history(self, reference: str, unit: UnitId) -> tuple[Version, ...]:
        """Every version of a unit's policy, the newest first, those that were taken back included.

        Raises:
            NotYours: the person neither belongs to the unit nor configures it or one above it.
            Damaged: a version does not open.
        """
        with self._look() as work:
            self._authority.member(work, reference, unit)
            today = self.today(work, unit)
            rows = work.policies.of(unit)
        return tuple(version_of(row, rows, today) for row in reversed(rows))

    def today(self, work: UnitOfWork, unit: UnitId) -> date:
        """The date on the wall where a unit works."""
        found = work.units.get(unit)
        if found is None:
            raise NotYours
        return local_day(self._clock.now(), found.time_zone)

    def _own(self, reference: str) -> Own:
        with self._sessions.keys(reference) as access, self._records.reading(access) as ledger:
            try:
                chosen = ledger.find(PREFERENCES)
            except Damaged:
                return Own()
        return Own() if chosen is None else chosen.own

    def _holding(
        self, work: UnitOfWork, presence: Presence, day: date | None
    ) -> tuple[UnitId | None, PolicyRow | None]:
        """The unit the person works for that day, and the version in force there."""
        for unit in _working(work, presence.memberships):
            on = day or local_day(self._clock.now(), unit.time_zone)
            if _runs(unit, on):
                return unit.id, in_force(work.policies.of(unit.id), on)
        return None, None


def in_force(rows: Sequence[PolicyRow], day: date) -> PolicyRow | None:
    """The version that holds on a day: the last one that has started and was not taken back."""
    started = [row for row in rows if not row.withdrawn and row.effective_from <= day]
    return started[-1] if started else None


def version_of(row: PolicyRow, rows: Sequence[PolicyRow], today: date) -> Version:
    """A version as people read it.

    Args:
        row: the version.
        rows: all of the unit, the first one first.
        today: the date where the unit works.

    Raises:
        Damaged: its body does not open.
    """
    until = row.comments_until
    return Version(
        unit=row.unit,
        number=row.version,
        policy=opened(row),
        effective_from=row.effective_from,
        published_on=row.published_on,
        comments_until=until,
        note=row.note,
        state=_state(row, rows, today),
        commenting=not row.withdrawn and until is not None and today <= until,
        aged=today - row.effective_from >= YEAR,
    )


def opened(row: PolicyRow) -> Policy:
    """The policy of a version.

    Raises:
        Damaged: its body is none.
    """
    try:
        return _read(row.body)
    except PolicyUnusable:
        raise Damaged from None


def _opened_or_default(row: PolicyRow | None) -> tuple[Policy, int | None]:
    if row is None:
        return DEFAULT, None
    try:
        return opened(row), row.version
    except Damaged:
        return DEFAULT, None


@lru_cache(maxsize=256)
def _read(body: str) -> Policy:
    return from_file(body)[1]


def _state(row: PolicyRow, rows: Sequence[PolicyRow], today: date) -> State:
    if row.withdrawn:
        return State.WITHDRAWN
    if today < row.effective_from:
        return State.ANNOUNCED
    return State.IN_FORCE if row == in_force(rows, today) else State.PAST


def rules_on(work: UnitOfWork, units: Iterable[Unit], days: Iterable[date]) -> dict[date, Policy]:
    """The policy on each of some days for somebody who works for these units, without their own limits."""
    published = [(unit, work.policies.of(unit.id)) for unit in _in_turn(units)]
    found: dict[date, Policy] = {}
    for day in days:
        row = next((in_force(rows, day) for unit, rows in published if _runs(unit, day)), None)
        found[day] = _opened_or_default(row)[0]
    return found


def _working(work: UnitOfWork, memberships: Iterable[Membership]) -> list[Unit]:
    """The units the person investigates for."""
    wanted = [one.unit for one in memberships if one.role is Role.INVESTIGATOR and one.unit]
    return _in_turn(unit for unit in map(work.units.get, wanted) if unit is not None)


def _in_turn(units: Iterable[Unit]) -> list[Unit]:
    """One that ends, such as a task force, before a permanent one."""
    return sorted(units, key=lambda unit: unit.ends_on is None)


def _runs(unit: Unit, day: date) -> bool:
    return (unit.starts_on or day) <= day <= (unit.ends_on or day)
