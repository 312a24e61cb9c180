"""Teams: what a lead may see of their units, and the same for every officer it is about; no entry is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from wellbeing.anonymity import groups, log
from wellbeing.domain import marks
from wellbeing.domain.days import local_day
from wellbeing.domain.errors import EnoughWritten, NotYours
from wellbeing.domain.marks import Mark
from wellbeing.domain.people import Role, Unit, UnitId
from wellbeing.domain.periods import Period
from wellbeing.domain.releases import Fact, Line
from wellbeing.domain.team import Marker, Sign, View
from wellbeing.services import team_view
from wellbeing.services.authority import Authority
from wellbeing.services.box_ports import MarkRow
from wellbeing.services.policies import in_force
from wellbeing.services.ports import Begin, Clock, UnitOfWork
from wellbeing.services.presence import Presence
from wellbeing.services.sessions import Sessions
from wellbeing.services.unit_ports import PolicyRow


@dataclass(frozen=True, slots=True)
class Told:
    """What an officer sees of all that their leads may see."""

    views: tuple[View, ...]
    """The same objects that a lead's page is drawn from."""
    lines: tuple[Line, ...]
    """Every line of the log that these are made from."""
    head: str
    """Hash of the newest line of the whole log."""
    public_key: bytes
    """Ed25519, by which the log can be checked without this program."""


class Team:
    """Leads read pictures and leave marks; officers read the same pictures and the log."""

    def __init__(
        self, begin: Begin, look: Begin, clock: Clock, sessions: Sessions, public_key: bytes
    ) -> None:
        self._begin = begin
        self._look = look
        self._clock = clock
        self._authority = Authority(sessions)
        self._public_key = public_key

    def units(self, reference: str) -> tuple[Unit, ...]:
        """The units the person looks after: those of their lead's seats and the ones below, by name."""
        presence = self._authority.person(reference)
        with self._look() as work:
            tree = _Tree(work.units.all())
        return tree.named({below for one in _leads(presence) for below in tree.below(one)})

    def of(self, reference: str, unit: UnitId) -> View:
        """The picture of a unit.

        Raises:
            NotYours: the person leads neither the unit nor one above it.
        """
        presence = self._authority.person(reference)
        with self._look() as work:
            tree = _Tree(work.units.all())
            _check_leads(tree, presence, unit)
            return self._view(work, tree, unit)[0]

    def configures(self, reference: str, unit: UnitId) -> bool:
        """Whether the person may change the unit's break rule as well."""
        with self._look() as work:
            try:
                self._authority.configurator_above(work, reference, unit)
            except NotYours:
                return False
        return True

    def seen(self, reference: str) -> Told:
        """All that the leads of one's own units see of them, and the log that it is made from.

        These are the pictures of the units one investigates for or leads, and of every unit above those.
        """
        presence = self._authority.person(reference)
        seats = {Role.INVESTIGATOR, Role.LEAD}
        own = {one.unit for one in presence.memberships if one.role in seats and one.unit is not None}
        with self._look() as work:
            tree = _Tree(work.units.all())
            found = [self._view(work, tree, one) for one in tree.around(own)]
            last = work.releases.last()
        lines = {line.number: line for _, there in found for line in there}
        return Told(
            tuple(view for view, _ in found),
            tuple(lines[number] for number in sorted(lines)),
            log.head(() if last is None else (last,)),
            self._public_key,
        )

    def log(self, reference: str) -> tuple[Line, ...]:
        """The whole log, for whoever wants to check it by themselves.

        Raises:
            NotYours: the person has no seat in a unit.
        """
        if not any(one.unit is not None for one in self._authority.person(reference).memberships):
            raise NotYours
        with self._look() as work:
            return tuple(work.releases.all())

    def marks(self, reference: str, unit: UnitId) -> tuple[Mark, ...]:
        """The remarks on a unit that the person leads, the newest first.

        Raises:
            NotYours: the person leads neither the unit nor one above it.
        """
        with self._look() as work:
            self._may_mark(work, reference, unit)
            rows = sorted(work.marks.of(unit), key=lambda one: (one.day, one.words), reverse=True)
        return tuple(Mark(one.id, unit, one.day, one.words) for one in rows)

    def mark(self, reference: str, unit: UnitId, day: date, words: str) -> None:
        """Leave a remark on a day, for everybody in the unit.

        Raises:
            NotYours: the person leads neither the unit nor one above it.
            MarkUnusable: it is empty or too long.
            BadInput: the day lies ahead or too far back.
            EnoughWritten: there are very many already.
        """
        plain = marks.tidy(words)
        with self._begin() as work:
            zone = self._may_mark(work, reference, unit).time_zone
            row = MarkRow(unit, uuid4(), marks.dated(day, local_day(self._clock.now(), zone)), plain)
            if len(work.marks.of(unit)) >= marks.AT_MOST:
                raise EnoughWritten
            work.marks.add(row)
            work.commit()

    def unmark(self, reference: str, unit: UnitId, mark: UUID) -> None:
        """Take a remark away; one that is gone already changes nothing.

        Raises:
            NotYours: the person leads neither the unit nor one above it.
        """
        with self._begin() as work:
            self._may_mark(work, reference, unit)
            work.marks.remove(unit, mark)
            work.commit()

    def _may_mark(self, work: UnitOfWork, reference: str, unit: UnitId) -> Unit:
        presence = self._authority.person(reference)
        tree = _Tree(work.units.all())
        _check_leads(tree, presence, unit)
        return tree.units[unit]

    def _view(self, work: UnitOfWork, tree: _Tree, unit: UnitId) -> tuple[View, tuple[Line, ...]]:
        """The picture of a unit, and the lines it is made from."""
        scope = tree.below(unit)
        sums = len(scope) > 1
        # What lies only partly below a unit is nobody's sum: its numbers hold other units' people.
        lines = tuple(
            one for one in work.releases.of_units(scope) if not sums or scope.issuperset(one.group.units)
        )
        now = self._clock.now()
        counted = {one for line in lines for one in line.group.units} | scope
        rules = {one: work.policies.of(one) for one in sorted(counted) if one in tree.units}
        made = team_view.view(
            team_view.Seen(
                unit=tree.units[unit],
                sums=sums,
                names={one: tree.units[one].name for one in counted if one in tree.units},
                lines=lines,
                markers=_markers(tree, rules, work.marks.of(unit), unit),
                rule_from=_rule_from(rules, _counted_last(lines) or scope, now.date()),
                counted=_is_counted(work, tree, scope, now.date()),
                now=now,
            )
        )
        return made, lines


class _Tree:
    """All units, with who stands below and above whom."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = {one.id: one for one in units}
        self._children: dict[UnitId, list[UnitId]] = {}
        for one in self.units.values():
            if one.parent is not None:
                self._children.setdefault(one.parent, []).append(one.id)

    def below(self, unit: UnitId) -> frozenset[UnitId]:
        """The unit and every one below it; empty when there is no such unit."""
        found: set[UnitId] = set()
        waiting = [unit] if unit in self.units else []
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self._children.get(one, [])
        return frozenset(found)

    def around(self, units: Iterable[UnitId]) -> tuple[UnitId, ...]:
        """These units by name, each followed by those above it, each once."""
        found: dict[UnitId, None] = {}
        for one in self.named(units):
            above: UnitId | None = one.id
            while above is not None and above in self.units and above not in found:
                found[above] = None
                above = self.units[above].parent
        return tuple(found)

    def named(self, units: Iterable[UnitId]) -> tuple[Unit, ...]:
        """These units in the order of their names."""
        there = (self.units[one] for one in units if one in self.units)
        return tuple(sorted(there, key=lambda one: (one.name.casefold(), one.id)))


def _leads(presence: Presence) -> tuple[UnitId, ...]:
    return tuple(one.unit for one in presence.memberships if one.role is Role.LEAD and one.unit is not None)


def _check_leads(tree: _Tree, presence: Presence, unit: UnitId) -> None:
    if not any(unit in tree.below(one) for one in _leads(presence)):
        raise NotYours


def _markers(
    tree: _Tree, rules: Mapping[UnitId, Sequence[PolicyRow]], rows: Sequence[MarkRow], unit: UnitId
) -> tuple[Marker, ...]:
    """The break rules of every unit that is counted, and the remarks on this one alone."""
    began = [
        Marker(row.effective_from, Sign.RULE, tree.units[one].name, "", row.version)
        for one, versions in rules.items()
        for row in versions
        if not row.withdrawn
    ]
    said = [Marker(row.day, Sign.NOTE, tree.units[unit].name, row.words) for row in rows]
    return tuple(sorted((*began, *said), key=lambda one: (one.day, one.sign, one.unit, one.words)))


def _rule_from(
    rules: Mapping[UnitId, Sequence[PolicyRow]], units: Iterable[UnitId], today: date
) -> date | None:
    """Since when the newest rule holds, when it began on one day for everybody who is counted."""
    held = [in_force(rules.get(one, ()), today) for one in units]
    days = {None if row is None else row.effective_from for row in held}
    return days.pop() if len(days) == 1 else None


def _counted_last(lines: Sequence[Line]) -> frozenset[UnitId]:
    """The units that were counted in the newest period of the log."""
    formed = [one for one in lines if one.fact is Fact.FORMED]
    last = max((one.period for one in formed), default=None)
    return frozenset(unit for one in formed if one.period == last for unit in one.group.units)


def _is_counted(work: UnitOfWork, tree: _Tree, scope: frozenset[UnitId], today: date) -> bool:
    """Whether any of these units is in a group by the seats that are issued today."""
    rosters, floors = work.seats.issued(Role.INVESTIGATOR), work.floors.at(Period.of(today).number)
    formed = groups.form(tree.units.values(), rosters, floors, today)
    if len(scope) > 1:
        return any(scope.issuperset(one.units) for one in formed)
    return any(scope.intersection(one.units) for one in formed)
