"""Every test of a service has an installation of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.unit.services.damage import DAYS
from tests.world import Someone, World
from wellbeing.domain.people import Role, Unit


@pytest.fixture
def world() -> Iterator[World]:
    world = World()
    yield world
    world.close()


@pytest.fixture
def heron(world: World) -> Someone:
    """An investigator with a page open."""
    return world.join("Heron")


@pytest.fixture
def written(world: World, heron: Someone) -> Someone:
    """Heron, with eight days of notes; a note says its day."""
    for day in DAYS:
        world.desks.person.checkins.save_many(heron.reference, day, {}, day.isoformat())
    return heron


@pytest.fixture
def unit(world: World) -> Unit:
    return world.unit("North")


@pytest.fixture
def admin(world: World) -> Someone:
    return world.join("Admin", role=Role.ADMINISTRATOR)


@pytest.fixture
def conf(world: World, unit: Unit) -> Someone:
    return world.join("Conf", role=Role.CONFIGURATOR, unit=unit)


@pytest.fixture
def lead(world: World, unit: Unit) -> Someone:
    return world.join("Lead", role=Role.LEAD, unit=unit)


@pytest.fixture
def investigator(world: World, unit: Unit) -> Someone:
    return world.join("Inv", role=Role.INVESTIGATOR, unit=unit)


@pytest.fixture
def stranger(world: World) -> Someone:
    """A configurator of another unit."""
    return world.join("Other", role=Role.CONFIGURATOR, unit=world.unit("South"))
