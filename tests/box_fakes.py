"""Boxes, the log of releases, floors, marks and duties in memory, with the manners of the real stores."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from wellbeing.domain import audit
from wellbeing.domain.errors import DatabaseBusy
from wellbeing.domain.people import UnitId
from wellbeing.domain.periods import Period
from wellbeing.domain.releases import Fact, Line
from wellbeing.services.box_ports import Boxes, DutyRow, MarkRow, ReleaseText
from wellbeing.services.ports import Begin, Clock
from wellbeing.services.releases import ReleaseKeys, Releases

KEYS = ReleaseKeys(bytes(range(32)), bytes(range(32, 64)))
ENDS = (Fact.RELEASED, Fact.WITHHELD)


@dataclass
class BoxRows:
    """The tables of what is told of teams."""

    lines: list[Line] = field(default_factory=list)
    floors: dict[tuple[UnitId, int], int] = field(default_factory=dict)
    marks: dict[tuple[UnitId, UUID], MarkRow] = field(default_factory=dict)
    duties: dict[tuple[UnitId, UUID], DutyRow] = field(default_factory=dict)
    audit: list[audit.Line] = field(default_factory=list)
    keeping: dict[UnitId, int] = field(default_factory=dict)

    def copy(self) -> BoxRows:
        """The same rows in other containers; rows are frozen."""
        return BoxRows(
            self.lines.copy(),
            self.floors.copy(),
            self.marks.copy(),
            self.duties.copy(),
            self.audit.copy(),
            self.keeping.copy(),
        )


class FakeAuditLog:
    def __init__(self, rows: BoxRows) -> None:
        self._r = rows

    def add(self, line: audit.Line) -> None:
        if line.number != len(self._r.audit) + 1:
            raise DatabaseBusy
        self._r.audit.append(line)

    def last(self) -> audit.Line | None:
        return self._r.audit[-1] if self._r.audit else None

    def held(self) -> audit.Line | None:
        return self.last()

    def all(self, after: int = 0, most: int | None = None) -> Sequence[audit.Line]:
        return self._r.audit[after:][:most]


class FakeKeeping:
    def __init__(self, rows: BoxRows) -> None:
        self._r = rows

    def put(self, unit: UnitId, months: int) -> None:
        self._r.keeping[unit] = months

    def of(self, unit: UnitId) -> int | None:
        return self._r.keeping.get(unit)

    def remove(self, unit: UnitId) -> None:
        self._r.keeping.pop(unit, None)


class FakeReleaseLog:
    def __init__(self, rows: BoxRows) -> None:
        self._r = rows

    def add(self, line: Line) -> None:
        taken = any(
            one.number == line.number
            or (_kind(line) and (one.group.id, one.period, _kind(one)) == _once(line))
            for one in self._r.lines
        )
        if taken:
            raise DatabaseBusy
        self._r.lines.append(line)
        self._r.lines.sort(key=lambda one: one.number)

    def last(self) -> Line | None:
        return self._r.lines[-1] if self._r.lines else None

    def all(self, after: int = 0, most: int | None = None) -> Sequence[Line]:
        return [one for one in self._r.lines if one.number > after][:most]

    def of_units(self, units: Iterable[UnitId]) -> Sequence[Line]:
        wanted = set(units)
        return [one for one in self._r.lines if wanted.intersection(one.group.units)]

    def formed_of(self, units: Iterable[UnitId], period: int) -> Sequence[Line]:
        wanted = set(units)
        lines = self.of_period(period)
        return [one for one in lines if one.fact is Fact.FORMED and not wanted.isdisjoint(one.group.units)]

    def of_period(self, period: int) -> Sequence[Line]:
        return [one for one in self._r.lines if one.period.number == period]

    def open(self) -> Sequence[tuple[UUID, int]]:
        ended = {(one.group.id, one.period.number) for one in self._r.lines if one.fact in ENDS}
        formed = ((one.group.id, one.period.number) for one in self._r.lines if one.fact is Fact.FORMED)
        return sorted((one for one in formed if one not in ended), key=lambda one: (one[1], one[0]))

    def formed_in(self, period: int) -> int:
        return sum(one.fact is Fact.FORMED for one in self.of_period(period))

    def ended(self, group: UUID, period: int) -> bool:
        return any(one.group.id == group and one.fact in ENDS for one in self.of_period(period))

    def formed(self, group: UUID, period: int) -> Line | None:
        found = (one for one in self._r.lines if (one.group.id, one.period.number) == (group, period))
        return next((one for one in found if one.fact is Fact.FORMED), None)


class FakeFloors:
    def __init__(self, rows: BoxRows) -> None:
        self._r = rows

    def put(self, unit: UnitId, floor: int, from_period: int) -> None:
        self._r.floors[unit, from_period] = floor

    def at(self, period: int) -> dict[UnitId, int]:
        found: dict[UnitId, int] = {}
        for (unit, since), floor in self._r.floors.items():
            if since <= period:
                found[unit] = max(floor, found.get(unit, 0))
        return found


class FakeMarks:
    def __init__(self, rows: BoxRows) -> None:
        self._r = rows

    def add(self, row: MarkRow) -> None:
        self._r.marks[row.unit, row.id] = row

    def of(self, unit: UnitId) -> Sequence[MarkRow]:
        return sorted((row for row in self._r.marks.values() if row.unit == unit), key=_day)

    def remove(self, unit: UnitId, mark: UUID) -> None:
        self._r.marks.pop((unit, mark), None)


class FakeDuties:
    def __init__(self, rows: BoxRows) -> None:
        self._r = rows

    def add(self, row: DutyRow) -> None:
        self._r.duties[row.unit, row.id] = row

    def of(self, unit: UnitId) -> Sequence[DutyRow]:
        return sorted((row for row in self._r.duties.values() if row.unit == unit), key=_day)

    def remove(self, unit: UnitId, duty: UUID) -> None:
        self._r.duties.pop((unit, duty), None)


class FakeBoxes:
    """The boxes' own file."""

    def __init__(self) -> None:
        self.raw: dict[tuple[UUID, int], bytes] = {}
        self.lock = threading.RLock()
        self.before_write: Callable[[], None] = lambda: None
        """May raise, as a full disk or a killed process does."""

    def get(self, group: UUID, period: int) -> bytes | None:
        return self.raw.get((group, period))

    def add(self, fresh: Mapping[tuple[UUID, int], bytes]) -> AbstractSet[tuple[UUID, int]]:
        if not fresh:
            return frozenset()
        with self.lock:
            self.before_write()
            return {key for key, raw in fresh.items() if self.raw.setdefault(key, raw) is raw}

    def change(self, group: UUID, period: int, edit: Callable[[bytes], bytes]) -> bool:
        with self.lock:
            self.before_write()
            if (group, period) not in self.raw:
                return False
            self.raw[group, period] = edit(self.raw[group, period])
            return True

    def all(self) -> Sequence[tuple[UUID, int]]:
        return sorted(self.raw)

    def shred(self, gone: Iterable[tuple[UUID, int]]) -> None:
        with self.lock:
            self.before_write()
            for one in gone:
                self.raw.pop(one, None)


class FakeReleaseText:
    """The text file of the log: body and signature of each line, in order."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.before_write: Callable[[], None] = lambda: None
        """May raise, as a full disk or a killed process does."""

    def last(self) -> Line | None:
        return self.lines[-1] if self.lines else None

    def read(self, after: int = 0) -> Iterable[Line]:
        return iter([one for one in self.lines if one.number > after])

    def append(self, lines: Iterable[Line]) -> None:
        self.before_write()
        self.lines.extend(one for one in lines if one.number > len(self.lines))


def releases_over(
    begin: Begin, look: Begin, clock: Clock, boxes: Boxes | None = None, text: ReleaseText | None = None
) -> Releases:
    """The real releases over these boxes and this text, or over ones in memory."""
    return Releases(begin, look, boxes or FakeBoxes(), text or FakeReleaseText(), clock, KEYS)


def _kind(line: Line) -> str:
    """What there can be only one of for a group and period; nothing for a raised floor."""
    if line.fact is Fact.FLOOR:
        return ""
    return "end" if line.fact in ENDS else "formed"


def _once(line: Line) -> tuple[UUID, Period, str]:
    return line.group.id, line.period, _kind(line)


def _day(row: MarkRow | DutyRow) -> tuple[date, UUID]:
    return row.day, row.id
