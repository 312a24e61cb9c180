"""The log, floors, remarks and records come back as given; a group's period begins once and ends once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from wellbeing.anonymity import groups, log
from wellbeing.crypto import signing
from wellbeing.domain.errors import DatabaseBusy
from wellbeing.domain.people import Role, Seat, SeatId, Unit, UnitId
from wellbeing.domain.periods import Period
from wellbeing.domain.releases import Counters, Fact, Line
from wellbeing.services.box_ports import DutyRow, MarkRow
from wellbeing.storage.opening import Storage

KEY = signing.make_key()
COUNTERS = Counters(3, -2, 7, 1, 90, -4)


def _line(before: Line | None, fact: Fact, period: int, *units: UnitId) -> Line:
    group = groups.group_of(units, dict.fromkeys(units, 9), {})
    numbers = COUNTERS if fact is Fact.RELEASED else None
    return log.line(before, fact, Period(period), group, key=KEY, version="1", counters=numbers)


def _chain(*said: tuple[Fact, int, tuple[UnitId, ...]]) -> list[Line]:
    lines: list[Line] = []
    for fact, period, units in said:
        lines.append(_line(lines[-1] if lines else None, fact, period, *units))
    return lines


def _kept(storage: Storage, lines: list[Line]) -> None:
    with storage.begin() as work:
        for line in lines:
            work.releases.add(line)
        work.commit()


def test_lines_are_found_by_number_unit_and_period(storage: Storage) -> None:
    one, two, three = (UnitId(uuid4()) for _ in range(3))
    lines = _chain(
        (Fact.FORMED, 740, (one, two)),
        (Fact.FORMED, 740, (three,)),
        (Fact.RELEASED, 740, (one, two)),
        (Fact.FLOOR, 741, (three,)),
        (Fact.FLOOR, 741, (three,)),
        (Fact.FORMED, 741, (three,)),
    )
    _kept(storage, lines)
    pair, alone = lines[0].group.id, lines[1].group.id
    with storage.look() as work:
        found = work.releases
        assert found.all() == lines
        assert (found.all(4), found.all(1, 2), found.all(9)) == (lines[4:], lines[1:3], [])
        assert found.last() == lines[-1]
        assert found.of_units([two]) == [lines[0], lines[2]]
        assert found.of_units([one, two, three]) == lines, "a line about two of the units comes once"
        assert found.of_units([UnitId(uuid4())]) == []
        assert found.of_period(741) == lines[3:]
        assert found.open() == [(alone, 740), (alone, 741)]
        assert found.formed(pair, 740) == lines[0]
        assert found.formed(pair, 741) is None


def test_an_empty_log_has_no_last_line(storage: Storage) -> None:
    with storage.look() as work:
        assert work.releases.last() is None
        assert (work.releases.all(), work.releases.open()) == ([], [])


@pytest.mark.parametrize("fact", [Fact.FORMED, Fact.RELEASED, Fact.WITHHELD])
def test_a_period_begins_once_and_ends_once(storage: Storage, fact: Fact) -> None:
    unit = UnitId(uuid4())
    lines = _chain((Fact.FORMED, 740, (unit,)), (Fact.RELEASED, 740, (unit,)))
    _kept(storage, lines)
    with storage.begin() as work:
        with pytest.raises(DatabaseBusy):
            work.releases.add(_line(lines[-1], fact, 740, unit))
        work.commit()
    with storage.look() as work:
        assert work.releases.all() == lines
        assert work.releases.of_units([unit]) == lines


def test_a_number_is_used_once(storage: Storage) -> None:
    lines = _chain((Fact.FORMED, 740, (UnitId(uuid4()),)))
    _kept(storage, lines)
    with storage.begin() as work, pytest.raises(DatabaseBusy):
        work.releases.add(_line(None, Fact.FORMED, 741, UnitId(uuid4())))


def test_the_highest_wish_up_to_a_period_counts(storage: Storage) -> None:
    one, other = UnitId(uuid4()), UnitId(uuid4())
    with storage.begin() as work:
        work.floors.put(one, 14, 740)
        work.floors.put(one, 20, 743)
        work.floors.put(other, 13, 742)
        work.commit()
    with storage.look() as work:
        found = [work.floors.at(period) for period in (739, 740, 742, 743, 900)]
    both = {one: 20, other: 13}
    assert found == [{}, {one: 14}, {one: 14, other: 13}, both, both]


def test_remarks_and_records_are_each_units_own_and_in_order(storage: Storage) -> None:
    one, other = UnitId(uuid4()), UnitId(uuid4())
    first, later = date(2026, 11, 2), date(2026, 11, 9)
    low, high = UUID(int=1), UUID(int=2)
    marks = [MarkRow(one, low, later, "New rota"), MarkRow(one, high, first, "Two cases closed")]
    duties = [
        DutyRow(one, low, later, "training", "Half a day"),
        DutyRow(one, high, first, "support"),
        DutyRow(other, low, first, "support"),
    ]
    with storage.begin() as work:
        for unit in (one, other):
            work.units.put(Unit(unit, str(unit)))
        for mark in (*marks, replace(marks[0], unit=other)):
            work.marks.add(mark)
        for duty in duties:
            work.duties.add(duty)
        work.marks.remove(other, high)
        work.duties.remove(other, low)
        work.commit()
    with storage.look() as work:
        assert work.marks.of(one) == [marks[1], marks[0]]
        assert work.marks.of(other) == [replace(marks[0], unit=other)]
        assert work.duties.of(one) == [duties[1], duties[0]]
        assert work.duties.of(other) == []


def test_issued_seats_are_counted_by_unit(storage: Storage) -> None:
    one, other = UnitId(uuid4()), UnitId(uuid4())
    seats = [
        *(Seat(SeatId(uuid4()), one, Role.INVESTIGATOR, str(number)) for number in range(3)),
        Seat(SeatId(uuid4()), one, Role.INVESTIGATOR, "ended", ended_on=date(2026, 11, 2)),
        Seat(SeatId(uuid4()), one, Role.LEAD, "lead"),
        Seat(SeatId(uuid4()), other, Role.LEAD, "lead"),
        Seat(SeatId(uuid4()), None, Role.ADMINISTRATOR, "first"),
    ]
    with storage.begin() as work:
        for unit in (one, other):
            work.units.put(Unit(unit, str(unit)))
        for seat in seats:
            work.seats.put(seat)
        work.commit()
    with storage.look() as work:
        assert work.seats.issued(Role.INVESTIGATOR) == {one: 3}
        assert work.seats.issued(Role.LEAD) == {one: 1, other: 1}
        assert work.seats.issued(Role.ADMINISTRATOR) == {}
