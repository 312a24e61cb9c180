"""Uses of short tools: one sealed page a month, counted over all that is kept, taken back at once."""

from __future__ import annotations

import json
from uuid import UUID, uuid4

import pytest

from tests.world import Someone, World
from wellbeing.domain.errors import AnswerOutOfRange, DiskFull, Locked
from wellbeing.domain.relief import Tally, Tool
from wellbeing.services.relief import Helps, Relief


@pytest.fixture
def relief(world: World) -> Relief:
    return world.desks.person.relief


def test_what_helps_is_counted_over_the_months(world: World, heron: Someone, relief: Relief) -> None:
    assert relief.helps(heron.reference) == Helps()
    for before, after in ((8, 5), (7, 7), (6, 2)):
        relief.keep(heron.reference, uuid4(), Tool.WALK, before, after)
    world.clock.forward(days=40)
    again = world.sign_in(heron)
    relief.keep(again.reference, uuid4(), Tool.CALL, None, 3)
    found = relief.helps(again.reference)
    assert found.tallies == (Tally(Tool.WALK, 3, 3, 2), Tally(Tool.CALL, 1, 0, 0))
    assert found.last is Tool.WALK


def test_the_same_use_twice_is_kept_once(world: World, heron: Someone, relief: Relief) -> None:
    before = len(world.store.tables.entries)
    for _ in range(2):
        relief.keep(heron.reference, UUID(int=5), Tool.WALK, 8, 5)
    assert [one.times for one in relief.helps(heron.reference).tallies] == [1]
    assert len(world.store.tables.entries) == before + 1


def test_a_use_is_taken_back_and_an_empty_month_goes(world: World, heron: Someone, relief: Relief) -> None:
    before = set(world.store.tables.entries)
    relief.keep(heron.reference, UUID(int=5), Tool.WALK, 8, 5)
    relief.keep(heron.reference, UUID(int=6), Tool.WALK, 8, 5)
    relief.take_back(heron.reference, UUID(int=7))
    relief.take_back(heron.reference, UUID(int=5))
    assert [one.times for one in relief.helps(heron.reference).tallies] == [1]
    relief.take_back(heron.reference, UUID(int=6))
    assert set(world.store.tables.entries) == before


def test_a_month_that_does_not_open_hides_no_other(world: World, heron: Someone, relief: Relief) -> None:
    known = set(world.store.tables.entries)
    relief.keep(heron.reference, UUID(int=5), Tool.WALK, 8, 5)
    (record,) = set(world.store.tables.entries) - known
    older = world.store.tables.entries[record]
    relief.keep(heron.reference, UUID(int=6), Tool.WALK, 8, 5)
    world.store.tables.entries[record] = older
    assert relief.helps(heron.reference) == Helps()
    relief.keep(heron.reference, UUID(int=8), Tool.CALL, None, None)
    assert relief.helps(heron.reference).tallies == (Tally(Tool.CALL, 1, 0, 0),)


def test_what_cannot_be_kept_is_not(world: World, heron: Someone, relief: Relief) -> None:
    with pytest.raises(AnswerOutOfRange):
        relief.keep(heron.reference, uuid4(), Tool.WALK, 11, None)
    with world.broken(world.store, DiskFull()), pytest.raises(DiskFull):
        relief.keep(heron.reference, uuid4(), Tool.WALK, 5, None)
    assert relief.helps(heron.reference) == Helps()


def test_only_while_open(world: World, heron: Someone, relief: Relief) -> None:
    world.desks.person.sessions.lock(heron.reference)
    with pytest.raises(Locked):
        relief.helps(heron.reference)
    with pytest.raises(Locked):
        relief.keep(heron.reference, uuid4(), Tool.WALK, 5, None)


def test_an_export_takes_them_along(world: World, heron: Someone, relief: Relief) -> None:
    relief.keep(heron.reference, uuid4(), Tool.WALK, 8, None)
    exports = world.desks.person.exports
    export = exports.collect(heron.reference)
    (one,) = json.loads(exports.as_json(export))["relief"]
    assert (one["tool"], one["before"], one["after"]) == ("walk", 8, None)
    assert any(
        row.startswith("relief,") and row.endswith(",8,") for row in exports.as_csv(export).splitlines()
    )
