"""Floors: raised by the unit's configurators alone, from the next period on, and written into the log."""

from __future__ import annotations

from typing import Any

import pytest

from tests.world import Someone, World
from wellbeing.domain.errors import FloorOnlyRises, Locked, NotYours
from wellbeing.domain.people import Role, Unit
from wellbeing.domain.periods import Period
from wellbeing.domain.releases import Fact
from wellbeing.services.floors import MOST, Floor


@pytest.fixture
def unit(world: World) -> Unit:
    return world.unit("Harbour lab")


@pytest.fixture
def keeper(world: World, unit: Unit) -> Someone:
    return world.join("Keeper", role=Role.CONFIGURATOR, unit=unit)


def test_a_floor_rises_from_the_next_period_on(world: World, unit: Unit, keeper: Someone) -> None:
    floors, following = world.desks.unit.floors, Period.at(world.clock.now()).later(1)
    assert floors.of(keeper.reference, unit.id) == Floor(12, 12)
    assert floors.raise_floor(keeper.reference, unit.id, 20) == Floor(12, 20)
    assert floors.of(keeper.reference, unit.id) == Floor(12, 20)
    (line,) = world.releases.lines()
    assert (line.fact, line.period, line.counters) == (Fact.FLOOR, following, None)
    assert (line.group.units, line.group.floor) == ((unit.id,), 20)
    assert world.text.lines == [line]
    assert world.releases.verify() == 1


def test_it_counts_once_the_period_has_come(world: World, unit: Unit, keeper: Someone) -> None:
    world.desks.unit.floors.raise_floor(keeper.reference, unit.id, 20)
    world.clock.forward(days=28)
    again = world.sign_in(keeper)
    assert world.desks.unit.floors.of(again.reference, unit.id) == Floor(20, 20)


@pytest.mark.parametrize("seats", [-1, 0, 8, 11, 12, MOST + 1, 10**9, True, 13.5, "20", None])
def test_what_does_not_rise_or_is_no_number_changes_nothing(
    world: World, unit: Unit, keeper: Someone, seats: Any
) -> None:
    with pytest.raises(FloorOnlyRises):
        world.desks.unit.floors.raise_floor(keeper.reference, unit.id, seats)
    assert world.desks.unit.floors.of(keeper.reference, unit.id) == Floor(12, 12)
    assert world.releases.lines() == []


def test_what_was_raised_can_only_be_raised_further(world: World, unit: Unit, keeper: Someone) -> None:
    floors = world.desks.unit.floors
    floors.raise_floor(keeper.reference, unit.id, 20)
    for seats in (19, 20):
        with pytest.raises(FloorOnlyRises):
            floors.raise_floor(keeper.reference, unit.id, seats)
    assert floors.raise_floor(keeper.reference, unit.id, MOST).following == MOST


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.LEAD, Role.ADMINISTRATOR])
def test_nobody_else_may(world: World, unit: Unit, role: Role) -> None:
    other = world.join("Other", role=role, unit=None if role is Role.ADMINISTRATOR else unit)
    foreign = world.join("Foreign", role=Role.CONFIGURATOR)
    for one in (other, foreign):
        with pytest.raises(NotYours):
            world.desks.unit.floors.raise_floor(one.reference, unit.id, 20)
        with pytest.raises(NotYours):
            world.desks.unit.floors.of(one.reference, unit.id)
    assert world.releases.lines() == []


def test_not_while_locked(world: World, unit: Unit, keeper: Someone) -> None:
    world.desks.person.sessions.lock(keeper.cookie)
    with pytest.raises(Locked):
        world.desks.unit.floors.raise_floor(keeper.reference, unit.id, 20)


def test_a_commit_that_fails_raises_nothing(world: World, unit: Unit, keeper: Someone) -> None:
    def full() -> None:
        raise OSError

    world.store.before_commit = full
    with pytest.raises(OSError):  # noqa: PT011 -- raised just above
        world.desks.unit.floors.raise_floor(keeper.reference, unit.id, 20)
    assert world.releases.lines() == []
    assert world.text.lines == []
