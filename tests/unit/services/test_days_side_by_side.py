"""A day has a row of each daily sort or of none, sealed anew together; none of them is mistaken for words."""

from datetime import date, timedelta

import pytest

from tests.world import Someone, World
from wellbeing.domain.checkin import Question
from wellbeing.domain.errors import DayGone
from wellbeing.domain.exposure import Act, Kind
from wellbeing.services.noticing import Trouble
from wellbeing.services.ports import EntryRow

DAY = date(2026, 11, 21)


def rows(world: World) -> dict[int, bytes]:
    """The bodies of what was kept today, by their length."""
    kept = [row for row in world.store.tables.entries.values() if row.expires_month == 202811]
    return {len(row.body.raw): row.body.raw for row in kept}


def began(world: World, heron: Someone) -> None:
    exposure = world.desks.person.exposure
    exposure.act(heron.reference, Act.START, exposure.clock(heron.reference).version, kind=Kind.STILLS)


def test_neither_the_rows_nor_what_changes_tells_who_did_what(world: World, heron: Someone) -> None:
    stork = world.join("Stork")
    world.desks.person.checkins.answer(heron.reference, DAY, Question.ENERGY, 2)
    began(world, stork)
    people = [world.desks.person.sessions.presence(one.reference).person for one in (heron, stork)]
    tables = world.store.tables
    lengths = [
        sorted(
            (row.expires_month, len(row.body.raw)) for row in tables.entries.values() if row.person == person
        )
        for person in people
    ]
    assert lengths[0] == lengths[1]
    before = dict(tables.entries)
    world.clock.forward(seconds=5)
    world.desks.person.checkins.answer(heron.reference, DAY, Question.ENERGY, 3)
    exposure = world.desks.person.exposure
    exposure.act(stork.reference, Act.PAUSE, exposure.clock(stork.reference).version, minutes=5)
    after = world.store.tables.entries
    changed = [
        [row.id for row in after.values() if row.person == one and row != before[row.id]] for one in people
    ]
    assert [len(one) for one in changed] == [2, 2]


def test_a_day_of_work_is_no_check_in(world: World, heron: Someone) -> None:
    began(world, heron)
    person = world.desks.person
    assert len(rows(world)) == 2
    assert person.checkins.day(heron.reference, DAY).empty
    assert person.history.overview(heron.reference, 14).summary.check_ins == 0
    assert person.history.year(heron.reference) == ()
    export = person.exports.collect(heron.reference)
    assert (export.check_ins, export.damaged) == ((), 0)
    with pytest.raises(DayGone):
        person.checkins.remove(heron.reference, DAY)
    assert person.sessions.findings(world.sign_in(heron).reference).sound


def test_a_check_in_that_is_removed_leaves_the_work_of_that_day(world: World, heron: Someone) -> None:
    began(world, heron)
    person = world.desks.person
    person.checkins.answer(heron.reference, DAY, Question.ENERGY, 2)
    world.clock.forward(seconds=540)
    assert person.checkins.remove(heron.reference, DAY) is not None
    assert len(rows(world)) == 2
    assert person.history.overview(heron.reference, 14).summary.check_ins == 0
    assert [one.total for one in person.record.by_day(heron.reference, DAY, DAY)] == [9]
    assert person.sessions.findings(world.sign_in(heron).reference).sound


def test_nothing_is_left_of_a_day_without_either(world: World, heron: Someone) -> None:
    person = world.desks.person
    person.checkins.answer(heron.reference, DAY, Question.ENERGY, 2)
    person.checkins.remove(heron.reference, DAY)
    assert rows(world) == {}
    assert person.sessions.findings(world.sign_in(heron).reference).sound


def test_a_day_of_work_that_is_gone_is_named(world: World, heron: Someone) -> None:
    began(world, heron)
    tables = world.store.tables
    (lost,) = [row for row in tables.entries.values() if len(row.body.raw) == max(rows(world))]
    del tables.entries[lost.id]
    (noticed,) = world.desks.person.sessions.findings(world.sign_in(heron).reference).noticed
    assert (noticed.trouble, noticed.day) == (Trouble.EXPOSURE, DAY.toordinal())


def test_a_row_that_does_not_open_keeps_nobody_from_working(world: World, heron: Someone) -> None:
    world.desks.person.checkins.answer(heron.reference, DAY - timedelta(days=1), Question.ENERGY, 2)
    began(world, heron)
    tables = world.store.tables
    for row in [row for row in tables.entries.values() if row.expires_month == 202811]:
        raw = row.body.raw
        tables.entries[row.id] = EntryRow(
            row.id, row.person, row.expires_month, type(row.body)(raw[:-1] + bytes((raw[-1] ^ 1,)))
        )
    world.clock.forward(seconds=60)
    exposure = world.desks.person.exposure
    exposure.act(heron.reference, Act.STOP, exposure.clock(heron.reference).version)
    again = world.sign_in(heron)
    found = {one.trouble for one in world.desks.person.sessions.findings(again.reference).noticed}
    assert found == {Trouble.CHANGED, Trouble.EXPOSURE}
