"""The duty record: written by leads and configurators, put together from what is public in a unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID, uuid4

from wellbeing.domain import duty
from wellbeing.domain.days import local_day
from wellbeing.domain.duty import Duty, DutyKind, Record, RuleLine
from wellbeing.domain.errors import EnoughWritten, NotYours
from wellbeing.domain.people import Role, Unit, UnitId
from wellbeing.domain.releases import Fact, Line
from wellbeing.domain.resources import Directory
from wellbeing.services.authority import Authority
from wellbeing.services.box_ports import DutyRow
from wellbeing.services.contacts import readable
from wellbeing.services.policies import in_force, opened
from wellbeing.services.ports import Begin, Clock, UnitOfWork
from wellbeing.services.sessions import Sessions
from wellbeing.services.unit_ports import PolicyRow
from wellbeing.services.vouching import block, confirmed

_SPEAKS = frozenset({Role.LEAD, Role.CONFIGURATOR})


class DutyRecord:
    """What was done for a unit's people; no entry, no session and no seat's owner is looked at."""

    def __init__(
        self, begin: Begin, look: Begin, clock: Clock, sessions: Sessions, directory: Directory
    ) -> None:
        self._begin = begin
        self._look = look
        self._clock = clock
        self._authority = Authority(sessions)
        self._directory = directory

    def units(self, reference: str) -> tuple[Unit, ...]:
        """The units the person may write for, by name: those they configure or look after."""
        presence = self._authority.person(reference)
        speaks = {one.unit for one in presence.memberships if one.role in _SPEAKS and one.unit is not None}
        with self._look() as work:
            found = [unit for one in speaks if (unit := work.units.get(one)) is not None]
        return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))

    def of(self, reference: str, unit: UnitId) -> tuple[Duty, ...]:
        """What was written down for a unit, the newest first.

        Raises:
            NotYours: the person neither leads nor configures it.
        """
        with self._look() as work:
            self._may_write(work, reference, unit)
            return _duties(work, unit)

    def write(self, reference: str, unit: UnitId, day: date, kind: DutyKind, words: str) -> None:
        """Write down what was done.

        Raises:
            NotYours: the person neither leads nor configures the unit.
            DutyUnusable: the sentence is empty or too long.
            BadInput: the day lies ahead or too far back.
            EnoughWritten: there is very much already.
        """
        plain = duty.tidy(words)
        with self._begin() as work:
            zone = self._may_write(work, reference, unit).time_zone
            when = duty.dated(day, local_day(self._clock.now(), zone))
            if len(work.duties.of(unit)) >= duty.AT_MOST:
                raise EnoughWritten
            work.duties.add(DutyRow(unit, uuid4(), when, kind.value, plain))
            work.commit()

    def remove(self, reference: str, unit: UnitId, one: UUID) -> None:
        """Remove what was written down; what is gone already changes nothing.

        Raises:
            NotYours: the person neither leads nor configures the unit.
        """
        with self._begin() as work:
            self._may_write(work, reference, unit)
            work.duties.remove(unit, one)
            work.commit()

    def record(self, reference: str, unit: UnitId) -> Record:
        """The whole record of a unit.

        Raises:
            NotYours: the person neither leads nor configures it.
            Damaged: a version of its break rule does not open.
        """
        with self._look() as work:
            found = self._may_write(work, reference, unit)
            today = local_day(self._clock.now(), found.time_zone)
            lines = block(work, unit, self._directory)
            told = work.releases.of_units([unit])
            return Record(
                name=found.name,
                made_on=today,
                rules=_rules(work.policies.of(unit), today),
                lines=len(lines),
                confirmed=len(confirmed(lines, work.confirmations.of(unit))),
                contacts=tuple((one.kind, one.words.name) for one in readable(work.contacts.of(unit))),
                outcomes=tuple((one.posted_on, one.body) for one in work.outcomes.of(unit)),
                duties=_duties(work, unit),
                released=tuple(sorted({one.period for one in _ended(told, Fact.RELEASED)}, reverse=True)),
                withheld=len({one.period for one in _ended(told, Fact.WITHHELD)}),
            )

    def _may_write(self, work: UnitOfWork, reference: str, unit: UnitId) -> Unit:
        presence = self._authority.person(reference)
        if not presence.holds(Role.LEAD, unit):
            self._authority.configurator_above(work, reference, unit)
        found = work.units.get(unit)
        if found is None:
            raise NotYours
        return found


def _duties(work: UnitOfWork, unit: UnitId) -> tuple[Duty, ...]:
    known = set(DutyKind)
    found = [
        Duty(row.id, unit, row.day, DutyKind(row.kind), row.words)
        for row in work.duties.of(unit)
        if row.kind in known
    ]
    # Of one day by their words: the random ids they are stored under would order two copies differently.
    return tuple(sorted(found, key=lambda one: (one.day, one.words, one.kind), reverse=True))


def _rules(rows: Sequence[PolicyRow], today: date) -> tuple[RuleLine, ...]:
    holding = in_force(rows, today)
    return tuple(
        RuleLine(
            number=row.version,
            published_on=row.published_on,
            effective_from=row.effective_from,
            comments_until=row.comments_until,
            note=row.note,
            withdrawn=row.withdrawn,
            holds=row == holding,
            work_min=policy.continuous_limit_min,
            break_min=policy.break_min,
        )
        for row in reversed(rows)
        for policy in [opened(row)]
    )


def _ended(lines: Iterable[Line], fact: Fact) -> Iterable[Line]:
    return (one for one in lines if one.fact is fact)
